"""The head of a web page or job-board card, with its keys in one spelling."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mandat.calls.importer.draft import Span
from mandat.calls.importer.frontmatter import front_matter_end, read_front_matter
from mandat.calls.importer.text import Source


@dataclass(frozen=True, slots=True)
class Head:
    """The entries of the head by key, and the offset at which the call itself begins."""

    end: int = 0
    entries: Mapping[str, Span] = field(default_factory=dict)

    def first(self, *keys: str) -> Span | None:
        """The value of the first of these keys that is filled in."""
        return next((self.entries[k] for k in keys if k in self.entries), None)


def read_head(source: Source) -> Head:
    """The head of the text; empty when the text does not begin with one."""
    entries = {
        key.replace("-", "_").replace(" ", "_"): span
        for key, (_, span) in read_front_matter(source).items()
    }
    return Head(front_matter_end(source), entries)
