"""Named querysets about the life of calls: who may do what next, and what waits for whom."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.calls.models import Approval, Call, DraftField, RemarkDismissal
from mandat.calls.states import ApprovalOutcome, CallState
from mandat.people.models import Account, Grant, Organisation
from mandat.people.queries import in_force, organisations_where
from mandat.people.roles import SEES_CALLS, WRITES_CALLS, Role

CLOSING_SOON = timedelta(days=3)

# What an approver does on a call is no work on its words.
DECISIONS = frozenset({"calls.approval.returned", "calls.call.published"})


def pending_approval(call: Call) -> Approval | None:
    """The request that waits for a decision, if there is one."""
    return (
        call.approvals.filter(outcome=ApprovalOutcome.PENDING)
        .select_related("asked_by", "decided_by")
        .first()
    )


def last_approval(call: Call) -> Approval | None:
    """The last request, whatever became of it."""
    return call.approvals.select_related("asked_by", "decided_by").first()


def workers_on(call: Call) -> set[str]:
    """Public ids of everybody who changed something in the call, from the journal.

    A field says who settled it last; the journal also knows who did before.
    """
    acts = _acts_on([str(call.public_id)])
    return set(acts.order_by().values_list("actor", flat=True).distinct())


def _acts_on(public_ids: Sequence[str]) -> QuerySet[Entry]:
    """What people did to these calls, without deciding about their publication."""
    return Entry.objects.filter(
        subject_id__in=public_ids, subject_label="calls.call", action__startswith="calls."
    ).exclude(action__in=DECISIONS)


def _with_role(organisation: Organisation, roles: frozenset[Role]) -> QuerySet[Account]:
    held = Grant.objects.filter(organisation=organisation, role__in=[r.value for r in roles])
    return Account.objects.filter(
        pk__in=held.filter(in_force(timezone.now())).values("account"), is_active=True
    ).order_by("name", "pk")


def may_hold_keys(organisation: Organisation) -> QuerySet[Account]:
    """Whom a call may name to open sealed prices: people who may see it."""
    return _with_role(organisation, SEES_CALLS)


def approvers_for(call: Call, *, asked_by: Any) -> list[Account]:
    """Those who could approve the call: approvers who neither wrote it nor ask for it."""
    barred = workers_on(call)
    return [
        a
        for a in _with_role(call.organisation, frozenset({Role.APPROVER}))
        if a.pk not in (call.created_by_id, getattr(asked_by, "pk", None))
        and str(a.public_id) not in barred
    ]


def calls_to_decide(account: Any, limit: int) -> list[Call]:
    """Calls that the person may approve now, the longest waiting first, in two queries.

    Says of many calls what `policies.can_decide_approval` says of one.
    """
    waiting = (
        Call.objects.filter(
            organisation__in=organisations_where(account, {Role.APPROVER}),
            state=CallState.IN_APPROVAL,
        )
        .exclude(created_by=account)
        .exclude(
            Exists(
                Approval.objects.filter(
                    call=OuterRef("pk"), outcome=ApprovalOutcome.PENDING, asked_by=account
                )
            )
        )
        .exclude(Exists(DraftField.objects.filter(call=OuterRef("pk"), settled_by=account)))
        .exclude(Exists(RemarkDismissal.objects.filter(call=OuterRef("pk"), dismissed_by=account)))
        .select_related("organisation")
        .order_by("changed_at")[:limit]
    )
    calls = list(waiting)
    if not calls:
        return []
    worked = _acts_on([str(c.public_id) for c in calls]).filter(actor=str(account.public_id))
    barred = set(worked.values_list("subject_id", flat=True))
    return [c for c in calls if str(c.public_id) not in barred]


def calls_of_concern(account: Any, at: datetime) -> QuerySet[Call]:
    """Calls in which something waits for the officer, public ones first; `last_outcome` says what
    became of the last request for approval.

    Drafts with something to settle or sent back; open calls that end within three days, or whose
    deadline moved with its clocks. One query, since the home page asks it each time.
    """
    latest = Approval.objects.filter(call=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
    draft = (
        Q(blocking_count__gt=0)
        | Q(settled_count__lt=F("present_count"))
        | Q(last_outcome=ApprovalOutcome.RETURNED)
    )
    soon = Q(deadline_at__gte=at, deadline_at__lte=at + CLOSING_SOON)
    return (
        Call.objects.filter(organisation__in=organisations_where(account, WRITES_CALLS))
        .annotate(last_outcome=Subquery(latest))
        .filter(
            Q(state=CallState.DRAFT) & draft
            | Q(state=CallState.PUBLISHED) & (soon | Q(deadline_before_at__isnull=False))
        )
        .select_related("organisation")
        .order_by("-state", "-blocking_count", "-changed_at")
    )


def due_calls(at: datetime) -> QuerySet[Call]:
    """Open calls whose deadline has passed."""
    return Call.objects.filter(state=CallState.PUBLISHED, deadline_at__lt=at).order_by(
        "deadline_at", "pk"
    )


def settled_by(account: Any, call: Call) -> bool:
    """Whether the person settled a value of the call, or set a remark on it aside."""
    return bool(
        Call.objects.filter(pk=call.pk)
        .filter(
            Exists(call.draft_fields.filter(settled_by=account))
            | Exists(call.dismissals.filter(dismissed_by=account))
        )
        .exists()
    )
