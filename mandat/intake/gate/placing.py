"""What a clerk does with a message: says for which call it is, asks for a copy, settles it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls.models import Call
from mandat.calls.states import CallState
from mandat.core.errors import RuleBroken
from mandat.intake import policies
from mandat.intake.content import EMPTY, names_of
from mandat.intake.gate.candidates import calls_with_letters, way_to
from mandat.intake.gate.filing import ByMail, file_parts
from mandat.intake.gate.known import sender_applications
from mandat.intake.gate.replies import may_write, post_receipt
from mandat.intake.gate.resealing import seal_again
from mandat.intake.gate.teams import asked_now, with_team
from mandat.intake.letters.sorting import Piece, sort_documents
from mandat.intake.models import Application, Arrival, ArrivalPart
from mandat.intake.portal.ways import Way
from mandat.intake.rules.slots import member_keys_of, slots_of
from mandat.intake.sealing import address_of, seal_words, words_of
from mandat.intake.services.keys import is_spent
from mandat.intake.services.telling import tell
from mandat.intake.states import Part
from mandat.mail.values import Moment

_OPEN_DOORS = frozenset({Way.EMAIL, Way.BOTH})
_ENDED = frozenset({CallState.CANCELLED, CallState.ARCHIVED})


def calls_for(arrival: Arrival) -> list[Call]:
    """The calls among which a clerk may choose: those that take letters, and everybody can read."""
    calls = calls_with_letters(arrival.organisation).values()
    return sorted(
        (call for call in calls if call.state not in _ENDED and _takes_letters(call)),
        key=lambda call: (call.deadline_at is None, call.deadline_at, call.pk),
        reverse=True,
    )


def _takes_letters(call: Call) -> bool:
    return way_to(call) in _OPEN_DOORS and not is_spent(call)


def locked_arrival(arrival: Arrival, by: Any) -> Arrival:
    """The message as it is now, for a clerk of its organisation."""
    if not policies.can_sort_arrival(by, arrival):
        raise PermissionDenied
    row = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    row.organisation = arrival.organisation
    if row.erased_at is not None:
        raise RuleBroken("erased", _("It is erased."))
    return row


def note_seen(*, arrival: Arrival, by: Any) -> None:
    """Whoever reads a raw message may see prices: it stands in the journal."""
    record(
        actor=by,
        action="intake.arrival.read",
        subject=arrival,
        organisation=arrival.organisation,
    )


def place_letter(*, arrival: Arrival, call: Call, by: Any) -> ByMail:
    """The message is for that call: its documents are filed as of the instant at which it arrived.

    They join what the sender filed before, or are a new application. What may hold a price is
    sealed first. Called outside of a transaction: files are sealed anew.
    """
    if not policies.can_sort_arrival(by, arrival) or call not in calls_for(arrival):
        raise PermissionDenied
    said = words_of(arrival.organisation, arrival, "words") or {}
    address = said.get("address", "")
    parts = [p for p in parts_of(arrival) if p.file_id is not None]
    if arrival.application_id is not None and any(p.piece_id for p in parts):
        raise RuleBroken("placed", _("This message belongs to an application already."))
    if not address or not parts:
        raise RuleBroken(
            "nothing_to_file",
            _("It has no sender or no document that could be filed. Answer it, then settle it."),
        )
    application = sender_applications(address, {call.public_id.hex: call}).get(call.public_id.hex)
    words = _sort_for(call, application, said, parts)
    for part in parts:
        if part.part == Part.FINANCIAL:
            seal_again(part=part, call=call, secret=call.seals_prices, by=by)
    filing = partial(
        file_parts,
        call=call,
        application=application,
        address=address,
        language=arrival.language,
        words=words,
        replaces=False,
    )
    return _file(arrival, filing, by)


def parts_of(arrival: Arrival) -> list[ArrivalPart]:
    """The attachments of the message, in their order."""
    rows = ArrivalPart.objects.filter(arrival=arrival).select_related("file", "piece")
    return list(rows.order_by("number"))


def _sort_for(
    call: Call, application: Application | None, said: dict[str, Any], parts: list[ArrivalPart]
) -> dict[str, Any]:
    """Each document nobody has confirmed is sorted for this call; the team that they tell of."""
    names = [words_of(call.organisation, part, "name") or "" for part in parts]
    start = words_of(call.organisation, application, "content") if application else None
    lead = {**EMPTY["lead"], "email": said.get("address", "")}
    asked = asked_now(call, application)
    pieces = [Piece(name) for name in names]
    first = sort_documents(pieces, slots_of(asked))
    words = with_team(start or {"lead": lead}, first, said.get("name", ""))
    known = {key: name for key, name in names_of(words).items() if name}
    team = known if len(known) > 1 else {}
    sorted_ = sort_documents(pieces, slots_of(asked, member_keys_of(words)), team)
    for part, found in zip(parts, sorted_, strict=True):
        part.slot = found.slot[:16]
        if part.confirmed_at is None:
            part.part = found.part.value if found.part else part.part
            part.certainty, part.is_mixed = found.certainty.value, found.mixed
        part.save(update_fields=["part", "slot", "certainty", "is_mixed"])
    return words


@transaction.atomic
def _file(arrival: Arrival, filing: Callable[..., ByMail | None], by: Any) -> ByMail:
    row = locked_arrival(arrival, by)
    parts = [p for p in parts_of(row) if p.file_id is not None]
    if any(part.piece_id for part in parts):
        raise RuleBroken("placed", _("This message belongs to an application already."))
    filed = filing(arrival=row, parts=parts)
    if filed is None:
        raise RuleBroken("call_not_open", _("This call takes no applications."))
    call = filed.application.call
    address = address_of(filed.application)
    row.call, row.application, row.is_open = call, filed.application, False
    row.save(update_fields=["call", "application", "is_open"])
    if may_write(address):
        post_receipt(filed=filed, arrival=row, address=address)
    record(
        actor=by,
        action="intake.arrival.placed",
        subject=row,
        organisation=row.organisation,
        details={"call": str(call.public_id), "application": str(filed.application.public_id)},
    )
    return filed


@transaction.atomic
def settle(*, arrival: Arrival, at: datetime, by: Any) -> Arrival:
    """Nobody need look at the message any more. Twice does no harm."""
    row = locked_arrival(arrival, by)
    if not row.is_open:
        return row
    row.is_open, row.settled_by, row.settled_at = False, by.public_id, at
    row.save(update_fields=["is_open", "settled_by", "settled_at"])
    _note("intake.arrival.settled", row, by)
    return row


@transaction.atomic
def ask_copy(*, part: ArrivalPart, by: Any) -> None:
    """The sender is asked for a copy of the document without prices."""
    row = locked_arrival(part.arrival, by)
    application = row.application
    if application is None:
        raise RuleBroken("not_placed", _("Say first for which call the message is."))
    application.call.organisation = row.organisation
    call = application.call
    number = part.number + 1
    piece = part.piece
    deadline = application.deadline_at or call.deadline_at
    name = words_of(row.organisation, part, "name")
    tell(
        "intake/price_free",
        application,
        fleeting=True,
        document=name or _("Attachment %(number)d") % {"number": number},
        until=Moment(deadline, call.deadline_zone or "UTC") if deadline else None,
    )
    details = {"part": str(part.public_id), "piece": str(piece.public_id) if piece else ""}
    record(
        actor=by,
        action="intake.arrival.asked",
        subject=row,
        organisation=row.organisation,
        details=details,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What a clerk says of an attachment."""

    place: Part
    slot: str
    reason: str = ""


def change_part(*, part: ArrivalPart, said: Said, at: datetime, by: Any) -> ArrivalPart:
    """The clerk says what an attachment is, and confirms it.

    What becomes financial is sealed at once; what is said not to be needs a reason, and is taken
    out of the message again, for the sealed one opens to nobody here. Called outside of a
    transaction.
    """
    arrival = part.arrival
    if not policies.can_sort_arrival(by, arrival):
        raise PermissionDenied
    if part.file is None:
        raise RuleBroken("no_file", _("Of this attachment nothing was kept but the message."))
    was, will = part.part == Part.FINANCIAL, said.place == Part.FINANCIAL
    if was and not will and not said.reason.strip():
        raise RuleBroken("reason_missing", _("Say why it is no financial document."))
    call = arrival.call
    if was != will and call is not None:
        seal_again(part=part, call=call, secret=will and call.seals_prices, by=by)
    _confirm(part, said, at, by)
    return part


@transaction.atomic
def _confirm(part: ArrivalPart, said: Said, at: datetime, by: Any) -> None:
    arrival = locked_arrival(part.arrival, by)
    place, slot = said.place, said.slot[:16]
    was, part.part = part.part, place.value
    part.slot, part.confirmed_at, part.is_mixed = slot, at, part.is_mixed and place == was
    part.save(update_fields=["part", "slot", "confirmed_at", "is_mixed"])
    piece = part.piece
    if piece is not None:
        piece.part, piece.slot = place.value, slot or piece.slot
        piece.save(update_fields=["part", "slot"])
    action = "intake.arrival.sorted"
    if (was == Part.FINANCIAL) != (place == Part.FINANCIAL):
        sealed = place == Part.FINANCIAL
        action = "intake.arrival.sealed" if sealed else "intake.arrival.unsealed"
    details = {"part": str(part.public_id), "from": was, "to": place.value}
    if action == "intake.arrival.unsealed":
        note_reason(arrival, part, said.reason.strip()[:300])
    record(
        actor=by,
        action=action,
        subject=arrival,
        organisation=arrival.organisation,
        details=details,
    )


def note_reason(arrival: Arrival, part: ArrivalPart, reason: str) -> None:
    """Why a document is no financial one, beside the message, where its readers see it."""
    said = words_of(arrival.organisation, arrival, "words") or {}
    said["unsealed"] = {**said.get("unsealed", {}), str(part.public_id): reason}
    arrival.words = seal_words(arrival.organisation, arrival, "words", said)
    arrival.save(update_fields=["words"])


def _note(action: str, arrival: Arrival, by: Any) -> None:
    record(actor=by, action=action, subject=arrival, organisation=arrival.organisation)
