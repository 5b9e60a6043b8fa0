"""The plain values of a draft, read back as days, numbers and items.

A draft may come from the importer, from JSON or from a person's hand: what has not the
expected shape is taken as not said, never as an error.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal, InvalidOperation

from mandat.calls.importer.draft import JSON, Span

_BEYOND = 10**12  # days, points, euros: nothing in a call is that large
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?)?)?)?")


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day known to the day, the month or the year: the range of days that it may be."""

    first: date
    last: date
    time: str | None = None

    @property
    def iso(self) -> str:
        """As it stands in a draft: 2026-01-07T20:00, 2026-01-07, 2026-01 or 2026."""
        if self.exact:
            return self.first.isoformat() + (f"T{self.time}" if self.time else "")
        return self.first.isoformat()[: 7 if self.first.month == self.last.month else 4]

    @property
    def exact(self) -> bool:
        return self.first == self.last


def day_of(value: JSON) -> Day | None:
    """The day that an ISO date, date and time, month or year stands for."""
    match = _ISO.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    year, month, day, time = match.groups()
    if not MINYEAR <= int(year) <= MAXYEAR:
        return None
    try:
        if month is None:
            return Day(date(int(year), 1, 1), date(int(year), 12, 31))
        if day is None:
            last = monthrange(int(year), int(month))[1]
            return Day(date(int(year), int(month), 1), date(int(year), int(month), last))
        exact = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Day(exact, exact, time)


def number_of(value: JSON) -> Decimal | None:
    """A number, also when it stands as text; not a truth value, nor one that no call can mean."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _BEYOND else None


def plain_number(value: Decimal) -> int | str:
    """A number as a plain JSON value, without digits that say nothing."""
    return int(value) if value == value.to_integral_value() else str(value)


def shown_number(value: JSON) -> int | str | None:
    """A number for a sentence, or None where the value is none."""
    number = number_of(value)
    return None if number is None else plain_number(number)


def text_of(value: JSON) -> str:
    """A text on one line, or the empty one."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def spans_of(item: Mapping[str, JSON]) -> tuple[Span, ...]:
    """The places of an item of a list, whether they are spans or stand in their JSON form."""
    raw = item.get("spans")
    if not isinstance(raw, list | tuple):
        return ()
    return tuple(span for one in raw if (span := _span(one)) is not None)


def _span(raw: JSON) -> Span | None:
    if isinstance(raw, Span):
        return raw
    if not isinstance(raw, Mapping):
        return None
    start, end = raw.get("start"), raw.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end:
        return None
    return Span(start, end)


def mappings(value: JSON) -> tuple[Mapping[str, JSON], ...]:
    """The items of a list that are objects."""
    if not isinstance(value, list | tuple):
        return ()
    return tuple(item for item in value if isinstance(item, Mapping))


def all_spans(items: Iterable[Mapping[str, JSON]]) -> tuple[Span, ...]:
    """The places of several items together."""
    return tuple(span for item in items for span in spans_of(item))
