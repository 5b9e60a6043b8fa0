"""All readers of a call, in the order in which later ones may rely on earlier ones."""

from mandat.calls.importer import scalars, structure, terms
from mandat.calls.importer.draft import Found
from mandat.calls.importer.guard import Guard
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.text import Source


def read_fields(source: Source, layout: Layout, guard: Guard) -> dict[str, Found]:
    """Every field that was found: the shape of the text, then its figures, then its terms."""
    nothing: dict[str, Found] = {}
    read = guard.field
    found = guard.part(structure.read_all, source, layout, read, otherwise=nothing)
    found = found | guard.part(scalars.read_all, source, layout, found, read, otherwise=nothing)
    return found | guard.part(terms.read_all, source, layout, found, read, otherwise=nothing)
