"""An HTML tree into flowing text; also serves Word files, which mammoth turns into HTML."""

from typing import Any, Final

from lxml import etree

from mandat.documents.flow import Flow, collapse, marker

type Element = Any  # lxml is untyped

# fmt: off
HIDDEN: Final = frozenset((
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object",
    "embed", "canvas", "audio", "video", "select", "datalist", "button", "input", "textarea",
    "map",
))
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
))
# fmt: on
_LISTS: Final = ("ul", "ol", "menu", "dir")
_LONG_CELL: Final = 400  # a longer cell is a column of a layout, not a value in a table


def render(root: Element, skip: frozenset[Element] = frozenset()) -> str:
    """The visible text of a tree, without the elements of `skip`."""
    walker = _Walker(skip)
    walker.block(root, 0)
    return walker.flow.text()


def hidden(element: Element) -> bool:
    """Comments, scripts, forms' controls, and what the page itself says is not shown."""
    if not isinstance(element.tag, str) or element.tag in HIDDEN:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


class _Walker:
    """Walks the tree once; text gathered between two blocks becomes a paragraph."""

    def __init__(self, skip: frozenset[Element]) -> None:
        self.flow = Flow()
        self._skip = skip

    def _unseen(self, element: Element) -> bool:
        return element in self._skip or hidden(element)

    def block(self, element: Element, depth: int) -> None:
        """Writes a block and all inside it; `depth` is that of the list it stands in."""
        tag = element.tag
        if tag in _LISTS:
            self._list(element, depth)
        elif tag == "table":
            self._table(element, depth)
        elif tag == "pre":
            self.flow.paragraph("".join(element.itertext()))
        elif tag == "dl":
            self._definitions(element)
        else:
            self._mixed(element, depth)

    def _mixed(self, element: Element, depth: int) -> None:
        """Inline text and blocks side by side, as in a `div`."""
        inline: list[str] = [element.text or ""]
        for child in element:
            if not self._unseen(child):
                if self._holds_blocks(child):
                    self._flush(inline)
                    self.block(child, depth)
                else:
                    inline.append(self.inline(child))
            inline.append(child.tail or "")
        self._flush(inline)

    def _flush(self, inline: list[str]) -> None:
        self.flow.paragraph(_breaks("".join(inline)))
        inline.clear()

    def _holds_blocks(self, element: Element) -> bool:
        """A block, or an inline element (a link, a span) with a block inside it."""
        return any(e.tag in _BLOCKS for e in element.iter(etree.Element))

    def inline(self, element: Element) -> str:
        """The text of an inline element; a break is kept as U+2028 until the block is written."""
        if self._unseen(element):
            return ""
        if element.tag == "br":
            return "\u2028"
        parts = [element.text or ""]
        for child in element:
            gap = " " if child.tag in _BLOCKS else ""
            parts += [gap, self.inline(child), gap, child.tail or ""]
        text = "".join(parts)
        address = (element.get("href") or "") if element.tag == "a" else ""
        if address.lower().startswith("mailto:"):
            # An address that only the link holds would be lost, and with it the way to apply.
            address = address[7:].partition("?")[0].strip()
            if address and address.lower() not in text.lower():
                text = f"{text} ({address})"
        return text

    def _list(self, element: Element, depth: int) -> None:
        ordered = element.tag == "ol"
        style = (element.get("type") or "1") if ordered else ""
        number = _number(element.get("start"), 1)
        for child in element:
            if self._unseen(child):
                continue
            if child.tag in _LISTS:  # a list straight inside a list: seen in the wild
                self._list(child, depth + 1)
                continue
            number = _number(child.get("value"), number)
            self._item(child, marker(style, number), depth)
            number += 1
        if depth == 0:
            self.flow.end_list()

    def _item(self, element: Element, mark: str, depth: int) -> None:
        """The text of an item up to its first inner list or table, then those, then the rest."""
        inline = [element.text or ""]
        for child in element:
            if self._unseen(child):
                pass
            elif child.tag in _LISTS or child.tag == "table" or self._holds_lists(child):
                mark = self._flush_item(inline, mark, depth)
                self.block(child, depth + 1)
            else:
                edge = "\u2028" if child.tag in _BLOCKS else ""
                inline += [edge, self.inline(child), edge]
            inline.append(child.tail or "")
        self._flush_item(inline, mark, depth)

    def _flush_item(self, inline: list[str], mark: str, depth: int) -> str:
        """Writes what was gathered of an item; the marker that what follows of it will have."""
        text = _breaks("".join(inline))
        inline.clear()
        self.flow.item(text, mark, depth)
        return "" if collapse(text) else mark

    def _holds_lists(self, element: Element) -> bool:
        return any(e.tag in _LISTS or e.tag == "table" for e in element.iter(etree.Element))

    def _definitions(self, element: Element) -> None:
        """Term and description on one line: job cards write "Deadline" and its date so."""
        term = ""
        for child in element.iter("dt", "dd"):
            if self._unseen(child):
                continue
            text = collapse(_breaks(self.inline(child)))
            if child.tag == "dt":
                if term:
                    self.flow.row([term])
                term = text
            else:
                colon = "" if term.endswith((":", "?")) or not term else " :"
                self.flow.row([f"{term}{colon} {text}"])
                term = ""
        if term:
            self.flow.row([term])
        self.flow.end_list()

    def _table(self, element: Element, depth: int) -> None:
        rows = [r for r in element.iter("tr") if self._owner(r) is element and not self._unseen(r)]
        cells = [[c for c in r if c.tag in ("td", "th") and not self._unseen(c)] for r in rows]
        for caption in element.findall("caption"):
            self.flow.paragraph(_breaks(self.inline(caption)))
        layout = all(len(row) <= 1 for row in cells)
        for row in cells:
            texts = [self.inline(cell).replace("\u2028", " ") for cell in row]
            if layout or any(self._nested(c, t) for c, t in zip(row, texts, strict=True)):
                for cell in row:
                    self._mixed(cell, depth)
            else:
                self.flow.row(texts)
        self.flow.end_list()

    def _owner(self, row: Element) -> Element | None:
        """The table that a row belongs to, not one around that table."""
        return next(row.iterancestors("table"), None)

    def _nested(self, cell: Element, text: str) -> bool:
        """Whether a cell lays out a page rather than holds a value."""
        if any(True for _ in cell.iter("table")):
            return True
        return len(text) > _LONG_CELL and any(e.tag in _BLOCKS for e in cell)


def _breaks(text: str) -> str:
    """Source line feeds are blanks; only a `br`, kept as U+2028, breaks a line."""
    return text.replace("\n", " ").replace("\r", " ").replace("\u2028", "\n")


def _number(text: str | None, default: int) -> int:
    """A list number written in a page, which may be anything."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
