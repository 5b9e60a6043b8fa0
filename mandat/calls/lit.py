"""The source text cut where fields begin and end, so that a page can light their places. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from mandat.calls.importer.draft import JSON, Span

# Beyond this many code points, long stretches in which nothing was read are left out of the page.
WHOLE_TEXT = 120_000
AROUND = 600


@dataclass(frozen=True, slots=True)
class Place:
    """A span that a field was read from."""

    span: Span
    field: str
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and the fields that were read from it; none for plain text.

    `skipped` counts the code points left out before this stretch.
    """

    start: int
    text: str
    fields: tuple[str, ...] = ()
    conflict: bool = False
    skipped: int = 0


def spans_in(value: JSON) -> Iterator[Span]:
    """Every span inside a value, at any depth."""
    match value:
        case Span():
            yield value
        case dict():
            for inner in value.values():
                yield from spans_in(inner)
        case list() | tuple():
            for inner in value:
                yield from spans_in(inner)


def segments(text: str, places: Iterable[Place]) -> list[Segment]:
    """The text in order, cut at every start and end of a place."""
    opening: dict[int, list[Place]] = defaultdict(list)
    closing: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        if place.span.start < place.span.end <= len(text):
            opening[place.span.start].append(place)
            closing[place.span.end].append(place)
    cuts = sorted({0, len(text), *opening, *closing})
    alive: list[Place] = []
    found: list[Segment] = []
    for start, end in pairwise(cuts):
        for place in closing[start]:
            alive.remove(place)
        alive.extend(opening[start])
        names = tuple(dict.fromkeys(p.field for p in alive))
        found.append(Segment(start, text[start:end], names, any(p.conflict for p in alive)))
    return found if len(text) <= WHOLE_TEXT else list(_shortened(found))


def _shortened(found: list[Segment]) -> Iterator[Segment]:
    """The same, with only the neighbourhood of what was read kept of long plain stretches."""
    for segment in found:
        if segment.fields or len(segment.text) <= 2 * AROUND:
            yield segment
            continue
        yield Segment(segment.start, segment.text[:AROUND])
        tail = segment.start + len(segment.text) - AROUND
        yield Segment(tail, segment.text[-AROUND:], skipped=len(segment.text) - 2 * AROUND)
