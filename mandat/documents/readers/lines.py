"""The visual lines of a page put together again: rows of tables, paragraphs, hyphenated words.

Pure: places come in as numbers, so that each rule is proved without a file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final
from unicodedata import bidirectional

from mandat.documents.flow import CELL

_APART: Final = 1.25  # lines so many times the usual distance apart are two paragraphs
_LARGE: Final = 1.12  # letters so many times the usual size are a heading's
_BLOCK: Final = 0.75  # where a text block ends, at least, in widths of the page
_TALLEST: Final = 12  # lines of text in the tallest cell that is still put on one line
_ITEM: Final = re.compile(r"([•◦▪‣·*o–—-]|\(?(\d{1,2}|[A-Za-z])[.)])\s")
_SLACK: Final = 1.2  # a word's width is estimated by that of the letters of its line
_LABEL: Final = re.compile(r"[^\W\d_][^.:;]{0,40}:(\s|$)")
# pdfium turns the two letters of a lam-alef ligature round. After the alef of the article no
# word has another alef, so there it can be told and put right.
_TURNED_LAM_ALEF: Final = re.compile("\\b([وفبك]?)ا([أإآا])ل")
_HYPHENS: Final = ("\x02", "\ufffe", "\u00ad")  # how pdfium marks a hyphen at a line's end


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line: text, baseline (up the page), font size, edges, start of its last cell."""

    text: str
    top: float
    size: float
    left: float
    right: float
    cell: float | None = None


def page_text(lines: Sequence[Line], width: float = 0.0) -> str:
    """The text of a page: a line for each paragraph, heading, item of a list, row of a table."""
    joined = merge_rows(lines)
    usual = _usual_step(lines)
    # A page of short lines alone has no edges to tell full ones by: a text block is wider.
    start = min([(1 - _BLOCK) * width, *(line.left for line in lines)])
    end = max([_BLOCK * width, *(line.right for line in lines)])
    body = median([line.size for line in lines] or [0.0])
    pieces = [line.text for line in joined[:1]]
    for before, line in pairwise(joined):
        if _apart(before, line, usual):
            gap = "\n\n"
        elif min(before.size, line.size) > _LARGE * body or _wrapped(before, line, start, end):
            gap = " "
        else:
            gap = "\n"
        _append(pieces, line.text, gap)
    whole = "".join(pieces).translate({0x02: "-", 0xFFFE: "-"})
    return _TURNED_LAM_ALEF.sub(r"\1ال\2", whole)


def _usual_step(lines: Sequence[Line]) -> float:
    """From line to line inside a paragraph, in font sizes; a superscript's step is smaller."""
    steps = sorted(
        (a.top - b.top) / a.size for a, b in pairwise(lines) if a.top - b.top > a.size / 2 > 0
    )
    return steps[len(steps) // 4] if steps else 0.0


def _apart(before: Line, line: Line, usual: float) -> bool:
    """Whether a blank line stands between two lines: more room, or another size of letters."""
    if _close(before, line):
        return False
    if not 0.9 < (before.size or 1) / (line.size or 1) < 1.1:
        return True
    return before.top - line.top > _APART * usual * line.size > 0


def _close(before: Line, line: Line) -> bool:
    """Rows of a table and items of a list stand together, however much room is between them."""
    if CELL in before.text and CELL in line.text:
        return True
    return bool(_ITEM.match(before.text) and _ITEM.match(line.text))


def _wrapped(before: Line, line: Line, start: float, end: float) -> bool:
    """Whether a line ended because its next word had no room before the edge of the text.

    Where the author broke the line there was room; in a column there is always room, so that
    columns keep their visual lines.
    """
    if CELL in before.text or CELL in line.text:
        return False
    if _ITEM.match(line.text) or (line.text[:1].isupper() and _LABEL.match(line.text)):
        return False
    word = len(line.text.split(maxsplit=1)[0]) if line.text else 0
    need = (line.right - line.left) / max(1, len(line.text)) * (word + 1) * _SLACK
    room = before.left - start if _right_to_left(before.text) else end - before.right
    return before.top > line.top and need > room


def _right_to_left(text: str) -> bool:
    """The direction of a line, by its first letter that has one."""
    return next((d != "L" for d in map(bidirectional, text) if d in ("L", "R", "AL")), False)


def _append(pieces: list[str], line: str, gap: str) -> None:
    """Adds a line after a gap; a word that a hyphen cuts at the line's end goes on without it."""
    last = pieces[-1]
    if not last.endswith(_HYPHENS):
        pieces.append(gap + line)
    elif line[:1].islower():
        pieces[-1:] = [last[:-1], line]
    else:  # before a capital or a digit the hyphen belongs to the name ("Sud-Sud")
        pieces[-1:] = [last[:-1], f"-{line}"]


def merge_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with cells that run over several lines put back into their row."""
    rows: list[Line] = []
    for line in lines:
        first = _row_start(rows, line)
        if first < len(rows):
            cell = _join_cell([row.text for row in rows[first:]])
            top = min(line.top, rows[-1].top)
            merged = replace(line, text=cell + CELL + line.text, top=top, cell=line.left)
            rows[first:] = [replace(merged, left=rows[first].left)]
        elif rows and _continues_cell(rows[-1], line):
            text = _join_cell([rows[-1].text, line.text])
            rows[-1] = replace(rows[-1], text=text, top=line.top)
        else:
            rows.append(line)
    return rows


def _row_start(rows: Sequence[Line], line: Line) -> int:
    """The first of the last lines that are the cell left of this line; `len(rows)` if none is.

    Cells come one after the other: after a cell of several lines the next one begins
    higher up and to the right.
    """
    if not rows or not line.size / 2 < line.top - rows[-1].top < _TALLEST * line.size * 1.5:
        return len(rows)
    first = len(rows)
    while first and rows[first - 1].top <= line.top + line.size / 3:
        first -= 1
        if rows[first].right > line.left or len(rows) - first > _TALLEST:
            return len(rows)
    return first


def _continues_cell(row: Line, line: Line) -> bool:
    """Whether a line goes on with the last cell of the row above it."""
    if row.cell is None or line.cell is not None:
        return False
    step = row.top - line.top
    return line.left >= row.cell - line.size / 4 and 0 < step < line.size * 1.6


def _join_cell(texts: Sequence[str]) -> str:
    """The lines of one cell on one line."""
    pieces = [texts[0]]
    for text in texts[1:]:
        _append(pieces, text, " ")
    return "".join(pieces)
