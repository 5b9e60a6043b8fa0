"""Judges an OpenDocument text (ODF 1.3): password, macros, pages as noted."""

import re
import zipfile
from typing import Final

from mandat.documents.judging.inside import Found, Wanted
from mandat.documents.judging.openxml import parse_through
from mandat.documents.judging.zips import whole
from mandat.documents.limits import Limits, Refused
from mandat.documents.ole import OLE, streams

# Every office program writes these two lists even when there is no macro to list.
_LISTS: Final = re.compile(r"Basic/(\w+/)?script-l[bc]\.xml|Basic/|Scripts/|Basic/\w+/")
_MODULES: Final = re.compile(r"(Basic|Scripts|Dialogs)/.")
_EVENTS: Final = re.compile(rb"<\w*:?event-listener\b")
_PAGES: Final = re.compile(rb"meta:page-count\s*=\s*[\"'](\d{1,6})[\"']")
_LINKED: Final = re.compile(
    rb"<(?:draw:image|draw:object|text:section-source|draw:plugin|table:table-source)\b[^<>]*"
    rb"xlink:href\s*=\s*[\"'](?:[a-z]+:|//)",
    re.IGNORECASE,
)


def judge_opendocument(data: bytes, media_type: str, limits: Limits, _: Wanted) -> Found:
    found = Found(media_type)
    with whole(data, limits) as archive:
        names = archive.namelist()
        # ODF 1.3 part 2, 3.4: the manifest holds encryption-data for each encrypted entry.
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refused("password_protected")
        if any(_MODULES.match(name) and not _LISTS.fullmatch(name) for name in names):
            raise Refused("macros")
        if "content.xml" not in names:
            raise Refused("corrupt")
        parse_through(archive, "content.xml")
        _judge_content(archive, names, found)
        if "meta.xml" in names and (pages := _PAGES.search(archive.read("meta.xml"))):
            found.page_count = int(pages.group(1)) or None
    return found


def _judge_content(archive: zipfile.ZipFile, names: list[str], found: Found) -> None:
    for name in names:
        if name.endswith(".xml"):
            content = archive.read(name)
            if _EVENTS.search(content):
                raise Refused("macros")
            if _LINKED.search(content):
                found.warnings.append("external_references")
            continue
        with archive.open(name) as part:
            start = part.read(8)
        if start.startswith(OLE):
            _judge_object(archive.read(name), found)


def _judge_object(data: bytes, found: Found) -> None:
    inside = {stream.name for stream in streams(data)}
    if inside & {"_VBA_PROJECT", "Macros"}:
        raise Refused("macros")
    if "\x01Ole10Native" in inside:
        raise Refused("active_content", {"part": "package"})
    found.warnings.append("embedded_objects")
