"""Named querysets about the life of calls: who may do what next, and what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.calls.models import (
    Approval,
    Call,
    CallDocument,
    CallTranslation,
    DraftField,
    RemarkDismissal,
)
from mandat.calls.queries import find_call
from mandat.calls.states import ApprovalOutcome, CallState
from mandat.documents.states import FileState
from mandat.people.models import Account, Funding, Grant, GridTemplate, Organisation, Programme
from mandat.people.queries import in_force, organisations_where
from mandat.people.roles import SEES_CALLS, WRITES_CALLS, Role
from mandat.people.states import ProgrammeState

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


@dataclass(frozen=True, slots=True)
class Team:
    """Who works for an organisation now: the holders of each role, by name."""

    members: tuple[tuple[Account, frozenset[str]], ...]

    def holders_of(self, roles: frozenset[Role]) -> list[Account]:
        """Those who hold one of the roles at least."""
        return [account for account, held in self.members if not roles.isdisjoint(held)]


def team_of(organisation: Organisation) -> Team:
    """Everybody who works for the organisation now, in one query."""
    grants = (
        Grant.objects.filter(organisation=organisation, account__is_active=True)
        .filter(in_force(timezone.now()))
        .select_related("account")
        .order_by("account__name", "account")
    )
    held: dict[Account, set[str]] = {}
    for grant in grants:
        held.setdefault(grant.account, set()).add(grant.role)
    return Team(tuple((account, frozenset(roles)) for account, roles in held.items()))


def may_hold_keys(team: Team) -> list[Account]:
    """Whom a call may name to open sealed prices: people who may see it."""
    return team.holders_of(SEES_CALLS)


def approvers_for(call: Call, *, asked_by: Any, team: Team | None = None) -> list[Account]:
    """Those who could approve the call: approvers who neither wrote it nor ask for it."""
    barred = workers_on(call)
    return [
        a
        for a in (team or team_of(call.organisation)).holders_of(frozenset({Role.APPROVER}))
        if a.pk not in (call.created_by_id, getattr(asked_by, "pk", None))
        and str(a.public_id) not in barred
    ]


# A document that nobody may be given yet, or at all: what `File.is_readable` denies.
_UNCHECKED = ~Q(file__state=FileState.SAFE.value) | Q(file__erased_at__isnull=False)


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of these rows a call has, beside the call."""
    counted = rows.filter(call=OuterRef("pk")).order_by().values("call").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), Value(0))


def find_call_in_life(public_id: Any) -> Call | None:
    """The call, and in the same row what the pages of its life say of what hangs on it.

    That is: `document_count`, `translation_count`, `unchecked_count` (see `unchecked_count`),
    `grid_name` (of the organisation's default grid), `last_outcome`, `last_note` and
    `last_decided_by` (of the last request for approval).
    """
    latest = Approval.objects.filter(call=OuterRef("pk")).order_by("-pk")
    grid = GridTemplate.objects.filter(organisation=OuterRef("organisation"), is_default=True)
    return find_call(
        public_id,
        document_count=_number_of(CallDocument.objects.all()),
        unchecked_count=_number_of(CallDocument.objects.filter(_UNCHECKED)),
        translation_count=_number_of(CallTranslation.objects.all()),
        grid_name=Subquery(grid.values("name")[:1]),
        last_outcome=Subquery(latest.values("outcome")[:1]),
        last_note=Subquery(latest.values("note")[:1]),
        last_decided_by=Subquery(latest.values("decided_by__name")[:1]),
    )


def unchecked_count(call: Call) -> int:
    """Documents that are not found safe: on their way, refused or locked."""
    known: int | None = getattr(call, "unchecked_count", None)
    return call.documents.filter(_UNCHECKED).count() if known is None else known


@dataclass(frozen=True, slots=True)
class Places:
    """Where a call can stand in its organisation, as choices: public id and name."""

    programmes: list[tuple[str, str]]
    fundings: list[tuple[str, str]]


def places_for(organisation: Organisation) -> Places:
    """The programmes that run and the fundings of the organisation, newest first; one query."""
    running = Programme.objects.filter(
        organisation=organisation, state=ProgrammeState.ACTIVE.value
    ).values_list(Value("programme"), "public_id", "name", Value(""))
    paying = Funding.objects.filter(organisation=organisation).values_list(
        Value("funding"), "public_id", "donor", "agreement"
    )
    found: dict[str, list[tuple[str, str]]] = {"programme": [], "funding": []}
    for kind, public_id, name, more in running.order_by().union(paying.order_by(), all=True):
        found[kind].append((str(public_id), " · ".join(part for part in (name, more) if part)))
    return Places(*(sorted(found[kind], reverse=True) for kind in ("programme", "funding")))


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
