"""Stretches of text around telling words: slow patterns look there and nowhere else."""

import re
from collections.abc import Iterator
from itertools import islice

MOST = 500  # telling words looked at: no call comes near, a flood stays cheap


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


def at_words(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches that begin with a word.

    A pattern that looks behind itself is sought many times slower than one that begins
    with letters and is asked afterwards.
    """
    for match in pattern.finditer(text):
        if not text[match.start() - 1 : match.start()].isalpha():
            yield match
