"""The deadline of filing: wall time and zone, or every reading when the text contradicts itself."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from mandat.calls.importer.draft import Found
from mandat.calls.importer.readings import Reading, settle
from mandat.calls.importer.text import Source
from mandat.calls.importer.timetable import FILING, Entry
from mandat.calls.importer.zones import same_clock

_EXTENDED = re.compile(
    r"(?<![^\W\d_])(?:prolong\w{1,4}|repouss\w{1,4}|report\w{0,2} (?:au|a)\b|prorog\w{1,5}"
    r"|extended|extension|new deadline|nouvelle date|nouveau delai"
    r"|ampliad[oa]|ampliacion|تمديد)(?![^\W\d_])"
)
_MOST_READINGS = 12


_Statement = tuple[str, str | None, str | None]  # date, time, zone


def _stated(entry: Entry) -> _Statement:
    return entry.date, entry.time, entry.moment.zone


def _fits(one: _Statement, other: _Statement) -> bool:
    """Whether two statements can both be true: one may leave out the hour or the zone."""
    if one[0] != other[0]:
        return False
    if one[1] and other[1] and one[1] != other[1]:
        return False
    return not (one[2] and other[2]) or same_clock(one[2], other[2])


def _detail(entry: Entry) -> int:
    """How much a statement says: date, hour, zone."""
    return (entry.time is not None) + (entry.moment.zone is not None)


def _fullest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (-_detail(e), e.span))


def _groups(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Statements that say the same, the fullest first in each group."""
    same: dict[_Statement, list[Entry]] = {}
    for entry in _fullest_first(entries):
        same.setdefault(_stated(entry), []).append(entry)
    groups: list[list[_Statement]] = []
    for one in same:
        fitting = next((g for g in groups if all(_fits(one, other) for other in g)), None)
        if fitting is None:
            groups.append([one])
        else:
            fitting.append(one)
    return [_fullest_first(entry for one in group for entry in same[one]) for group in groups]


def _rank(source: Source, group: Sequence[Entry]) -> int:
    """The order among contradicting statements: an extension, then the call's own fullest words."""
    best = group[0]
    before = source.fold[max(0, best.span.start - 120) : best.span.start]
    return (
        -8 * bool(_EXTENDED.search(before))
        + 4 * all(e.board for e in group)
        - _detail(best)
        - (len(group) > 1)
        - any(e.clear for e in group)
    )


def _stages_in_order(entries: Sequence[Entry]) -> list[Entry]:
    """The statements on the stage that is open now.

    A later date for full proposals is the next stage, not a contradiction; the same date or
    an earlier one contradicts the expression of interest.
    """
    first = [e for e in entries if e.role != "full_proposal"]
    full = [e for e in entries if e.role == "full_proposal"]
    if first and full and max(e.date for e in first) < min(e.date for e in full):
        return first
    return list(entries)


def _by_machine(entry: Entry, told: Collection[str]) -> Entry:
    """A date in the head of a page: its hour is the machine's where the call names the day too.

    Nought o'clock stands for no hour at all.
    """
    if entry.date in told:
        return replace(entry, moment=replace(entry.moment, clock=None, zone=None))
    if entry.time == "00:00":
        return replace(entry, moment=replace(entry.moment, clock=None))
    return entry


def read_deadline(source: Source, entries: Sequence[Entry]) -> Found:
    """The moment by which applicants must have filed."""
    filing = [e for e in entries if e.role in FILING and e.moment.mention.precision == "day"]
    told = {e.date for e in filing if not e.board}
    filing = [_by_machine(e, told) if e.board else e for e in filing]
    readings = []
    for group in _groups(_stages_in_order(filing))[:_MOST_READINGS]:
        best = group[0]
        clear = any(e.clear for e in group) and all(
            e.plain for e in group if _detail(e) == _detail(best)
        )
        if all(e.board for e in group):
            clear = clear and best.date >= _posted(entries)
        zone = next((e.moment.zone for e in group if e.moment.zone), None)
        readings.append(
            Reading(
                best.local,
                tuple(e.span for e in group),
                clear,
                _rank(source, group),
                {"timezone": zone},
            )
        )
    found = settle(readings)
    return found if found.value is not None else replace(found, extra={"timezone": None})


def _posted(entries: Sequence[Entry]) -> str:
    """The date on which the page says that it was posted; a card cannot close before it."""
    return max((e.date for e in entries if e.board and e.role == "publication"), default="")
