"""A scoring grid as a tree of criteria whose maxima add up.

The document is `{"criteria": [{"label": "Method", "maximum": "30", "children": [...]}]}`, maxima
being decimal strings. A criterion with children is worth what they are worth together. People
write it as an outline: one criterion a line, `-` for each level, the maximum at the end.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

MOST_LEVELS = 3
MOST_CRITERIA = 60
LONGEST_LABEL = 300
_LINE = re.compile(
    r"^(?P<marks>(?:[-*•]\s*)*)(?P<label>\S.*?)\s*[|:=\t]\s*(?P<maximum>\d+(?:[.,]\d{1,2})?)$"
)

Criterion = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GridFault:
    """What is wrong and where: `place` is the number of the criterion, or of the line, from 1."""

    code: str
    place: int


@dataclass(frozen=True, slots=True)
class Flat:
    """One criterion of the tree, in the order of reading. Level 0 is the top."""

    label: str
    maximum: Decimal
    level: int


def flat(document: Mapping[str, Any]) -> list[Flat]:
    """Every criterion, parents before their children; the document has been checked."""
    return [
        Flat(c["label"], Decimal(c["maximum"]), level)
        for level, c in _walk(document.get("criteria", ()))
    ]


def _walk(criteria: Sequence[Criterion], level: int = 0) -> Iterator[tuple[int, Criterion]]:
    for criterion in criteria:
        yield level, criterion
        yield from _walk(criterion.get("children", ()), level + 1)


def total(document: Mapping[str, Any]) -> Decimal:
    """What the whole grid is worth."""
    return sum((Decimal(c["maximum"]) for c in document.get("criteria", ())), Decimal(0))


def grid_faults(document: Any) -> list[GridFault]:
    """Everything that keeps the document from being a grid; none when it is one."""
    if not isinstance(document, Mapping) or not isinstance(document.get("criteria"), list):
        return [GridFault("grid_unreadable", 0)]
    if not document["criteria"]:
        return [GridFault("grid_empty", 0)]
    try:
        every = list(_walk(document["criteria"]))
    except (AttributeError, TypeError):
        return [GridFault("grid_unreadable", 0)]
    if len(every) > MOST_CRITERIA:
        return [GridFault("grid_too_long", len(every))]
    faults = (_fault(c, level) for level, c in every)
    return [GridFault(code, place) for place, code in enumerate(faults, start=1) if code]


def _fault(criterion: Criterion, level: int) -> str:
    label, maximum = criterion.get("label"), _maximum(criterion.get("maximum"))
    if not isinstance(label, str) or not label.strip() or len(label) > LONGEST_LABEL:
        return "label_unreadable"
    if maximum is None:
        return "maximum_unreadable"
    if level >= MOST_LEVELS:
        return "grid_too_deep"
    children = [_maximum(c.get("maximum")) for c in criterion.get("children", ())]
    parts = [part for part in children if part is not None]
    if children and len(parts) == len(children) and sum(parts) != maximum:
        return "grid_does_not_add_up"
    return ""


def _maximum(text: Any) -> Decimal | None:
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 < value <= 1000 else None


def read_outline(text: str) -> tuple[dict[str, Any], list[GridFault]]:
    """The tree that an outline says, and the lines that could not be read."""
    criteria: list[dict[str, Any]] = []
    open_lists = [criteria]
    faults = []
    for place, raw in enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1):
        if not raw.strip():
            continue
        match = _LINE.match(raw.strip())
        level = sum(mark in "-*•" for mark in match["marks"]) if match else 0
        if match is None or level >= len(open_lists):
            faults.append(GridFault("line_too_deep" if match else "line_unreadable", place))
            continue
        maximum = str(Decimal(match["maximum"].replace(",", ".")))
        criterion: dict[str, Any] = {"label": match["label"], "maximum": maximum, "children": []}
        open_lists[level].append(criterion)
        open_lists[level + 1 :] = [criterion["children"]]
    return {"criteria": criteria}, faults


def outline(document: Mapping[str, Any]) -> str:
    """The tree as people write it."""
    lines = [f"{'-' * c.level}{' ' * bool(c.level)}{c.label} | {c.maximum}" for c in flat(document)]
    return "\n".join(lines)
