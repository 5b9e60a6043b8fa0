"""The entries of lists: marked by bullets or numbers, labelled, numbered in a sentence, or bare."""

import re
from dataclasses import dataclass, field

from mandat.calls.importer.draft import Span
from mandat.calls.importer.furniture import furniture
from mandat.calls.importer.markers import Marker, read_marker, skip_space
from mandat.calls.importer.sentences import read_within
from mandat.calls.importer.shape import Item
from mandat.calls.importer.tables import Table, read_tables
from mandat.calls.importer.text import Line, Source

_GLYPH = re.compile(r"(?<=\s)[•●○◦▪■□▸►➢➔➤✓✔❖◆‣⁃\uf0b7\uf0a7\uf0d8](?=\s)")
_LABEL = re.compile(
    r"(?:livrables?|deliverables?|produits?|productos?|produtos?|products?"
    r"|entregables?|entregavel|entregaveis|outputs?|extrants?"
    r"|objectifs? specifiques?|specific objectives?|objetivos? especificos?"
    r"|objectivos? especificos?|os|so|oe"
    r"|etape|phase|fase|etapa|lot|lote|rapport|tache|task|activite|activity|actividad"
    r"|atividade|resultat|resultado"
    r"|المخرج|الهدف|المرحلة)"
    r" {0,2}(?:n ?[°o]\.? ?|no\.? ?|#)?(\d{1,2}) {0,2}(?:[:.)]|-(?= ))[ ]{0,3}"
)
_END = ".;:!?"
_FULL = 55  # a line shorter than this was not broken by the edge of a page


@dataclass(slots=True)
class _Open:
    """An item being gathered, as pieces of lines."""

    marker: str
    form: str
    indent: int
    depth: int
    pieces: list[tuple[int, int]] = field(default_factory=list)

    def last(self) -> tuple[int, int]:
        return self.pieces[-1]


class _Gather:
    """Reads the lines of a list one by one, joining what the page or its edge has broken."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.done: list[_Open] = []
        self.open: _Open | None = None
        self.blank = False

    def take(self, start: int, end: int) -> None:
        """The next line of the list."""
        text = self.source.text
        span = self.source.trim(start, end, " \t\r*\\")
        if span.start == span.end:
            self.blank = True
            return
        if found := self._opening(start, end):
            marker, form, depth, at = found
            self.done.append(_Open(marker, form, skip_space(text, start) - start, depth))
            self.open = self.done[-1]
            self._pieces(at, end)
        elif self.open and self._continues(span.start, start):
            self._pieces(span.start, end)
        else:
            self.open = None
        self.blank = False

    def _opening(self, start: int, end: int) -> tuple[str, str, int, int] | None:
        """The marker of a line with its form, depth and the offset after it."""
        source = self.source
        at = skip_space(source.text, start)
        while (
            at < end
            and source.text[at] in "*#_"
            and source.text[at : at + 2] in ("**", "##", "__", "# ")
        ):
            at = skip_space(source.text, at + 2)
        if match := _LABEL.match(source.fold, at, min(end, at + 60)):
            return source.quote(Span(at, match.end())).rstrip(" :.-)"), "label", 1, match.end()
        marker = read_marker(source.text, start, end)
        if marker is None or self._is_number(marker):
            return None
        mark = source.text[marker.start : marker.end].strip(" \t_")
        return mark, marker.form, marker.depth, marker.end

    def _is_number(self, marker: Marker) -> bool:
        """Whether a wrapped sentence merely begins with a figure ("... in five\n5. jours")."""
        if marker.form != "num" or self.open is None or self.blank or not self.open.pieces:
            return False
        start, stop = self.open.last()
        whole = self.source.text[start:stop].rstrip()[-1:] in _END
        return not whole and marker.value > 1 and self.open.form not in ("num", "deep", "label")

    def _continues(self, at: int, line: int) -> bool:
        """Whether a line without marker goes on with the open item."""
        text = self.source.text
        if self.open is None:
            return False
        if not self.open.pieces:
            return not self.blank
        start, stop = self.open.last()
        ended = text[start:stop].rstrip()[-1:] in _END
        lower = text[at].islower() or text[at] in "(,;«\"'"
        if self.blank:
            return lower and not ended
        if lower:
            return True
        deeper = at - line > self.open.indent
        return deeper or (stop - start >= _FULL and not ended)

    def _pieces(self, start: int, end: int) -> None:
        """The words of a line; a bullet inside it opens a further item."""
        if self.open is None:
            return
        for match in _GLYPH.finditer(self.source.text, start, end):
            self._piece(start, match.start())
            self.done.append(_Open(match.group(), match.group(), self.open.indent, self.open.depth))
            self.open = self.done[-1]
            start = match.end()
        self._piece(start, end)

    def _piece(self, start: int, end: int) -> None:
        span = self.source.trim(start, end, " \t\r\n*_\\")
        if self.open is not None and self.source.text[span.start : span.end].strip():
            self.open.pieces.append((span.start, span.end))


def _lines(source: Source, body: Span) -> list[Line]:
    """The lines of a stretch, cut to it, without those of the page."""
    drop = furniture(source)
    text = source.text
    found: list[Line] = []
    first = text.rfind("\n", 0, body.start) + 1
    start = first if not text[first : body.start].strip() else body.start
    while start <= body.end:
        stop = text.find("\n", start, body.end)
        stop = body.end if stop < 0 else stop
        if start not in drop:
            found.append(Line(start, stop))
        start = stop + 1
    return found


def _levels(source: Source, opened: list[_Open]) -> list[int]:
    """How deep each item stands, by its indent, its kind of mark and its number.

    Scans and symbol fonts mix bullets within one list, so a mere change of bullet goes
    deeper only below an entry that announces a list.
    """
    stack: list[tuple[str, int, int]] = []
    levels: list[int] = []
    before: _Open | None = None
    for item in opened:
        key = (_family(item.form), item.depth, item.indent)
        announced = before is not None and source.text[before.last()[1] - 1] == ":"
        moved = bool(stack) and (stack[-1][:2] != key[:2] or abs(stack[-1][2] - key[2]) > 1)
        if moved:
            known = [i for i, k in enumerate(stack) if k[:2] == key[:2] and k[2] >= key[2] - 1]
            if known:
                del stack[known[0] + 1 :]
            elif item.indent < stack[-1][2]:
                stack = [k for k in stack if k[2] < item.indent] + [key]
            else:
                stack.append(key)
        elif (announced and before is not None and before.form != item.form) or not stack:
            stack.append(key)
        levels.append(len(stack) - 1)
        before = item
    return levels


def _family(form: str) -> str:
    if form in ("num", "deep"):
        return "num"
    return form if form in ("roman", "letter", "label", "worded") else "bullet"


def _text(source: Source, pieces: list[tuple[int, int]]) -> str:
    return " ".join(" ".join(source.text[a:b].split()) for a, b in pieces)


def _marked(source: Source, lines: list[Line]) -> tuple[Item, ...]:
    gather = _Gather(source)
    for line in lines:
        gather.take(line.start, line.end)
    opened = [item for item in gather.done if item.pieces]
    return tuple(
        Item(
            Span(item.pieces[0][0], item.pieces[-1][1]),
            item.marker,
            level,
            _text(source, item.pieces),
        )
        for item, level in zip(opened, _levels(source, opened), strict=True)
    )


def _bare(source: Source, lines: list[Line]) -> tuple[Item, ...]:
    """Entries that only their line tells apart: short lines, each with a beginning of its own."""
    spans: list[Span] = []
    starts = [
        source.text[p.start]
        for p in (source.trim(li.start, li.end) for li in lines)
        if p.end > p.start
    ]
    apart = len(starts) > 2 and not any(c.islower() for c in starts)
    blank = True
    for line in lines:
        span = source.trim(line.start, line.end, " \t\r*\\|")
        if not source.text[span.start : span.end].strip():
            blank = True
            continue
        runs_on = (
            spans
            and not blank
            and not apart
            and (
                source.text[span.start].islower()
                or (
                    spans[-1].end - spans[-1].start >= _FULL
                    and source.text[spans[-1].end - 1] not in _END
                )
            )
        )
        if runs_on:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
        blank = False
    kept = [s for s in spans if source.text[s.end - 1] != ":"]
    if len(kept) < 2 or any(s.end - s.start > 260 for s in kept):
        return ()
    return tuple(Item(s, "", 0, source.quote(s)) for s in kept)


def _in_table(line: Line, tables: list[Table]) -> bool:
    return any(t.span.start < line.end and line.start < t.span.end for t in tables)


def _cells(source: Source, table: Table) -> tuple[Item, ...]:
    """What the rows of a table are about: their first cell of words."""
    column = table.column("text") or 0
    cells = [row[column] for row in table.rows if row[column].end > row[column].start]
    return tuple(Item(c, "", 0, source.quote(c)) for c in cells)


def read_items(source: Source, body: Span) -> tuple[Item, ...]:
    """The items listed in a stretch of text; none when it is prose.

    Marks at the start of lines come first; then labels, numbers and ";" inside a paragraph;
    then short lines that stand for themselves.
    """
    tables = [
        t for t in read_tables(source, body) if t.form != "html" and t.column("text") is not None
    ]
    lines = [li for li in _lines(source, body) if not _in_table(li, tables)]
    marked = _marked(source, lines)
    if len(marked) > 1:
        return marked
    if tables:
        return _cells(source, tables[0])
    within = read_within(source, body) if len(lines) < 4 or not marked else ()
    if marked or within:
        return within if len(within) > len(marked) else marked
    return _bare(source, lines)
