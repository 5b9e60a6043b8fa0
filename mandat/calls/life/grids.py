"""A grid of the organisation becomes the grid of a draft. Pure, no Django."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mandat.calls.checker.words import PRICE
from mandat.calls.content import Content, value_of
from mandat.calls.importer.draft import JSON
from mandat.calls.importer.text import fold
from mandat.calls.shapes import items_of
from mandat.people.rules.grids import flat


def grid_rows(document: Mapping[str, Any]) -> list[JSON]:
    """The tree as rows of `evaluation_grid`: each names the criterion that it is part of."""
    above: list[str] = []
    rows: list[JSON] = []
    for criterion in flat(document):
        del above[criterion.level :]
        row: dict[str, JSON] = {
            "label": criterion.label,
            "max_points": _points(criterion.maximum),
        }
        if above:
            row["parent"] = above[-1]
        rows.append(row)
        above.append(criterion.label)
    return rows


def _points(maximum: Decimal) -> int | float:
    """Points as a draft holds them: a whole number where they are one."""
    return int(maximum) if maximum == maximum.to_integral_value() else float(maximum)


def technical_part(content: Content) -> str:
    """The one criterion of the first level that is not the price; "" when there are several."""
    tops = [r for r in items_of(value_of(content, "evaluation_grid")) if not r.get("parent")]
    labels = [str(r.get("label") or "") for r in tops]
    technical = [label for label in labels if not PRICE.search(fold(label))]
    return technical[0] if len(technical) == 1 else ""
