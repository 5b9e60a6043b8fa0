"""Whether a criterion is met: decided by a named person, on a named document, once more if need be.

Nothing is overwritten: a further decision follows, and the last one counts.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.intake import policies
from mandat.intake.desk.standing import content_now, is_over
from mandat.intake.models import Application, CriterionDecision, Piece, ProofRequest
from mandat.intake.rules.eligibility import criteria_of, why_not_decide
from mandat.intake.sealing import seal_words
from mandat.intake.services.common import locked
from mandat.intake.states import ApplicationState, CriterionOutcome, Part, ProofState

LONGEST_NOTE = 2_000  # characters
JUDGED = frozenset(
    {
        ApplicationState.FILED,
        ApplicationState.INCOMPLETE,
        ApplicationState.INELIGIBLE,
        ApplicationState.ADMITTED,
    }
)


def require_judged(application: Application) -> None:
    """It was filed in time, stands, and can no longer be changed by its applicant."""
    if application.state not in JUDGED or application.erased_at is not None:
        raise RuleBroken(
            "application_state",
            _("This application has changed in the meantime. Load the page again."),
        )
    if not is_over(application, timezone.now()):
        raise RuleBroken(
            "not_over",
            _(
                "Applicants can still complete what they filed: this is decided once the deadline "
                "is over."
            ),
        )


@transaction.atomic
def decide_criterion(
    *,
    application: Application,
    number: int,
    outcome: CriterionOutcome,
    piece: str | None,
    note: str,
    seen: int,
    by: Any,
) -> CriterionDecision:
    """The criterion is met or not met. `piece` is the public id of the document that shows it;
    `seen` how many decisions on the criterion the page knew.
    """
    row = locked(application.public_id)
    if not policies.can_read_application(by, row):
        raise PermissionDenied
    require_judged(row)
    required = [c.number for c in criteria_of(content_now(row.call))]
    if number not in required or outcome == CriterionOutcome.PROOF_ASKED:
        raise RuleBroken("criterion_unknown", _("The call has no such criterion."))
    if CriterionDecision.objects.filter(application=row, number=number).count() != seen:
        raise RuleBroken(
            "changed_meanwhile",
            _("Somebody else decided this criterion in the meantime. Look at it again."),
        )
    document = _document(row, piece) if piece else None
    _refuse(why_not_decide(outcome, has_document=document is not None, note=note))
    return note_outcome(row, number, outcome, by=by, piece=document, note=note)


def _refuse(code: str) -> None:
    match code:
        case "document_missing":
            raise RuleBroken(code, _("Choose the document in which you saw that it is met."))
        case "reason_missing":
            raise RuleBroken(code, _("Choose the document, or write why it is not met."))


def _document(row: Application, public_id: str) -> Piece:
    """A document that was handed in with the filing that counts, or as a proof; never a price."""
    proofs = ProofRequest.objects.filter(application=row, state=ProofState.ANSWERED)
    handed_in = Q(filings__number=row.filing_number) | Q(pk__in=proofs.values("piece"))
    pieces = Piece.objects.filter(handed_in, application=row, public_id=public_id)
    if row.call.seals_prices:
        pieces = pieces.exclude(part=Part.FINANCIAL)
    found = pieces.first()
    if found is None:
        raise RuleBroken("document_gone", _("This document is not in the application."))
    return found


def note_outcome(
    row: Application,
    number: int,
    outcome: CriterionOutcome,
    *,
    by: Any,
    piece: Piece | None = None,
    note: str = "",
) -> CriterionDecision:
    """The decision stands behind those before it. The caller holds the row and a transaction."""
    decision = CriterionDecision(
        public_id=new_public_id(),
        application=row,
        number=number,
        outcome=outcome,
        piece=piece,
        decided_by=by,
        decided_at=timezone.now(),
    )
    text = note.strip()[:LONGEST_NOTE]
    if text:
        decision.note = seal_words(row.organisation, decision, "note", text)
    decision.save(force_insert=True)
    record(
        actor=by,
        action="intake.criterion.decided",
        subject=row,
        organisation=row.organisation,
        details={
            "criterion": number,
            "outcome": outcome.value,
            **({"piece": str(piece.public_id)} if piece else {}),
        },
    )
    return decision
