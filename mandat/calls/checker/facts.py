"""What the rules read: a draft, its text without accents, and the settings of the checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from mandat.calls.checker.days import HolidaysFor, country_holidays, country_of_zone
from mandat.calls.checker.settings import DEFAULT, CheckSettings
from mandat.calls.checker.values import Day, all_spans, day_of, mappings, spans_of, text_of
from mandat.calls.importer.draft import (
    ABSENT,
    JSON,
    Alternative,
    CallDraft,
    Certainty,
    Found,
    Span,
)
from mandat.calls.importer.text import fold


class Dated(NamedTuple):
    """A day of the draft, the places that say it, and its time zone."""

    day: Day
    spans: tuple[Span, ...] = ()
    zone: str | None = None


class Listed(NamedTuple):
    """An item of a list: its text and its places."""

    text: str
    spans: tuple[Span, ...]
    item: Mapping[str, JSON]


@dataclass(frozen=True)
class Facts:
    """A draft as the rules see it.

    `at` is the moment of the check. Without it the text is judged on its own: nothing is
    compared with today.
    """

    draft: CallDraft
    at: datetime | None = None
    settings: CheckSettings = DEFAULT
    holidays_for: HolidaysFor = country_holidays

    @cached_property
    def fold(self) -> str:
        """The text in lower case without accents, code point for code point."""
        return fold(self.draft.text)

    @cached_property
    def is_card(self) -> bool:
        """Whether the text is a short notice: that its content is missing is said once, there."""
        return any(code == "short_card" for code, _spans in self.draft.notices)

    def found(self, name: str) -> Found:
        return self.draft.fields.get(name, ABSENT)

    def value(self, name: str) -> JSON:
        return self.found(name).value

    def spans(self, name: str) -> tuple[Span, ...]:
        """All places of a field: its own, else those of its items."""
        found = self.found(name)
        return found.spans or all_spans(self.items(name))

    def part(self, name: str, key: str) -> JSON:
        """A part of a field whose value is an object."""
        value = self.value(name)
        return value.get(key) if isinstance(value, Mapping) else None

    def items(self, name: str) -> tuple[Mapping[str, JSON], ...]:
        """The items of a field that is a list, or an object that holds one."""
        value = self.value(name)
        return mappings(value.get("items") if isinstance(value, Mapping) else value)

    def listed(self, name: str, key: str = "text") -> tuple[Listed, ...]:
        """The items of a field with the text that names them."""
        return tuple(Listed(text_of(i.get(key)), spans_of(i), i) for i in self.items(name))

    def readings(self, name: str) -> tuple[Alternative, ...]:
        """All that the text says of a field: the alternatives of a conflict, else the value."""
        found = self.found(name)
        if found.certainty == Certainty.CONFLICT and found.alternatives:
            return found.alternatives
        return () if found.value is None else (Alternative(found.value, found.spans, found.extra),)

    def conflict(self, name: str) -> tuple[Alternative, ...]:
        """The alternatives of a field on which the text disagrees with itself, or nothing."""
        if self.found(name).certainty != Certainty.CONFLICT:
            return ()
        seen: dict[str, Alternative] = {}
        for reading in self.readings(name):
            seen.setdefault(repr((reading.value, sorted(reading.extra.items()))), reading)
        return tuple(seen.values()) if len(seen) > 1 else ()

    @cached_property
    def deadlines(self) -> tuple[Dated, ...]:
        """The deadline, or each of those between which the text hesitates."""
        days = ((day_of(r.value), r) for r in self.readings("deadline"))
        return tuple(Dated(d, r.spans, r.extra.get("timezone")) for d, r in days if d)

    @property
    def deadline(self) -> Dated | None:
        return self.deadlines[0] if self.deadlines else None

    def dated(self, name: str) -> Dated | None:
        """The day of a field that holds one."""
        day = day_of(self.value(name))
        return Dated(day, self.found(name).spans) if day else None

    def with_role(self, *roles: str) -> tuple[Dated, ...]:
        """The days of the text that have one of the roles."""
        dated = []
        for item in self.items("dates"):
            day = day_of(item.get("date")) if item.get("role") in roles else None
            if day is not None:
                dated.append(Dated(day, spans_of(item), item.get("timezone")))
        return tuple(dated)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The countries of the mission."""
        value = self.value("locations")
        return tuple(p for p in value if isinstance(p, str)) if isinstance(value, list) else ()

    @cached_property
    def country(self) -> str | None:
        """The country whose weekends and holidays count (see `CheckSettings.country`)."""
        if self.settings.country:
            return self.settings.country
        for deadline in self.deadlines:
            if (country := country_of_zone(deadline.zone)) is not None:
                return country
        return self.places[0] if len(self.places) == 1 else None

    def sections(self, *kinds: str) -> tuple[Span, ...]:
        """The bodies of the sections of some kinds, nested ones once."""
        bodies = [
            spans[-1]
            for item in self.items("sections")
            if item.get("kind") in kinds and (spans := spans_of(item))
        ]
        return merged(bodies)

    def has_section(self, kind: str) -> bool:
        """Whether a section of the kind holds more than its heading."""
        return any(self.fold[s.start : s.end].strip() for s in self.sections(kind))


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """The stretches that the spans cover, none overlapping another, in order."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
