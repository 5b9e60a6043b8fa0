"""Headings: the short lines that open a section, known by their words or by their dress."""

from collections import Counter
from dataclasses import replace

from mandat.calls.importer.call_words import CALL
from mandat.calls.importer.guessed_heads import guessed_headings, spoken_heading
from mandat.calls.importer.heading_words import (
    ARTICLE,
    BETWEEN,
    MOST_WORDS,
    TALLY,
    TOC,
    VERB,
    Heading,
    Reading,
    first_of,
    heading_of,
    level_of,
    read_words,
    style_of,
)
from mandat.calls.importer.markers import Marker
from mandat.calls.importer.rows import REACH, Row, read_rows
from mandat.calls.importer.tables import read_tables
from mandat.calls.importer.text import Source
from mandat.calls.importer.vocabulary import CONTENTS


class _Pass:
    """One reading of all rows, keeping what was found so far."""

    def __init__(self, source: Source, rows: list[Row]) -> None:
        self.source, self.rows = source, rows
        self.found: list[Heading] = []
        self.styles: Counter[str] = Counter()
        self.listed = 0  # the number of the last entry met since the last heading

    def run(self) -> list[Heading]:
        for at in range(len(self.rows)):
            marker = self.rows[at].marker
            if heading := self._read(at):
                self.found.append(heading)
                self.styles[heading.style] += 1
                self.listed = 0
            elif marker and marker.numbered:
                self.listed = marker.value
        return self.found

    def _read(self, at: int) -> Heading | None:
        spoken = spoken_heading(self.source, self.rows, at)
        return self._known(at) or spoken or self._inline(at)

    def _kind(self) -> str:
        return self.found[-1].kind if self.found else ""

    def _known(self, at: int) -> Heading | None:
        """A line of its own whose words name a kind of section."""
        row, fold = self.rows[at], self.source.fold
        core = self.source.trim(row.start, row.end, " \t\r:.-–—*_")
        words = fold[core.start : core.end]
        if not words or len(words) > REACH or "|" in words or ":" in words[:-1]:
            return None
        last = fold[row.end - 1]
        if (
            last in ",;!"
            or (last == "." and not row.marker)
            or self._says(row, words)
            or TOC.search(words)
        ):
            return None
        reading = read_words(words)
        if reading is None or reading.words > MOST_WORDS or reading.first in CONTENTS:
            return None
        if last == "?" and reading.unknown:
            return None
        if not self._stands(at, reading):
            return None
        if self.source.text[core.start].islower() or self._calls(words, reading):
            return None
        start, mark = first_of(row, core), row.line.start
        return Heading(
            start, core.end, row.line.end, reading.kind, level_of(row), style_of(row), mark=mark
        )

    def _calls(self, words: str, reading: Reading) -> bool:
        """Whether a line is the title of a call ("Expression of interest") or a mere entry."""
        titled = not self.found and reading.kind == "how_to_apply" and CALL.match(words)
        return bool(titled) or ARTICLE.match(words) is not None

    def _says(self, row: Row, words: str) -> bool:
        """Whether a line is a sentence; the cell of a form may be one."""
        if row.dress == "cell" or VERB.search(words) is None:
            return False
        reading = read_words(words)  # "What we are looking for" is a heading with a verb
        return reading is None or len(reading.first) < reading.words

    def _stands(self, at: int, reading: Reading) -> bool:
        """Whether the line's place and dress let it be a heading."""
        row = self.rows[at]
        below = self.rows[at + 1] if at + 1 < len(self.rows) else None
        if below and TALLY.match(self.source.fold[below.line.start : below.line.end]):
            return False
        if (row.marker and not self._opens(at)) or self._heads_table(at, reading):
            return False
        known = reading.weak or reading.kind == self._kind()
        if row.marker and known and 0 < self.listed == row.marker.value - 1:
            return False  # the next entry of a list, not the next section
        dressed = row.dress != "" or (row.marker is not None and row.marker.numbered)
        weak = reading.weak
        if reading.unknown == 0:
            alone = row.before or row.colon >= 0 or dressed or self._ended(at)
            plain = not dressed and not row.before and not self._lists(at, reading)
            return alone and not (weak and plain)
        if reading.unknown > 4 or (weak and row.dress[:1] not in ("#", "b", "r")):
            return dressed and not weak and reading.unknown <= 6
        alone = (row.before and row.after) or row.colon == row.end - 1
        return dressed or (alone and reading.kind != self._kind())

    def _heads_table(self, at: int, reading: Reading) -> bool:
        """Whether a plain line right below a heading of its kind is the head of a column."""
        row = self.rows[at]
        if row.marker or row.dress or row.before or not self.found or at == 0:
            return False
        last = self.found[-1]
        directly = last.kind == reading.kind and last.mark == self.rows[at - 1].line.start
        return last.style != "/" and (directly or (row.colon < 0 and self.styles[last.style] > 1))

    def _lists(self, at: int, reading: Reading) -> bool:
        """Whether a plain line stands between two lists and turns to another kind."""
        row = self.rows[at]
        above = self.rows[at - 1] if at else None
        below = self.rows[at + 1] if at + 1 < len(self.rows) else None
        between = above is None or above.marker is not None or self._ended(at)
        begins = row.marker is None and below is not None and below.marker is not None
        return begins and between and reading.kind != self._kind()

    def _ended(self, at: int) -> bool:
        """Whether the row above ends a sentence, so that this one begins something."""
        if at == 0:
            return True
        above = self.rows[at - 1]
        return self.source.text[above.end - 1] in ".!?;:" or above.end - above.start < 60

    def _opens(self, at: int) -> bool:
        """Whether a marked line opens a section rather than stands in a list."""
        row = self.rows[at]
        marker = row.marker
        if marker is None or row.dress[:1] in ("#", "b"):
            return True
        before = self.rows[at - 1] if at else None
        after = self.rows[at + 1] if at + 1 < len(self.rows) else None
        if after and after.marker and _same(marker, after.marker):
            announced = before is not None and self.source.fold[before.end - 1] == ":"
            return row.dress == "caps" and not announced
        if marker.numbered:
            return not (
                before and before.marker and _follows(before.marker, marker) and not row.before
            )
        if before and before.marker and _same(marker, before.marker):
            return before.end - before.start >= 60 and after is not None
        return after is not None

    def _inline(self, at: int) -> Heading | None:
        """A heading that shares its line with the text it opens ("Profile: the consultant ...")."""
        row, fold = self.rows[at], self.source.fold
        if row.colon < 0 or (row.marker and not row.marker.numbered):
            return None
        core = self.source.trim(row.start, row.colon, " \t\r*_")
        words = fold[core.start : core.end]
        if not words or VERB.search(words) or self.source.text[core.start].islower():
            return None
        reading = read_words(words)
        if reading is None or reading.unknown or not self._may_open(at, reading):
            return None
        if self._calls(words, reading) or (not self.found and self._labelled(at, reading)):
            return None
        body, mark = row.colon + 1, row.line.start
        return Heading(core.start, core.end, body, reading.kind, level_of(row), "inline", mark=mark)

    def _labelled(self, at: int, reading: Reading) -> bool:
        """Whether a line before the first section stands among labels with short values."""
        row = self.rows[at]
        beside = [(self.rows[at - 1], row.before)] if at else []
        beside += [(self.rows[at + 1], row.after)] if at + 1 < len(self.rows) else []
        apart = reading.weak and reading.kind != "objectives"
        return row.end - row.start < 200 and any(
            r.marker is None and 0 <= r.colon - r.start < 40 and r.colon + 1 < r.end < r.start + 200
            for r, blank in beside
            if apart or not blank
        )

    def _may_open(self, at: int, reading: Reading) -> bool:
        """Whether text on the heading's own line is a section's and not the value of a label."""
        row = self.rows[at]
        if reading.kind == self._kind() or self._kind() in ("criteria", "how_to_apply"):
            return False
        if self.source.text[row.colon + 1 : row.colon + 6].lstrip().startswith("|"):
            return reading.kind != "other"
        begins = row.before or row.marker is not None or self._ended(at)
        long = row.end - row.colon >= (60 if reading.weak else 30)
        return begins and long and reading.kind in _OPENING


_OPENING = frozenset(
    (
        "context",
        "objectives",
        "methodology",
        "deliverables",
        "results",
        "profile",
        "criteria",
        "how_to_apply",
        "privacy",
    )
)


def _same(one: Marker, other: Marker) -> bool:
    if one.numbered and other.numbered:
        return one.form == other.form and other.value == one.value + 1
    return one.form == other.form


def _follows(one: Marker, other: Marker) -> bool:
    return one.form == other.form and one.value + 1 == other.value


def _alike(source: Source, rows: list[Row], known: list[Heading]) -> list[Heading]:
    """Headings of no known word that look like the known ones of the same text."""
    styles: dict[str, int] = {}
    for heading in known:
        styles[heading.style] = styles.get(heading.style, 0) + 1
    taken = {heading.mark for heading in known if heading.mark >= 0}
    found: list[Heading] = []
    seen = number = 0
    listed = False
    for row in rows:
        value = row.marker.value if row.marker and row.marker.numbered else 0
        if row.line.start in taken:
            seen, number, listed = seen + 1, value or number, False
            continue
        fit = styles.get(style_of(row), 0) >= (1 if row.dress.startswith("#") else 2)
        fit = fit and bool(seen or row.dress.startswith("#")) and style_of(row) != "/"
        if value and not row.dress:
            fit = fit and not listed and value == number + 1
            listed = listed or value == 1
        if fit and (alike := _unknown(source, row)):
            found.append(alike)
            number, listed = value or number, False
    return found


def _unknown(source: Source, row: Row) -> Heading | None:
    core = source.trim(row.start, row.end, " \t\r:*_")
    words = source.fold[core.start : core.end]
    if (
        not words
        or len(words) > 90
        or len(words.split()) > 10
        or words[-1] in ".;,!"
        or ":" in words
    ):
        return None
    if (
        VERB.search(words)
        or TOC.search(words)
        or "|" in words
        or "@" in words
        or not any(c.isalpha() for c in words)
    ):
        return None
    reading = read_words(words)
    kind = reading.kind if reading and reading.unknown <= 3 else "other"
    return heading_of(row, core, kind)


def _without_contents(source: Source, found: list[Heading]) -> list[Heading]:
    """Headings without those of a table of contents: a run of three or more that come again."""
    last = {source.fold[h.start : h.end]: h.start for h in found}
    kept: list[Heading] = []
    run: list[Heading] = []
    for at, heading in enumerate(found):
        end = found[at + 1].start if at + 1 < len(found) else len(source.text)
        run.append(heading)
        if len(source.text[heading.body : end].strip(BETWEEN)) > 2:
            again = [h for h in run if last[source.fold[h.start : h.end]] > h.start]
            kept += [h for h in run if h not in again] if len(again) >= 3 else run
            run = []
    return kept  # a run that nothing follows opens no section: a button, a last line of a menu


def _outside_tables(source: Source, rows: list[Row]) -> list[Row]:
    """The rows without the cells of tables that stand one below the other."""
    cells = [t.span for t in read_tables(source) if t.form == "flat"]
    kept: list[Row] = []
    at = 0
    for row in rows:
        while at < len(cells) and cells[at].end <= row.line.start:
            at += 1
        if at == len(cells) or row.line.end <= cells[at].start:
            kept.append(row)
    return kept


def read_headings(source: Source) -> list[Heading]:
    """The headings that stand on lines of their own or open their line, in order."""
    rows = _outside_tables(source, read_rows(source))
    known = _Pass(source, rows).run()
    found = sorted(known + _alike(source, rows, known), key=lambda h: h.start)
    found = sorted(found + guessed_headings(source, rows, found), key=lambda h: h.start)
    return _settle_results(_without_contents(source, found))


def _settle_results(found: list[Heading]) -> list[Heading]:
    """ "Expected results" are what is delivered, unless the text has deliverables beside."""
    kind = "objectives" if any(h.kind == "deliverables" for h in found) else "deliverables"
    return [replace(h, kind=kind) if h.kind == "results" else h for h in found]
