"""The kinds of file that the house knows, by media type, and the endings they go by.

A kind is told by content (`judging.content`). An ending only decides between readings of the same
bytes: subtitles are also plain text. Imported by the confined child: nothing of Django here.
"""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."

PDF: Final = "application/pdf"
DOCX: Final = f"{_OPEN_XML}wordprocessingml.document"
XLSX: Final = f"{_OPEN_XML}spreadsheetml.sheet"
PPTX: Final = f"{_OPEN_XML}presentationml.presentation"
ODT: Final = "application/vnd.oasis.opendocument.text"
DOC: Final = "application/msword"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
VTT: Final = "text/vtt"
SRT: Final = "application/x-subrip"
RIS: Final = "application/x-research-info-systems"
BIBTEX: Final = "application/x-bibtex"
EML: Final = "message/rfc822"
QDPX: Final = "application/x-qdpx"  # REFI-QDA project exchange; no type is registered for it
ZIP: Final = "application/zip"

ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    PDF: (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    PPTX: (".pptx",),
    ODT: (".odt",),
    DOC: (".doc",),
    HTML: (".html", ".htm", ".xhtml"),
    TEXT: (".txt",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    VTT: (".vtt",),
    SRT: (".srt",),
    RIS: (".ris",),
    BIBTEX: (".bib",),
    EML: (".eml",),
    QDPX: (".qdpx",),
    ZIP: (".zip",),
}
KINDS: Final = frozenset(ENDINGS)
PICTURES: Final = frozenset({PNG, JPEG})
OFFICE: Final = frozenset({DOCX, XLSX, PPTX})
DRAWN: Final = PICTURES | {PDF}  # of which pages can be shown as images


def kind_of_name(name: str) -> str | None:
    """The kind that a file's name claims; None when its ending is none of ours."""
    ending = PurePath(name).suffix.lower()
    return next((kind for kind, endings in ENDINGS.items() if ending in endings), None)


def ending_of(kind: str) -> str:
    """The usual ending of a kind, for the name of a file that is handed out."""
    return ENDINGS[kind][0]


def accept(kinds: Iterable[str]) -> str:
    """The `accept` attribute of a file input: endings, which phones and desktops both know."""
    wanted = set(kinds)
    return ",".join(e for kind, endings in ENDINGS.items() if kind in wanted for e in endings)
