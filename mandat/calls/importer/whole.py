"""One text read whole: every field by its reader."""

from mandat.calls.importer import readers
from mandat.calls.importer.draft import ABSENT, FIELDS, CallDraft, Notices
from mandat.calls.importer.guard import NOTICE, Guard
from mandat.calls.importer.layout import Layout, read_layout
from mandat.calls.importer.notices import read_notices
from mandat.calls.importer.text import Source


def read_call(text: str) -> CallDraft:
    """What one call says, field by field, each value with the places that say it.

    A text of any content gives a draft. Where a reader fails by a fault of its own, its field
    is absent and the draft has the notice `field_not_read`.
    """
    source, guard = Source(text), Guard()
    layout = guard.part(read_layout, source, otherwise=Layout(()))
    found = readers.read_fields(source, layout, guard)
    fields = {name: found.get(name, ABSENT) for name in FIELDS}
    language = fields["language"].value
    none: Notices = ()
    notices = guard.part(read_notices, source, layout, language, otherwise=none)
    failed: Notices = ((NOTICE, ()),) if guard.failed else ()
    return CallDraft(text, fields, notices + failed)
