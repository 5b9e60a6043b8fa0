"""Tables: pipes, HTML, columns of blanks, and tables that lost their columns, a cell a line.

`read_tables(source)` gives every table of the text (read once for a source);
`read_tables(source, body)` those that lie within a span. A `Table` has

- `head`: the spans of the column heads (never empty; of the same number as every row's cells),
- `kinds`: what each column holds, one of "rank", "text", "number" (days, points), "share" (a
  percentage), "money", "date" (a day, a week, a delay),
- `rows`: the cells, a tuple of spans for each row, in the order of the columns. A cell may be
  empty (its start is its end); a cell over several lines is one span. A row "Total" is left out,
- `span`: from the first head to the last cell, `form`: "pipe", "html", "spaced" or "flat",
- `column(*kinds)`: the index of the first column of one of these kinds, or None.

A flat table is believed only when two or more lines in a row name columns, one of them of
numbers, shares or dates, and at least two rows fit the columns one after the other.
"""

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from mandat.calls.importer.column_words import cell_kind, fits, head_kind
from mandat.calls.importer.draft import Span
from mandat.calls.importer.furniture import furniture
from mandat.calls.importer.text import Source

_MOST_COLUMNS = 7
_MOST_LINES = 4  # of one cell
_CELL = 300
_TAG = re.compile(r"<(/?)(table|tr|t[dh])\b[^<>]{0,300}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,300}>")
_RULE = re.compile(r"[ \t|:+-]*-{2,}[ \t|:+-]*$")
_GAP = re.compile(r"\t+|[ \u00a0]{2,}")
_TOTAL = re.compile(r"(?:sous-?|sub-?|grand )?total\b")


@dataclass(frozen=True, slots=True)
class Table:
    """The heads, kinds and rows of one table."""

    head: tuple[Span, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[Span, ...], ...]
    span: Span
    form: str

    def column(self, *kinds: str) -> int | None:
        """The index of the first column of one of these kinds."""
        return next((i for i, kind in enumerate(self.kinds) if kind in kinds), None)


_known: WeakKeyDictionary[Source, tuple[Table, ...]] = WeakKeyDictionary()


def read_tables(source: Source, body: Span | None = None) -> tuple[Table, ...]:
    """The tables of the text, or those that lie within a span, in order."""
    if (found := _known.get(source)) is None:
        found = _known[source] = _read(source)
    if body is None:
        return found
    first = bisect.bisect_left(found, body.start, key=lambda t: t.span.start)
    last = bisect.bisect_right(found, body.end, first, key=lambda t: t.span.start)
    return tuple(t for t in found[first:last] if t.span.end <= body.end)


def _read(source: Source) -> tuple[Table, ...]:
    found = [*_html(source), *_Lines(source).run()]
    return tuple(sorted(found, key=lambda t: t.span.start))


def _table(source: Source, lines: list[tuple[Span, ...]], form: str) -> Table | None:
    """A table of rows that were found as such: the first one is its head."""
    if len(lines) < 2 or not 2 <= len(lines[0]) <= _MOST_COLUMNS:
        return None
    head, width = lines[0], len(lines[0])
    rows = [row for row in lines[1:] if not _is_total(source, row)]
    end = Span(lines[-1][-1].end, lines[-1][-1].end)
    filled = [(row + (end,) * width)[:width] for row in rows]
    kinds = tuple(_kind(source, head[i], [row[i] for row in filled]) for i in range(width))
    return Table(head, kinds, tuple(filled), Span(head[0].start, end.end), form)


def _kind(source: Source, head: Span, cells: list[Span]) -> str:
    """What a column holds: as most of its cells say, or else as its head does."""
    kinds = [cell_kind(source.fold[c.start : c.end]) for c in cells if c.end > c.start]
    named = head_kind(source.fold[head.start : head.end])
    if kinds and named and all(fits(source.fold[c.start : c.end], named) for c in cells):
        return named
    best = max(set(kinds), key=kinds.count) if kinds else named
    return best if kinds.count(best) * 2 > len(kinds) else "text"


def _is_total(source: Source, row: tuple[Span, ...]) -> bool:
    first = next((c for c in row if c.end > c.start), None)
    return first is None or _TOTAL.match(source.fold, first.start, first.end) is not None


def _html(source: Source) -> Iterator[Table]:
    """The tables in HTML that have a cell in each column of their first row."""
    rows: list[tuple[Span, ...]] = []
    cells: list[Span] = []
    opened = -1
    for tag in _TAG.finditer(source.text):
        closing, name = bool(tag[1]), tag[2].lower()
        if name in ("td", "th"):
            if closing and opened >= 0:
                cells.append(_bare_cell(source, opened, tag.start()))
            opened = -1 if closing else tag.end()
        elif name == "tr":
            if closing and cells:
                rows.append(tuple(cells))
            cells = []
        elif closing:
            if table := _table(source, rows, "html"):
                yield table
            rows = []
        else:
            rows = []


def _bare_cell(source: Source, start: int, end: int) -> Span:
    """The words of a cell without the tags around them."""
    span = source.trim(start, end, " \t\r\n*")
    while match := _ANY_TAG.match(source.text, span.start, span.end):
        span = source.trim(match.end(), span.end, " \t\r\n*")
    while span.end > span.start and source.text[span.end - 1] == ">":
        opening = source.text.rfind("<", max(span.start, span.end - 300), span.end)
        if opening < 0:
            break
        span = source.trim(span.start, opening, " \t\r\n*")
    return span


class _Lines:
    """The tables that stand on lines: rows of pipes, of columns, or cells one below the other."""

    def __init__(self, source: Source) -> None:
        self.source = source
        drop = furniture(source)
        spans = (
            source.trim(line.start, line.end, " \t\r*_\\")
            for line in source.lines
            if line.start not in drop and line.end - line.start <= 2000
        )
        self.lines = [s for s in spans if s.end > s.start]
        self.heads: dict[int, str] = {}  # what a line would head, when it was asked

    def run(self) -> Iterator[Table]:
        at = 0
        while at < len(self.lines):
            table, past = self._pipes(at) or self._spaced(at) or self._flat(at) or (None, at + 1)
            if table:
                yield table
            at = max(past, at + 1)

    def _pipes(self, at: int) -> tuple[Table | None, int] | None:
        """The lines from here on that hold cells between pipes."""
        lines: list[tuple[Span, ...]] = []
        past = at
        while past < len(self.lines) and (cells := self._cells(self.lines[past])) is not None:
            if cells:
                lines.append(cells)
            past += 1
        return (_table(self.source, lines, "pipe"), past) if past > at else None

    def _cells(self, line: Span) -> tuple[Span, ...] | None:
        """The cells of one line of pipes; none of them in its rule, no tuple without pipes."""
        text = self.source.text
        piece = text[line.start : line.end]
        if not piece.startswith("|") and piece.count("|") < 2:
            return None
        if _RULE.match(piece):
            return ()
        edges = [line.start - 1] + [m.start() for m in re.finditer(r"\|", piece)]
        edges[1:] = [line.start + e for e in edges[1:]] + [line.end]
        cells = [
            self.source.trim(a + 1, b, " \t\r*_") for a, b in itertools.pairwise(edges) if b > a
        ]
        if piece.startswith("|"):
            cells = cells[1:] if len(cells) > 1 else cells
        return tuple(cells[:-1] if piece.endswith("|") and len(cells) > 1 else cells)

    def _spaced(self, at: int) -> tuple[Table | None, int] | None:
        """A head and rows whose cells stand far apart on each line."""
        head = self._pieces(self.lines[at])
        if len(head) < 2 or not all(self._head(cell) for cell in head):
            return None
        lines, past = [head], at + 1
        while past < len(self.lines) and len(row := self._pieces(self.lines[past])) == len(head):
            lines.append(row)
            past += 1
        table = _table(self.source, lines, "spaced") if len(lines) > 2 else None
        return (table, past) if table else None

    def _pieces(self, line: Span) -> tuple[Span, ...]:
        edges = [line.start]
        for gap in _GAP.finditer(self.source.text, line.start, line.end):
            edges += [gap.start(), gap.end()]
        edges.append(line.end)
        pairs = zip(edges[::2], edges[1::2], strict=False)
        return tuple(Span(a, b) for a, b in pairs if b > a)

    def _head(self, line: Span) -> str:
        return head_kind(self.source.fold[line.start : min(line.end, line.start + 80)])

    def _heads(self, at: int) -> str:
        """What the line would hold as the head of a column, asked once for each line."""
        if (kind := self.heads.get(at)) is None:
            kind = self.heads[at] = self._head(self.lines[at])
        return kind

    def _flat(self, at: int) -> tuple[Table, int] | None:
        """A table whose cells stand one below the other, under heads that do so too."""
        most = min(_MOST_COLUMNS + 1, len(self.lines) - at)
        heads = next((i for i in range(most) if not self._heads(at + i)), most)
        if heads > _MOST_COLUMNS:
            return None
        # A heading may stand right above the columns, and a first cell may read like a head.
        for width in range(heads, 1, -1):
            for skip in range(heads - width, -1, -1):
                if read := self._rows(at + skip, width):
                    return read
        return None

    def _rows(self, at: int, width: int) -> tuple[Table, int] | None:
        kinds = tuple(self._heads(i) for i in range(at, at + width))
        if "text" not in kinds or set(kinds) <= {"text", "rank"}:
            return None
        rows: list[tuple[Span, ...]] = []
        past = at + width
        while past < len(self.lines) and (row := self._row(past, kinds)):
            rows.append(row[0])
            past = row[1]
        if len(rows) < 2:
            return None
        head, end = tuple(self.lines[at : at + width]), rows[-1][-1].end
        span = Span(head[0].start, end)
        return Table(head, kinds, tuple(rows), span, "flat"), self._past_total(past, width)

    def _past_total(self, past: int, width: int) -> int:
        """The line after a closing row of sums."""
        if past < len(self.lines) and _TOTAL.match(self.source.fold, self.lines[past].start):
            last = past + width
            past += 1
            while past < min(last, len(self.lines)) and self._typed(self.lines[past]) != "text":
                past += 1
        return past

    def _typed(self, line: Span) -> str:
        return cell_kind(self.source.fold[line.start : min(line.end, line.start + 120)])

    def _row(self, at: int, kinds: tuple[str, ...]) -> tuple[tuple[Span, ...], int] | None:
        """The cells of one row from a line on, when every column gets what it holds."""
        cells: list[Span] = []
        first = self.lines[at]
        if _TOTAL.match(self.source.fold, first.start, first.end):
            return None
        for column, kind in enumerate(kinds):
            follows = kinds[column + 1] if column + 1 < len(kinds) else "text"
            past = self._cell(at, kind, follows)
            if past is None:
                return None
            cells.append(Span(self.lines[at].start, self.lines[past - 1].end))
            at = past
        return tuple(cells), at

    def _cell(self, at: int, kind: str, follows: str) -> int | None:
        """The line after the cell that begins here, if it holds what its column does."""
        if at >= len(self.lines) or not self._fits(at, kind):
            return None
        if kind != "text" or follows == "text":
            return at + 1
        for past in range(at + 1, min(at + 1 + _MOST_LINES, len(self.lines))):
            if self._fits(past, follows):
                return past
            if self.lines[past].end - self.lines[at].start > _CELL:
                return None
        return None

    def _fits(self, at: int, kind: str) -> bool:
        line = self.lines[at]
        if line.end - line.start > _CELL:
            return False
        return fits(self.source.fold[line.start : line.end], kind)
