"""A composed text: its parts, and the same as plain lines. Pure but for the words of the site."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

CELL = " | "  # as extraction writes the cells of a table
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `numbered` where the order counts."""

    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head; `levels` says how deep each row hangs on the one above."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    levels: tuple[int, ...] = ()


type Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    name: str  # a code, the same in every language
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """The whole text. `language` is that of what people wrote, `words` that of the headings."""

    title: str
    language: str
    words: str
    facts: tuple[tuple[str, str], ...]  # what one wants to know first: label and value
    sections: tuple[Section, ...]


def as_text(composed: Composed) -> str:
    """The text as plain lines: headings apart, bullets, one row of a table on a line."""
    lines = [composed.title, ""]
    with translation.override(composed.words):
        lines += [fact(label, value) for label, value in composed.facts]
        for section in composed.sections:
            lines += ["", section.heading, ""]
            for block in section.blocks:
                lines += [*_lines(block), ""]
            lines.pop()
    return "\n".join(lines).strip() + "\n"


def fact(label: str, value: str) -> str:
    """A label and its value on one line."""
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield text
        case Items(lines, numbered):
            for number, line in enumerate(lines, start=1):
                yield f"{number}. {line}" if numbered else f"{BULLET} {line}"
        case Table(head, rows):
            yield CELL.join(head)
            for row in rows:
                yield CELL.join(cell for cell in row if cell)
