"""The tree of an evaluation grid: which criterion stands under which.

A printed table says so by its sums: the marks of the rows below a criterion add up to it.
Numbering says so where the sums do not (a grid that does not add up is still a tree).
"""

import re
from collections.abc import Sequence

from mandat.calls.importer.grid_rows import Row

SLACK = 0.01


def _same(a: float, b: float) -> bool:
    return abs(a - b) < SLACK


STEPS = 20_000  # how long a tree is searched for: a real grid takes a few hundred steps


class _Sums:
    """The ways in which the numbers from a place on may add up, a criterion counting either
    for itself or for the criteria below it."""

    def __init__(self, numbers: Sequence[float]) -> None:
        self.cents = [round(n * 100) for n in numbers]
        self.steps = 0
        self.known: dict[tuple[int, int], dict[int, tuple[int, ...]]] = {}

    def ends(self, start: int, rest: int) -> dict[int, tuple[int, ...]]:
        """Where a run of criteria that adds up to `rest` may end, with the children it skips over:
        for each end, the tops of the run."""
        if rest == 0:
            return {start: ()}
        if rest < 0 or start >= len(self.cents) or self.steps > STEPS:
            return {}
        key = (start, rest)
        if key not in self.known:
            self.known[key] = {}
            self.steps += 1
            value = self.cents[start]
            for after in self.spans(start):
                for end, tops in self.ends(after, rest - value).items():
                    flat = self.known[key].get(end, ())
                    if len(tops) + 1 > len(flat):  # of two trees, the one less deep
                        self.known[key][end] = (start, *tops)
        return self.known[key]

    def spans(self, start: int) -> list[int]:
        """Where the subtree of a criterion may end: after its children first, or after itself."""
        below = [
            end for end, tops in self.ends(start + 1, self.cents[start]).items() if len(tops) > 1
        ]
        return [*below, start + 1] if self.cents[start] else [start + 1]

    def place(
        self, start: int, end: int, rest: int, above: int | None, parents: list[int | None]
    ) -> None:
        """Writes down the parents of a run that is known to add up."""
        tops = self.ends(start, rest)[end]
        for top, after in zip(tops, [*tops[1:], end], strict=False):
            parents[top] = above
            if after > top + 1 and after in self.ends(top + 1, self.cents[top]):
                self.place(top + 1, after, self.cents[top], top, parents)


def _by_sums(numbers: Sequence[float], total: float) -> list[int | None] | None:
    """The parents under which the top level adds up to the total; none when nothing does."""
    sums = _Sums(numbers)
    wanted = round(total * 100)
    if len(numbers) > 60 or len(numbers) not in sums.ends(0, wanted):
        return None
    parents: list[int | None] = [None] * len(numbers)
    sums.place(0, len(numbers), wanted, None, parents)
    return parents


def _by_local_sums(numbers: Sequence[float]) -> list[int | None]:
    """The parents that sums tell where the whole does not add up."""
    sums = _Sums(numbers)
    parents: list[int | None] = [None] * len(numbers)
    at = 0
    while at < len(numbers):
        after = sums.spans(at)[0] if len(numbers) <= 60 else at + 1
        if after > at + 1:
            sums.place(at + 1, after, sums.cents[at], at, parents)
        at = after
    return parents


def _root_sum(numbers: Sequence[float], parents: Sequence[int | None]) -> float:
    return sum(n for n, p in zip(numbers, parents, strict=True) if p is None)


_DEPTH = (
    (re.compile(r"^(?:crit\w+ )?\d{1,2}(?:\.\d{1,2}){2,}"), 4),
    (re.compile(r"^(?:crit\w+ )?\d{1,2}\.\d{1,2}"), 3),
    (re.compile(r"^[a-h]\.?\d"), 3),
    (re.compile(r"^[ivx]{1,4}[.)]"), 1),
    (re.compile(r"^[a-h][.)]? ?[-–]?$"), 1),
    (re.compile(r"^(?:crit\w+ )?\d{1,2}"), 2),
)


def _depth(row: Row) -> int | None:
    for pattern, depth in _DEPTH:
        if pattern.match(row.marker.lower()):
            return depth
    return None


def _by_numbering(rows: Sequence[Row]) -> list[int | None] | None:
    """The parents that numbering tells, when every row has a number and depths differ."""
    depths = [_depth(r) for r in rows]
    if any(d is None for d in depths) or len(set(depths)) < 2:
        return None
    parents: list[int | None] = []
    open_: list[tuple[int, int]] = []
    for i, depth in enumerate(depths):
        while open_ and open_[-1][0] >= (depth or 0):
            open_.pop()
        parents.append(open_[-1][1] if open_ else None)
        open_.append((depth or 0, i))
    return parents


def _by_indent(rows: Sequence[Row]) -> list[int | None] | None:
    indents = sorted({r.indent for r in rows})
    if len(indents) < 2 or rows[0].indent != indents[0]:
        return None
    parents: list[int | None] = []
    open_: list[tuple[int, int]] = []
    for i, row in enumerate(rows):
        while open_ and open_[-1][0] >= row.indent:
            open_.pop()
        parents.append(open_[-1][1] if open_ else None)
        open_.append((row.indent, i))
    return parents


def _by_unit(rows: Sequence[Row]) -> list[int | None] | None:
    """A share in percent above criteria in points that add up to a hundred (or to the share)."""
    heads = [i for i, r in enumerate(rows) if r.points is None]
    if not heads or heads[0] != 0 or len(heads) == len(rows):
        return None
    parents: list[int | None] = [None] * len(rows)
    for head, following in zip(heads, [*heads[1:], len(rows)], strict=True):
        group = range(head + 1, following)
        total = sum(rows[i].number for i in group)
        if group and not (_same(total, 100) or _same(total, rows[head].number)):
            return None
        for i in group:
            parents[i] = head
    return parents


def by_summary(rows: Sequence[Row], total: float | None) -> list[int | None] | None:
    """Shares told first, then the criteria of one of them: "Technical 70 %, financial 30 %", and
    below, criteria that add up to 70."""
    wanted = total or 100.0
    for count in (2, 3):
        shares, below = rows[:count], rows[count:]
        if len(below) < 2 or not _same(sum(r.number for r in shares), wanted):
            continue
        rest = sum(r.number for r in below)
        owners = [i for i, r in enumerate(shares) if _same(r.number, rest)]
        if len(owners) == 1:
            return [None] * count + [owners[0]] * len(below)
    return None


def find_parents(rows: Sequence[Row], total: float | None) -> tuple[list[int | None], bool]:
    """The parent of each row, and whether the top level adds up to the total (or to a hundred)."""
    numbers = [r.number for r in rows]
    wanted = [total] if total else [100.0]
    flat: list[int | None] = [None] * len(rows)
    units = _by_unit(rows)
    for parents in (units, flat, _by_sums(numbers, total or 100.0)):
        if parents is not None and any(_same(_root_sum(numbers, parents), w) for w in wanted):
            return parents, True
    summary = by_summary(rows, total)
    if summary is not None:
        return summary, True
    for guess in (_by_numbering(rows), _by_indent(rows)):
        if guess is not None:
            return guess, False
    return _by_local_sums(numbers), False
