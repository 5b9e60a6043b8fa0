"""An OpenDocument text, part by part (ODF 1.3): properties, notes, changes and old versions go."""

import re
from typing import Final

from lxml import etree

from mandat.documents.cleaning.inside import Traces
from mandat.documents.cleaning.parts import (
    Parts,
    drop,
    drop_all,
    local,
    parse,
    read_parts,
    write_parts,
    written,
)
from mandat.documents.cleaning.photos import clean_inside

_DROPPED: Final = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"(.*/)?Thumbnails/.*", "thumbnail"),
        (r"Versions/.*|VersionList\.xml", "old_versions"),
        (r"META-INF/\w*signatures\.xml", "signatures"),
        (r"(.*/)?layout-cache", "revision_marks"),
        (r"manifest\.rdf", "custom_properties"),
    )
)
_META: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3">'
    b"<office:meta/></office:document-meta>"
)
# By full name: a formula keeps its source in an "annotation" of another language.
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_NOTES: Final = frozenset({f"{_OFFICE}annotation", f"{_OFFICE}annotation-end"})
# ODF 1.3 part 3, 5.5: deleted text lies in the list of changes, inserted text in its place.
_CHANGES: Final = frozenset({"tracked-changes", "change", "change-start", "change-end"})
_SETTINGS: Final = re.compile(
    r"Printer(Name|Setup|IndependentLayout)?$|Rsid(Root)?$|CurrentDatabase|RedlineProtectionKey"
)
_PICTURES: Final = re.compile(r"(.*/)?Pictures/[^/]+")


def clean_opendocument(data: bytes, traces: Traces) -> bytes:
    parts = read_parts(data, traces.limits)
    _drop_parts(parts, traces)
    for name in list(parts):
        parts[name] = _clean_part(name, parts[name], traces)
    _clean_manifest(parts)
    return write_parts(parts, first="mimetype")


def _drop_parts(parts: Parts, traces: Traces) -> None:
    for name in list(parts):
        for pattern, code in _DROPPED:
            if pattern.fullmatch(name):
                del parts[name]
                traces.removed.add(code)
                break


def _clean_part(name: str, data: bytes, traces: Traces) -> bytes:
    last = name.rpartition("/")[2]
    if last == "meta.xml":
        traces.removed.add("properties")
        return _META
    if last in ("content.xml", "styles.xml"):
        return _clean_body(data, traces)
    if last == "settings.xml":
        return _clean_settings(data, traces)
    if _PICTURES.fullmatch(name):
        return clean_inside(name, data, traces)
    if not name.endswith((".xml", "mimetype")) and not name.startswith("Configurations2/"):
        traces.left.add("media_not_cleaned")
    return data


def _clean_body(data: bytes, traces: Traces) -> bytes:
    root = parse(data)
    notes = [element for element in root.iter() if element.tag in _NOTES]
    for note in notes:
        drop(note)
    if notes:
        traces.removed.add("comments")
    if drop_all(root, _CHANGES):
        traces.removed.add("tracked_changes")
    for element in root.iter():
        for key in [key for key in element.attrib if str(key).endswith("rsid")]:
            del element.attrib[key]
            traces.removed.add("revision_marks")
    return written(root)


def _clean_settings(data: bytes, traces: Traces) -> bytes:
    root = parse(data)
    for item in [e for e in root.iter() if local(e) == "config-item"]:
        name = next((str(v) for k, v in item.attrib.items() if str(k).endswith("}name")), "")
        if _SETTINGS.match(name):
            drop(item)
            traces.removed.add("printer" if name.startswith("Printer") else "revision_marks")
    return written(root)


def _clean_manifest(parts: Parts) -> None:
    """The manifest names files that exist; folders it may name as it likes."""
    name = "META-INF/manifest.xml"
    root = parse(parts[name])
    for entry in list(root):
        path = _path(entry)
        if path and not path.endswith("/") and path not in parts:
            drop(entry)
    parts[name] = written(root)


def _path(entry: etree._Element) -> str:
    return next((str(v) for k, v in entry.attrib.items() if str(k).endswith("full-path")), "")
