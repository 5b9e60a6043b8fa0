"""The fields that lie in the shape of a text: title, language, issuer, objectives, sections."""

from mandat.calls.importer.draft import Certainty, Found
from mandat.calls.importer.guard import FieldReader, plainly
from mandat.calls.importer.issuer import read_issuer
from mandat.calls.importer.language import read_language
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.objectives import read_methodology, read_objectives
from mandat.calls.importer.programme import read_programme
from mandat.calls.importer.text import Source
from mandat.calls.importer.title import read_title


def read_sections(source: Source, layout: Layout) -> Found:
    """The sections in order, each with its kind and heading."""
    value = [
        {
            "kind": s.kind,
            "heading": source.quote(s.heading),
            "level": s.level,
            "spans": [s.heading, s.body],
        }
        for s in layout.sections
    ]
    if not value:
        return Found()
    spans = tuple(s.heading for s in layout.sections)
    return Found(value=value, certainty=Certainty.LIKELY, spans=spans)


def read_all(source: Source, layout: Layout, read: FieldReader = plainly) -> dict[str, Found]:
    """The fields of this module's readers."""
    return {
        "title": read(read_title, source, layout),
        "language": read(read_language, source),
        "issuer": read(read_issuer, source),
        "programme": read(read_programme, source),
        "objectives": read(read_objectives, source, layout),
        "methodology": read(read_methodology, source, layout),
        "sections": read(read_sections, source, layout),
    }
