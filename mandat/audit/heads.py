"""Heads of chains as lines of text, for mail and paper, and read back from there. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mandat.audit.verification import Point

_LINE = re.compile(
    r"\b(\d{4}-\d{2}-\d{2})\s+(house|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
    r"\s+(\d{1,19})\s+((?:[0-9a-f]{8}\s*){8})(?![0-9a-f])"
)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """Where a chain stood on a day."""

    day: date
    chain: str
    point: Point

    def __str__(self) -> str:
        return f"{self.day.isoformat()}  {self.chain}  {self.point.seq}  {self.point.hash}"


def read_heads(text: str) -> list[HeadLine]:
    """Every head in a text, whatever stands around it: a mail, a typed copy of a printed page.

    The hash may stand in groups of eight digits. A line with a day that does not exist is no head.
    """
    return [line for line in map(_head, _LINE.finditer(text)) if line]


def _head(match: re.Match[str]) -> HeadLine | None:
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return None
    return HeadLine(day, match[2], Point(int(match[3]), "".join(match[4].split())))


def by_chain(lines: Iterable[HeadLine]) -> dict[str, list[Point]]:
    """The points of each chain."""
    points: dict[str, list[Point]] = {}
    for line in lines:
        points.setdefault(line.chain, []).append(line.point)
    return points
