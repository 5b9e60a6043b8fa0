"""Terms of reference become a structured draft call: pure Python, offline, deterministic."""

from mandat.calls.importer import readers
from mandat.calls.importer.draft import ABSENT, FIELDS, CallDraft
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.notices import read_notices, split_calls
from mandat.calls.importer.text import Source

__all__ = ["CallDraft", "read_call", "split_calls"]


def read_call(text: str) -> CallDraft:
    """What one call says, field by field, each value with the places that say it."""
    source = Source(text)
    layout = read_layout(source)
    found = readers.read_fields(source, layout)
    fields = {name: found.get(name, ABSENT) for name in FIELDS}
    return CallDraft(text, fields, read_notices(source, layout, fields["language"].value))
