"""A call as a Word file, for those who sign on paper."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mandat.calls.models import Call


def docx_of(call: "Call") -> bytes:
    """The Word file; see `document.docx_of`. Its writer is loaded by the first one."""
    from mandat.calls.authoring.docx import document  # noqa: PLC0415 -- see above

    return document.docx_of(call)
