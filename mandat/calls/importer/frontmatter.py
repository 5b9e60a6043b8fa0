"""The head of a page that a web site or a job board wrote: front matter, and labels with values."""

import itertools
import re
from collections.abc import Iterator

from mandat.calls.importer.draft import Span
from mandat.calls.importer.tables import read_tables
from mandat.calls.importer.text import Line, Source

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


_ALONE = re.compile(
    r"[ \t\u00a0•*\-–>|#_]{0,12}([^\W\d_][^\n:?!.;|*]{1,40}?)[ \t\u00a0*_]{0,6}:[ *_]{0,6}$"
)
_OTHERS = re.compile(  # a board's list of other calls
    r"[ ]{0,8}(?:similar|related|other|more|latest) (?:jobs?|opportunit\w+|vacanc\w+|tenders?)"
    r"|[ ]{0,8}(?:offres?|annonces?|appels?) (?:similaires?|recentes?|liees?)"
    r"|[ ]{0,8}(?:empleos|vagas|ofertas) (?:similares|relacionad[ao]s)"
)
_APART = re.compile(r"[ ]{0,12}([A-ZÀ-Þ][^\n:?!.;|*\t]{1,40}?)(?:[ ]{3,}|\t+)(?=\S)")


def _pair(source: Source, lines: list[Line], at: int) -> tuple[Span, Span] | None:
    """The label and the value on a line, or on two lines one below the other."""
    line = lines[at]
    if line.end - line.start > 400:
        return None
    short = min(line.end, line.start + 120)
    if match := _LABEL.match(source.text, line.start, short) or _APART.match(
        source.text, line.start, short
    ):
        return Span(*match.span(1)), source.trim(match.end(), line.end, " \t\r*_|")
    alone = _ALONE.match(source.text, line.start, short)
    if alone is None or at + 1 >= len(lines):
        return None
    below = source.trim(lines[at + 1].start, lines[at + 1].end, " \t\r*_|")
    if below.end - below.start > 160 or source.text[below.end - 1 : below.end] in (":", ".", ""):
        return None
    return Span(*alone.span(1)), below


def _from_tables(source: Source) -> Iterator[tuple[Span, Span]]:
    """The pairs in the first table of two columns whose first column holds labels."""
    for table in read_tables(source)[:1]:
        lines = (table.head, *table.rows)
        labels = sum(source.text[a.start : a.end].rstrip()[-1:] == ":" for a, *_ in lines)
        if len(table.head) == 2 and 2 * labels >= len(lines):
            yield from ((row[0], row[1]) for row in lines)


def read_labels(source: Source) -> dict[str, tuple[str, Span]]:
    """The short 'Label : value' pairs of the first part of the text, by folded label.

    The first line with a label wins. A value stands on the label's line, on the line below a
    label that has nothing but its colon, or in the next cell.
    """
    found: dict[str, tuple[str, Span]] = {}
    start = front_matter_end(source)
    lines = [
        line
        for line in source.lines[:4000]
        if line.start >= start and source.text[line.start : line.end].strip()
    ][:_HEAD_LINES]
    others = (i for i, li in enumerate(lines) if _OTHERS.match(source.fold, li.start, li.end))
    lines = lines[: next(others, len(lines))]
    pairs = (_pair(source, lines, at) for at in range(len(lines)))
    for pair in itertools.chain((p for p in pairs if p), _from_tables(source)):
        label = " ".join(source.fold[pair[0].start : pair[0].end].strip(" :").split())
        if label not in found and pair[1].end > pair[1].start:
            found[label] = (source.quote(pair[1]), pair[1])
    return found
