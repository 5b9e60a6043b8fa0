"""Stretches of text around telling words: slow patterns look there and nowhere else."""

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import islice

from mandat.calls.importer.text import Source

OFTEN = 30_000  # places of one word looked at: a flood stays cheap
END = sys.maxsize  # the end of the text, however long
MOST = 500  # telling words looked at: no call comes near, a flood stays cheap


def beginnings(words: str) -> tuple[str, ...]:
    """Words that are written as in a pattern, parted by bars: how the matches of one begin.

    Each match of the pattern must begin with one of them, or it is not found.
    """
    return tuple(words.split("|"))


def starts(source: Source, words: Iterable[str], text: str, most: int = END) -> list[int]:
    """Where folded words stand in the text, or in its first `most` characters, in order.

    `text` is the source's `fold` or `flow`. Most words of a pattern are absent from most texts:
    the vocabulary, which is short, is asked for them before the text.
    """
    found: list[int] = []
    vocabulary = source.vocabulary
    for word in words:
        if not all(piece in vocabulary for piece in word.split()):
            continue
        at, many = text.find(word, 0, most), 0
        while at >= 0 and many < OFTEN:
            found.append(at)
            at, many = text.find(word, at + 1, most), many + 1
    return sorted(set(found))


def openings(
    source: Source, pattern: re.Pattern[str], words: Iterable[str], text: str, most: int = END
) -> Iterator[re.Match[str]]:
    """The matches of a pattern, each of which begins with one of a few literal words.

    The same as `pattern.finditer(text, 0, most)`, many times faster: it is tried where the words
    stand and nowhere else.
    """
    past = 0
    for at in starts(source, words, text, most):
        if at >= past and (match := pattern.match(text, at, most)):
            yield match
            past = max(match.end(), at + 1)


def around(
    pattern: re.Pattern[str], found: Iterable[int], text: str, near: tuple[int, int]
) -> Iterator[re.Match[str]]:
    """The matches of a pattern around the places found, as far as `near` before and after."""
    before, after = near
    low = high = 0
    for start in found:
        if start - before > high:
            if high > low:
                yield from pattern.finditer(text, low, high)
            low = start - before
        high = start + after
    if high:
        yield from pattern.finditer(text, max(low, 0), min(high, len(text)))


def windows(
    text: str, anchor: re.Pattern[str], before: int, after: int
) -> Iterator[tuple[int, int]]:
    """The stretches around the matches of a quick pattern, those that overlap as one."""
    start = end = -1
    for match in islice(anchor.finditer(text), MOST):
        low, high = max(0, match.start() - before), min(len(text), match.end() + after)
        if low > end:
            if end > 0:
                yield start, end
            start = low
        end = high
    if end > 0:
        yield start, end


def matches(
    text: str, pattern: re.Pattern[str], anchor: re.Pattern[str], before: int, after: int
) -> Iterator[re.Match[str]]:
    """The matches of a pattern near the anchors."""
    for start, end in windows(text, anchor, before, after):
        yield from islice(pattern.finditer(text, start, end), MOST)


def at_words(
    source: Source, pattern: re.Pattern[str], words: Iterable[str]
) -> Iterator[re.Match[str]]:
    """The matches in the folded text that begin with one of the words, and with a whole word."""
    for match in openings(source, pattern, words, source.fold):
        if not source.fold[match.start() - 1 : match.start()].isalpha():
            yield match
