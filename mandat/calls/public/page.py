"""What a public call says, as every form of it shows it: page, PDF, feed, announcement.

`mandat.calls.public.building.build_page` makes it of a version. It is in two languages: the texts
that people wrote are in `language`, the words around them in the reader's.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from mandat.calls.display import Line
from mandat.calls.public.time_left import Left


class Standing(StrEnum):
    """What whoever reads a public call can do: the state, seen from the clock."""

    OPEN = "open"
    CLOSED = "closed"  # also when the deadline is behind and no task has closed it yet
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ContentLanguage:
    """A language in which the call can be read. An older one was made of an earlier version."""

    code: str
    is_current: bool
    is_original: bool
    is_older: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the call ends: what was published, the instant it means, and both in words."""

    at: datetime
    wall: str
    zone: str
    words: str  # Wednesday 7 January 2026 at 20:00, Brussels time
    left: Left
    left_words: str  # 6 days and 4 hours left.; "" once it is over


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the answers that a reader looks for first. `name` is a stable code."""

    name: str
    label: str
    text: str
    note: str = ""
    is_authored: bool = False  # the note is a text of the call, in its language


@dataclass(frozen=True, slots=True)
class Asked:
    """A document that is sent: its limits in words, and whether its price stays sealed."""

    name: str
    notes: tuple[str, ...]
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row of the scoring grid; `share` is its length beside the heaviest one, 0 to 100."""

    label: str
    value: str
    share: float
    level: int  # 0: a criterion of its own; 1 and more: part of the one above
    note: str = ""  # its pass mark

    @property
    def is_sub(self) -> bool:
        return self.level > 0


_LONG = frozenset({"objectives", "methodology", "deliverables", "eligibility", "dates"})


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the call under its heading. `name` is that of the field."""

    name: str
    title: Any
    lines: tuple[Line, ...]
    is_authored: bool  # the lines are texts of the call, in its language

    @property
    def is_long(self) -> bool:
        """Whether it is read as a text of its own, not as a line among others."""
        return self.name in _LONG


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph of the full text."""

    text: str
    is_heading: bool = False
    level: int = 0  # of a heading: 1 is the highest


@dataclass(frozen=True, slots=True)
class Sending:
    """Where and how an application is sent today; the parts that the call does not say are ""."""

    channel: str  # email, portal, paper or ""
    address: str
    subject: str
    is_exclusive: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A public call for one reader at one moment."""

    token: str
    reference: str
    version_number: int
    published_at: datetime
    changed_at: datetime  # when this version was published
    standing: Standing
    ending: str  # why and since when it is closed or cancelled, in words; "" while it is open
    closing_reason: str  # in the words of the organisation, or ""
    is_sensitive: bool
    organisation: str
    language: str  # of the texts
    direction: str
    original_language: str
    languages: tuple[ContentLanguage, ...]
    is_older: bool  # a translation of an earlier version
    title: str
    title_language: str  # the original's where a translation has no title
    kind: str
    deadline: Deadline
    countries: tuple[str, ...]  # ISO 3166-1 alpha-2
    is_remote: bool
    facts: tuple[Fact, ...]
    asked: tuple[Asked, ...]
    sending: Sending
    grid: tuple[Criterion, ...]
    grid_unit: str
    rules: tuple[Line, ...]
    sections: tuple[Section, ...]
    privacy_parts: tuple[str, ...]
    text: tuple[Block, ...]  # always in the original language
    keeps_text: bool  # the full text is given to those who are shortlisted
    text_direction: str

    @property
    def is_open(self) -> bool:
        return self.standing == Standing.OPEN

    @property
    def is_original(self) -> bool:
        return self.language == self.original_language

    @property
    def is_soon(self) -> bool:
        """Whether it closes within a week."""
        return self.is_open and self.deadline.left.is_soon

    def fact(self, name: str) -> Fact | None:
        """The fact of that name: whom, much, when, languages."""
        return next((f for f in self.facts if f.name == name), None)

    @property
    def short_sections(self) -> tuple[Section, ...]:
        """The sections that are lines among others: countries, themes, contract..."""
        return tuple(s for s in self.sections if not s.is_long)

    def section(self, name: str) -> Section | None:
        """The section of that field, when the call says something there."""
        return next((s for s in self.sections if s.name == name), None)
