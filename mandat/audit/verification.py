"""Whether a chain still says what was written: what was changed, removed, moved or put in.

Pure: `begin`, then `read` for each entry in the order of the numbers, then `finish`. A chain of any
length is read in one pass with little memory. What is found is named by the numbers of the entries.

What a chain alone cannot show: that entries at its end were cut off together with its head, or that
everything from some entry on was written anew. Against that there are earlier heads, kept elsewhere
(mail, paper, countersignatures).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mandat.audit.rules import GENESIS, Act, digest

_NEAR = (
    -1,
    1,
    -2,
    2,
    -3,
    3,
)  # places by which entries stand away from their own when one is put in
_SEARCHED = 300  # changed entries for which every other place is tried


class Fault(StrEnum):
    """What is wrong with a number or a range of numbers."""

    CHANGED = "changed"  # the entry does not say what was written
    REMOVED = "removed"  # no entry has the number
    CUT = "cut"  # entries at the end are gone
    MOVED = "reordered"  # an untouched entry under another number
    INSERTED = "inserted"  # an entry that was not written there
    REWRITTEN = "rewritten"  # the chain holds together, but an earlier head says otherwise
    HEADLESS = "headless"  # entries, but no head


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the entries `first` to `last`; `was` is the number that a moved `first` had."""

    fault: Fault
    first: int
    last: int
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as the database holds it."""

    act: Act
    hash: str


@dataclass(frozen=True, slots=True)
class Point:
    """Where a chain stood: the number and hash of its last entry then."""

    seq: int
    hash: str


@dataclass(slots=True)
class Reading:
    """What has been seen of a chain so far."""

    earlier: dict[int, set[str]]
    count: int = 0
    last: Point = field(default_factory=lambda: Point(0, GENESIS))
    last_stands: bool = True  # whether the last entry is itself, so that links can be compared
    suspect: int | None = None  # the entry before a broken link, until the next link is seen
    shift: int = 0  # how far away the last moved entry was from its own number
    changed: set[int] = field(default_factory=set)
    removed: set[range] = field(default_factory=set)
    inserted: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)  # number now: number when written
    rewritten: set[int] = field(default_factory=set)
    bad: list[Stored] = field(default_factory=list)


def begin(earlier: Iterable[Point] = ()) -> Reading:
    """A reading of one chain; `earlier` is where it stood before, as far as anybody knows."""
    points: dict[int, set[str]] = {}
    for point in earlier:
        points.setdefault(point.seq, set()).add(point.hash)
    return Reading(points)


def finish(reading: Reading, head: Point | None) -> list[Finding]:
    """Everything that is wrong with the chain, in order; `head` is where it says that it ends."""
    _compare_with_head(reading, head)
    _find_places(reading)
    return sorted(_findings(reading, head), key=lambda f: (f.first, f.last, f.fault))


def read(reading: Reading, stored: Stored) -> None:
    """The next entry of the chain, in the order of the numbers."""
    seq = stored.act.seq
    reading.count += 1
    if seq == reading.last.seq:
        reading.inserted.add(seq)
        return
    follows = seq == reading.last.seq + 1
    if not follows:
        reading.removed.add(range(reading.last.seq + 1, seq))
    written_at = _number_when_written(reading, stored)
    stands = written_at == seq
    if stands and follows and reading.last_stands:
        _compare_link(reading, stored.act.previous)
    else:
        _settle_suspect(reading)
    if written_at is None:
        reading.changed.add(seq)
        if len(reading.bad) < _SEARCHED:
            reading.bad.append(stored)
    elif not stands:
        reading.moved[seq] = written_at
    if stands and reading.earlier.get(seq, set()) - {stored.hash}:
        reading.rewritten.add(seq)
    reading.last, reading.last_stands = Point(seq, stored.hash), stands


def _number_when_written(reading: Reading, stored: Stored) -> int | None:
    """The entry's own number if its hash fits, one nearby if it fits there, or None."""
    if _fits(stored, stored.act.seq):
        return stored.act.seq
    for shift in (reading.shift, *_NEAR):
        if shift and _fits(stored, stored.act.seq + shift):
            reading.shift = shift
            return stored.act.seq + shift
    return None


def _fits(stored: Stored, seq: int) -> bool:
    try:
        return digest(replace(stored.act, seq=seq)) == stored.hash
    except ValueError:  # a version or an instant that was never written
        return False


def _compare_link(reading: Reading, previous: str) -> None:
    """One broken link accuses the entry before it; two in a row accuse the one between them."""
    if previous == reading.last.hash:
        _settle_suspect(reading)
    elif reading.suspect is not None:
        reading.changed.add(reading.last.seq)
        reading.suspect = None
    else:
        reading.suspect = reading.last.seq or 1


def _settle_suspect(reading: Reading) -> None:
    if reading.suspect is not None:
        reading.changed.add(reading.suspect)
        reading.suspect = None


def _compare_with_head(reading: Reading, head: Point | None) -> None:
    if head is None or head.seq != reading.last.seq or not reading.last_stands:
        _settle_suspect(reading)
    else:
        _compare_link(reading, head.hash)
        _settle_suspect(reading)


def _find_places(reading: Reading) -> None:
    """Entries far from their own number: tried at every number that lost its entry."""
    free = set(reading.moved) - set(reading.moved.values()) | {s.act.seq for s in reading.bad}
    free |= {seq for gap in reading.removed if len(gap) <= _SEARCHED for seq in gap}
    for stored in reading.bad:
        seq = stored.act.seq
        found = next((n for n in sorted(free) if n != seq and _fits(stored, n)), None)
        if found is not None:
            reading.moved[seq] = found
            reading.changed.discard(seq)
    _explain_moves(reading)


def _explain_moves(reading: Reading) -> None:
    """Entries that moved up made room for one put in; those that moved down hide one removed."""
    left, claimed = set(reading.moved), set(reading.moved.values())
    up = {was for now, was in reading.moved.items() if was < now}
    down = {now for now, was in reading.moved.items() if was > now}
    gaps = {seq for seq in claimed if any(seq in gap for gap in reading.removed)}
    reading.inserted |= up - left - gaps
    reading.removed |= {range(seq, seq + 1) for seq in down - claimed}
    reading.changed -= reading.inserted


def _findings(reading: Reading, head: Point | None) -> Iterator[Finding]:
    known = max([head.seq if head else 0, *reading.earlier])
    last = reading.last.seq
    if head is None and reading.count:
        yield Finding(Fault.HEADLESS, last, last)
    if known > last:
        yield Finding(Fault.CUT, last + 1, known)
    end = known if head else last
    claimed = set(reading.moved.values())
    beyond = {seq for seq in range(end + 1, last + 1) if seq not in reading.moved}
    beyond -= {seq for gap in reading.removed for seq in gap}
    for gap in reading.removed:
        for first, final in _runs(seq for seq in gap if seq <= end and seq not in claimed):
            yield Finding(Fault.REMOVED, first, final)
    for fault, numbers in (
        (Fault.CHANGED, reading.changed - beyond),
        (Fault.INSERTED, reading.inserted | beyond),
        (Fault.REWRITTEN, reading.rewritten),
    ):
        for first, final in _runs(numbers):
            yield Finding(fault, first, final)
    yield from _moves(reading.moved)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The numbers as ranges: 3, 4, 5, 9 become (3, 5) and (9, 9)."""
    first = last = None
    for number in sorted(numbers):
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


def _moves(moved: dict[int, int]) -> Iterator[Finding]:
    """Moved entries, those that moved together as one finding."""
    by_shift: dict[int, list[int]] = {}
    for seq, was in moved.items():
        by_shift.setdefault(was - seq, []).append(seq)
    for shift, numbers in by_shift.items():
        for first, last in _runs(numbers):
            yield Finding(Fault.MOVED, first, last, first + shift)
