"""When the mission starts and ends."""

from collections.abc import Sequence

from mandat.calls.importer.draft import Found
from mandat.calls.importer.readings import Reading, settle
from mandat.calls.importer.timetable import Entry


def _finer(entries: Sequence[Entry]) -> list[Entry]:
    """The statements, without a month that only repeats a date to the day."""
    return [
        e
        for e in entries
        if not any(o.date != e.date and o.date.startswith(e.date) for o in entries)
    ]


def _settled(entries: Sequence[Entry], first_role: str) -> Found:
    readings = [
        Reading(e.date, (e.span,), e.clear and e.plain, 0 if e.role == first_role else 1)
        for e in _finer([e for e in entries if e.clear] or entries)
        if e.moment.mention.precision != "year"
    ]
    return settle(readings)


def _after_filing(
    entries: Sequence[Entry], chosen: Sequence[Entry], deadline: Found
) -> list[Entry]:
    """Without dates long before the call closes: those are of a project, not of this mission."""
    published = max((e.date for e in entries if e.role == "publication"), default="")
    floor = deadline.value[:10] if isinstance(deadline.value, str) else published
    return [e for e in chosen if e.date >= floor[: len(e.date)] or not _long_before(e.date, floor)]


def _long_before(day: str, floor: str) -> bool:
    """More than about a month earlier; a start a little too early is a contradiction to show."""
    months = [int(d[:4]) * 12 + int(d[5:7] or 1) for d in (day, floor)]
    return months[1] - months[0] > 1


def read_start(entries: Sequence[Entry], deadline: Found) -> Found:
    """The first day, or month, of the mission."""
    starts = [e for e in entries if e.role == "mission_start"]
    return _settled(_after_filing(entries, starts, deadline), "mission_start")


def read_end(entries: Sequence[Entry], deadline: Found) -> Found:
    """The last day, or month, of the mission; a closure on another date is another reading."""
    ends = [e for e in entries if e.role in ("mission_end", "mission_closure")]
    return _settled(_after_filing(entries, ends, deadline), "mission_end")
