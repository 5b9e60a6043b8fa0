"""The lines at the head of a text among which its title stands."""

import re

from mandat.calls.importer.ballot import is_organisation
from mandat.calls.importer.call_words import CALL
from mandat.calls.importer.draft import Span
from mandat.calls.importer.frontmatter import front_matter_end
from mandat.calls.importer.furniture import furniture
from mandat.calls.importer.heading_words import read_words
from mandat.calls.importer.layout import Layout, Section
from mandat.calls.importer.text import Source

OTHER_LABEL = re.compile(r"[ \t]*[^\W\d_][\w '’/()-]{1,40}[ ]?:[ ]")
REFERENCE = re.compile(
    r"(?:ami|ref|rfp|rfq|eoi|tdr|dp|aoi|n ?[°º]|no\.|reference|date|publi|source"
    r"|deadline|posted)\b",
    re.IGNORECASE,
)
STOPPED = re.compile(r"[.!?]\s+[^\W\da-z]")
_ROWS = 45
LONGEST = 320


class TitleLines:
    """The first lines of a text, to the first paragraph of prose or section."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self.source = source
        start = front_matter_end(source)
        stop = len(source.text)
        for section in layout.sections[:4]:
            if section.heading.start > start and not _titles(source, section):
                stop = section.heading.start
                break
        drop = furniture(source)
        self.rows: list[Span] = []
        self.gaps: list[bool] = []
        gap = True
        for line in source.lines:
            if line.start >= stop or len(self.rows) >= _ROWS:
                break
            if line.start < start or line.start in drop:
                continue
            span = bare_line(source, source.trim(line.start, min(line.end, stop), " \t\r*#_\\>"))
            if span.start == span.end:
                gap = True
                continue
            if is_prose(source, span) and not CALL.match(source.fold, span.start):
                break
            self.rows.append(span)
            self.gaps.append(gap)
            gap = False

    def joined(self, at: int, start: int) -> Span:
        """The row from `start`, with the rows below that go on with it."""
        end = self.rows[at].end
        for index in range(at + 1, min(at + 5, len(self.rows))):
            if self.rows[index].end - start > LONGEST or not self._goes_on(index, start, end):
                break
            end = self.rows[index].end
        return Span(start, end)

    def _again(self, row: Span, start: int) -> bool:
        """Whether a row repeats the first words of the title."""
        fold = self.source.fold
        return fold.startswith(fold[row.start : min(row.end, row.start + 40)], start)

    def _goes_on(self, index: int, start: int, end: int) -> bool:
        text, row = self.source.text, self.rows[index]
        if text[end - 1] in ".;!?" or OTHER_LABEL.match(text, row.start, row.end):
            return False
        if (
            REFERENCE.match(self.source.fold, row.start, row.end)
            or "@" in text[row.start : row.end]
        ):
            return False
        first = text[row.start]
        if "|" in text[start : row.end] or self._again(row, start):
            return False  # another cell, or the same title again
        reading = read_words(self.source.fold[row.start : row.end])
        if reading and reading.unknown < 2 <= reading.words:
            return False  # the heading of a section
        if first.islower() or first in "(&«“" or text[end - 1] in ",-–:" or hangs(self.source, end):
            return True
        words = text[start:end] + text[row.start : row.end]
        shouted = words.upper() == words and words.lower() != words
        long = end - max(start, text.rfind("\n", 0, end) + 1) >= 60
        if long and not shouted and is_organisation(text[row.start : row.end]):
            return False
        return not self.gaps[index] and (shouted or long) and row.end - row.start > 3


_LINKED = re.compile(r"\[([^\]\n]{3,300})\]\([^()\n]{0,300}\)")
_FILE = re.compile(r"[\w.()-]{3,120}\.(?:docx?|pdf|odt|txt|html?)$")
_CRUMBS = re.compile(r"[^>»›]{2,40}(?: (?:>|»|›|→) [^>»›]{2,200}){1,8}$")


def bare_line(source: Source, span: Span) -> Span:
    """The words of a line that is a link, nothing of a file's name or of the path of a page."""
    if linked := _LINKED.match(source.text, span.start, span.end):
        return Span(*linked.span(1))
    words = source.text[span.start : min(span.end, span.start + 400)]
    crumbs = _CRUMBS.match(words) and "«" not in words
    return Span(span.start, span.start) if crumbs or _FILE.match(words) else span


def _titles(source: Source, section: Section) -> bool:
    """Whether a heading says "call" or nothing that a section is about: it may be the title."""
    words = source.fold[section.heading.start : section.heading.end]
    return CALL.match(words.lstrip("[")) is not None or (
        section.kind == "other" and read_words(words) is None
    )


def hangs(source: Source, end: int) -> bool:
    """Whether the last word calls for another one ("for the", "de la")."""
    last = re.search(r"(?:(?<=\s)|^)[^\W\d_']+'?$", source.fold[max(0, end - 12) : end])
    return bool(last) and last.group() in (  # type: ignore[union-attr]
        [
            "de",
            "du",
            "des",
            "la",
            "le",
            "les",
            "l'",
            "d'",
            "pour",
            "et",
            "a",
            "au",
            "aux",
            "of",
            "the",
            "for",
            "and",
            "in",
            "on",
            "to",
            "para",
            "del",
            "los",
            "las",
            "y",
            "en",
            "da",
            "do",
            "e",
        ]
    )


def is_prose(source: Source, span: Span) -> bool:
    size = span.end - span.start
    piece = source.text[span.start : min(span.end, span.start + 1000)]
    return (
        size > 330
        or (size > 160 and piece.endswith("."))
        or (size > 90 and bool(STOPPED.search(piece)))
    )
