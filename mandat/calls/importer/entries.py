"""The entries of a list, also when dashes part them on one line."""

import re

from mandat.calls.importer.draft import Span
from mandat.calls.importer.layout import Item, read_items
from mandat.calls.importer.sentences import read_within
from mandat.calls.importer.text import Source

# A dash or bullet between blanks, after the punctuation that closes an entry or opens the list.
_DASH = re.compile(r"(?:^|(?<=[;:.,])) {0,3}[-–—•*] {1,3}(?=[^\W_])")
_OPENING = re.compile(r"[-–—•*] {1,3}(?=[^\W_])")
_SENTENCE = re.compile(r"[.!?](?=\s+[^\W\da-z]|\s*$)")


def _dashed(source: Source, body: Span) -> tuple[Item, ...]:
    """- One ; - two ; - three: on one line, up to the end of the last one's sentence."""
    at_start = (_OPENING.match(source.text, max(0, body.start - n), body.end) for n in (0, 2, 3))
    marks = [m for m in at_start if m][:1]
    marks += [
        m for m in _DASH.finditer(source.text, body.start, body.end) if m.end() > body.start + 3
    ]
    if len(marks) < 2:
        return ()
    stop = _SENTENCE.search(source.text, marks[-1].end(), body.end)
    ends = [*(m.start() for m in marks[1:]), stop.start() if stop else body.end]
    spans = [
        source.trim(mark.end(), end, " \t\r\n;,") for mark, end in zip(marks, ends, strict=True)
    ]
    return tuple(Item(s, "-", 0, source.quote(s)) for s in spans if s.end > s.start)


# The second of a list within the first entry: "(i) one, (ii) two" on one line.
_SECOND = re.compile(r"[\s,;]\(?(?:ii|2|b)\)\s?\w")


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def read_entries(source: Source, body: Span) -> tuple[Item, ...]:
    """The entries of the list in a stretch of text; none when it is prose."""
    items = read_items(source, body)
    if items and items[0].marker and _SECOND.search(source.fold, *_pair(items[0].span)):
        within = read_within(source, Span(body.start, items[0].span.end))
        items = within if len(within) > 1 else items
    dashed = _dashed(source, body) if len(items) < 2 else ()
    return dashed if len(dashed) > len(items) else items
