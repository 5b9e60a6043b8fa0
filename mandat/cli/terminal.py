"""What a terminal shows: width, colours, and other people's texts made harmless."""

import shutil
import sys
import textwrap
import unicodedata
from typing import IO

from config import env

STYLES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
}
# Marks that embed, override or isolate direction: a document must not turn the page around it.
_BIDI_MARKS = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
)
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def clean(text: str) -> str:
    """Text of a document on one line, without anything that a terminal would obey."""
    flat = " ".join(text.translate(_BIDI_MARKS).split())
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in flat)


def isolate(text: str) -> str:
    """The text keeps its own direction, and what stands around it keeps its place."""
    if any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def shorten(text: str, length: int) -> str:
    """At most `length` characters of a document's text, cut at a word."""
    return textwrap.shorten(clean(text), length, placeholder=" …")


def size_in_words(count: int) -> str:
    """A number of bytes, short: 3.2 MB (powers of a thousand, as disks are sold)."""
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


class Terminal:
    """Writes lines to a stream, in colours where a person looks at them."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self.stream = stream or sys.stdout
        self.is_seen = self.stream.isatty()
        self.colours = self.is_seen and not env.colours_refused()
        self.width = max(40, min(100, shutil.get_terminal_size((80, 24)).columns))

    def style(self, text: str, *names: str) -> str:
        if not self.colours or not names:
            return text
        return f"\x1b[{';'.join(STYLES[n] for n in names)}m{text}\x1b[0m"

    def line(self, text: str = "") -> None:
        self.stream.write(f"{text}\n")

    def heading(self, text: str) -> None:
        self.line()
        self.line(self.style(text, "bold"))
        self.line(self.style("─" * min(self.width, max(20, len(text))), "dim"))

    def wrapped(
        self, text: str, *styles: str, indent: int = 0, first: str = "", first_style: str = ""
    ) -> None:
        """A paragraph, `first` standing before its first line."""
        head = " " * max(0, indent - len(first)) + first
        lines = textwrap.wrap(
            text,
            self.width - 1,
            initial_indent=head,
            subsequent_indent=" " * indent,
            break_on_hyphens=False,
        )
        for number, line in enumerate(lines):
            if number:
                self.line(self.style(line, *styles))
            else:
                mark = self.style(head, first_style) if first_style else head
                self.line(mark + self.style(line[len(head) :], *styles))


class Progress:
    """How far long work has come, on standard error when somebody looks at it."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self._shown:
            sys.stderr.write(f"\r{self._label} {done}/{total} ")
            sys.stderr.flush()
            if done >= total:
                self.clear()

    def clear(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
