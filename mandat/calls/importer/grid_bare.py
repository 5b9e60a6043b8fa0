"""Criteria that a list names without marks: a grid without points, or details of a criterion."""

import re
from collections.abc import Sequence

from mandat.calls.importer.draft import JSON, Span
from mandat.calls.importer.entries import read_entries
from mandat.calls.importer.layout import Item, Layout
from mandat.calls.importer.text import Source, fold

MOST = 15  # more entries than this are no criteria
_SENTENCE = re.compile(
    r"\d ?(?:%|points?|pts|puntos|pontos)|\b(?:will|shall|must|should|seront|sera|doi(?:t|"
    r"vent)|devr(?:a|ont)|debe\w*|seran|"
    r"devem|serao|"
    r"est|sont|is|are|nous|we|ayant|having)\b|@|https?:|:\s*$"
)


def _criteria(source: Source, body: Span) -> list[Item]:
    """The marked entries of a list that are as short as a criterion."""
    return [i for i in read_entries(source, body) if i.marker and len(_text(source, i)) <= 200]


def _text(source: Source, item: Item) -> str:
    return (item.text or source.quote(item.span)).replace("**", "").strip(" ;.:,")


def bare_grid(source: Source, layout: Layout, judged: re.Pattern[str]) -> list[JSON]:
    """The criteria of a section that lists them without any mark."""
    for section in layout.of_kind("criteria"):
        items = _criteria(source, section.body)
        if not 2 <= len(items) <= MOST or any(i.level != items[0].level for i in items):
            continue
        words = [fold(_text(source, i)) for i in items]
        if any(_SENTENCE.search(w) for w in words):
            continue
        if 3 * sum(bool(judged.search(w)) for w in words) >= 2 * len(words):
            return [{"label": _text(source, i), "parent": None, "spans": [i.span]} for i in items]
    return []


def with_details(source: Source, layout: Layout, grid: Sequence[JSON]) -> list[JSON]:
    """The grid with the entries without marks that a list puts below one of its criteria."""
    places = {entry["spans"][0].start: entry for entry in grid}
    section = layout.at(min(places))
    if section is None or section.kind != "criteria":
        return list(grid)
    items = _criteria(source, section.body)
    parents = {entry["parent"] for entry in grid}
    kept = {entry["label"]: [entry] for entry in grid}
    above: Item | None = None
    owner: JSON = None
    for item in items:
        own = next((e for s, e in places.items() if item.span.start <= s < item.span.end), None)
        if own is not None:
            above, owner = item, own
        elif above and item.level > above.level and owner["label"] not in parents:
            label = _text(source, item)
            kept[owner["label"]].append(
                {"label": label, "parent": owner["label"], "spans": [item.span]}
            )
    return [entry for group in kept.values() for entry in group]
