"""Refuses a file whose bytes are a valid file of another kind as well.

Such a file shows one thing to who checks it and another to who opens it. What is looked for: a PDF
that does not begin at the first byte, or goes on after its end; the directory of a ZIP at the end
of something else; a ZIP that does not begin at its first byte, or carries a long comment; a web
page within the first kilobyte of a PDF or picture. What stands behind a picture's end is judged
with the picture (`judging.pictures`). Text is text: it is never served as anything else.
"""

import re
import struct
from typing import Final

from mandat.documents.kinds import DOCX, JPEG, ODT, PDF, PNG, PPTX, QDPX, XLSX
from mandat.documents.limits import Refused

_HEAD: Final = 1024  # as far as lenient readers look for a header
_TAIL: Final = 65_557  # of a ZIP: its last record and the longest comment
_END_RECORD: Final = b"PK\x05\x06"
_PAGE: Final = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<script[\s>]|<body[\s>]|<iframe", re.IGNORECASE
)
_ZIPPED: Final = frozenset({DOCX, XLSX, PPTX, ODT, QDPX})


def refuse_polyglot(data: bytes, media_type: str) -> None:
    """Raises `polyglot` with the other kind where the bytes can be read in two ways."""
    if media_type in _ZIPPED:
        _refuse_around_zip(data, media_type)
        return
    if has_zip_directory(data):
        raise Refused("polyglot", {"other": "zip"})
    if media_type in (PNG, JPEG) and b"%PDF-" in data[:_HEAD]:
        raise Refused("polyglot", {"other": "pdf"})
    if media_type in (PNG, JPEG, PDF) and _PAGE.search(data[:_HEAD]):
        raise Refused("polyglot", {"other": "html"})
    if media_type == PDF:
        _refuse_around_pdf(data)


def has_zip_directory(data: bytes) -> bool:
    """Whether an unzipper would find a directory in the tail of these bytes."""
    start = max(0, len(data) - _TAIL)
    at = data.rfind(_END_RECORD, start)
    while at >= 0:
        if _points_to_directory(data, at):
            return True
        at = data.rfind(_END_RECORD, start, at)
    return False


def _points_to_directory(data: bytes, at: int) -> bool:
    """Whether the record at `at` stands behind a directory, as unzippers tolerate."""
    if at + 22 > len(data):
        return False
    entries, size = struct.unpack_from("<H4xI", data, at + 8)[0], 0
    size = struct.unpack_from("<I", data, at + 12)[0]
    return entries > 0 and 0 < size <= at and data.startswith(b"PK\x01\x02", at - size)


def _refuse_around_pdf(data: bytes) -> None:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n\x00\x0c").find(b"%PDF-") != 0:
        raise Refused("polyglot", {"other": "before"})
    end = data.rfind(b"%%EOF")
    # Some writers end without the mark, and some mail programs add blank lines behind it.
    if end >= 0 and data[end + 5 :].strip(b"\x00 \t\r\n\x1a"):
        raise Refused("polyglot", {"other": "behind"})


def _refuse_around_zip(data: bytes, media_type: str) -> None:
    """A container begins with its first entry and ends with its directory, without a comment."""
    at = data.rfind(_END_RECORD)
    if at < 0:
        raise Refused("corrupt")
    if len(data) - at != 22:
        raise Refused("polyglot", {"other": "comment"})
    size, offset = struct.unpack_from("<II", data, at + 12)
    large = 0xFFFFFFFF in (size, offset)  # ZIP64 keeps them elsewhere; zipfile checked those
    if not large and offset + size != at:
        raise Refused("polyglot", {"other": "before"})
    if media_type != QDPX and b"%PDF-" in data[:_HEAD]:
        raise Refused("polyglot", {"other": "pdf"})
