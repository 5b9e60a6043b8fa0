"""An OpenDocument text, read by odfpy: headings, paragraphs, lists, tables, notes."""

import io
from typing import Any, Final

from odf import opendocument
from odf.namespaces import DRAWNS, OFFICENS, STYLENS, TABLENS, TEXTNS

from mandat.documents.flow import Flow, marker
from mandat.documents.limits import Limits, Reading, Refused

_TEXT, _TABLE, _OFFICE = TEXTNS, TABLENS, OFFICENS
_SKIPPED: Final = frozenset(
    {
        (_TEXT, "tracked-changes"),  # deleted text
        (_TEXT, "sequence-decls"),
        (_TEXT, "variable-decls"),
        (_TEXT, "note-citation"),
        (_OFFICE, "annotation"),
        (_OFFICE, "annotation-end"),
        (_OFFICE, "forms"),
        (_TEXT, "ruby-text"),
    }
)
_BREAKS: Final = {(_TEXT, "line-break"): "\n", (_TEXT, "tab"): " "}


def read_odt(data: bytes, limits: Limits) -> Reading:  # noqa: ARG001 -- every reader has it
    """The text of the document, its pages unknown until it is laid out."""
    document = opendocument.load(io.BytesIO(data))
    body = getattr(document, "text", None)
    # odfpy prints a parser's error and goes on with half a document; this mark then stays.
    if body is None or hasattr(document, "_parsing"):
        raise Refused("corrupt")
    walker = _Walker(_list_styles(document))
    walker.blocks(body, 0)
    return Reading(pages=[walker.flow.text()])


def _list_styles(document: Any) -> dict[tuple[str, int], str]:
    """The HTML name ("1", "a", ...) of each numbered level of each list style."""
    found = {}
    for holder in (document.automaticstyles, document.styles):
        for style in _named(holder, (_TEXT, "list-style")):
            name = style.attributes.get((STYLENS, "name"), "")
            for level in _named(style, (_TEXT, "list-level-style-number")):
                depth = level.attributes.get((_TEXT, "level"), "1")
                kind = level.attributes.get((STYLENS, "num-format"), "")
                if str(depth).isdigit() and kind:
                    found[str(name), int(depth)] = str(kind)
    return found


def _named(parent: Any, qname: tuple[str, str]) -> list[Any]:
    return [e for e in parent.childNodes if getattr(e, "qname", None) == qname]


class _Walker:
    """Walks the body once and writes its blocks."""

    def __init__(self, styles: dict[tuple[str, int], str]) -> None:
        self.flow = Flow()
        self._styles = styles
        self._counts: dict[str, int] = {}

    def blocks(self, parent: Any, depth: int) -> None:
        """Writes the blocks of a body, a section, a frame."""
        for node in parent.childNodes:
            match getattr(node, "qname", None):
                case qname if qname is None or qname in _SKIPPED:
                    continue
                case (ns, "p" | "h") if ns == _TEXT:
                    self.flow.paragraph(self._inline(node))
                    self._frames(node, depth)
                case (ns, "list") if ns == _TEXT:
                    self._list(node, "", depth)
                    self.flow.end_list()
                case (ns, "table") if ns == _TABLE:
                    self._table(node, depth)
                case _:
                    self.blocks(node, depth)

    def _inline(self, node: Any) -> str:
        """The text of a paragraph; text boxes anchored in it are written after it."""
        parts = []
        for child in node.childNodes:
            qname = getattr(child, "qname", None)
            if qname is None or child.nodeType != child.ELEMENT_NODE:
                parts.append(str(getattr(child, "data", "")))
            elif qname in _BREAKS:
                parts.append(_BREAKS[qname])
            elif qname == (_TEXT, "s"):
                parts.append(" ")
            elif qname == (_TEXT, "note"):
                parts.append(f" ({self._inline(child).strip()})")
            elif qname not in _SKIPPED and qname[0] != DRAWNS:
                parts.append(self._inline(child))
        return "".join(parts)

    def _frames(self, node: Any, depth: int) -> None:
        for child in node.childNodes:
            qname = getattr(child, "qname", None)
            if qname and qname[0] == DRAWNS:
                self.blocks(child, depth)
            elif qname and qname not in _SKIPPED:
                self._frames(child, depth)

    def _list(self, node: Any, inherited: str, depth: int) -> None:
        style = str(node.attributes.get((_TEXT, "style-name"), "") or inherited)
        kind = self._styles.get((style, depth + 1), "")
        number = 1
        if str(node.attributes.get((_TEXT, "continue-numbering"), "")) == "true":
            number = self._counts.get(style, 0) + 1
        for item in node.childNodes:
            qname = getattr(item, "qname", None)
            if qname == (_TEXT, "list-header"):
                self._item(item, "", style, depth)
            elif qname == (_TEXT, "list-item"):
                start = str(item.attributes.get((_TEXT, "start-value"), ""))
                number = int(start) if start.isdigit() and len(start) < 7 else number
                self._item(item, marker(kind, number), style, depth)
                self._counts[style] = number
                number += 1

    def _item(self, item: Any, mark: str, style: str, depth: int) -> None:
        for node in item.childNodes:
            match getattr(node, "qname", None):
                case (ns, "list") if ns == _TEXT:
                    self._list(node, style, depth + 1)
                case (ns, "p" | "h") if ns == _TEXT:
                    text = self._inline(node)
                    self.flow.item(text, mark, depth)
                    mark = "" if text.strip() else mark
                case (ns, "table") if ns == _TABLE:
                    self._table(node, depth)
                case _:
                    pass

    def _table(self, table: Any, depth: int) -> None:
        rows = list(_rows(table))
        layout = all(len(row) <= 1 for row in rows)
        for row in rows:
            if layout or any(list(_rows_within(cell)) for cell in row):
                for cell in row:
                    self.blocks(cell, depth)
            else:
                self.flow.row([self._cell(cell) for cell in row])
        self.flow.end_list()

    def _cell(self, cell: Any) -> str:
        """All text of a cell on one line."""
        inner = _Walker(self._styles)
        inner.blocks(cell, 0)
        return inner.flow.text()


def _rows(table: Any) -> Any:
    """The rows of a table as lists of cells, head rows first as they stand; not of inner tables."""
    for node in table.childNodes:
        qname = getattr(node, "qname", None)
        if qname == (_TABLE, "table-row"):
            yield _named(node, (_TABLE, "table-cell"))
        elif qname and qname[0] == _TABLE and qname[1].startswith("table-"):
            yield from _rows(node)


def _rows_within(node: Any) -> Any:
    """The tables inside a cell."""
    for child in node.childNodes:
        qname = getattr(child, "qname", None)
        if qname == (_TABLE, "table"):
            yield child
        elif qname:
            yield from _rows_within(child)
