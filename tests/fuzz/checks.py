"""What must be true of every draft, whatever the text was."""

from typing import Any

from mandat.calls.importer.draft import FIELDS, CallDraft, Span
from mandat.calls.importer.guard import NOTICE

# Far above what a text takes on a slow, busy machine; far below what backtracking takes.
BASE_SECONDS = 2.0
SECONDS_PER_CHARACTER = 1e-3


def spans_in(value: Any) -> list[Span]:
    """Every span inside the value of a field."""
    match value:
        case Span():
            return [value]
        case dict():
            return [s for v in value.values() for s in spans_in(v)]
        case list() | tuple():
            return [s for v in value for s in spans_in(v)]
        case _:
            return []


def check_draft(text: str, draft: CallDraft, seconds: float) -> None:
    """Raises when a field is missing, a span leaves the text, or the reading took too long."""
    if tuple(draft.fields) != FIELDS:
        raise AssertionError(f"fields: {set(FIELDS) ^ set(draft.fields)}")
    for name, found in draft.fields.items():
        spans = [*found.spans, *spans_in(found.value)]
        spans += [s for a in found.alternatives for s in (*a.spans, *spans_in(a.value))]
        if any(s.end > len(text) for s in spans):
            raise AssertionError(f"a span of {name} leaves the text")
    if any(code == NOTICE for code, _spans in draft.notices):
        raise AssertionError("a reader failed")
    if seconds > BASE_SECONDS + SECONDS_PER_CHARACTER * len(text):
        raise AssertionError(f"{len(text)} characters took {seconds:.1f} s")
