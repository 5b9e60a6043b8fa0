"""What came from outside, in a form that `extraction.extract` reads: old Word files converted."""

from mandat.documents.conversion import doc_to_docx
from mandat.documents.extraction import DEFAULT
from mandat.documents.judging import judge
from mandat.documents.kinds import DOC
from mandat.documents.limits import Refused
from mandat.documents.ole import OLE
from mandat.documents.plain import plain_bytes


def readable(content: bytes) -> bytes:
    """An old Word file (.doc) as DOCX, everything else as it is.

    `Refused` as judging and converting say; `unsupported_type` for what only lies in the same
    container as a .doc, such as an old table.
    """
    if not content.startswith(OLE):
        return content
    with plain_bytes([content]) as path:
        try:
            judge(path, kinds=frozenset({DOC}), max_bytes=DEFAULT.max_bytes)
        except Refused as refused:
            if refused.code != "not_allowed_here":
                raise
            raise Refused("unsupported_type", {"type": refused.params.get("type", "")}) from None
        return doc_to_docx(path)
