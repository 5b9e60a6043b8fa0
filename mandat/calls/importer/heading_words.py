"""What the words and the dress of a heading say, and what a heading is."""

import re
from dataclasses import dataclass

from mandat.calls.importer.draft import Span
from mandat.calls.importer.rows import Row
from mandat.calls.importer.vocabulary import (
    FILLERS,
    HEAD_WORDS,
    HEADS,
    LONGEST,
    TAILS,
    WEAK,
    telling_words,
)

MOST_WORDS = 12
# A line with one of these says something: it is a sentence, not a heading.
VERB = re.compile(
    r"\b(?:est|sont|sera|seront|etait|doit|doivent|devra|devront|peut|peuvent|pourra"
    r"|pourront|comprend"
    r"|comprendra|comprendront|vise|visent|consiste|souhaite|recherche un|is|are|was"
    r"|were|will|must|shall|should|has|have|can"
    r"|may|includes?|reports? to|es|son|sera|seran|debe|deben|debera|deberan|incluye|sao|deve"
    r"|devem|devera|deverao|veuillez|please)\b"
)
ARTICLE = re.compile(r"(?:une?|an?|una|uma?|unos|unas|des) ")
TALLY = re.compile(
    r"[^\w€$£]*\d{1,4}(?:[.,]\d)?[ ]{0,2}(?:%|/ ?\d{1,3}|points?|pts?\b\.?|puntos"
    r"|pontos)?[^\w€$£]*$"
)
BETWEEN = " \t\r\n#*_.:-0123456789IVX)"
# A line of a table of contents: leaders, or the number of a page at its end.
TOC = re.compile(
    r"\.{4,}|…{2,}|(?<!annexe)(?<!annex)(?<!anexo)(?<!phase)(?<!lot)(?<!part) \d{1,3}$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a candidate say: the kind, and how many of them are unknown."""

    kind: str
    unknown: int
    words: int
    first: tuple[str, ...]
    weak: bool  # the telling phrase is as often the first word of an entry as a heading


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: its words, where the text below it begins, its kind and dress."""

    start: int
    end: int
    body: int
    kind: str
    level: int
    style: str
    known: bool = True
    mark: int = -1  # where the marks before its words begin, when they stand alone on the line

    @property
    def opening(self) -> int:
        """Where the text above the heading ends."""
        return self.mark if self.mark >= 0 else self.start


def read_words(folded: str) -> Reading | None:
    """The kind that a heading's words name, the telling phrase standing first."""
    words = [w for w, _, _ in telling_words(folded)]
    for skip in range(min(4, len(words))):
        for size in range(min(LONGEST, len(words) - skip), 0, -1):
            key = tuple(words[skip : skip + size])
            lone = size == 1 and key[0] in FILLERS
            if key in HEADS and not (lone and len(words) > 1):
                rest = words[skip + size :]
                unknown = sum(w not in TAILS and w not in HEAD_WORDS for w in rest)
                weak = size == 1 and key[0] in WEAK
                weak = weak and not any(HEADS.get((w,)) == HEADS[key] for w in rest)
                return Reading(HEADS[key], unknown, len(words), key, weak)
        if words[skip] not in FILLERS:
            return None
    return None


def level_of(row: Row) -> int:
    if row.dress.startswith("#"):
        return int(row.dress[1])
    return max(row.marker.depth, 1) if row.marker and row.marker.numbered else 1


def first_of(row: Row, core: Span) -> int:
    """Where a heading begins: "Article 3" and "Partie II" are part of its words."""
    worded = row.marker is not None and row.marker.form == "worded"
    return row.marker.start if row.marker and worded else core.start


def heading_of(row: Row, core: Span, kind: str) -> Heading:
    """The row as a heading of this kind, `core` being its words."""
    return Heading(
        first_of(row, core),
        core.end,
        row.line.end,
        kind,
        level_of(row),
        style_of(row),
        known=kind != "other",
        mark=row.line.start,
    )


def style_of(row: Row) -> str:
    """What a heading looks like, so that others of the same look can be told."""
    number = f"{row.marker.form}{row.marker.depth}" if row.marker and row.marker.numbered else ""
    dress = "#" if row.dress.startswith("#") else row.dress
    return f"{dress}/{number}"
