"""Two texts side by side, word by word: what stayed, what went, what came. Pure, no Django."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A number is one word, its separators in it: cut apart, an Arabic line shows its parts in turn.
_WORDS = re.compile(r"\d+(?:[.,:/\u00a0\u202f\u066b\u066c-]\d+)*|\s+|\w+|[^\w\s]")
_MOST_WORDS = 4_000  # on each side; beyond it the whole text counts as one piece


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and what became of them."""

    mark: Mark
    text: str


Side = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line before and after; an empty side says that there was or is no such line."""

    before: Side
    after: Side

    @property
    def is_same(self) -> bool:
        return self.before == self.after


def compared(old: str, new: str) -> Pair:
    """Both texts, cut where they differ. Only the first has words that went, only the second new
    ones."""
    before, after = _words(old), _words(new)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _tag, i, j, k, m in matcher.get_opcodes():
        gone, came = "".join(before[i:j]), "".join(after[k:m])
        if gone == came:
            _add(left, Mark.SAME, gone)
            _add(right, Mark.SAME, came)
        else:
            _add(left, Mark.GONE, gone)
            _add(right, Mark.NEW, came)
    return Pair(tuple(left), tuple(right))


def _words(text: str) -> list[str]:
    words = _WORDS.findall(text)
    return words if len(words) <= _MOST_WORDS else [text]


def _add(side: list[Piece], mark: Mark, text: str) -> None:
    if text:
        side.append(Piece(mark, text))


def compared_lines(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """The lines of a value, each beside the one that took its place."""
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _tag, i, j, k, m in matcher.get_opcodes():
        for n in range(max(j - i, m - k)):
            before = old[i + n] if i + n < j else ""
            after = new[k + n] if k + n < m else ""
            pairs.append(compared(before, after))
    return pairs
