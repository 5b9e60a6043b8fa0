"""Whether a subject is the one that a call imposes, however it was typed.

Case, accents, quotes, dashes, spaces and prefixes do not count. Numbers do: two calls of one
organisation often differ in nothing else.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from mandat.search.analyser import folded, normalised, words

LONGEST: Final = 500  # characters of a subject that are compared
ALIKE: Final = 0.82  # share of signs in common, from which on two subjects say the same
_FEWEST: Final = 4  # signs of a reference that is looked for
_PREFIX: Final = re.compile(
    r"^\s*(?:(?:re|ré|rép|rep|tr|fw|fwd|wg|aw|sv|vs|rv|enc|res|antw|odp|i|réf|ref|objet|subject"
    r"|رد|الرد|إعادة توجيه|اعادة توجيه|إعادة|تحويل|الموضوع)\s*(?:[\[(]\d{1,3}[\])])?\s*[:：]"
    r"|\[(?:ext|extern|external|externe|spam|caution|suspected spam|خارجي)\]"
    r"|\*{2,}\s*(?:spam|suspected spam)\s*\*{2,})\s*",
    re.IGNORECASE,
)
# What the applicant fills in: "[your name]", "<Nom du candidat>", "(الاسم)".
_BLANK: Final = re.compile(
    r"[\[<({«]\s*[^\])>}»]{0,40}(?:nom|name|prénom|prenom|candidat|applicant|firm|cabinet|اسم)"
    r"[^\])>}»]{0,40}[\])>}»]",
    re.IGNORECASE,
)


class Level(StrEnum):
    EXACT = "exact"
    CONTAINS = "contains"  # the imposed words in their order, with others around them
    ALIKE = "alike"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """How far a subject is the imposed one: 0 to 1, and why."""

    level: Level
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words of a line, folded, run together; and where each begins and ends therein."""

    words: tuple[str, ...]
    run: str
    edges: frozenset[int]

    @property
    def numbers(self) -> Counter[str]:
        """The numbers of the line, however they are stuck to letters, without leading zeros."""
        found = (n for word in self.words for n in re.findall(r"\d+", word))
        return Counter(number.lstrip("0") or "0" for number in found)


def without_prefixes(subject: str) -> str:
    """The subject without what mail programs put before it, in whatever number."""
    text = subject[: 2 * LONGEST]
    for _ in range(20):
        text, count = _PREFIX.subn("", text, count=1)
        if not count:
            break
    return text.strip()[:LONGEST]


@lru_cache(maxsize=500)
def _imposed(text: str) -> _Tokens:
    """The words of what a call imposes. Nothing that an applicant wrote is kept in memory."""
    return _tokens(_BLANK.sub(" ", text)[:LONGEST])


def _tokens(text: str) -> _Tokens:
    plain = normalised(text[: 2 * LONGEST])
    found: list[str] = []
    for word in words(plain):
        base = folded(word.means[0] if word.means else "")
        found += [_number(piece) for piece in re.findall(r"\d+|[^\W\d_]+", base)]
    edges, at = {0}, 0
    for piece in found:
        at += len(piece)
        edges.add(at)
    return _Tokens(tuple(found), "".join(found), frozenset(edges))


def _number(piece: str) -> str:
    return (piece.lstrip("0") or "0") if piece.isdigit() else piece


def match_subject(subject: str, imposed: str) -> Match:
    """How far the subject is the imposed one. What the applicant was to fill in does not count."""
    wanted = _imposed(imposed)
    given = _tokens(without_prefixes(subject))
    if not wanted.run or not given.run:
        return Match(Level.NONE, 0.0, "empty")
    if wanted.run == given.run:
        return Match(Level.EXACT, 1.0, "same_words")
    if len(wanted.run) >= _FEWEST and _stands_in(wanted.run, given):
        return Match(Level.CONTAINS, 0.95, "all_words_in_order")
    return _likeness(given, wanted)


def _stands_in(run: str, given: _Tokens) -> bool:
    """Whether the run stands in a line from the edge of a word to the edge of a word.

    Between numbers an edge counts only where the line has one: 2 does not stand in 22.
    """
    at = given.run.find(run)
    while at >= 0:
        if at in given.edges and at + len(run) in given.edges:
            return True
        at = given.run.find(run, at + 1)
    return False


def _likeness(given: _Tokens, wanted: _Tokens) -> Match:
    missing = wanted.numbers - given.numbers
    if missing and given.numbers:
        return Match(Level.NONE, 0.0, "other_number")
    ratio = _ratio(given, wanted)
    reason = "number_missing" if missing else "like_words"
    if missing:
        # The title alone, without its number, is as good as the words agree.
        ratio = _ratio(given, _tokens(" ".join(w for w in wanted.words if not w.isdigit())))
    level = Level.ALIKE if ratio >= ALIKE and len(wanted.run) >= 8 else Level.NONE
    return Match(level, round(ratio, 3), reason)


def _ratio(given: _Tokens, wanted: _Tokens) -> float:
    """The better of: signs in common in their order, and imposed words found in any order."""
    signs = SequenceMatcher(None, given.run, wanted.run, autojunk=False).ratio()
    have, want = Counter(given.words), Counter(wanted.words)
    common = sum(len(w) * n for w, n in (have & want).items())
    total = sum(len(w) * n for w, n in want.items())
    return max(signs, common / total if total else 0.0)


class Lines:
    """The lines of a text, in which references are looked for; each also with the next one, for
    what is broken over two."""

    __slots__ = ("_tokens",)

    def __init__(self, text: str) -> None:
        lines = [line[:LONGEST] for line in text.split("\n")[:400] if line.strip()]
        pairs = (f"{a} {b}" for a, b in pairwise(lines))
        self._tokens = [_tokens(line) for line in (*lines, *pairs)]

    def mention(self, reference: str) -> bool:
        """Whether a reference, or an imposed subject, stands here, however it is spaced."""
        run = _imposed(reference).run
        return len(run) >= _FEWEST and any(_stands_in(run, line) for line in self._tokens)


def mentions(text: str, reference: str) -> bool:
    """Whether a reference stands in a text; for several references, ask `Lines` once."""
    return Lines(text).mention(reference)
