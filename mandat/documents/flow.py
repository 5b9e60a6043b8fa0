"""Writes blocks as plain text: headings and paragraphs apart, list markers kept, one line a row.

Cells are parted by " | ": it stays visible on a screen and in pasted text, and unlike a tab it
is not taken for a space.
"""

import re
from typing import Final

CELL: Final = " | "
BULLET: Final = "•"
_BLANKS: Final = re.compile("[ \t\n\r\f]+")
_EMPTY_LINE: Final = re.compile("\n[ \t]*\n")


def collapse(text: str) -> str:
    """Inline text with its white space as a browser shows it; no-break spaces stay."""
    return _BLANKS.sub(" ", text).strip(" ")


class Flow:
    """Collects blocks in reading order; `text()` gives them as lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._last = ""

    def _add(self, kind: str, text: str) -> None:
        # Items of a list and rows of a table stand close; all other blocks have a blank line.
        if self._lines and not (kind == self._last and kind in ("item", "row")):
            self._lines.append("")
        self._lines.append(text)
        self._last = kind

    def paragraph(self, text: str) -> None:
        """A heading or paragraph; a line feed in it is a break its author made, two part it."""
        for part in _EMPTY_LINE.split(text):
            kept = "\n".join(line for line in map(collapse, part.split("\n")) if line)
            if kept:
                self._add("paragraph", kept)

    def item(self, text: str, marker: str, depth: int) -> None:
        """One entry of a list, indented by its depth (0 outside), with its bullet or number."""
        indent = "  " * depth
        lines = [line for line in map(collapse, text.split("\n")) if line]
        if lines:
            head = f"{indent}{marker} {lines[0]}" if marker else f"{indent}  {lines[0]}"
            rest = (f"{indent}  {line}" for line in lines[1:])
            self._add("item", "\n".join((head, *rest)))

    def row(self, cells: list[str]) -> None:
        """One row of a table on one line; empty cells say nothing and are left out."""
        kept = [text for text in map(collapse, cells) if text]
        if kept:
            self._add("row", CELL.join(kept))

    def end_list(self) -> None:
        """What follows is not part of the list or table above, even if it is another one."""
        self._last = ""

    def text(self) -> str:
        return "\n".join(self._lines)


def marker(style: str, number: int) -> str:
    """The marker of an item: `style` as in HTML ("1", "a", "A", "i", "I"), "" for a bullet."""
    match style:
        case "":
            return BULLET
        case "a" | "A":
            return f"{_letters(number, style)}."
        case "i" | "I":
            roman = _roman(number)
            return f"{roman.upper() if style == 'I' else roman}."
        case _:
            return f"{number}."


def _letters(number: int, first: str) -> str:
    """a to z, then aa to zz, as word processors count."""
    if not 1 <= number <= 26 * 26:
        return str(number)
    high, low = divmod(number - 1, 26)
    base = ord(first)
    return (chr(base + high - 1) if high else "") + chr(base + low)


_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(number: int) -> str:
    if not 1 <= number < 4000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out
