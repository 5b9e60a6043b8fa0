"""Proof of a criterion is asked of everybody in the same position, and reopens one document only.

Neither price nor method can come in this way: whoever could change them after the deadline would
apply a second time.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import WORKER, record
from mandat.calls.models import Call
from mandat.calls.times import instant_of
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.documents.models import File
from mandat.documents.services import erase_file
from mandat.intake import policies
from mandat.intake.desk.eligibility_words import Said
from mandat.intake.desk.proofs import criterion_of, position_of, reopened_by_proof
from mandat.intake.desk.standing import content_now
from mandat.intake.models import Application, Piece, ProofRequest
from mandat.intake.rules.eligibility import takes_proof
from mandat.intake.sealing import link_key
from mandat.intake.services.admitting import note_outcome
from mandat.intake.services.common import APPLICANT, locked
from mandat.intake.services.deciding import digest_of_all
from mandat.intake.services.lettering import plain
from mandat.intake.services.telling import tell
from mandat.intake.states import ApplicationState, CriterionOutcome, Part, ProofState
from mandat.mail.values import Link, Moment, Trusted, UserText

SLOT = "proof"  # of a further document, which the call never asked
GRACE = timedelta(minutes=10)  # a click that came in time may still wait for the database
_MOST_SENT = 5  # documents sent for one request before one of them is handed in
_OUT = frozenset({ApplicationState.WITHDRAWN, ApplicationState.REFUSED})


def deadline_of(wall: str, zone: str) -> datetime:
    """The instant of a wall time; it must lie ahead."""
    try:
        at = instant_of(wall, zone or "UTC").at
    except (ValueError, ZoneInfoNotFoundError):
        raise RuleBroken("bad_deadline", _("This day and hour cannot be read.")) from None
    if at <= timezone.now():
        raise RuleBroken("deadline_past", _("The deadline lies in the past. Choose a later one."))
    return at


def seen_of(said: Sequence[Said]) -> str:
    """What a page showed: who would be asked."""
    return digest_of_all(one.application.public_id for one in said)


@transaction.atomic
def ask_proof(
    *, call: Call, number: int, question: str, slot: str, wall: str, seen: str, by: Any
) -> list[ProofRequest]:
    """Everybody in the position is asked the same, under one batch: those whom `seen` showed."""
    if not policies.can_sort_applications(by, call):
        raise PermissionDenied
    content, now = content_now(call), timezone.now()
    zone = call.deadline_zone or "UTC"
    deadline = deadline_of(wall, zone)
    criterion = criterion_of(content, number)
    if criterion is None or slot not in {"", *(str(a.number) for a in reopened_by_proof(content))}:
        raise RuleBroken("criterion_unknown", _("The call has no such criterion or document."))
    _hold_all(call)
    position = position_of(call, criterion, now)
    if not position.to_ask or seen_of(position.to_ask) != seen:
        raise RuleBroken(
            "changed_meanwhile",
            _("Who is in this position has changed in the meantime. Look at the list again."),
        )
    batch, words = new_public_id(), plain(question).strip()
    rows = [
        ProofRequest(
            public_id=new_public_id(),
            application=one.application,
            batch=batch,
            criterion=number,
            slot=slot,
            question=words,
            asked_by=by,
            asked_at=now,
            deadline_at=deadline,
            deadline_zone=zone,
        )
        for one in position.to_ask
    ]
    ProofRequest.objects.bulk_create(rows)
    for row in rows:
        _tell(row)
    for row in rows:
        _note_asked(row, by)
    return rows


def _hold_all(call: Call) -> None:
    rows = Application.objects.select_for_update().filter(call=call, filing_number__gte=1)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _note_asked(row: ProofRequest, by: Any) -> None:
    assert row.criterion is not None
    note_outcome(row.application, row.criterion, CriterionOutcome.PROOF_ASKED, by=by)
    _record("intake.proof.asked", row, by, batch=str(row.batch))


def _tell(row: ProofRequest) -> None:
    tell(
        "intake/proof",
        row.application,
        tells_status=True,
        link=link_of(row),
        reference=Trusted(row.application.reference),
        question=UserText(row.question),
        deadline=Moment(row.deadline_at, row.deadline_zone),
    )


# --- the applicant's link ---


def key_of(row: ProofRequest) -> str:
    """What the link in the mail carries; void when the application's own links are."""
    return link_key(row.public_id, row.application.key_at, "proof")


def link_of(row: ProofRequest) -> Link:
    """The page of the request, opened by the mail."""
    return Link("my:open_proof", {"proof": row.public_id, "key": key_of(row)})


def find_proof(public_id: UUID) -> ProofRequest | None:
    """The request with its application, call and organisation, or nothing."""
    return (
        ProofRequest.objects.select_related(
            "application__call__organisation", "application__organisation", "piece__file"
        )
        .filter(public_id=public_id, application__erased_at__isnull=True)
        .first()
    )


def is_open(row: ProofRequest, at: datetime) -> bool:
    """Whether it takes its document at that instant."""
    stands = row.application.state not in _OUT and row.application.erased_at is None
    return stands and takes_proof(ProofState(row.state), row.deadline_at, at)


def slot_of(row: ProofRequest) -> str:
    """The slot that the request reopens."""
    return row.slot or SLOT


def sent_for(row: ProofRequest) -> list[Piece]:
    """What was sent for the request and not handed in yet."""
    linked = ProofRequest.objects.filter(application=row.application, piece__isnull=False)
    return list(
        Piece.objects.filter(
            application=row.application,
            slot=slot_of(row),
            filings__isnull=True,
            removed_at__isnull=False,
            added_at__gte=row.asked_at,
            file__erased_at__isnull=True,
        )
        .exclude(pk__in=linked.values("piece"))
        .select_related("file")
        .order_by("-pk")
    )


@transaction.atomic
def keep_sent(*, row: ProofRequest, file: File) -> Piece:
    """A document that was sent for a request waits to be handed in.

    It is out of the draft from the first moment, so that nothing which changes an application can
    touch it, and it counts for nobody before it is handed in.
    """
    application = locked(row.application.public_id)
    if not is_open(row, timezone.now() - GRACE):
        raise _closed()
    if len(sent_for(row)) >= _MOST_SENT:
        raise RuleBroken("too_many_pieces", _("Hand in one of the documents that you sent."))
    return _keep(application, row, file)


def _keep(application: Application, row: ProofRequest, file: File) -> Piece:
    return Piece.objects.create(
        public_id=new_public_id(),
        application=application,
        file=file,
        slot=slot_of(row),
        part=Part.ADMINISTRATIVE,
        removed_at=timezone.now(),
    )


def _closed() -> RuleBroken:
    return RuleBroken(
        "proof_closed",
        _("This request is closed: its deadline is over, or a document was handed in already."),
    )


@transaction.atomic
def answer_proof(*, proof: ProofRequest, file: File, at: datetime) -> ProofRequest:
    """The document is handed in, once; `at` is the instant at which the click arrived."""
    application = locked(proof.application.public_id)
    row = ProofRequest.objects.select_for_update().get(pk=proof.pk)
    row.application = application
    if not is_open(row, at):
        raise _closed()
    piece = Piece.objects.filter(file=file, application=application).first()
    piece = piece or _keep(application, row, file)
    row.piece, row.state, row.answered_at = piece, ProofState.ANSWERED, at
    row.save(update_fields=["piece", "state", "answered_at"])
    for other in sent_for(row):
        rest = other.file
        other.delete()
        erase_file(file=rest, by=APPLICANT)
    _record("intake.proof.answered", row, APPLICANT, piece=str(piece.public_id))
    return row


@transaction.atomic
def expire_proofs(*, at: datetime) -> int:
    """Requests whose deadline is over without a document are closed; a person decides what then."""
    rows = list(
        ProofRequest.objects.select_for_update(of=("self",))
        .filter(state=ProofState.ASKED, deadline_at__lt=at - GRACE)
        .select_related("application__organisation")
        .defer("application__content", "application__secret")
        .order_by("pk")[:500]
    )
    ProofRequest.objects.filter(pk__in=[r.pk for r in rows]).update(state=ProofState.EXPIRED)
    for row in rows:
        _record("intake.proof.expired", row, WORKER)
    return len(rows)


def _record(action: str, row: ProofRequest, by: Any, **details: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=row.application,
        organisation=row.application.organisation,
        details={"proof": str(row.public_id), **details},
    )
