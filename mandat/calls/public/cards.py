"""The public list as it is drawn: cards, filters with their words, the addresses of its pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mandat.calls.content import headline, translated
from mandat.calls.display import reader_language
from mandat.calls.finding import search_public_calls
from mandat.calls.labels import CODES
from mandat.calls.models import Call, CallTranslation
from mandat.calls.public import facts
from mandat.calls.public.building import deadline_of, standing_of
from mandat.calls.public.facets import values_of
from mandat.calls.public.listing import (
    PAGE_SIZE,
    STATES,
    Asking,
    Shelf,
    is_on_shelf,
    list_calls,
)
from mandat.calls.public.page import Deadline, Fact, Standing
from mandat.calls.public.queries import current_versions
from mandat.calls.states import FacetKind
from mandat.core.languages import country_name, language_name
from mandat.people.models import Organisation

_OPTIONS = {FacetKind.COUNTRY: 300, FacetKind.THEME: 50, FacetKind.LANGUAGE: 100}
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ORGANISATIONS = 60  # more than these are not offered: each card leads to those of its own

LABELS = {
    FacetKind.COUNTRY: _("Country"),
    FacetKind.THEME: _("Theme"),
    FacetKind.LANGUAGE: _("Language of the call"),
    FacetKind.ORGANISATION: _("Organisation"),
}
SHELVES = {
    Shelf.OPEN: pgettext_lazy("calls", "Open"),
    Shelf.SOON: _("Closing within 7 days"),
    Shelf.CLOSED: pgettext_lazy("calls", "Closed"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A call in the list."""

    token: str
    organisation: str
    organisation_id: Any
    standing: Standing
    title: str
    language: str
    deadline: Deadline
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the list: its values with their words, and the one that is chosen."""

    name: str
    label: Any
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class ShelfTab:
    """One of the parts of the list, as `web/components/_tabs.html` draws it."""

    label: Any
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list with everything around it."""

    asking: Asking
    cards: tuple[Card, ...]
    also: tuple[Card, ...]  # found by some of the words only
    filters: tuple[Filter, ...]
    shelves: tuple[ShelfTab, ...]
    next_query: str

    @property
    def is_filtered(self) -> bool:
        return bool(self.asking.facets or self.asking.words)

    @property
    def is_first(self) -> bool:
        return self.asking.after is None and not self.asking.skip


def list_page(asking: Asking, *, at: datetime) -> ListPage:
    """The page that was asked for: as many queries for one card as for twenty."""
    calls, also, more = _found(asking, at) if asking.words else _in_order(asking, at)
    cards = _cards([*calls, *also], at)
    return ListPage(
        asking=asking,
        cards=tuple(cards[: len(calls)]),
        also=tuple(cards[len(calls) :]),
        filters=tuple(f for f in _filters(asking) if f.options),
        shelves=tuple(
            ShelfTab(label, _query(asking, shelf) or "?", shelf == asking.shelf)
            for shelf, label in SHELVES.items()
        ),
        next_query=_query(asking, asking.shelf, **more) if more else "",
    )


Found = tuple[list[Call], list[Call], dict[str, str]]


def _in_order(asking: Asking, at: datetime) -> Found:
    listed = list_calls(asking, at=at)
    return listed.calls, [], {"after": listed.next_after} if listed.next_after else {}


def _found(asking: Asking, at: datetime) -> Found:
    """Calls with every word, calls with some, and where the next page begins."""
    found = search_public_calls(
        asking.words,
        language=reader_language(),
        states=STATES[asking.shelf],
        facets=asking.facets,
        limit=PAGE_SIZE,
        after=asking.skip,
    )
    whole, some = (
        [call for _hit, call in pairs if is_on_shelf(call, asking.shelf, at)]
        for pairs in (found.whole, found.some)
    )
    after = found.results.after
    return whole, some, {"skip": str(after)} if after else {}


def _query(asking: Asking, shelf: Shelf, **more: str) -> str:
    said = {"q": asking.words} | {kind.value: value for kind, value in asking.facets}
    said["show"] = "" if shelf == Shelf.OPEN else shelf.value
    kept = {name: value for name, value in (said | more).items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def _cards(calls: Sequence[Call], at: datetime) -> list[Card]:
    reader = reader_language()
    versions = current_versions(list(calls))
    spoken = {
        t.call_id: t for t in CallTranslation.objects.filter(call__in=list(calls), language=reader)
    }
    cards = []
    for call in calls:
        version, translation = versions[call.pk], spoken.get(call.pk)
        content = translated(version.content, translation.texts) if translation else version.content
        language = translation.language if translation else version.language
        title = headline(content["fields"].get("title", {}).get("value") or version.title)
        cards.append(
            Card(
                token=call.token or "",
                organisation=call.organisation.name,
                organisation_id=call.organisation.public_id,
                standing=standing_of(call, at),
                title=title,
                language=language,
                deadline=deadline_of(call, at),
                facts=facts.facts_of(content),
            )
        )
    return cards


def _filters(asking: Asking) -> list[Filter]:
    """What can be chosen: values that some call has, and whatever is chosen now."""
    reader = reader_language()
    words = {
        FacetKind.COUNTRY: lambda code: country_name(code, reader),
        FacetKind.THEME: lambda code: str(CODES.get(code, code)),
        FacetKind.LANGUAGE: lambda code: language_name(code, reader),
    }
    found = []
    for kind, most in _OPTIONS.items():
        chosen = asking.value(kind)
        values = sorted({*values_of(kind, most=most), *([chosen] if chosen else [])})
        named = sorted(((v, words[kind](v)) for v in values), key=lambda pair: pair[1].casefold())
        found.append(Filter(kind.value, LABELS[kind], tuple(named), chosen))
    found.append(_organisations(asking.value(FacetKind.ORGANISATION)))
    return found


def _organisations(chosen: str) -> Filter:
    values = values_of(FacetKind.ORGANISATION, most=_ORGANISATIONS + 1)
    if len(values) > _ORGANISATIONS:
        values = [chosen] if _UUID.fullmatch(chosen) else []
    named = Organisation.objects.filter(public_id__in=values).values_list("public_id", "name")
    options = tuple((str(public_id), name) for public_id, name in named.order_by("name"))
    kind = FacetKind.ORGANISATION
    return Filter(kind.value, LABELS[kind], options, chosen)
