"""Headings inside a long line: a text whose line ends were lost keeps its words and capitals."""

import re

from mandat.calls.importer.draft import Span
from mandat.calls.importer.heading_words import Heading, read_words
from mandat.calls.importer.shape import KINDS
from mandat.calls.importer.text import Line, Source
from mandat.calls.importer.vocabulary import FIRST_WORDS, HEAD_WORDS, STOP, TAILS, normal

LONG_LINE = 800  # a paragraph of prose is seldom longer; a lost layout is
_MOST = 300  # nor is it that long and most of the text at once
_REACH = 90
_VALUE = 60
_CAPITAL = re.compile(r"(?<![\w'’.\-])[^\W\d_a-zß-öø-ÿ][\w]*")
_NEXT = re.compile(
    r"(?:[ ]{1,3}|['’][ ]?|[ ]?[/&,][ ]?|(?:[.·(][a-zé]{1,4}\)?){1,3}[ ]?)(?=\w)|[ ]{0,3}"
)
_WORD = re.compile(r"\w+")
_SENTENCE = '.!?…»")'
_COLON = re.compile(r"[ ]{0,3}:")
_NUMBERED = re.compile(r"(?:^|[\s;])((?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[A-H])[.)]?[ ]{1,2})$")
_SECTION = re.compile(r"(?:^|[ ])\d{1,2}(?:\.\d{1,2}){1,3}$")
_TALLY = re.compile(r"[ ]{0,3}\(?\d")
# A label such as "Location:" or "Contact:" opens no section of a text without line ends.
_OPENING = frozenset(KINDS) - {"other"} | {"results"}


def _shouted(text: str, at: int) -> bool:
    """Whether a small word stands in a heading that is all capitals."""
    return not any(c.islower() for c in text[at : at + 6])


def _extents(source: Source, start: int, limit: int) -> list[int]:
    """Where the run of heading words that begins at `start` may end, the longest first."""
    text, fold = source.text, source.fold
    ends: list[int] = []
    at = end = start
    while at < limit and (word := _WORD.match(fold, at, limit)):
        plain = word.group()
        small = plain in STOP or len(plain) == 1
        if at > start and text[at].isupper():
            if end > start and (not ends or ends[-1] != end):
                ends.append(end)
            if small and not _shouted(text, at):
                break
        if not small:
            if (
                normal(plain) not in TAILS
                and normal(plain) not in HEAD_WORDS
                and normal(plain) not in FIRST_WORDS
            ):
                break
            end = word.end()
        gap = _NEXT.match(text, word.end(), limit)
        at = gap.end() if gap and gap.end() > word.end() else limit
    if end > start and (not ends or ends[-1] != end):
        ends.append(end)
    return ends[::-1]


def _before(source: Source, start: int, line: Line) -> str:
    """What stands before a candidate: "stop" after a sentence or a number, "open", or "no"."""
    at = start - 1
    while at >= line.start and source.fold[at] == " ":
        at -= 1
    if at < line.start:
        return "stop"
    char = source.text[at]
    if char in _SENTENCE or _SECTION.search(source.text, max(line.start, at - 8), at + 1):
        return "stop"
    if char in ",;:('’/-–—•":
        return "no"
    word = re.search(r"[^\W_]+$", source.fold[max(line.start, at - 20) : at + 1])
    return "no" if word and (word.group() in STOP or len(word.group()) == 1) else "open"


def _read(source: Source, start: int, line: Line) -> Heading | None:
    """The heading that begins at `start`, at its greatest length that reads as one."""
    before = _before(source, start, line)
    if before == "no":
        return None
    for end in _extents(source, start, min(line.end, start + _REACH)):
        if heading := _heading(source, Span(start, end), line, before):
            return heading
    return None


def _heading(source: Source, span: Span, line: Line, before: str) -> Heading | None:
    reading = read_words(source.fold[span.start : span.end])
    if reading is None or reading.unknown or reading.kind not in _OPENING:
        return None
    colon = _COLON.match(source.fold, span.end, line.end)
    if _TALLY.match(source.fold, span.end, line.end):
        return None
    body = colon.end() if colon else span.end
    rest = source.text[body : body + 4].lstrip()
    telling = before == "stop" or len(reading.first) > 1
    if colon is None and not (telling and (rest[:1].isupper() or rest[:1] in "•-●")):
        return None
    if before == "open" and reading.words < 2 and len(reading.first[0]) < 8:
        return None
    number = _NUMBERED.search(source.text, max(line.start, span.start - 8), span.start)
    mark = number.start(1) if number else span.start
    return Heading(span.start, span.end, body, reading.kind, 1, "inline", mark=mark)


def read_inline(source: Source, line: Line) -> list[Heading]:
    """The headings inside one long line."""
    found: list[Heading] = []
    past = line.start
    for match in _CAPITAL.finditer(source.text, line.start, line.end):
        at = match.start()
        if at < past or normal(source.fold[at : match.end()]) not in FIRST_WORDS:
            continue
        heading = _read(source, at, line)
        if heading is None:
            continue
        found.append(heading)
        past = heading.body
    return _without_labels(found, line.end)


def _without_labels(found: list[Heading], end: int) -> list[Heading]:
    """Without the labels of a short value ("Number of days: 48"), which open no section."""
    ends = [h.start for h in found[1:]] + [end]
    return [
        h
        for h, stop in zip(found, ends, strict=False)
        if stop - h.body >= _VALUE or h.kind not in ("schedule", "budget")
    ]


def read_long_lines(source: Source) -> list[Heading]:
    """The headings inside every long line of the text."""
    whole = len(source.text)
    return [
        heading
        for line in source.lines
        if (size := line.end - line.start) > LONG_LINE or (size > _MOST and 2 * size > whole)
        for heading in read_inline(source, line)
    ]
