"""The full text of a call as headings and paragraphs, without any markup of its own."""

import re
from functools import lru_cache

from mandat.calls.importer.headings import read_headings
from mandat.calls.importer.text import Source
from mandat.calls.public.page import Block

_MARKS = re.compile(r"^[#*_\s]+|[#*_\s]+$")
_BREAKS = re.compile(r"\n[ \t]*\n+")
_CACHED = 256  # texts; a long one takes some 100 kB


@lru_cache(maxsize=_CACHED)
def blocks_of(text: str) -> tuple[Block, ...]:
    """Headings and paragraphs in order; empty lines part paragraphs, other line breaks stay."""
    if not text.strip():
        return ()
    blocks: list[Block] = []
    at = 0
    for heading in read_headings(Source(text)):
        if heading.start < at:
            continue
        line_end = text.find("\n", heading.end)
        line_end = len(text) if line_end < 0 else line_end
        if text[heading.end : line_end].strip(" \t*_#:："):
            continue  # it opens its line: it stays with what follows on it
        line_start = text.rfind("\n", 0, heading.start) + 1
        blocks += _paragraphs(text[at : max(at, line_start)])
        said = _MARKS.sub("", " ".join(text[line_start:line_end].split()))
        blocks.append(Block(said, is_heading=True, level=max(1, heading.level)))
        at = line_end
    blocks += _paragraphs(text[at:])
    return tuple(b for b in blocks if b.text)


def _paragraphs(text: str) -> list[Block]:
    return [Block(p.strip("\n ")) for p in _BREAKS.split(text) if p.strip()]
