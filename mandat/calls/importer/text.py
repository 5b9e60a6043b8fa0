"""A text prepared for reading: the same offsets with and without accents, and its lines.

`Source.fold` has exactly one code point for each code point of `Source.text`, in lower
case, without accents, with plain apostrophes, dashes and spaces: patterns are written
once, against `fold`, and their offsets are offsets of the text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from mandat.calls.importer.draft import Span

_PLAIN = {
    **dict.fromkeys("’‘‛ʼ´`′", "'"),
    **dict.fromkeys("–—‒―−‐‑", "-"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u3000\t", " "),
    **dict.fromkeys(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F))), " "),
    **dict.fromkeys(map(chr, (*range(0x2066, 0x206A), 0xFEFF, 0xAD)), " "),
    **{c: str(i) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩")},
    **{c: str(i) for i, c in enumerate("۰۱۲۳۴۵۶۷۸۹")},
}


# Tags of tables and dress that a page written half in HTML leaves in its text.
_TAG = re.compile(
    r"</?(?:table|tbody|thead|tr|t[dh]|span|div|p|br|[biu]|em|strong|[uo]l|li|font|h[1-6])"
    r"(?=[\s/>])[^<>]{0,400}>"
)
_NOT_BREAK = re.compile(r"[^\n]")


# A line break with text on both sides that does not open a list item or a table row.
_SOFT_BREAK = re.compile(
    r"(?<=\S)\n(?=[^\S\n]{0,8}[^\s•●▪◦*|#+-])(?![^\S\n]{0,8}(?:\d{1,2}|[a-z])[.)]\s)"
)


class _Fold(dict[int, str]):
    """Folds one code point, and remembers it (`str.translate` asks once for each)."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _PLAIN.get(char)
        if plain is None:
            base = unicodedata.normalize("NFKD", char)
            kept = [c for c in base if not unicodedata.combining(c)]
            plain = (kept[0] if len(kept) == 1 else char).lower()
            if len(plain) != 1:
                plain = char
        self[code] = plain
        return plain


_FOLD = _Fold()


def fold(text: str) -> str:
    """The text in lower case without accents, code point for code point."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, without its line break."""

    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """A text with its folded twin and its lines."""

    text: str

    @cached_property
    def fold(self) -> str:
        plain = fold(self.text)
        if "</" not in plain and "<br" not in plain:
            return plain
        return _TAG.sub(lambda tag: _NOT_BREAK.sub(" ", tag[0]), plain)

    @cached_property
    def flow(self) -> str:
        """`fold` with the line breaks inside paragraphs as spaces: a phrase may be cut by one."""
        return _SOFT_BREAK.sub(" ", self.fold)

    @cached_property
    def vocabulary(self) -> str:
        """The different words of the text, one on each line: what is in none is nowhere."""
        return "\n".join(set(self.fold.split()))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        lines, start = [], 0
        for piece in self.text.split("\n"):
            lines.append(Line(start, start + len(piece)))
            start += len(piece) + 1
        return tuple(lines)

    def quote(self, span: Span) -> str:
        """The text of a span, on one line."""
        return " ".join(self.text[span.start : span.end].split())

    def trim(self, start: int, end: int, drop: str = " \t\n\r") -> Span:
        """The span without the blanks (or the characters of `drop`) at its ends."""
        while start < end and self.text[start] in drop:
            start += 1
        while end > start and self.text[end - 1] in drop:
            end -= 1
        return Span(start, end)
