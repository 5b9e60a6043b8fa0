"""The head of a page that a web site or a job board wrote: front matter, and labels with values."""

import re

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source

_FENCE = re.compile(r"\s{0,40}(\+\+\+|---)[ \t]*\r?\n")
_ENTRY = re.compile(r"([\w][\w -]{0,40}?)[ \t]{0,4}[:=][ \t]{0,4}(.*)")
_LIMIT = 8000  # front matter stands at the very top and is short


def _fenced(source: Source) -> tuple[int, int, int] | None:
    """Where front matter begins, ends, and where the text after it begins."""
    opening = _FENCE.match(source.text, 0, 60)
    if opening is None:
        return None
    closing = re.compile(r"^" + re.escape(opening[1]) + r"[ \t]*\r?$", re.MULTILINE)
    match = closing.search(source.text, opening.end(), opening.end() + _LIMIT)
    if match is None or not _ENTRY.search(source.text, opening.end(), match.start()):
        return None
    return opening.end(), match.start(), match.end()


def front_matter_end(source: Source) -> int:
    """Where the text after the front matter begins; 0 when it has none."""
    fenced = _fenced(source)
    return fenced[2] if fenced else 0


def _value(source: Source, start: int, end: int) -> tuple[str, Span]:
    span = source.trim(start, end, " \t\r\n\"'[]>|")
    return source.quote(span), span


def read_front_matter(source: Source) -> dict[str, tuple[str, Span]]:
    """The keys (folded) and values of front matter in TOML or YAML form; empty without one."""
    fenced = _fenced(source)
    if fenced is None:
        return {}
    found: dict[str, tuple[str, Span]] = {}
    key = ""
    for line in source.lines:
        if line.start < fenced[0] or line.end > fenced[1]:
            if line.start >= fenced[1]:
                break
            continue
        match = _ENTRY.match(source.text, line.start, line.end)
        if match and not source.text[line.start].isspace():
            key = source.fold[match.start(1) : match.end(1)].strip()
            found[key] = _value(source, match.start(2), match.end(2))
        elif key:  # a YAML value that runs over several lines
            found[key] = _value(source, found[key][1].start, line.end)
    return {k: v for k, v in found.items() if v[0]}


_LABEL = re.compile(
    r"[ \t\u00a0•*\-–>|#_]{0,12}([^\W\d_][^\n:?!.;|*]{1,48}?)"
    r"[ \t\u00a0*_]{0,6}[:|][ \t\u00a0*_]{1,6}(?=\S)"
)
_HEAD_LINES = 80


def read_labels(source: Source) -> dict[str, tuple[str, Span]]:
    """The short 'Label : value' lines of the first part of the text, by folded label.

    The first line with a label wins. A value is what stands on the same line.
    """
    found: dict[str, tuple[str, Span]] = {}
    start = front_matter_end(source)
    lines = [line for line in source.lines[:4000] if line.start >= start and line.end > line.start]
    for line in lines[:_HEAD_LINES]:
        match = _LABEL.match(source.text, line.start, min(line.end, line.start + 120))
        if match is None or line.end - line.start > 400:
            continue
        label = " ".join(source.fold[match.start(1) : match.end(1)].split())
        value = source.trim(match.end(), line.end, " \t\r*_|")
        if label not in found and value.end > value.start:
            found[label] = (source.quote(value), value)
    return found
