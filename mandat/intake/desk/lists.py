"""What the desk lists: calls with what came for each, and the applications of one call."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from mandat.calls.content import Content
from mandat.calls.models import Call
from mandat.calls.states import CallState
from mandat.intake.desk import labels
from mandat.intake.desk.standing import Filed, filed_of
from mandat.intake.models import Application, Arrival, Letter, Receipt
from mandat.intake.policies import COUNTS, DECIDES_LATE, SORTS
from mandat.intake.rule_words import COMPLETENESS
from mandat.intake.rules.checks import Completeness
from mandat.intake.states import ARRIVED, ApplicationState, Channel, LetterState
from mandat.people.models import Organisation
from mandat.people.queries import grants_of, organisations_where

type Organisations = Collection[int] | QuerySet[Organisation]

PAGE_SIZE = 30
_ARRIVED = sorted(s.value for s in ARRIVED)
_TAKES = (CallState.PUBLISHED.value, CallState.CLOSED.value)


@dataclass(frozen=True, slots=True)
class Parts:
    """In which organisations a person counts, sorts or decides about what is late."""

    counts: frozenset[int]
    sorts: frozenset[int]
    decides: frozenset[int]


def parts_of(account: Any) -> Parts:
    """The person's parts in the room, asked once for each request: for what is shown, and never
    for whether somebody may act.
    """
    known: dict[str, Parts] = account.__dict__
    if "_intake_parts" not in known:
        known["_intake_parts"] = _parts_of(account)
    return known["_intake_parts"]


def _parts_of(account: Any) -> Parts:
    held: dict[str, set[int]] = {}
    for organisation, role in grants_of(account).values_list("organisation", "role"):
        held.setdefault(role, set()).add(organisation)

    def where(roles: Collection[str]) -> frozenset[int]:
        return frozenset().union(*(held.get(str(role), set()) for role in roles))

    return Parts(where(COUNTS), where(SORTS), where(DECIDES_LATE))


def arrived() -> QuerySet[Application]:
    """Everything that was handed in: what was withdrawn before it was ever filed is none of it."""
    return Application.objects.filter(state__in=_ARRIVED, filing_number__gte=1)


def is_past(at: datetime) -> Q:
    """Applications whose own deadline, or whose call's, is over; not of cancelled calls."""
    over = Q(call__deadline_at__lt=at) | Q(call__state=CallState.CLOSED)
    return Q(call__state__in=_TAKES) & (Q(deadline_at__lt=at) | Q(deadline_at__isnull=True) & over)


def to_check(organisations: Organisations, at: datetime) -> QuerySet[Application]:
    """Applications that came in time and wait for a clerk, now that nobody can change them."""
    return Application.objects.filter(
        is_past(at), organisation__in=organisations, state=ApplicationState.FILED
    )


def late_ones(organisations: Organisations) -> QuerySet[Application]:
    """Late applications that wait for an approver, the longest waiting first."""
    return (
        Application.objects.filter(
            organisation__in=organisations,
            state=ApplicationState.LATE,
            call__state__in=_TAKES,
        )
        .select_related("call__organisation", "organisation")
        .defer("content", "secret", "address")
        .order_by("filed_at", "pk")
    )


def open_arrivals(organisations: Organisations) -> QuerySet[Arrival]:
    """Messages at which a person must look."""
    return Arrival.objects.filter(organisation__in=organisations, is_open=True)


def waiting_letters(organisations: Organisations) -> QuerySet[Letter]:
    """Letters that were prepared and not sent."""
    return Letter.objects.filter(
        application__organisation__in=organisations,
        application__address__isnull=False,
        state=LetterState.PREPARED,
    )


# --- the calls ---


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call and what came for it; drafts are counted nowhere."""

    call: Call
    counts: Mapping[str, int]
    is_open: bool
    sorts: bool

    @property
    def to_check(self) -> int:
        """What a clerk can decide about now."""
        return 0 if self.is_open else self.counts["filed"]


@dataclass(frozen=True, slots=True)
class CallPage:
    rows: list[CallRow]
    next_before: str


def calls_page(parts: Parts, *, before: str = "") -> CallPage:
    """Calls that take applications or have some, open ones first, then the latest deadline."""
    came = arrived().filter(call=OuterRef("pk"))
    rank = Case(
        When(state=CallState.PUBLISHED, deadline_at__gte=timezone.now(), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    calls = (
        Call.objects.filter(organisation__in=parts.counts)
        .annotate(rank=rank)
        .filter(Q(rank=0) | Exists(came), deadline_at__isnull=False)
        .select_related("organisation")
        .order_by("rank", "-deadline_at", "-public_id")
    )
    found = list(calls.filter(_after(before))[: PAGE_SIZE + 1])
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    counts = counts_of(found)
    rows = [
        CallRow(c, counts[c.pk], vars(c)["rank"] == 0, c.organisation_id in parts.sorts)
        for c in found
    ]
    last = found[-1] if more else None
    cursor = (
        f"{vars(last)['rank']}|{last.deadline_at.isoformat()}|{last.public_id}"
        if last is not None and last.deadline_at
        else ""
    )
    return CallPage(rows, cursor)


def _after(cursor: str) -> Q:
    """Calls that come after a cursor; an unreadable one is the first page."""
    rank, _bar, rest = cursor.partition("|")
    at, public_id = _key(rest)
    if at is None or rank not in ("0", "1"):
        return Q()
    same = Q(rank=int(rank))
    return (
        Q(rank__gt=int(rank))
        | same & Q(deadline_at__lt=at)
        | same & Q(deadline_at=at, public_id__lt=public_id)
    )


def _key(cursor: str) -> tuple[datetime | None, UUID | None]:
    """`instant|public id`, or nothing when it cannot be read."""
    instant, _bar, key = cursor.partition("|")
    try:
        at, public_id = datetime.fromisoformat(instant), UUID(key)
    except ValueError:
        return None, None
    return (at, public_id) if at.tzinfo is not None else (None, None)


_NOTHING = {
    "came": 0,
    "complete": 0,
    **{channel.value: 0 for channel in Channel},
    **{state.value: 0 for state in ARRIVED},
}


def counts_of(calls: Collection[Call]) -> dict[int, dict[str, int]]:
    """How many came for each call, by door and by state, and how many were complete on arrival.

    One query for all calls. What the receipts say is counted, for the rules would have to open
    every application.
    """
    found = {call.pk: dict(_NOTHING) for call in calls}
    rows = arrived().filter(call__in=list(found)).annotate(whole=Exists(_complete_receipts()))
    counted = rows.order_by().values_list("call", "state", "channel", "whole")
    for pk, state, channel, whole, count in counted.annotate(n=Count("pk")):
        counts = found[pk]
        counts["came"] += count
        counts[Channel(channel).value] += count
        counts[ApplicationState(state).value] += count
        counts["complete"] += count if whole and state != ApplicationState.WITHDRAWN else 0
    return found


def _complete_receipts() -> QuerySet[Receipt]:
    """The receipt of the filing that counts, for an application, if it names nothing as missing."""
    return Receipt.objects.filter(
        filing__application=OuterRef("pk"),
        filing__number=OuterRef("filing_number"),
        body__missing=[],
    )


# --- the applications of one call ---

SHELVES: Mapping[str, tuple[ApplicationState, ...]] = {
    "": tuple(sorted(ARRIVED)),
    "filed": (ApplicationState.FILED,),
    "late": (ApplicationState.LATE,),
    "admitted": (ApplicationState.ADMITTED,),
    "incomplete": (ApplicationState.INCOMPLETE,),
    "ineligible": (ApplicationState.INELIGIBLE,),
    "out": (ApplicationState.REFUSED, ApplicationState.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One application in a list; `name` is the lead's, `documents` how many were handed in."""

    application: Application
    filed: Filed | None
    is_other_language: bool

    @property
    def name(self) -> str:
        return str(self.filed.words["lead"].get("name", "")) if self.filed else ""

    @property
    def state(self) -> Any:
        return labels.STATES[self.application.state]

    @property
    def mark(self) -> str:
        return labels.STATE_MARKS.get(self.application.state, "")

    @property
    def channel(self) -> Any:
        return labels.CHANNELS[self.application.channel]

    @property
    def completeness(self) -> Any:
        return COMPLETENESS[self._completeness] if self.filed else ""

    @property
    def completeness_mark(self) -> str:
        return labels.COMPLETENESS_MARKS[self._completeness] if self.filed else ""

    @property
    def _completeness(self) -> Completeness:
        assert self.filed is not None
        return self.filed.completeness


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to, as its address says; what is not known narrows nothing."""

    shelf: str = ""
    channel: str = ""
    complete: str = ""  # "yes" or "no": as its receipt says

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Narrowed":
        shelf, channel = query.get("state", ""), query.get("door", "")
        complete = query.get("complete", "")
        return cls(
            shelf if shelf in SHELVES else "",
            channel if channel in set(Channel) else "",
            complete if complete in ("yes", "no") else "",
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.channel or self.complete)


@dataclass(frozen=True, slots=True)
class Listed:
    rows: list[Row]
    next_before: str


def applications_page(
    call: Call, content: Content, narrowed: Narrowed, *, before: str = ""
) -> Listed:
    """Applications of the call, the latest first, each with how it stands; four queries."""
    rows = arrived().filter(call=call, state__in=SHELVES[narrowed.shelf])
    if narrowed.channel:
        rows = rows.filter(channel=narrowed.channel)
    if narrowed.complete:
        complete = Exists(_complete_receipts())
        rows = rows.filter(complete if narrowed.complete == "yes" else ~complete)
    at, public_id = _key(before)
    if at is not None:
        rows = rows.filter(Q(filed_at__lt=at) | Q(filed_at=at, public_id__lt=public_id))
    found = list(
        rows.select_related("organisation")
        .defer("content", "secret", "address")
        .order_by("-filed_at", "-public_id")[: PAGE_SIZE + 1]
    )
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    for application in found:
        application.call = call
    shown = [a for a in found if a.state != ApplicationState.WITHDRAWN]
    filed = filed_of(shown, content)
    known = languages_of(call, content)
    listed = [Row(a, filed.get(a.pk), a.language not in known) for a in found]
    last = found[-1] if more else None
    cursor = f"{last.filed_at.isoformat()}|{last.public_id}" if last and last.filed_at else ""
    return Listed(listed, cursor)


def languages_of(call: Call, content: Content) -> frozenset[str]:
    """The languages that the call works in: its own, and those that it requires or wishes."""
    value = content["fields"].get("working_languages", {}).get("value") or []
    named = {str(row.get("code", "")) for row in value if isinstance(row, Mapping)}
    return frozenset({call.language, *named} - {""})


def deadline_for(application: Application) -> datetime | None:
    """The deadline that counted for the application."""
    return application.deadline_at or application.call.deadline_at


def something_waits(account: Any, at: datetime) -> int:
    """How many things wait for the person in this room, in one query: every page asks it."""
    sorts = organisations_where(account, SORTS)
    waiting = (
        late_ones(organisations_where(account, DECIDES_LATE)),
        to_check(sorts, at),
        open_arrivals(sorts),
        waiting_letters(sorts),
    )
    first, *others = (rows.order_by().values("pk") for rows in waiting)
    return first.union(*others, all=True).count()
