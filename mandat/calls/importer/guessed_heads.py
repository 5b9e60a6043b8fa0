"""Headings of no known word: short lines that stand apart above a list or a paragraph."""

import re
from collections import Counter
from dataclasses import dataclass

from mandat.calls.importer.body_cues import body_kind
from mandat.calls.importer.draft import Span
from mandat.calls.importer.heading_words import (
    TOC,
    VERB,
    Heading,
    heading_of,
    style_of,
)
from mandat.calls.importer.rows import Row
from mandat.calls.importer.spoken_forms import is_speech, spoken_kind
from mandat.calls.importer.text import Source

_LONGEST = 70
_WORDS = 9
_SIGNED = re.compile(
    r"(?:(?:le|la|l'|the|el|o|a) ?)?(?:directeu?r|directrice|direction|director\w*|president\w*"
    r"|secretaire|secretary|secretari[oa]|coordinat\w+|coordinad\w+|coordonnat\w+|responsable"
    r"|manager|chef|head|chief|executive|yours|cordialement|sincerely|atentamente)\b"
)
_VERB_BEFORE = re.compile(
    r"(?:compr|inclu|conti?en|consist|suivant|following|s[ei]guiente|seguinte|expect|provi|requi"
    r"|compos|present|fourni|submi|soum|send|envo|joind|attach|as follows|ci-(?:apres|dessous)"
    r"|below)"
)
_LISTED = frozenset(("criteria", "profile", "deliverables"))
_NO_HEADING = re.compile(r"[|@\d\t]|://")


def _core(source: Source, row: Row) -> Span:
    return source.trim(row.start, row.end, " \t\r:*_")


def may_head(source: Source, row: Row) -> bool:
    """Whether a line has the form of a heading: short, with a capital, no sentence, no value."""
    core = _core(source, row)
    words = source.fold[core.start : core.end]
    if not 2 < len(words) <= _LONGEST or len(words.split()) > _WORDS or words[-1] in ".;,!":
        return False
    if _NO_HEADING.search(words) or ":" in words or TOC.search(words):
        return False
    first = source.text[core.start]
    opens = first.isupper() or first in '¿«"“' or (first.isalpha() and not first.islower())
    return opens and (VERB.search(words) is None or is_speech(words))


def spoken_heading(source: Source, rows: list[Row], at: int) -> Heading | None:
    """A line that asks or speaks, and names a kind of section so ("How much money")."""
    row = rows[at]
    if row.end - row.start > _LONGEST or (row.marker and not row.marker.numbered):
        return None
    if not may_head(source, row) or at + 1 >= len(rows):
        return None
    core = _core(source, row)
    kind = spoken_kind(source.fold[core.start : core.end])
    apart = row.before or row.dress != "" or row.marker is not None or _ended(source, rows, at)
    if not kind or not apart or _in_list(rows, at):
        return None
    return heading_of(row, core, kind)


def _ended(source: Source, rows: list[Row], at: int) -> bool:
    return at > 0 and source.text[rows[at - 1].end - 1] in ".!?;"


def _in_list(rows: list[Row], at: int) -> bool:
    """Whether a numbered line has a numbered neighbour right above or below."""
    row = rows[at]
    if row.marker is None or row.dress:
        return False
    beside = [rows[at - 1]] if at else []
    beside += [rows[at + 1]] if at + 1 < len(rows) else []
    return any(r.marker is not None and r.marker.form == row.marker.form for r in beside)


def _announces(source: Source, row: Row) -> bool:
    """Whether a line that ends in a colon is the sentence before a list, not a heading."""
    words = source.fold[row.start : row.end]
    return len(words.split()) > 5 or _VERB_BEFORE.search(words) is not None


def _apart(source: Source, rows: list[Row], at: int) -> bool:
    """Whether a line stands alone above a list or a paragraph."""
    row, below = rows[at], rows[at + 1]
    if row.colon >= 0 and not row.dress and _announces(source, row):
        return False
    if any(_SIGNED.match(source.fold, r.start, r.end) for r in (row, below)):
        return False
    if not row.before or source.text[rows[at - 1].end - 1] == ":" or _in_list(rows, at):
        return False
    if row.marker and not row.marker.numbered:
        return False
    listed = below.marker is not None
    prose = row.after and (below.end - below.start > 60 or source.text[below.end - 1] in ".;")
    return listed or prose


@dataclass(frozen=True, slots=True)
class _Line:
    """A candidate, with the kind that the text below it tells."""

    at: int
    core: Span
    kind: str


def _candidates(source: Source, rows: list[Row], found: list[Heading]) -> list[_Line]:
    """The lines that stand apart and look like headings, with what stands below each."""
    taken = {h.mark if h.mark >= 0 else h.start for h in found}
    lines = [
        (at, _core(source, rows[at]))
        for at in range(1, len(rows) - 1)
        if rows[at].line.start not in taken
        and _apart(source, rows, at)
        and may_head(source, rows[at])
    ]
    begins = (rows[at].line.start for at, _ in lines)
    stops = iter(sorted([*(h.opening for h in found), *begins, len(source.text)]))
    stop = next(stops)
    read: list[_Line] = []
    for at, core in lines:
        while stop <= rows[at].line.start:
            stop = next(stops)
        body = Span(rows[at].line.end, max(stop, rows[at].line.end))
        read.append(_Line(at, core, body_kind(source, body)))
    return read


def _ends_list(rows: list[Row], at: int) -> bool:
    """Whether a plain line stands below the last entry of a list."""
    row, above = rows[at], rows[at - 1]
    return row.dress == "" and row.marker is None and above.marker is not None


def guessed_headings(source: Source, rows: list[Row], found: list[Heading]) -> list[Heading]:
    """The lines that must be headings since the text below them is a section of a clear kind.

    Below the first of them, other lines of the same dress are headings too, and a plain line
    that stands apart ends the list before it when other headings are as plain as it is. A
    question that says no more is one where other headings speak too.
    """
    lines = _candidates(source, rows, found)
    lists = [li for li in lines if li.kind in _LISTED]
    starts = [h.opening for h in found] + [rows[li.at].line.start for li in lists]
    if not starts:
        return []
    first = min(starts)
    styles = Counter(h.style for h in found if h.known)
    styles.update(style_of(rows[li.at]) for li in lists)
    settled = settled_kinds(found)
    asks = any(is_speech(source.fold[h.start : h.end]) for h in found)
    guessed: list[Heading] = []
    for li in lines:
        row = rows[li.at]
        if row.line.start < first:
            continue
        kind = "" if li.kind in settled else li.kind
        style = style_of(row)
        words = source.fold[li.core.start : row.end]
        alike = styles[style] > 1 and (style != "/" or _ends_list(rows, li.at))
        alike = alike and VERB.search(words) is None
        if kind or alike or (asks and is_speech(words)):
            guessed.append(heading_of(row, li.core, kind or "other"))
    return guessed


def settled_kinds(found: list[Heading]) -> set[str]:
    """The kinds of one place that a heading already names: no second one is guessed."""
    return {h.kind for h in found if h.known} & {"deliverables", "criteria"}
