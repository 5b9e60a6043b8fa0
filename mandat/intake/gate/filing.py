"""An application that came by mail is filed like one from the portal: pieces, filing, receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mandat.audit.services import record
from mandat.calls.models import Call
from mandat.core.keys import new_token
from mandat.intake.content import whole
from mandat.intake.gate.judged import Judged
from mandat.intake.letters.outcomes import Outcome
from mandat.intake.models import Application, Arrival, ArrivalPart, Filing, Piece
from mandat.intake.queries import pieces_of
from mandat.intake.receipts.signing import Signed
from mandat.intake.rules.filing import Fate, fate_of
from mandat.intake.rules.slots import OTHER
from mandat.intake.sealing import digest_of, seal_words, words_of
from mandat.intake.services.common import APPLICANT, locked
from mandat.intake.services.drafting import content_now
from mandat.intake.services.filing import keep_filing
from mandat.intake.services.pieces import MOST_PIECES, put_piece
from mandat.intake.services.starting import new_application
from mandat.intake.services.voiding import void_changed
from mandat.intake.states import ApplicationState, Channel, Part

_FATES = {
    Fate.IN_TIME: ApplicationState.FILED,
    Fate.LATE_KEPT: ApplicationState.LATE,
    Fate.LATE_REFUSED: ApplicationState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class ByMail:
    """A filing that a letter made; `once` opens its receipt."""

    application: Application
    filing: Filing
    signed: Signed
    once: str


def file_letter(*, judged: Judged, arrival: Arrival, parts: Sequence[ArrivalPart]) -> ByMail | None:
    """What the letter brought is filed, at the instant at which it arrived; None when the letter
    changes nothing: it came late, and what was filed in time counts, or the call is over for good.

    The caller holds a transaction and the gate's lock on the organisation.
    """
    call, letter = judged.call, judged.letter
    if call is None:
        return None
    late = judged.decision.outcome is Outcome.LATE
    if judged.is_over:  # the message is kept, and that is all
        return None
    if late and judged.application is not None and judged.application.filing_number:
        return None
    replaces = judged.decision.outcome is Outcome.SUPERSEDED
    return file_parts(
        call=call,
        application=judged.application,
        address=letter.sender.address,
        language=arrival.language,
        words=judged.content,
        arrival=arrival,
        parts=parts,
        replaces=replaces,
    )


def file_parts(
    *,
    call: Call,
    application: Application | None,
    address: str,
    language: str,
    words: object,
    arrival: Arrival,
    parts: Sequence[ArrivalPart],
    replaces: bool,
) -> ByMail | None:
    """The parts of a letter are the pieces of an application, new or the one given, and filed.

    With `replaces` everything filed before gives way; else only what stood in the same slots. All
    of it is kept with the filing before. None when the call takes nothing at that instant.
    """
    at = arrival.arrived_at
    state = _state(call, application, at)
    if state is None:
        return None
    row = _row(call, application, address, language, at)
    before, after = content_now(row), whole(_as_words(words))
    row.content = seal_words(row.organisation, row, "content", after)
    row.save(update_fields=["content", "changed_at"])
    void_changed(row=row, before=before, after=after, at=at)
    _make_room(row, {part.slot for part in parts if part.slot}, at, everything=replaces)
    for part in parts:
        _put(row, part)
    once = new_token()
    filing, signed = keep_filing(row=row, once=once, at=at, state=state)
    _found_again(row, address)
    record(
        actor=APPLICANT,
        action="intake.application.filed",
        subject=row,
        organisation=row.organisation,
        details={"number": filing.number, "late": filing.is_late, "channel": "email"},
    )
    return ByMail(row, filing, signed, once)


def _as_words(words: object) -> dict[str, object]:
    return dict(words) if isinstance(words, dict) else {}


def _row(
    call: Call, application: Application | None, address: str, language: str, at: datetime
) -> Application:
    """The row to file, held; a new one is found by its address only once it is filed, for the same
    person may have a draft in the portal."""
    if application is not None:
        return locked(application.public_id)
    row = new_application(
        call=call,
        address=address,
        language=language,
        at=at,
        channel=Channel.EMAIL,
        address_digest="",
    )
    return locked(row.public_id)


def _found_again(row: Application, address: str) -> None:
    if not row.address_digest:
        row.address_digest = digest_of(address)
        row.save(update_fields=["address_digest"])


def _state(call: Call, row: Application | None, at: datetime) -> ApplicationState | None:
    own = row.deadline_at if row is not None else None
    fate = fate_of(at, call.deadline_at, call.late_rule, call.state, call.closed_at, own)
    return _FATES.get(fate)


def _make_room(row: Application, slots: set[str], at: datetime, *, everything: bool) -> None:
    """What gives way to the new documents leaves the application and stays with its filing."""
    if not row.filing_number:
        return
    there = pieces_of(row)
    if not everything:
        there = there.filter(slot__in=slots - {OTHER})
    Piece.objects.filter(pk__in=[piece.pk for piece in there]).update(removed_at=at)


def _put(row: Application, part: ArrivalPart) -> None:
    """The part's file is a piece in its slot; a document that nobody could place stands among the
    further ones. What is beyond the most that an application takes stays with the letter."""
    file = part.file
    there = Piece.objects.filter(application=row, removed_at__isnull=True).count()
    if file is None or there >= MOST_PIECES:
        return
    place = Part(part.part) if part.part else Part.TECHNICAL
    name = words_of(row.organisation, part, "name") or ""
    part.piece = put_piece(
        row=row,
        file=file,
        slot=part.slot or OTHER,
        part=place,
        facts={"name": name, "bytes": file.size},
    )
    fields = ["piece"]
    if file.is_secret:  # the piece knows it, where nobody reads it before the opening
        part.name = None
        fields.append("name")
    part.save(update_fields=fields)
