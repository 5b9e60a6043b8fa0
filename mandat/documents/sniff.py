"""What a file is, told by its bytes; its name decides only between readings of the same bytes."""

import re
from typing import Final

from mandat.documents.kinds import DOCX, HTML, ODT, PDF, TEXT, ZIP
from mandat.documents.limits import Refused

__all__ = [
    "DOCX",
    "HTML",
    "ODT",
    "OTHERS",
    "PDF",
    "TEXT",
    "ZIP",
    "beginning",
    "is_blank",
    "sniff",
    "sniff_text",
]


_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Name of the stream in which [MS-OFFCRYPTO] 2.3.4.4 keeps an encrypted package, in UTF-16.
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
OTHERS: Final = (
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
_HEAD: Final = 65_536
_PROLOG: Final = re.compile(r"\s*(<\?xml[^>]*\?>)?(\s|<!--.*?-->)*", re.DOTALL)
_HTML_START: Final = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_TAG: Final = re.compile(
    r"</?(p|div|br|ul|ol|li|table|tr|td|h[1-6]|span|section)\b[^>]*>", re.IGNORECASE
)


def sniff(data: bytes, name: str = "") -> str:
    """The media type of a file, `ZIP` for containers still to be opened, else a refusal."""
    if is_blank(data):
        raise Refused("empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return ZIP
    # ISO 32000 readers accept the header anywhere in the first 1024 bytes.
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise Refused("password_protected")
        raise Refused("unsupported_type", {"type": "doc"})
    for magic, kind in OTHERS:
        if data.startswith(magic):
            raise Refused("unsupported_type", {"type": kind})
    return sniff_text(data, name)


def is_blank(data: bytes) -> bool:
    """Whether a file holds white space and zeros alone, or a byte order mark."""
    marks = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
    return data in marks or not data.strip(b"\x00 \t\r\n\x0b\x0c")


def sniff_text(data: bytes, name: str) -> str:
    """Tells web pages from plain text; a bare XML file is neither."""
    head = beginning(data)
    if "<!ENTITY" in head and head.lstrip().startswith("<"):
        raise Refused("xml_bomb")
    prolog = _PROLOG.match(head)
    start = prolog.end() if prolog else 0
    if _HTML_START.match(head, start):
        return HTML
    named = name.lower().endswith((".html", ".htm", ".xhtml"))
    tags = len(_HTML_TAG.findall(head))
    if tags and (named or (tags >= 3 and head.startswith("<", start))):
        return HTML
    if prolog and prolog.group(1):
        raise Refused("unsupported_type", {"type": "xml"})
    return TEXT


def beginning(data: bytes) -> str:
    """The first characters, whatever their encoding: enough to see tags."""
    head = data[:_HEAD]
    for bom, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(bom):
            return head[2:].decode(encoding, "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
