"""Small readings that several fields share: places, sentences, labelled lines."""

import re
from collections.abc import Iterator
from itertools import islice

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import around, openings, starts

HITS = (
    3000  # how many places of one kind are looked at: no real call comes near, a flood stays cheap
)
REACH = 600  # how far a sentence is followed on either side of a place, in characters

# A full stop ends a sentence when a blank and a capital (or a list mark) follow; "M. X" and
# "e.g." stay inside. A blank line, or a line that starts like a list item, ends one as well.
_END = re.compile(
    r"[.!?\n](?:(?<=[\w)\]\"»'%*][.!?])[\"»*)]{0,3}"
    r"(?=[ \t]{1,4}[A-ZÀ-ÖØ-ÞŒ¿¡«\"“(•\d\[*]|[ \t]{0,4}\n|$)"
    r"|(?<=\n)(?:[ \t]{0,40}\n|(?=[ \t]{0,40}(?:[•●▪◦*·-]|\d{1,2}[.)]|[a-zA-Z][.)])[ \t])))"
)
_SHORT = re.compile(
    r"(?:^|[\s(])(?:m|mr|mme|mrs|dr|pr|st|art|no|n|p|cf|e\.g|i\.e|ex|tel|nb|n\.b|le|min|max)$"
)


def _ends(source: Source, start: int, end: int) -> Iterator[re.Match[str]]:
    """The sentence ends of a stretch."""
    for match in _END.finditer(source.text, start, end):
        low = max(start, match.start() - 6)
        if match[0][0] != "." or not _SHORT.search(source.fold, low, match.start()):
            yield match


def sentence_at(source: Source, offset: int, reach: int = REACH) -> Span:
    """The sentence around an offset, followed at most `reach` characters either way."""
    low, high = max(0, offset - reach), min(len(source.text), offset + reach)
    blank = source.text.rfind("\n\n", low, offset)
    start = low = max(low, blank)  # nothing before a blank line belongs to the sentence
    for match in _ends(source, low, offset):
        start = match.end()
    stop = next((m for m in _ends(source, offset, high)), None)
    return source.trim(start, max(stop.end() if stop else high, start))


def sentences(source: Source, body: Span) -> Iterator[Span]:
    """The sentences of a stretch, in order, without empty ones."""
    start = body.start
    for match in _ends(source, body.start, body.end):
        span = source.trim(start, match.end())
        if span.start < span.end:
            yield span
        start = match.end()
    span = source.trim(start, body.end)
    if span.start < span.end:
        yield span


def places(
    pattern: re.Pattern[str], source: Source, body: Span | None = None, *, by_line: bool = False
) -> Iterator[re.Match[str]]:
    """The matches of a pattern in the folded text, at most `HITS` of them.

    Unless the pattern looks at lines (`by_line`), a line break inside a paragraph is a blank.
    """
    low, high = (body.start, body.end) if body else (0, len(source.text))
    return islice(pattern.finditer(source.fold if by_line else source.flow, low, high), HITS)


def opened(
    pattern: re.Pattern[str], words: tuple[str, ...], source: Source, *, by_line: bool = False
) -> Iterator[re.Match[str]]:
    """The same for a pattern of which each match begins with one of a few literal words."""
    text = source.fold if by_line else source.flow
    return islice(openings(source, pattern, words, text), HITS)


def places_of(
    pattern: re.Pattern[str],
    words: tuple[str, ...],
    source: Source,
    near: tuple[int, int] = (150, 300),
    *,
    by_line: bool = False,
) -> Iterator[re.Match[str]]:
    """The matches of a pattern of which each holds one of a few literal words.

    Looking for a literal is a hundred times faster than trying a pattern of many branches at
    every character: the pattern is tried only around the words, `near` characters before and
    after (a match must not reach farther from the word that it holds).
    """
    text = source.fold if by_line else source.flow
    return islice(around(pattern, starts(source, words, text), text, near), HITS)


_LABEL_END = re.compile(
    r"\n|(?<=[\w).]) +(?=[A-ZÀ-Þ][\w'’/() -]{2,40} ?:)|[.;] +(?=[A-ZÀ-Þ])|[|\\]"
)


def labelled(source: Source, start: int) -> Span:
    """What follows a label's colon: up to the end of the line, or to the next label on it."""
    end = min(len(source.text), start + 200)
    while start < end and source.text[start] in " \t*_|":
        start += 1
    stop = _LABEL_END.search(source.text, start, end)
    return source.trim(start, stop.start() if stop else end, ' \t\r*_.;,"')
