"""The programme or project that a mission belongs to."""

import re

from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.frontmatter import read_labels
from mandat.calls.importer.text import Source

_PROJECT_LABEL = re.compile(
    r"(?:nom du |name of the |titre du |nombre del )?(?:projet|project|programme|program"
    r"|proyecto|projeto|programa)(?: title| name)?$"
)
# Letters first, what stands before them asked afterwards: sought many times faster.
_QUOTED = re.compile(
    r"p(?<!\wp)(?:rojet|roject|rogramme|rogram|royecto|rograma|rojeto)\s{1,2}(?:intitule "
    r"|titled |denomme |entitled |denominado )?\"\s?(?P<name>[^\"\n]{2,120}?)\s?\""
)
_AFTER = re.compile(
    r"[Pp](?<!\w[Pp])(?:rojet|rogramme|royecto|rograma|rojeto|roject)"
    r" (?P<name>[A-Z][\w-]*[A-Z0-9][\w-]*(?: [A-Z0-9][\w-]*){0,3})"
)
_BEFORE = re.compile(
    r"the(?<!\wthe) (?P<name>[A-Z][\w’'-]*(?: (?:and |of "
    r"|for )?[A-Z][\w’'-]*){0,6}) (?:[Pp]roject|[Pp]rogramme|[Pp]rogram)\b"
)


def read_programme(source: Source) -> Found:
    """The programme or project that the mission belongs to, when the text names it."""
    for label, (value, span) in read_labels(source).items():
        if _PROJECT_LABEL.match(label) and 2 <= len(value) <= 160:
            return Found(value, Certainty.SURE, (span,))
    found: dict[str, list[Span]] = {}
    for pattern, text in ((_QUOTED, source.fold), (_AFTER, source.text), (_BEFORE, source.text)):
        for match in pattern.finditer(text):
            span = Span(match.start("name"), match.end("name"))
            found.setdefault(source.quote(span), []).append(span)
    if not found:
        return Found()
    best = max(found, key=lambda name: (len(found[name]), -found[name][0].start))
    return Found(best, Certainty.LIKELY, tuple(found[best][:4]))
