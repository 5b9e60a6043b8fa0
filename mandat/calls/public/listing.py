"""The public list: which calls it shows, filtered, in order, page by page. Never a sensitive one.

Pages go by key (`deadline|public id`), and each is read in the order of an index.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from mandat.calls.models import Call, CallFacet
from mandat.calls.public.building import end_of
from mandat.calls.states import CallState, FacetKind

PAGE_SIZE = 20
SOON = timedelta(days=7)


class Shelf(StrEnum):
    """Which calls of the list."""

    OPEN = "open"
    SOON = "soon"  # open, and the deadline is near
    CLOSED = "closed"  # or cancelled


@dataclass(frozen=True, slots=True)
class Asking:
    """What a reader asks of the list, as the address says it; nonsense there asks for nothing."""

    shelf: Shelf = Shelf.OPEN
    facets: tuple[tuple[FacetKind, str], ...] = ()
    words: str = ""
    after: tuple[datetime, UUID] | None = None
    skip: int = 0  # answers to the words that earlier pages showed

    def value(self, kind: FacetKind) -> str:
        """What the list is filtered by; "" when it is not."""
        return dict(self.facets).get(kind, "")


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list, and the key of the next one, "" on the last."""

    calls: list[Call]
    next_after: str


_LONGEST_VALUE = 40
_LONGEST_WORDS = 200


def asking_of(asked: Mapping[str, str]) -> Asking:
    """What the address asks for."""
    shelf = asked.get("show", "")
    facets = tuple(
        (kind, value)
        for kind in FacetKind
        if (value := _plain(asked.get(kind.value, ""), _LONGEST_VALUE))
    )
    return Asking(
        shelf=Shelf(shelf) if shelf in set(Shelf) else Shelf.OPEN,
        facets=facets,
        words=_plain(asked.get("q", ""), _LONGEST_WORDS),
        after=_key(asked.get("after", "")),
        skip=_count(asked.get("skip", "")),
    )


def _plain(text: str, longest: int) -> str:
    """Without what no database stores, and not longer than anybody types."""
    return text.replace("\x00", "").strip()[:longest]


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


def _key(cursor: str) -> tuple[datetime, UUID] | None:
    instant, _bar, public_id = cursor.partition("|")
    try:
        at, key = datetime.fromisoformat(instant), UUID(public_id)
        return None if at.tzinfo is None else (at.astimezone(UTC), key)
    except (ValueError, OverflowError):  # nonsense, or beyond what a calendar holds
        return None


def is_on_shelf(call: Call, shelf: Shelf, at: datetime) -> bool:
    """Whether a call that was found by its words stands in this part of the list."""
    is_open = call.state == CallState.PUBLISHED and end_of(call) >= at
    match shelf:
        case Shelf.OPEN:
            return is_open
        case Shelf.SOON:
            return is_open and end_of(call) <= at + SOON
    return not is_open


STATES = {
    Shelf.OPEN: (CallState.PUBLISHED,),
    Shelf.SOON: (CallState.PUBLISHED,),
    Shelf.CLOSED: (CallState.CLOSED, CallState.CANCELLED, CallState.PUBLISHED),
}


def list_calls(asking: Asking, *, at: datetime) -> Listed:
    """One page of calls that everybody may find."""
    closed = asking.shelf == Shelf.CLOSED
    streams = _closed(asking, at) if closed else [_open(asking, at)]
    found: list[Call] = []
    for calls in streams:
        found += calls[: PAGE_SIZE + 1]
    if closed:
        found.sort(key=_key_of, reverse=True)
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    cursor = "|".join((_key_of(found[-1])[0].isoformat(), str(found[-1].public_id))) if more else ""
    return Listed(found, cursor)


def _key_of(call: Call) -> tuple[datetime, UUID]:
    return (end_of(call), call.public_id)


# The kind that most calls lack comes first: its index is the one that is walked.
_RAREST = (FacetKind.ORGANISATION, FacetKind.COUNTRY, FacetKind.THEME, FacetKind.LANGUAGE)


def _listed(
    asking: Asking, due: Mapping[str, datetime], *, through_facet: bool = True
) -> tuple[QuerySet[Call], str]:
    """Calls of the list, not sensitive, about what was asked for, and the column of their order.

    `due` holds lookups on the deadline. Facets repeat it: the many calls of one country are read
    in order from the index of facets (`through_facet`), a few calls from that of their state.
    """
    calls = Call.objects.filter(sensitive=False).select_related("organisation")
    wanted = sorted(asking.facets, key=lambda facet: _RAREST.index(facet[0]))
    column, on = "deadline_at", dict[str, Any]()
    if wanted and through_facet:
        (kind, value), *wanted = wanted
        column, on = "facets__deadline_at", {"facets__kind": kind, "facets__value": value}
    for kind, value in wanted:
        mine = CallFacet.objects.filter(call=OuterRef("pk"), kind=kind, value=value)
        calls = calls.filter(Exists(mine))
    return calls.filter(**on, **{f"{column}__{k}": at for k, at in due.items()}), column


def _open(asking: Asking, at: datetime) -> QuerySet[Call]:
    """Those that end first come first."""
    due = {"gte": at}
    if asking.shelf == Shelf.SOON:
        due["lte"] = at + SOON
    if asking.after:
        due["gte"] = max(at, asking.after[0])
    calls, column = _listed(asking, due)
    if asking.after:
        end, public_id = asking.after
        calls = calls.filter(Q(deadline_at__gt=end) | Q(public_id__gt=public_id))
    return calls.filter(state=CallState.PUBLISHED).order_by(column, "public_id")


def _closed(asking: Asking, at: datetime) -> Iterator[QuerySet[Call]]:
    """Those that ended last come first: closed, cancelled, or past before a task closed them.

    One query for each kind of end, so that each is read from an index in order: of the many that
    are past, and of the few that were closed early, cancelled or just ended.
    """
    yield _ended(asking, CallState.CLOSED, {"lt": at}, through_facet=True)
    yield _ended(asking, CallState.CLOSED, {"gte": at})
    yield _ended(asking, CallState.CANCELLED, {})
    yield _ended(asking, CallState.PUBLISHED, {"lt": at})


def _ended(
    asking: Asking, state: CallState, due: dict[str, datetime], *, through_facet: bool = False
) -> QuerySet[Call]:
    if asking.after:
        due = due | {"lte": asking.after[0]}
    calls, column = _listed(asking, due, through_facet=through_facet)
    if asking.after:
        end, public_id = asking.after
        calls = calls.filter(Q(deadline_at__lt=end) | Q(public_id__lt=public_id))
    return calls.filter(state=state).order_by(f"-{column}", "-public_id")
