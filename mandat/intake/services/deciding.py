"""What named people decide about applications: each step with its reason, on the record.

A decision is never changed: a further one follows, where the table of states allows it. The
letter that tells the applicant is prepared with it, and sent by a person.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mandat.audit.services import record
from mandat.calls.content import Content
from mandat.calls.models import Call
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.intake import policies
from mandat.intake.desk.labels import WHY_NOT
from mandat.intake.desk.standing import Filed, case_of, content_now, filed_of, outcomes_of
from mandat.intake.models import Application, Arrival, CriterionDecision, Decision
from mandat.intake.rules.admission import ADMISSION, LATE, LEADS_TO, is_plain, needs_reason, why_not
from mandat.intake.sealing import seal_words
from mandat.intake.services.common import locked
from mandat.intake.services.lettering import prepare_letter
from mandat.intake.states import ApplicationState, CriterionOutcome, DecisionKind

MOST_AT_ONCE = 100  # admitted by one act; the next ones follow
LONGEST_REASON = 2_000  # characters


def refuse(code: str) -> None:
    """Nothing happens for an empty code; any other is a rule, in words."""
    if code:
        raise RuleBroken(code, WHY_NOT[code])


def seen_of(application: Application) -> str:
    """What a page showed of it: whoever decides about something else by now is told."""
    return f"{application.state}.{application.filing_number}"


def sorted_by(by: Any, application: Application) -> bool:
    """Whether the person had a hand in the application: as clerk, in any step of it."""
    return (
        Decision.objects.filter(application=application, decided_by=by).exists()
        or CriterionDecision.objects.filter(application=application, decided_by=by).exists()
        or Arrival.objects.filter(application=application, settled_by=by.public_id).exists()
    )


@transaction.atomic
def decide_late(
    *, application: Application, kind: DecisionKind, reason: str, seen: str, by: Any
) -> Decision:
    """A late application is taken in or refused, by an approver who had no hand in it before."""
    row = locked(application.public_id)
    if not policies.can_decide_late(by, row):
        raise PermissionDenied
    if kind not in LATE or row.state != ApplicationState.LATE or seen != seen_of(row):
        refuse("state")
    refuse("own_sorting" if sorted_by(by, row) else "")
    refuse("" if reason.strip() else "reason_missing")
    content = content_now(row.call)
    filed = filed_of([row], content)[row.pk]
    return _decide(filed, content, kind, reason, by)


@transaction.atomic
def decide_application(
    *, application: Application, kind: DecisionKind, reason: str, seen: str, by: Any
) -> Decision:
    """An application is admitted, or set aside as incomplete or not eligible, by a clerk."""
    row = locked(application.public_id)
    if not policies.can_read_application(by, row):
        raise PermissionDenied
    if kind not in ADMISSION or not row.filing_number or seen != seen_of(row):
        refuse("state")
    content = content_now(row.call)
    filed = filed_of([row], content)[row.pk]
    outcomes = outcomes_of([row.pk]).get(row.pk, {})
    case = case_of(filed, content, outcomes, timezone.now())
    refuse(why_not(kind, case))
    refuse("" if reason.strip() else needs_reason(kind, case))
    return _decide(filed, content, kind, reason, by, outcomes=outcomes)


def _decide(
    filed: Filed,
    content: Content,
    kind: DecisionKind,
    reason: str,
    by: Any,
    *,
    outcomes: dict[int, CriterionOutcome] | None = None,
) -> Decision:
    row, at = filed.application, timezone.now()
    decision = Decision(
        public_id=new_public_id(), application=row, kind=kind, decided_by=by, decided_at=at
    )
    text = reason.strip()[:LONGEST_REASON]
    if text:
        decision.reason = seal_words(row.organisation, decision, "reason", text)
    decision.save(force_insert=True)
    row.state = LEADS_TO[kind]
    row.save(update_fields=["state", "changed_at"])
    prepare_letter(
        filed=filed, content=content, kind=kind, reason=text, at=at, outcomes=outcomes or {}
    )
    record(
        actor=by,
        action="intake.application.decided",
        subject=row,
        organisation=row.organisation,
        details={"kind": kind.value, "filing": row.filing_number},
    )
    return decision


def to_admit(call: Call, content: Content) -> list[Filed]:
    """All that are complete and eligible and about which nothing was decided, oldest first."""
    rows = list(
        Application.objects.filter(call=call, state=ApplicationState.FILED)
        .select_related("call__organisation", "organisation")
        .defer("content", "secret")
        .order_by("filed_at", "pk")
    )
    filed, outcomes = filed_of(rows, content), outcomes_of(r.pk for r in rows)
    now = timezone.now()
    return [
        filed[r.pk]
        for r in rows
        if r.pk in filed and is_plain(case_of(filed[r.pk], content, outcomes.get(r.pk, {}), now))
    ]


def digest_of_all(public_ids: Iterable[UUID]) -> str:
    """What a confirmation showed, as 32 digits."""
    return sha256(b"".join(i.bytes for i in sorted(public_ids))).hexdigest()[:32]


@transaction.atomic
def admit_all(*, call: Call, seen: str, by: Any) -> Sequence[Decision]:
    """All that are complete and eligible are admitted by one act: those that were shown, and no
    others. `seen` is the digest of them.
    """
    if not policies.can_sort_applications(by, call):
        raise PermissionDenied
    list(
        Application.objects.select_for_update()
        .filter(call=call, state=ApplicationState.FILED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    content = content_now(call)
    chosen = to_admit(call, content)[:MOST_AT_ONCE]
    if not chosen or digest_of_all(f.application.public_id for f in chosen) != seen:
        refuse("state")
    return [_decide(filed, content, DecisionKind.ADMITTED, "", by) for filed in chosen]
