"""Tells the kind of a file from its bytes; the name only chooses between readings of them."""

import re
import zipfile
from typing import Final

from mandat.documents.judging.zips import opened
from mandat.documents.kinds import (
    BIBTEX,
    DOC,
    DOCX,
    EML,
    HTML,
    JPEG,
    ODT,
    PDF,
    PNG,
    PPTX,
    QDPX,
    RIS,
    SRT,
    TEXT,
    VTT,
    XLSX,
    ZIP,
    kind_of_name,
)
from mandat.documents.limits import Limits, Refused
from mandat.documents.ole import OLE, streams
from mandat.documents.sniff import OTHERS, beginning, is_blank, sniff_text

PNG_MAGIC: Final = b"\x89PNG\r\n\x1a\n"
JPEG_MAGIC: Final = b"\xff\xd8\xff"
ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Programs, which no use takes; told apart so that an archive's refusal can say so.
PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")

# [Content_Types].xml names the main part (ECMA-376 part 1, 11.3.10, 12.3.23, 13.3.6).
_MAIN: Final = {
    b"wordprocessingml.": DOCX,
    b"ms-word.": DOCX,
    b"spreadsheetml.": XLSX,
    b"ms-excel.": XLSX,
    b"presentationml.": PPTX,
    b"ms-powerpoint.": PPTX,
}
_MAIN_PART: Final = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.)?"
    rb"(wordprocessingml\.|ms-word\.|spreadsheetml\.|ms-excel\.|presentationml\.|ms-powerpoint\.)"
    rb"(?:document|template|sheet|presentation|slideshow)\.(?:macroEnabled\w*\.)?main\+xml",
    re.IGNORECASE,
)
_MAGICS: Final = ((PNG_MAGIC, PNG), (JPEG_MAGIC, JPEG), *OTHERS)
_TEXTS: Final = (
    (VTT, re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|$)")),
    (
        SRT,
        re.compile(r"\s*\d+\s*\r?\n\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->\s*\d{1,2}:\d\d:\d\d[,.]"),
    ),
    (RIS, re.compile(r"(?s)\s*TY  - \w.*^(?:ER  -|[A-Z][A-Z0-9]  - )", re.MULTILINE)),
    (
        BIBTEX,
        re.compile(
            r"(?im)^\s*@(?:article|book|booklet|collection|comment|conference|dataset|inbook|"
            r"incollection|inproceedings|manual|mastersthesis|misc|online|phdthesis|preamble|"
            r"proceedings|report|software|string|techreport|thesis|unpublished)\s*[{(]"
        ),
    ),
)
_HEADER: Final = re.compile(r"(?:[!-9;-~]+:[ \t]?[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*)+")
_SENT: Final = re.compile(r"(?im)^(?:from|sender|return-path|received):")
_DATED: Final = re.compile(r"(?im)^(?:date|message-id|mime-version|received):")


def tell(data: bytes, limits: Limits) -> str:
    """The kind that the first bytes and the parts of a container show; `TEXT` for all texts."""
    if is_blank(data):
        raise Refused("empty")
    if data.startswith(ZIP_MAGICS):
        return _container(data, limits)
    if data.startswith(OLE):
        return _compound(data)
    for magic, kind in _MAGICS:
        if data.startswith(magic):
            return kind
    if data.lstrip(b"\xef\xbb\xbf \t\r\n\x00\x0c").startswith(b"%PDF-") or _late_pdf(data):
        return PDF
    return "program" if data.startswith(PROGRAMS) and not _is_words(data) else TEXT


def readings(data: bytes, name: str, limits: Limits) -> list[str]:
    """Every kind that the bytes may be read as, the likeliest first: a media type or a short name.

    Texts alone have several: subtitles, references and messages are plain text as well.
    """
    kind = tell(data, limits)
    if kind != TEXT:
        return [kind]
    try:
        kind = sniff_text(data, name)
    except Refused as refused:
        if refused.code != "unsupported_type":
            raise
        return [refused.params["type"]]
    named = kind_of_name(name)
    if kind == HTML:
        return [TEXT, HTML] if named == TEXT else [HTML]
    found = [*text_kinds(data), TEXT]
    return sorted(found, key=lambda reading: reading != named)


def text_kinds(data: bytes) -> list[str]:
    """The special forms of text that the beginning of a file shows."""
    head = beginning(data).removeprefix("\ufeff")
    found = [kind for kind, shape in _TEXTS if _starts(kind, shape, head)]
    header = _HEADER.match(head)
    if header and _SENT.search(header.group()) and _DATED.search(header.group()):
        found.append(EML)
    return found


def _starts(kind: str, shape: re.Pattern[str], head: str) -> bool:
    # Reference lists may begin with remarks; the others have their mark first.
    return bool(shape.search(head) if kind == BIBTEX else shape.match(head))


def _late_pdf(data: bytes) -> bool:
    """A PDF behind other bytes, which readers accept (ISO 32000-1, annex H.3.4.1): a polyglot."""
    return b"%PDF-" in data[:1024] and b"startxref" in data[-2048:]


def _is_words(data: bytes) -> bool:
    """Whether what looks like a program is text: MZ begins words too, and #! is a script."""
    return not data.startswith(b"#!") and b"\x00" not in data[:1024]


def _compound(data: bytes) -> str:
    names = {stream.name for stream in streams(data)}
    if "EncryptedPackage" in names:  # [MS-OFFCRYPTO] 2.3.4.4
        raise Refused("password_protected")
    if "WordDocument" in names:
        return DOC
    for stream, kind in (("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt")):
        if stream in names:
            return kind
    return "msg" if "__properties_version1.0" in names else "ole"


def _container(data: bytes, limits: Limits) -> str:
    """What a zip container holds: an office document, a research project, or just files."""
    with opened(data, limits) as archive:
        names = {entry.filename for entry in archive.infolist()}
        if "mimetype" in names and "META-INF/manifest.xml" in names:
            return _opendocument(archive)
        if "[Content_Types].xml" in names:
            main = _MAIN_PART.search(archive.read("[Content_Types].xml"))
            return _MAIN[main.group(1).lower()] if main else "openxml"
        if "project.qde" in names:
            return QDPX
        return "jar" if "META-INF/MANIFEST.MF" in names else ZIP


def _opendocument(archive: zipfile.ZipFile) -> str:
    kind = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
    return ODT if kind.removesuffix("-template") == ODT else kind.rpartition(".")[2] or "odf"
