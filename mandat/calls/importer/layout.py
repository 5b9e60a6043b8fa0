"""The shape of a text: its sections with their headings, and the items of its lists."""

import itertools

from mandat.calls.importer.body_cues import body_kind
from mandat.calls.importer.call_words import CALL
from mandat.calls.importer.draft import Span
from mandat.calls.importer.frontmatter import front_matter_end
from mandat.calls.importer.guessed_heads import settled_kinds
from mandat.calls.importer.heading_words import Heading
from mandat.calls.importer.headings import read_headings
from mandat.calls.importer.inline import read_long_lines
from mandat.calls.importer.items import read_items
from mandat.calls.importer.leads import read_leads
from mandat.calls.importer.shape import Item, Layout, Section
from mandat.calls.importer.text import Source

__all__ = ["Item", "Layout", "Section", "read_items", "read_layout"]


def _all_headings(source: Source) -> list[Heading]:
    start = front_matter_end(source)
    found = [h for h in read_headings(source) + read_long_lines(source) if h.start >= start]
    ordered = sorted(found, key=lambda h: (h.start, -h.body))
    kept: list[Heading] = []
    for heading in ordered:
        if not kept or heading.start >= kept[-1].end:
            kept.append(heading)
    return _without_empty(source, kept)


def _without_empty(source: Source, found: list[Heading]) -> list[Heading]:
    """Headings without those before the first known one that are titles: nothing below them."""
    known = next((i for i, h in enumerate(found) if h.known), 0)
    kept: list[Heading] = []
    for heading, below in itertools.pairwise(found[: known + 1]):
        deeper = below.level > heading.level and not CALL.match(source.fold, heading.start)
        if deeper or source.text[heading.body : below.opening].strip(" \t\r\n*_#\\"):
            kept.append(heading)
    return _without_title(source, kept + found[known:])


def _without_title(source: Source, found: list[Heading]) -> list[Heading]:
    """Headings without a first one that is a title: of no kind and above all, or with no text."""
    if len(found) < 3:
        return found
    first, second = found[:2]
    deeper = not first.known and all(h.level > first.level for h in found[1:])
    top = first.style == "/" and not source.text[: first.opening].strip()
    empty = top and not source.text[first.body : second.opening].strip()
    return found[1:] if deeper or empty else found


def _below_title(source: Source, heading: Heading, at: int) -> bool:
    """Whether a heading is not itself the first words of the text, as a title is."""
    return at > 0 or bool(source.text[: heading.opening].strip(" \t\r\n#*_"))


def read_layout(source: Source) -> Layout:
    """The sections of the text, also when it stands on a single line."""
    headings = _all_headings(source)
    sections: list[Section] = []
    parent, settled = ("other", 0), settled_kinds(headings)
    for at, heading in enumerate(headings):
        end = headings[at + 1].opening if at + 1 < len(headings) else len(source.text)
        kind = heading.kind
        if heading.known:
            parent = (kind, heading.level)
        elif heading.level > parent[1] > 0:
            kind = parent[0]
        body = source.trim(heading.body, max(end, heading.body), " \t\r\n\\")
        if kind == "other" and not heading.known and _below_title(source, heading, at):
            told = body_kind(source, body)
            kind = told if told and told not in settled else kind
        sections.append(Section(kind, Span(heading.start, heading.end), body, heading.level))
    found = tuple(sections)
    return Layout(found, read_leads(source, found))
