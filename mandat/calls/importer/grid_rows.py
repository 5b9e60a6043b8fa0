"""The rows of an evaluation grid, however its table was flattened."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from mandat.calls.importer.draft import Span
from mandat.calls.importer.furniture import furniture
from mandat.calls.importer.grid_marks import Mark, alone, read_marks
from mandat.calls.importer.text import Source

# A dash inside the first cell of a table line: the criterion stands below the one above.
_UNDER = re.compile(r"\|[ *_]{0,4}(?:-|•|·|◦|○|>) ?(?=[^\W\d_]|\d{0,2}[.)])")
LABEL = 300  # a label is not longer than this
_CELLS = re.compile(r"\||\t| {3,}")
_MARKER = re.compile(
    r"[ \t]*(?:[#>*_•●▪◦○✓➢·-]{1,4}[ \t]+)?[*_]{0,2}"
    r"(?P<m>(?:crit(?:eres?|erion|erios?|eria)? [a-h\d][ .):]|(?:crit(?:ere|erion|erio|"
    r"eria) )?(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|"
    r"\d{1,2} ?[.):/-](?!\d)|[a-h][.)] ?|"
    r"[ivx]{1,4}[.)] |[a-h]\.?\d{1,2}[.):]? |[a-h] ?[-–] ))[ \t]*)?[*_]{0,2}"
)
_HEADER = re.compile(
    r"(?:(?:criteres?|criteria|criterion|criterios?|rubriques?|description|designation|"
    r"components?|"
    r"items?|n°|no\.?|elements?|evaluation|selection|d'evaluation|of evaluation) ?)*"
    r"(?:max(?:imum|\.)?(?: obtainable)? (?:scores?|points?|marks?)|(?:scores?|points?|notes?|"
    r"marks?|puntaje|"
    r"pontuacao|puntos|poids|weights?|weighting|ponderation|bareme|coefficients?|peso)"
    r"(?: (?:max\w*\.?|obtainable|attribues?|sur \d+|total|\(?%\)?))?|%)\b[ :.]*(?=[^\s])"
)
_LEAD = re.compile(
    r"(?:[ ,;.:•|*_\-\n\t]|(?:et|and|y|e|with|avec|con|com|dont|including|of which|soit|puis|"
    r"then|ainsi que|as well as|"
    r"the|a|for|pour|para|de|of|to|on|sur)\b(?!-))+"
)
_TRAIL = re.compile(
    r"(?:[ ,;:.=(\[–\-*_|…\n\t]|\b(?:will|shall|is|are|be|sera|seront|est|sont|compte(?:ra|"
    r"ront)?|represente(?:ra)?|"
    r"accounts?|count(?:s|ing)?|weighted|weighs?|weight|weighting|carr(?:y|ies)|ponder\w+|"
    r"notee?s?|scored|rated|worth|for|pour|"
    r"at|a|sur|out of|up to|jusqu'a|maximum|max|hasta|to|of|poids|score|points|tendra|valdra|"
    r"un peso de|de|"
    r"valor|equivale|vale[mn]?|tiene|tem|tera|pesa|corresponde|coefficient|peso))+$"
)
_FORWARD = re.compile(
    r" ?(?:pour|for|para|to|on|sur|allocated to|attributed to|assigned to|"
    r"of (?:the )?(?:marks|points|score) (?:for|to)|"
    r"de la note (?:pour|sur)|[:–-]) {0,2}(?=[\w'\"(])"
)
_FORWARD_END = re.compile(
    r"(?=,? (?:et|and|y|e) (?:les |the |el |o )?\d)|[;,.\n](?=\s|$)|\d|[(](?=\d)"
)
_BREAK = re.compile(
    r"[;•●|\n]|[.:](?=\s)|\b(?:based|base\w*|fondee?s?|portera|basera|basad\w+|baseia\w*)"
    r" (?:on|sur|en|em|the following|les)\b"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the grid: its label and the marks printed beside it."""

    label: Span
    points: float | None
    weight: float | None
    span: Span
    marker: str = ""  # "1.", "1.1", "A." or a bullet: a hint of its depth
    indent: int = 0
    heading: Span | None = None  # a line without marks just above it

    @property
    def number(self) -> float:
        return self.points if self.points is not None else (self.weight or 0.0)


def _row(label: Span, mark: Mark, start: int, **hints: object) -> Row:
    points = None if mark.percent else mark.number
    weight = mark.number if mark.percent else None
    span = Span(min(start, label.start, mark.span.start), max(label.end, mark.span.end))
    return replace(Row(label, points, weight, span), **hints)  # type: ignore[arg-type]


def _clean(source: Source, start: int, end: int) -> Span:
    """A label without its marker, table header, connecting words and separators."""
    marker = _MARKER.match(source.fold, start, end)
    start = marker.end() if marker else start
    header = _HEADER.match(source.flow, start, end)
    if header and source.text[header.end() : header.end() + 1].isupper():
        start = header.end()
    lead = _LEAD.match(source.flow, start, end)
    if lead and not source.text[start : start + 1].isupper():
        start = lead.end()
    trail = _TRAIL.search(source.flow, max(start, end - 80), end)
    return source.trim(start, trail.start() if trail else end, " \t\r\n*_|:;,.-–•(")


def _lettered(source: Source, span: Span) -> bool:
    return sum(c.isalpha() for c in source.text[span.start : span.end]) >= 3


def _merge(row: Row, mark: Mark) -> Row:
    """A row with a second mark: points beside a percentage."""
    span = Span(row.span.start, max(row.span.end, mark.span.end))
    if mark.percent and row.weight is None:
        return replace(row, weight=mark.number, span=span)
    if not mark.percent and row.points is None:
        return replace(row, points=mark.number, span=span)
    return replace(row, span=span)


def _segment(source: Source, start: int, end: int) -> int:
    """Where the label that ends at `end` begins: after the last separator before it."""
    last = start
    for match in _BREAK.finditer(source.flow, max(start, end - LABEL - 100), end):
        if _lettered(source, _clean(source, match.end(), end)):
            last = match.end()
    return last


def rows_of_stretch(source: Source, start: int, end: int, *, bare_too: bool) -> list[Row]:
    """The rows of running text or of a table flattened onto one line."""
    marks = read_marks(source, start, end, bare_too=bare_too)
    forward = _forward(source, marks, end)
    if forward:
        return forward
    rows: list[Row] = []
    previous = start
    for mark in marks:
        label = _clean(source, _segment(source, previous, mark.span.start), mark.span.start)
        if _lettered(source, label) and label.end - label.start <= LABEL:
            rows.append(_row(label, mark, label.start))
        elif rows and not _lettered(source, Span(previous, max(previous, mark.span.start))):
            rows[-1] = _merge(rows[-1], mark)
        previous = mark.span.end
    return rows


def _forward(source: Source, marks: list[Mark], end: int) -> list[Row]:
    """Rows whose number stands first: "70 % for the technical offer and 30 % for the price"."""
    rows = []
    for mark in marks:
        link = _FORWARD.match(source.flow, mark.span.end, min(end, mark.span.end + 40))
        if link is None:
            return []
        stop = _FORWARD_END.search(source.flow, link.end(), min(end, link.end() + LABEL))
        label = _clean(source, link.end(), stop.start() if stop else min(end, link.end() + LABEL))
        if not _lettered(source, label):
            return []
        rows.append(_row(label, mark, mark.span.start))
    return rows if len(rows) >= 2 else []


def _rows_of_cells(source: Source, start: int, end: int) -> list[Row]:
    """The rows of a table line: a label cell, then its marks (a group's cell may come first)."""
    edges = [start, *(m.end() for m in _CELLS.finditer(source.text, start, end)), end + 1]
    rows: list[Row] = []
    label: Span | None = None
    marker = ""
    for low, high in pairwise(edges):
        cell = source.trim(low, min(high - 1, end), " \t\r*_|")
        mark = alone(source, cell.start, cell.end) if cell.start < cell.end else None
        if mark and label is None:
            marker = source.quote(cell)
        elif mark and label:
            if rows and rows[-1].label == label:
                rows[-1] = _merge(rows[-1], mark)
            else:
                rows.append(_row(label, mark, label.start, marker=marker))
        elif _lettered(source, cell):
            rows += [
                replace(r, marker=marker)
                for r in rows_of_stretch(source, cell.start, cell.end, bare_too=False)
            ]
            label = _clean(source, cell.start, cell.end)
            if rows and rows[-1].label.start == label.start:
                label = rows[-1].label
    return rows


@dataclass(slots=True)
class _Pending:
    """Lines without marks: a label cut in two, one whose number follows, or a heading."""

    start: int = -1
    end: int = -1
    heading: Span | None = None

    def add(self, source: Source, start: int, end: int) -> None:
        first = source.text[start : start + 1]
        continues = self.start >= 0 and (first.islower() or first in "(,;/&")
        if continues and end - self.start <= LABEL:
            self.end = end
            return
        if self.start >= 0 and self.end - self.start <= 120:
            self.heading = Span(self.start, self.end)
        self.start, self.end = start, end

    def clear(self) -> None:
        self.start = self.end = -1
        self.heading = None


def _lines(source: Source, start: int, end: int) -> Iterator[Span]:
    """The lines of a region that are not the page's own (a footer fell between two criteria)."""
    drop = furniture(source)
    while start < end:
        stop = source.text.find("\n", start, end)
        stop = end if stop < 0 else stop
        span = source.trim(start, stop, " \t\r")
        if span.start < span.end and start not in drop:
            yield span
        start = stop + 1


def read_rows(source: Source, start: int, end: int, *, bare_too: bool) -> list[Row]:
    """The rows of a region, line by line."""
    rows: list[Row] = []
    pending = _Pending()
    for line in _lines(source, start, end):
        indent = line.start - source.text.rfind("\n", 0, line.start) - 1
        indent += 2 * bool(_UNDER.match(source.fold, line.start, line.end))
        only = alone(source, line.start, line.end)
        if only is not None and not source.fold.startswith("total", line.start):
            if bare_too or not only.bare:
                _number_line(source, only, rows, pending)
            continue
        found = _rows_of_line(source, line, bare_too=bare_too)
        if not found:
            pending.add(source, line.start, line.end)
            continue
        marker = _MARKER.match(source.fold, line.start, line.end)
        hint = (marker["m"] or "").strip() if marker else ""
        found[0] = _joined(source, found[0], pending, line)
        found[0] = replace(found[0], marker=found[0].marker or hint, indent=indent)
        rows += found
        pending.clear()
    return rows


def _joined(source: Source, row: Row, pending: _Pending, line: Span) -> Row:
    """The first row of a line with the start of its label, when a line break had cut it."""
    marker = _MARKER.match(source.fold, line.start, line.end)
    bare = not (marker and marker["m"])
    cut = bare and (source.text[line.start].islower() or source.text[line.start] == "(")
    if pending.start < 0:
        return row
    if cut and row.label.end - pending.start <= LABEL and row.label.start - line.start < 4:
        label = _clean(source, pending.start, row.label.end)
        return replace(
            row, label=label, span=Span(label.start, row.span.end), heading=pending.heading
        )
    return replace(row, heading=Span(pending.start, pending.end))


def _rows_of_line(source: Source, line: Span, *, bare_too: bool) -> list[Row]:
    if _CELLS.search(source.text, line.start, line.end):
        rows = _rows_of_cells(source, line.start, line.end)
        if rows:
            return rows
    return rows_of_stretch(source, line.start, line.end, bare_too=bare_too)


def _number_line(source: Source, mark: Mark, rows: list[Row], pending: _Pending) -> None:
    """A line that is only a number: the marks of the label above it, or a second one of it."""
    if pending.start < 0:
        if rows and mark.span.start - rows[-1].span.end < 12:
            rows[-1] = _merge(rows[-1], mark)
        return
    label = _clean(source, pending.start, pending.end)
    if _lettered(source, label) and label.end - label.start <= LABEL:
        marker = _MARKER.match(source.fold, pending.start, pending.end)
        hint = (marker["m"] or "").strip() if marker else ""
        rows.append(_row(label, mark, label.start, marker=hint, heading=pending.heading))
    pending.clear()
