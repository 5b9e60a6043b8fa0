"""Judges Word, Excel and PowerPoint files (ECMA-376): macros, active parts, pages as noted."""

import re
import zipfile
from typing import Final
from xml.parsers import expat

from mandat.documents.judging.inside import Found, Wanted
from mandat.documents.judging.zips import whole
from mandat.documents.kinds import DOCX, PPTX, XLSX
from mandat.documents.limits import Limits, Refused
from mandat.documents.ole import OLE, streams

_MACROS: Final = re.compile(
    rb"macroEnabled|vnd\.ms-office\.vbaProject|vnd\.ms-word\.vbaData|ms-excel\.(intl)?macrosheet",
    re.IGNORECASE,
)
_MACRO_PARTS: Final = re.compile(
    r"vba(Project|ProjectSignature|Data)[^/]*$|/macrosheets/", re.IGNORECASE
)
_ACTIVE: Final = re.compile(rb"vnd\.ms-office\.activeX|/relationships/control\b", re.IGNORECASE)
_EXTERNAL: Final = re.compile(rb"<[^<>]*TargetMode\s*=\s*[\"']External[\"'][^<>]*>", re.IGNORECASE)
_PAGES: Final = re.compile(rb"<(?:\w+:)?Pages>\s*(\d{1,6})\s*</")
_SLIDE: Final = re.compile(r"ppt/slides/slide\d+\.xml")
_BODIES: Final = {
    DOCX: re.compile(r"word/document\d*\.xml"),
    XLSX: re.compile(r"xl/workbook\d*\.xml"),
    PPTX: re.compile(r"ppt/presentation\d*\.xml"),
}
# A stream in which Windows packs any file (a program, too) as an icon in a document.
_PACKAGE: Final = "\x01Ole10Native"
_VBA: Final = frozenset({"_VBA_PROJECT", "Macros", "_VBA_PROJECT_CUR"})


def judge_openxml(data: bytes, media_type: str, limits: Limits, _: Wanted) -> Found:
    """What the parts say: the names, the list of content types, the relations, the objects."""
    found = Found(media_type)
    with whole(data, limits) as archive:
        names = archive.namelist()
        types = archive.read("[Content_Types].xml")
        if _MACROS.search(types) or any(_MACRO_PARTS.search(name) for name in names):
            raise Refused("macros")
        if _ACTIVE.search(types) or any("/activex/" in name.lower() for name in names):
            raise Refused("active_content", {"part": "control"})
        _judge_relations(archive, names, found)
        _judge_objects(archive, names, found)
        _require_body(archive, names, media_type)
        _count(archive, names, found)
    return found


def _judge_relations(archive: zipfile.ZipFile, names: list[str], found: Found) -> None:
    for name in names:
        if not name.endswith(".rels"):
            continue
        relations = archive.read(name)
        if _ACTIVE.search(relations):
            raise Refused("active_content", {"part": "control"})
        fetched = (tag for tag in _EXTERNAL.findall(relations) if b"/hyperlink" not in tag)
        if any(fetched):
            found.warnings.append("external_references")


def _judge_objects(archive: zipfile.ZipFile, names: list[str], found: Found) -> None:
    """Old objects and office files inside: no macros, and no file packed as an icon."""
    for name in names:
        with archive.open(name) as part:
            start = part.read(8)
        if not start.startswith(OLE):
            if "/embeddings/" in name:
                found.warnings.append("embedded_objects")
            continue
        inside = {stream.name for stream in streams(archive.read(name))}
        if inside & _VBA:
            raise Refused("macros")
        if _PACKAGE in inside:
            raise Refused("active_content", {"part": "package"})
        found.warnings.append("embedded_objects")


def _require_body(archive: zipfile.ZipFile, names: list[str], media_type: str) -> None:
    """The main part is there and is XML to its end: without it no program opens the file."""
    bodies = [name for name in names if _BODIES[media_type].fullmatch(name)]
    if not bodies:
        raise Refused("corrupt")
    for name in bodies:
        parse_through(archive, name)


def parse_through(archive: zipfile.ZipFile, name: str) -> None:
    """Raises `corrupt` when a part is not well-formed XML. Entities were refused before."""
    parser = expat.ParserCreate()
    try:
        with archive.open(name) as part:
            parser.ParseFile(part)
    except expat.ExpatError as error:
        raise Refused("corrupt") from error


def _count(archive: zipfile.ZipFile, names: list[str], found: Found) -> None:
    """Slides are parts and are counted; pages are what Word noted when it last saved."""
    if found.media_type == PPTX:
        found.page_count = sum(1 for name in names if _SLIDE.fullmatch(name))
        found.exact = True
    elif found.media_type == DOCX and "docProps/app.xml" in names:
        pages = _PAGES.search(archive.read("docProps/app.xml"))
        found.page_count = int(pages.group(1)) or None if pages else None
