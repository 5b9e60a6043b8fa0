"""The marks that open an entry of a list or a numbered heading."""

import re
from dataclasses import dataclass

_BULLET = re.compile(
    r"[•●○◦▪■□▸►▶➢➔➤→✓✔❖◆◇‣⁃∙·§Ø¢\ue000-\uf8ff]+[ \t_]{0,8}"
    r"|[*+\-–—](?![*+\-–—])[ \t_]{1,8}|[*+–—](?=[^\W\d])"
)
# An "e", "o", "v" or "ü" that scanning or a lost symbol font made of a bullet.
_LOST = re.compile(r"[eovü¥][ \t]{1,8}(?=[^\W\da-z])")
_DEEP = re.compile(
    r"((?:\d{1,2}|[IVX]{1,4}|l{1,3}V?|lV|[A-H])(?:\.\d{1,2}){1,4})[.)]?"
    r"[ \t]{1,8}(?=[^\W\d]|[*«\"“])"
)
_NUMBER = re.compile(
    r"\(?(\d{1,2})(?:[ \t]?[.)]|[ \t]?[-–—:](?=[ \t])|°[ \t]?[-.)]?"
    r"|[ \t]?/(?=[ \t]))[ \t]{0,8}(?![\d])"
)
_ROMAN = re.compile(
    r"\(?([IVX]{1,5}|[ivx]{1,5}|l{1,3}(?=[. ]{1,2}[A-ZÀ-Þ]{3})|lV|Vl{1,3}|lX)"
    r"[ \t]?(?:[.)]|[-–—:](?=[ \t]))[ \t]{0,8}(?=[^\W\d]|[*«\"“])"
)
_LETTER = re.compile(
    r"\(?([A-Ja-j])[ \t]?(?:[.)][ \t]{1,8}|[-–—][ \t]{1,8}|\)(?=\w))(?=[^\W\d]|[*«\"“])"
)
_WORDED = re.compile(
    r"(?:section|partie|chapitre|article|chapter|part|seccion|sección|capitulo|capítulo|lot)[ \t]"
    r"{1,3}(?:n°[ \t]?)?(\d{1,2}|[IVX]{1,4})[ \t]{0,2}[.:)\-–—][ \t]{0,8}",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]{0,200}")
# Scanning misreads a capital I as a small L.
_ROMAN_VALUES = {"i": 1, "l": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Marker:
    """The mark that opens a line: what it is made of, its rank, and where the words begin."""

    form: str  # bullet character, or "num", "deep", "roman", "letter", "worded"
    value: int  # 0 for bullets
    depth: int
    start: int
    end: int

    @property
    def numbered(self) -> bool:
        return self.value > 0


def _roman(text: str) -> int:
    total = previous = 0
    for char in reversed(text.lower()):
        value = _ROMAN_VALUES[char]
        total += value if value >= previous else -value
        previous = max(previous, value)
    return total


def skip_space(text: str, start: int) -> int:
    """The offset of the first character that is not a blank."""
    match = _SPACE.match(text, start)
    return match.end() if match else start


def _bullet(text: str, at: int, end: int) -> Marker | None:
    match = _BULLET.match(text, at, end) or _LOST.match(text, at, end)
    return Marker(text[at], 0, 0, at, match.end()) if match else None


def _number(text: str, at: int, end: int) -> Marker | None:
    if match := _DEEP.match(text, at, end):
        parts = match[1].split(".")
        return Marker("deep", max(int(parts[-1]), 1), len(parts), at, match.end())
    if match := _NUMBER.match(text, at, end):
        return Marker("num", max(int(match[1]), 1), 1, at, match.end())
    if match := _ROMAN.match(text, at, end):
        return Marker("roman", _roman(match[1]), 1, at, match.end())
    if match := _LETTER.match(text, at, end):
        return Marker("letter", ord(match[1].lower()) - 96, 2, at, match.end())
    if match := _WORDED.match(text, at, end):
        value = (
            int(match[1])
            if match[1].isdigit()
            else _roman(match[1])
            if match[1].lower().strip("ivxl") == ""
            else 1
        )
        return Marker("worded", max(value, 1), 1, at, match.end())
    return None


def read_marker(text: str, start: int, end: int) -> Marker | None:
    """The mark at the start of a line, if it has one and words follow it."""
    at = skip_space(text, start)
    if at >= end:
        return None
    char = text[at]
    found = None
    if char.isalnum() or char == "(":
        found = _number(text, at, min(end, at + 40))
    if found is None and (not char.isalnum() or char in "eovüØ"):
        found = _bullet(text, at, min(end, at + 40))
    return found if found and found.end < end else None
