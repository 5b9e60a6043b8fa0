"""Named querysets of calls, each limited to what a person may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from mandat.calls.importer.draft import (
    FIELDS,
    CallDraft,
    Certainty,
    Found,
    Span,
    found_from_json,
    revive,
)
from mandat.calls.models import Call, CallVersion, DraftField
from mandat.calls.origins import Origin
from mandat.calls.states import CallState
from mandat.people.queries import organisations_where
from mandat.people.roles import SEES_CALLS


def visible_to(account: Any) -> QuerySet[Call]:
    """Calls of the organisations in which the person holds a role."""
    return Call.objects.filter(
        organisation__in=organisations_where(account, SEES_CALLS)
    ).select_related("organisation")


def live_calls(account: Any) -> QuerySet[Call]:
    """Visible calls that were not discarded."""
    return visible_to(account).exclude(state=CallState.DISCARDED)


def find_call(public_id: Any, **beside: Any) -> Call | None:
    """The call with what it names, or nothing; `beside` are expressions to read with it."""
    named = Call.objects.select_related("organisation", "terms", "programme", "funding")
    return named.filter(public_id=public_id).annotate(**beside).first()


def version_now(call: Call) -> CallVersion:
    """What the public reads of the call now."""
    return CallVersion.objects.get(call=call, number=call.version_number)


def _found_now(field: DraftField) -> Found:
    """What the field says now, with the places of the reading it came from."""
    found = found_from_json(field.found)
    if field.origin == Origin.IMPORTED:
        return found
    spans = found.spans
    if field.chosen is not None and field.chosen < len(found.alternatives):
        spans = found.alternatives[field.chosen].spans
    return Found(
        value=revive(field.value),
        certainty=Certainty.SURE if field.present else Certainty.ABSENT,
        spans=spans if field.origin != Origin.CORRECTED else (),
        extra=revive(field.extra),
    )


def current_draft(call: Call) -> CallDraft:
    """The draft as it stands now: two queries, whatever was settled counts as sure."""
    by_name = {f.name: f for f in call.draft_fields.all()}
    terms = call.terms
    fields = {n: _found_now(by_name[n]) if n in by_name else Found() for n in FIELDS}
    if terms is None:  # written here: the fields are all there is
        return CallDraft(text="", fields=fields)
    notices = tuple(
        (code, tuple(Span(start, end) for start, end in spans)) for code, spans in terms.notices
    )
    return CallDraft(text=terms.text, fields=fields, notices=notices)


PAGE_SIZE = 30

# What a list can be narrowed to, by the name in its address. The first is the whole list, without
# what is out of sight for good.
SHELVES: Mapping[str, frozenset[CallState]] = {
    "": frozenset(CallState) - {CallState.DISCARDED, CallState.ARCHIVED},
    "work": frozenset({CallState.DRAFT, CallState.IN_APPROVAL}),
    "open": frozenset({CallState.PUBLISHED}),
    "over": frozenset({CallState.CLOSED, CallState.CANCELLED}),
    "archived": frozenset({CallState.ARCHIVED}),
    "discarded": frozenset({CallState.DISCARDED}),
}


@dataclass(frozen=True, slots=True)
class CallPage:
    """One page of a list, newest first, and where the next one begins.

    `shelf` names what the list is narrowed to; `any_exist` says whether another shelf may hold
    something.
    """

    calls: list[Call]
    next_before: str
    shelf: str
    any_exist: bool


def _before(cursor: str) -> Q:
    """Calls older than a cursor `instant|public id`; an unreadable cursor means the first page."""
    instant, _bar, key = cursor.partition("|")
    try:
        at, public_id = datetime.fromisoformat(instant), UUID(key)
    except ValueError:
        return Q()
    if at.tzinfo is None:
        return Q()
    return Q(changed_at__lt=at) | Q(changed_at=at, public_id__lt=public_id)


def calls_page(account: Any, *, before: str = "", shelf: str = "") -> CallPage:
    """Calls a person may see, paged by key. A shelf that does not exist is the whole list."""
    shelf = shelf if shelf in SHELVES else ""
    every = visible_to(account)
    wanted = every.filter(state__in=sorted(s.value for s in SHELVES[shelf]))
    calls = list(
        wanted.filter(_before(before)).order_by("-changed_at", "-public_id")[: PAGE_SIZE + 1]
    )
    more = len(calls) > PAGE_SIZE
    calls = calls[:PAGE_SIZE]
    cursor = f"{calls[-1].changed_at.isoformat()}|{calls[-1].public_id}" if more else ""
    return CallPage(calls, cursor, shelf, bool(calls) or every.exists())
