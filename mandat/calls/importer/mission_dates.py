"""When the mission starts and ends."""

import re
from collections.abc import Sequence

from mandat.calls.importer.draft import Certainty, Found
from mandat.calls.importer.readings import Reading, settle
from mandat.calls.importer.text import Source
from mandat.calls.importer.timetable import Entry


def _finer(entries: Sequence[Entry]) -> list[Entry]:
    """The statements, without a month that only repeats a date to the day."""
    return [
        e
        for e in entries
        if not any(o.date != e.date and o.date.startswith(e.date) for o in entries)
    ]


def _of_mission(entries: Sequence[Entry], *roles: str) -> list[Entry]:
    """The dates with these roles; one with an hour that names no mission is an event's."""
    return [e for e in entries if e.role in roles and (e.time is None or (e.clear and e.named))]


def _settled(entries: Sequence[Entry], first_role: str) -> Found:
    readings = [
        Reading(
            e.date, (e.span,), e.clear and e.plain and e.named, 0 if e.role == first_role else 1
        )
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
    starts = _of_mission(entries, "mission_start")
    return _settled(_after_filing(entries, starts, deadline), "mission_start")


_FINAL = re.compile(
    r"(?:final report|final (?:deliverable|version|product)s?|rapport (?:final|definitif)"
    r"|rapports? finaux"
    r"|version (?:finale|definitive)(?: du rapport)?|informe final|producto final|relatorio final"
    r"|produto final|التقرير النهايي)[^.;:|\n]{0,30}[:|\n][\s*_|]{0,6}(?:(?:le|the|by|on|avant le"
    r"|au plus tard le)\s)?$"
)


def _last_report(source: Source, entries: Sequence[Entry]) -> Found:
    """The date of the final report, where nothing else says when the mission ends."""
    reports = [e for e in entries if e.role == "deliverable" and e.firm]
    last = max(reports, key=lambda e: e.date, default=None)
    if last is None or last.moment.mention.precision == "year":
        return Found()
    low = max(0, last.span.start - 90)
    if not _FINAL.search(source.fold, low, last.span.start):
        return Found()
    return Found(last.date, Certainty.LIKELY, (last.span,))


def read_end(source: Source, entries: Sequence[Entry], deadline: Found) -> Found:
    """The last day, or month, of the mission; a closure on another date is another reading."""
    ends = _of_mission(entries, "mission_end", "mission_closure")
    found = _settled(_after_filing(entries, ends, deadline), "mission_end")
    if found.value is not None:
        return found
    return _last_report(source, _after_filing(entries, entries, deadline))
