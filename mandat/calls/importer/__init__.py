"""Terms of reference become a structured draft call: pure Python, offline, deterministic.

The readers, with their tables of words and the model that tells languages apart, are loaded by
the first text: a server to which nobody brings one does without their memory.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mandat.calls.importer.draft import CallDraft, Span


def read_call(text: str) -> "CallDraft":
    """What one call says, field by field; see `whole.read_call`."""
    from mandat.calls.importer import whole  # noqa: PLC0415 -- see above

    return whole.read_call(text)


def split_calls(text: str) -> "list[Span]":
    """One span for each call of a text; see `notices.split_calls`."""
    from mandat.calls.importer import notices  # noqa: PLC0415 -- see above

    return notices.split_calls(text)
