"""Word's own traces: tracked changes accepted, comments and editing sessions taken out.

Names and meaning of the elements: ECMA-376 part 1, 17.13 (annotations) and 17.15 (settings).
"""

import re
from typing import Final

from lxml import etree

from mandat.documents.cleaning.parts import drop, drop_all, unwrap

_RUNS_OF_CHANGE: Final = re.compile(r"(moveFrom|moveTo|customXml(Ins|Del|MoveFrom|MoveTo))Range")
_GONE: Final = frozenset({"del", "moveFrom"})
_STAYS: Final = frozenset({"ins", "moveTo"})
_COMMENTED: Final = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})
_PERMISSIONS: Final = frozenset({"permStart", "permEnd"})  # name the people who may edit
_SETTINGS: Final = frozenset(
    {
        "rsids",
        "attachedTemplate",
        "docVars",
        "mailMerge",
        "docId",
        "trackRevisions",
        "writeProtection",
    }
)
_WORD: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",  # the strict form
)


def _name(element: etree._Element) -> str:
    """The name of an element of Word's own; "" for others: drawings have a moveTo as well."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(_WORD):
        return ""
    return tag.rpartition("}")[2]


def accept_changes(root: etree._Element) -> bool:
    """The document as it reads when every change is accepted; whether there was any."""
    changed = _drop_old_looks(root)
    changed |= _drop_rows_and_cells(root)
    joined = _paragraphs_without_end(root)
    for element in list(root.iter()):
        name = _name(element)
        if name in _GONE and element.getparent() is not None:
            drop(element)
            changed = True
    for element in list(root.iter()):
        if _name(element) in _STAYS:
            unwrap(element)
            changed = True
    for paragraph in reversed(joined):
        _join_with_next(paragraph)
    return changed or bool(joined)


def _drop_old_looks(root: etree._Element) -> bool:
    """How runs, paragraphs, tables and sections looked before, and the ends of moves."""
    old = [
        element
        for element in root.iter()
        if _name(element).endswith("PrChange")
        or _name(element) in ("numberingChange", "tblGridChange", "cellMerge", "cellIns")
        or _RUNS_OF_CHANGE.match(_name(element))
    ]
    for element in old:
        drop(element)
    return bool(old)


def _drop_rows_and_cells(root: etree._Element) -> bool:
    """Deleted rows and cells go; the marks of inserted ones go."""
    changed = False
    for element in list(root.iter()):
        holder = element.getparent()
        if holder is None or _name(holder) not in ("trPr", "tcPr"):
            continue
        name, owner = _name(element), holder.getparent()
        if name in ("del", "cellDel") and owner is not None:
            drop(owner)
            changed = True
        elif name == "ins":
            drop(element)
            changed = True
    return changed


def _paragraphs_without_end(root: etree._Element) -> list[etree._Element]:
    """Paragraphs whose end was deleted, its mark taken out; marks of new ends go as well."""
    joined = []
    for properties in [element for element in root.iter() if _name(element) == "rPr"]:
        holder = properties.getparent()
        if holder is None or _name(holder) != "pPr":
            continue
        for mark in list(properties):
            if _name(mark) in _GONE and holder.getparent() is not None:
                joined.append(holder.getparent())
            if _name(mark) in _GONE | _STAYS:
                drop(mark)
    return [paragraph for paragraph in joined if paragraph is not None]


def _join_with_next(paragraph: etree._Element) -> None:
    """Word gives the joined paragraph the look of the second."""
    following = paragraph.getnext()
    if following is None or _name(following) != "p":
        return
    content = [child for child in paragraph if _name(child) != "pPr"]
    at = 1 if len(following) and _name(following[0]) == "pPr" else 0
    for offset, child in enumerate(content):
        following.insert(at + offset, child)
    drop(paragraph)


def drop_comments(root: etree._Element) -> bool:
    """Takes out the marks of comments, and runs that held nothing else."""
    marks = [element for element in root.iter() if _name(element) in _COMMENTED]
    for mark in marks:
        run = mark.getparent()
        drop(mark)
        if run is not None and _name(run) == "r" and all(_name(c) == "rPr" for c in run):
            drop(run)
    return bool(marks)


def drop_sessions(root: etree._Element) -> bool:
    """Takes out the numbers by which Word tells editing sessions apart, and named permissions."""
    found = bool(drop_all(root, (*_PERMISSIONS, "rsid")))
    for element in root.iter():
        for key in [key for key in element.attrib if "}rsid" in str(key)]:
            del element.attrib[key]
            found = True
    return found


def clean_settings(root: etree._Element) -> bool:
    """Takes out the template's place, sessions, hidden variables, the identity of the document."""
    return bool(drop_all(root, _SETTINGS))
