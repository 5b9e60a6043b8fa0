"""Lists inside a sentence or a text without line ends: labelled, numbered, or parted by ";"."""

import itertools
import re

from mandat.calls.importer.draft import Span
from mandat.calls.importer.shape import Item
from mandat.calls.importer.text import Source

_LABEL = re.compile(
    r"\b(livrable|deliverable|produit|producto|produto|product|entregable|entregavel|output|extrant"
    r"|objectif specifique|specific objective|objetivo especifico|objectivo "
    r"especifico|phase|fase|etape|etapa|lot)"
    r" {0,2}(?:n ?[°o]\.? ?|no\.? ?|#)?(\d{1,2}) {0,2}(?:[:.)]|-(?= )) {0,3}"
)
_GLYPH = re.compile(r"(?:^|(?<=\s))[•●○◦▪■□▸►➢➔➤✓✔❖◆‣⁃\uf0b7\uf0a7\uf0d8]\s{0,4}")
_NUMBER = re.compile(r"(?:^|(?<=[\s:;,.(]))\(?(\d{1,2}|[a-h]|i{1,3}|iv|v|vi{1,3})\)\s{0,3}(?=\S)")
_POINTED = re.compile(r"(?:^|(?<=[\s:;.]))(\d{1,2})[.°-] {1,3}(?=[^\W\d])")
_SENTENCE = re.compile(r"[.!?](?=\s+[^\W\da-z])")
_PART = re.compile(r"[();]")
_LETTERED = re.compile(r"(?:^|(?<=[.;:] )|(?<=\n))([A-H])\. {1,3}(?=[^\W\d])")
_INTRO = re.compile(r":\s{0,3}")
_SMALL_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_TRIM = " \t\r\n;,*_"


def _item(source: Source, start: int, end: int, marker: str) -> Item | None:
    span = source.trim(start, end, _TRIM)
    text = source.quote(span)
    return Item(span, marker, 0, text) if text else None


def _labelled(source: Source, body: Span) -> list[Item]:
    """Livrable 1 : ... Livrable 2 : ..., in a rising series."""
    series: list[re.Match[str]] = []
    for match in _LABEL.finditer(source.fold, body.start, body.end):
        first = not series and int(match[2]) == 1
        if first or (series and match[1] == series[0][1] and int(match[2]) == len(series) + 1):
            series.append(match)
    if len(series) < 2:
        return []
    ends = [m.start() for m in series[1:]] + [body.end]
    pairs = zip(series, ends, strict=True)
    items = [
        _item(source, m.end(), end, source.quote(Span(m.start(), m.end(2)))) for m, end in pairs
    ]
    return [item for item in items if item]


def _rank(mark: str) -> tuple[int, ...]:
    """The places that a mark may have in a series ("i" is a first or a ninth)."""
    if mark.isdigit():
        return (int(mark),)
    ranks = [_SMALL_ROMAN.index(mark) + 1] if mark in _SMALL_ROMAN else []
    return (*ranks, ord(mark) - 96) if len(mark) == 1 else tuple(ranks)


def _series(source: Source, body: Span, pattern: re.Pattern[str]) -> list[Item]:
    """(1) ... (2) ...: the first rising series that begins at one."""
    series: list[re.Match[str]] = []
    for match in pattern.finditer(source.fold, body.start, body.end):
        if len(series) + 1 in _rank(match[1]):
            series.append(match)
    if len(series) < 2:
        return []
    stop = _SENTENCE.search(source.text, series[-1].end(), body.end)
    ends = [m.start() for m in series[1:]] + [stop.start() if stop else body.end]
    pairs = zip(series, ends, strict=True)
    items = [_item(source, m.end(), end, m.group().strip()) for m, end in pairs]
    return [item for item in items if item]


def _lettered(source: Source, body: Span) -> list[Item]:
    """A. ... B. ...; a list that has lost its first letter begins after the first colon."""
    series: list[re.Match[str]] = []
    for match in _LETTERED.finditer(source.text, body.start, body.end):
        rank = ord(match[1]) - 64
        if rank == (ord(series[-1][1]) - 63 if series else rank) and (series or rank <= 2):
            series.append(match)
    if len(series) < 2:
        return []
    starts = [(m.start(), m.end(), m.group().strip()) for m in series]
    if series[0][1] == "B" and (intro := _INTRO.search(source.text, body.start, series[0].start())):
        starts.insert(0, (intro.start(), intro.end(), ""))
    ends = [start for start, _, _ in starts[1:]] + [body.end]
    pairs = zip(starts, ends, strict=True)
    items = [_item(source, at, end, mark) for (_, at, mark), end in pairs]
    return [item for item in items if item]


def _bulleted(source: Source, body: Span) -> list[Item]:
    """• ... • ..., without line ends."""
    marks = list(_GLYPH.finditer(source.text, body.start, body.end))
    ends = [m.start() for m in marks[1:]] + [body.end]
    pairs = zip(marks, ends, strict=False)
    items = [_item(source, m.end(), end, m.group().strip()) for m, end in pairs]
    return [item for item in items if item]


def _open_marks(text: str, start: int, end: int) -> list[int]:
    """The places of ";" outside parentheses."""
    marks, depth = [], 0
    for match in _PART.finditer(text, start, end):
        char = match.group()
        if char == ";" and depth == 0:
            marks.append(match.start())
        elif char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
    return marks


def _parted(source: Source, start: int, end: int) -> list[Item]:
    """Entries parted by ";" after a colon, to the end of the sentence of the last one."""
    text = source.text
    marks = _open_marks(text, start, end)
    if len(marks) < 2:
        return []
    intro = _INTRO.search(text, start, marks[0])
    first = intro.end() if intro else start
    opens = [i for i in marks if text[i + 1 : i + 4].lstrip()[:1].isupper()]
    marks = opens if len(opens) >= 2 else marks
    if intro is None and len(opens) < 2:
        return []
    stop = _SENTENCE.search(text, marks[-1], end)
    last = stop.start() if stop and text[marks[-1] + 1 : stop.start()].strip() else end
    edges = [first, *(m + 1 for m in marks), last]
    items = [_item(source, a, b, "") for a, b in itertools.pairwise(edges) if a < b]
    return [item for item in items if item]


def read_within(source: Source, body: Span) -> tuple[Item, ...]:
    """The entries of a list that stands inside a paragraph; none when it is plain prose."""
    for items in (
        _labelled(source, body),
        _bulleted(source, body),
        _lettered(source, body),
        _series(source, body, _NUMBER),
    ):
        if len(items) > 1:
            return tuple(items)
    if len(items := _series(source, body, _POINTED)) > 2:
        return tuple(items)
    return tuple(_parted(source, body.start, body.end))
