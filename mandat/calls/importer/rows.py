"""The lines of a text as a heading sees them: their marks, their dress, their bare words."""

import re
from dataclasses import dataclass

from mandat.calls.importer.furniture import furniture
from mandat.calls.importer.markers import Marker, read_marker, skip_space
from mandat.calls.importer.text import Line, Source

REACH = 110  # no heading is longer
_HASH = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+")
_BOLD = re.compile(r"\*\*\\?|__")
_RULE = re.compile(r"[ \t]{0,3}(?:={3,}|-{3,}|_{3,})[ \t]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """A line as a heading sees it: without its marker, its marks of dress and its colon."""

    line: Line
    start: int
    end: int
    marker: Marker | None
    dress: str  # "#1".."#6", "bold", "caps", "rule" or ""
    colon: int  # offset of the first colon of the line, or -1
    before: bool  # a blank line or a break stands before
    after: bool  # and after


def _dress(source: Source, line: Line, below: str) -> tuple[str, int, int]:
    """The dress of a line with the range of its bare words."""
    text = source.text
    start, end = skip_space(text, line.start), line.end
    if match := _HASH.match(text, start, end):
        span = source.trim(match.end(), end, " \t\r*_#\\")
        return f"#{len(match[1])}", span.start, span.end
    span = source.trim(start, end, " \t\r\\|")
    piece = text[span.start : span.end]
    if text[start : start + 1] == "|" and piece.endswith(":"):
        return "cell", span.start, span.end
    if len(piece) > 4 and _BOLD.match(piece) and piece.rstrip(" :\\").endswith(("**", "__")):
        span = source.trim(span.start, span.end, " \t\r*_\\")
        return "bold", span.start, span.end
    if _RULE.match(below) and piece:
        return "rule", span.start, span.end
    return "caps" if _shouted(piece) else "", span.start, span.end


def _shouted(piece: str) -> bool:
    """Whether a line that is short enough for a heading is in capitals."""
    if len(piece) > 2 * REACH:
        return False
    letters = sum(map(str.isalpha, piece))
    return letters > 3 and sum(map(str.isupper, piece)) >= 0.85 * letters


def _row(source: Source, at: int, lines: tuple[Line, ...]) -> Row | None:
    """One line as a candidate; none when it is blank or far too long."""
    line = lines[at]
    text = source.text
    below = text[lines[at + 1].start : lines[at + 1].end] if at + 1 < len(lines) else ""
    if line.end - line.start > 4000 or not text[line.start : line.end].strip():
        return None
    dress, start, end = _dress(source, line, below[:200])
    marker = read_marker(text, start, end)
    if marker:
        start = source.trim(marker.end, end, " \t\r*_\\").start
    colon = source.fold.find(":", start, min(end, start + REACH))
    above = at == 0 or not text[lines[at - 1].start : lines[at - 1].end].strip(" \t\r*\\")
    return Row(line, start, end, marker, dress, colon, above, not below.strip())


def read_rows(source: Source) -> list[Row]:
    """Every line that is neither blank nor the page's own nor far too long."""
    drop = furniture(source)
    lines = source.lines
    rows = (_row(source, at, lines) for at in range(len(lines)) if lines[at].start not in drop)
    return [row for row in rows if row is not None]
