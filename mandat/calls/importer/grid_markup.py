"""A grid printed as an HTML table, rewritten as a table of pipes with the same offsets."""

import re
from dataclasses import replace

from mandat.calls.importer.draft import Span
from mandat.calls.importer.layout import Layout, Section
from mandat.calls.importer.text import Source

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,9})(?=[\s/>])[^<>]{0,400}>")
_CELLS = ("td", "th")


def _blank(tag: re.Match[str]) -> str:
    """The blanks that stand for a tag: a row opens a line, a cell opens behind a pipe.

    Line breaks between the cells of one row go as well: the row is one line.
    """
    closing, name = bool(tag[1]), tag[2].lower()
    first = " "
    if name == "tr":
        first = "\n"
    elif name in _CELLS and not closing:
        first = "|"
    elif name in ("table", "h1", "h2", "h3", "h4"):
        first = "\n" if name == "table" or not closing else " "
    return first + " " * (len(tag[0]) - 1)


_ROW = re.compile(r"<tr\b[^<>]{0,400}>[^\x00]{0,4000}?</tr\s{0,4}>", re.IGNORECASE)


def without_markup(source: Source) -> Source:
    """The source itself, or its twin whose rows of cells are lines of pipes."""
    if "<td" not in source.text and "<TD" not in source.text:
        return source
    one_line = _ROW.sub(lambda row: row[0].replace("\n", " ").replace("\r", " "), source.text)
    return Source(_TAG.sub(_blank, one_line))


def without_row_headings(source: Source, layout: Layout) -> Layout:
    """The layout without the headings that are rows of a table (groups of criteria)."""
    kept: list[Section] = []
    for section in layout.sections:
        row = source.text[section.heading.start : section.heading.end].lower()
        if kept and ("<td" in row or "<th" in row):
            body = Span(kept[-1].body.start, max(section.body.end, kept[-1].body.end))
            kept[-1] = replace(kept[-1], body=body)
        else:
            kept.append(section)
    return replace(layout, sections=tuple(kept))
