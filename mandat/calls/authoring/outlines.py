"""A scoring grid as lines that people write, and as the field of a call. Pure, no Django.

The outline is that of `people.rules.grids`: one criterion a line, `-` for each level below, the
points at the end. A call holds the criteria in the order of reading, each naming its parent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mandat.calls.importer.draft import JSON
from mandat.calls.life.grids import grid_rows
from mandat.people.rules.grids import (
    MOST_CRITERIA,
    MOST_LEVELS,
    GridFault,
    outline,
    read_outline,
)

Rows = list[JSON]


@dataclass(frozen=True, slots=True)
class Outlined:
    """What an outline says, and the lines that could not be read."""

    rows: Rows
    faults: list[GridFault]


def read_rows(text: str) -> Outlined:
    """The criteria that an outline says. Points that do not add up are the checker's matter."""
    document, faults = read_outline(text)
    rows = grid_rows(document)
    if len(rows) > MOST_CRITERIA:
        faults.append(GridFault("grid_too_long", MOST_CRITERIA + 1))
    return Outlined(rows, faults)


def outline_of(rows: Sequence[Mapping[str, JSON]]) -> str | None:
    """The criteria as an outline; None when an outline could not say them.

    It cannot where points are missing or given as weights, nor where a criterion hangs on one that
    does not stand above it.
    """
    tree = _tree(rows)
    if tree is None:
        return None
    return outline({"criteria": tree})


def _tree(rows: Sequence[Mapping[str, JSON]]) -> list[dict[str, Any]] | None:
    roots: list[dict[str, Any]] = []
    open_at: list[dict[str, Any]] = []
    for row in rows:
        if row.get("max_points") is None or row.get("weight") is not None:
            return None
        level = _level(open_at, row.get("parent"))
        if level is None or level >= MOST_LEVELS:
            return None
        criterion = {
            "label": str(row["label"]),
            "maximum": str(row["max_points"]),
            "children": [],
        }
        (open_at[level - 1]["children"] if level else roots).append(criterion)
        open_at[level:] = [criterion]
    return roots


def _level(open_at: Sequence[Mapping[str, Any]], parent: JSON) -> int | None:
    if not parent:
        return 0
    found = (level for level, c in enumerate(open_at, start=1) if c["label"] == parent)
    return next(found, None)


def levels(rows: Sequence[Mapping[str, JSON]]) -> Iterator[tuple[int, Mapping[str, JSON]]]:
    """Each criterion with its depth, 0 at the top: for drawing and for printing."""
    depth: dict[str, int] = {}
    for row in rows:
        parent = row.get("parent")
        level = depth[parent] + 1 if parent in depth else 0
        depth[str(row.get("label"))] = level
        yield level, row
