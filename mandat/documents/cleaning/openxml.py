"""Word, Excel and PowerPoint files, part by part (ECMA-376): what no reader sees is taken out."""

import io
import posixpath
import re
import zipfile
from typing import Final

from lxml import etree

from mandat.documents.cleaning import word
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
    (re.compile(pattern, re.IGNORECASE), code)
    for pattern, code in (
        (r"docProps/custom\.xml|customXml/.*", "custom_properties"),
        (r"docProps/thumbnail\..*", "thumbnail"),
        (r"word/(comments[^/]*|people|documenttasks/.*)\.xml", "comments"),
        (r"xl/(comments[^/]*\.xml|comments/.*|threadedComments/.*|persons/.*)", "comments"),
        (r"ppt/(comments/.*|commentAuthors\.xml|authors\.xml|tasks/.*)", "comments"),
        (r"(xl/revisions/.*|ppt/revisionInfo\.xml|ppt/changesInfos/.*)", "revision_marks"),
        (r".*/printerSettings/.*", "printer"),
        (r"_xmlsignatures/.*", "signatures"),
    )
)
_CORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_OFFICE: Final = re.compile(r"\.(docx|xlsx|pptx)$", re.IGNORECASE)
_NOTES: Final = re.compile(rb"ObjectType\s*=\s*[\"'](\w+)[\"']")
# Elements that mean nothing without the relation that they name.
_BOUND: Final = frozenset({"legacyDrawing", "attachedTemplate", "subDoc", "altChunk", "control"})
_WORKBOOK: Final = frozenset({"absPath", "fileSharing", "revisionPtr", "userName"})
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def clean_openxml(data: bytes, traces: Traces, *, inner: bool = False) -> bytes:
    """The package again, without the parts that tell of people, and without what led to them."""
    parts = read_parts(data, traces.limits)
    _drop_parts(parts, traces)
    _replace_properties(parts, traces)
    for name in [name for name in parts if name.endswith(".rels")]:
        _clean_relations(parts, name, traces)
    _drop_types(parts)
    for name in list(parts):
        parts[name] = _clean_part(name, parts[name], traces, inner=inner)
    return write_parts(parts)


def _drop_parts(parts: Parts, traces: Traces) -> None:
    for name in list(parts):
        for pattern, code in _DROPPED:
            if pattern.fullmatch(name):
                del parts[name]
                traces.removed.add(code)
                break
        else:
            if name.endswith(".vml") and _only_notes(parts[name]):
                del parts[name]  # the boxes in which Excel shows comments


def _only_notes(drawing: bytes) -> bool:
    return set(_NOTES.findall(drawing)) == {b"Note"}


def _replace_properties(parts: Parts, traces: Traces) -> None:
    for name, bare in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        if name in parts:
            parts[name] = bare
            traces.removed.add("properties")


def _clean_relations(parts: Parts, name: str, traces: Traces) -> None:
    """Drops relations to dropped parts and to other places; links that one clicks stay."""
    root = parse(parts[name])
    source = _source_of(name)
    gone = set()
    for relation in list(root):
        if relation.get("TargetMode") == "External":
            if relation.get("Type", "").endswith("/hyperlink"):
                continue
            traces.removed.add("external_references")
            if "/externalLinks/" in name:  # a workbook keeps the values, not the way to them
                target = relation.get("Target", "").replace("\\", "/")
                relation.set("Target", target.rstrip("/").rpartition("/")[2] or "elsewhere")
                continue
        elif _target(source, relation.get("Target", "")) in parts:
            continue
        gone.add(relation.get("Id", ""))
        drop(relation)
    parts[name] = written(root)
    if gone and source in parts:
        parts[source] = _without_ids(parts[source], gone)
    if not len(root) and source not in parts and source:
        del parts[name]


def _source_of(relations: str) -> str:
    """`word/_rels/document.xml.rels` belongs to `word/document.xml`; the package's to ""."""
    folder, _, name = relations.rpartition("_rels/")
    return folder + name.removesuffix(".rels")


def _target(source: str, target: str) -> str:
    plain = target.partition("#")[0]
    if plain.startswith("/"):
        return plain.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), plain))


def _without_ids(part: bytes, gone: set[str]) -> bytes:
    """A part that names no relation that is not there: else Office says the file is broken."""
    root = parse(part)
    for element in list(root.iter()):
        for key in [k for k in element.attrib if _names_relation(str(k))]:
            if element.attrib[key] in gone:
                if local(element) in _BOUND:
                    drop(element)
                    break
                del element.attrib[key]
    return written(root)


def _names_relation(key: str) -> bool:
    return key.startswith((f"{{{_RELATIONS}}}", f"{{{_STRICT}}}"))


def _drop_types(parts: Parts) -> None:
    """The list of content types names parts that exist."""
    root = parse(parts["[Content_Types].xml"])
    for entry in list(root):
        if local(entry) == "Override" and entry.get("PartName", "").lstrip("/") not in parts:
            drop(entry)
    parts["[Content_Types].xml"] = written(root)


def _clean_part(name: str, data: bytes, traces: Traces, *, inner: bool) -> bytes:
    if name.endswith((".rels", ".vml")) or name == "[Content_Types].xml":
        return data
    if name.endswith(".xml"):
        return _clean_xml(name, data, traces)
    if "/media/" in name:
        return clean_inside(name, data, traces)
    if "/embeddings/" in name and _OFFICE.search(name) and not inner:
        return _clean_inner(data, traces)
    if not name.startswith("docProps/"):
        traces.left.add("media_not_cleaned")
    return data


def _clean_inner(data: bytes, traces: Traces) -> bytes:
    """A workbook behind a chart has an author as well."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        traces.left.add("media_not_cleaned")
        return data
    return clean_openxml(data, traces, inner=True)


def _clean_xml(name: str, data: bytes, traces: Traces) -> bytes:
    room = name.partition("/")[0]
    if room == "word":
        return _clean_word(name, data, traces)
    if name.startswith("xl/connections"):
        traces.left.add("external_references")
    if name.startswith("ppt/notesSlides/"):
        traces.left.add("speaker_notes")
    if re.fullmatch(r"xl/workbook\d*\.xml", name):
        root = parse(data)
        _clean_workbook(root, traces)
        return written(root)
    return data


def _clean_word(name: str, data: bytes, traces: Traces) -> bytes:
    root = parse(data)
    if word.accept_changes(root):
        traces.removed.add("tracked_changes")
    if word.drop_comments(root):
        traces.removed.add("comments")
    if word.drop_sessions(root):
        traces.removed.add("revision_marks")
    if re.search(r"/settings\d*\.xml$", name) and word.clean_settings(root):
        traces.removed.add("revision_marks")
    drop_all(root, ("dataBinding",))  # to parts that were dropped; the words stay in the text
    return written(root)


def _clean_workbook(root: etree._Element, traces: Traces) -> None:
    if drop_all(root, _WORKBOOK):
        traces.removed.add("properties")
    for choice in [e for e in root.iter() if local(e) == "AlternateContent"]:
        if all(len(branch) == 0 for branch in choice):
            drop(choice)
