"""Office files as parts: read once, changed in memory, written again with no date and no order."""

import io
import zipfile
from collections.abc import Iterable

from lxml import etree

from mandat.documents.judging.zips import whole
from mandat.documents.limits import Limits, Refused

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP can write
Parts = dict[str, bytes]


def read_parts(data: bytes, limits: Limits) -> Parts:
    """Every part by its name; the limits of a container hold, entities are refused."""
    with whole(data, limits) as archive:
        names = (entry.filename for entry in archive.infolist() if not entry.is_dir())
        return {name: archive.read(name) for name in names}


def write_parts(parts: Parts, first: str = "") -> bytes:
    """The container again; `first` is stored plainly and first, as OpenDocument asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != first, not name.startswith("["))):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return out.getvalue()


def parse(data: bytes) -> etree._Element:
    """A part as a tree: no entities, no network, no endless nesting."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("corrupt") from error


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for remarks."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def drop(element: etree._Element) -> None:
    """Takes an element out with what it holds; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    _keep_tail(element, parent)
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Puts what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    _keep_tail(element, parent)
    parent.remove(element)


def drop_all(root: etree._Element, names: Iterable[str]) -> int:
    """Takes out every element of these names, and says how many there were."""
    wanted = frozenset(names)
    found = [element for element in root.iter() if local(element) in wanted]
    for element in found:
        drop(element)
    return len(found)


def _keep_tail(element: etree._Element, parent: etree._Element) -> None:
    if not element.tail:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + element.tail
    else:
        before.tail = (before.tail or "") + element.tail
