"""A call as a Word file, for those who sign on paper."""

from mandat.calls.authoring.docx.document import docx_of

__all__ = ["docx_of"]
