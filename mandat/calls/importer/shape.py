"""What the shape of a text is made of: sections under headings, and items of lists."""

from dataclasses import dataclass

from mandat.calls.importer.draft import Span

KINDS = (
    "context",
    "objectives",
    "methodology",
    "deliverables",
    "profile",
    "schedule",
    "budget",
    "criteria",
    "how_to_apply",
    "privacy",
    "other",
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text below it, up to the next heading of any level."""

    kind: str  # one of KINDS
    heading: Span
    body: Span
    level: int


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its text without its marker.

    `text` is the entry on one line; page footers that fell into its span are left out of it.
    """

    span: Span
    marker: str  # "•", "-", "1.", "a)", "" when items are told apart by sentence or ";" alone
    level: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The sections of a source, in order; `of_kind` gives those of the kinds asked for.

    `leads` are stretches that a sentence opens rather than a heading ("The skills required
    for the mission are:"): useful to look into, but not sections of the call.
    """

    sections: tuple[Section, ...]
    leads: tuple[Section, ...] = ()

    def of_kind(self, *kinds: str) -> tuple[Section, ...]:
        return tuple(s for s in self.sections if s.kind in kinds)

    def at(self, offset: int) -> Section | None:
        """The section whose heading or body holds the offset."""
        for section in self.sections:
            if section.heading.start <= offset < max(section.body.end, section.heading.end):
                return section
        return None
