"""What a Word file needs beside its words: language, direction, numbers of pages and of lists.

python-docx has no words for these; they are elements of WordprocessingML (ECMA-376, part 1, 17).
"""

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph

_FONT = "Calibri"
_ARABIC_FONT = "Arial"
_INK = RGBColor(0x1B, 0x22, 0x26)
_REGIONS = {"fr": "fr-FR", "en": "en-GB", "ar": "ar-SA"}


def _element(name: str, **values: Any) -> Any:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def set_type(document: Document, language: str) -> None:
    """One type for text and headings, in the language of the call: for spelling and for voices."""
    tag = _REGIONS.get(language, language or "en-GB")
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = _FONT, _INK
        properties = style.element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        for key in [k for k in fonts.attrib if k.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:hAnsi"), _FONT)
        fonts.set(qn("w:cs"), _ARABIC_FONT)
        properties.append(_element("w:lang", val=tag, bidi=tag, eastAsia=tag))
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Title"].font.size = Pt(20)
    document.styles["Heading 1"].font.size = Pt(14)


def add_page_numbers(paragraph: Paragraph, words: str) -> None:
    """`Page 2 of 5`, both numbers kept by the program that opens the file."""
    for piece in _pieces(words):
        if piece in ("PAGE", "NUMPAGES"):
            run = paragraph.add_run()
            for kind in ("begin", "separate", "end"):
                if kind == "separate":
                    code = OxmlElement("w:instrText")
                    code.text = f" {piece} "
                    run._r.append(code)
                run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            paragraph.add_run(piece)


def _pieces(words: str) -> list[str]:
    before, _, rest = words.partition("%(page)s")
    between, _, after = rest.partition("%(pages)s")
    return [before, "PAGE", between, "NUMPAGES", after]


class Numbering:
    """Each list of a section counts from 1 again."""

    def __init__(self, document: Document) -> None:
        self._part = document.part.numbering_part.element
        style = document.styles["List Number"].element
        held = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
        self._abstract = next(
            num.find(qn("w:abstractNumId")).get(qn("w:val"))
            for num in self._part.findall(qn("w:num"))
            if num.get(qn("w:numId")) == held
        )
        self._current = ""

    def number(self, paragraph: Paragraph, *, starts: bool) -> None:
        """The paragraph is an entry of the list, or the first one of a new list."""
        if starts:
            self._current = self._new()
        properties = paragraph._p.get_or_add_pPr()
        numbering = OxmlElement("w:numPr")
        numbering.append(_element("w:ilvl", val=0))
        numbering.append(_element("w:numId", val=self._current))
        properties.append(numbering)

    def _new(self) -> str:
        known = [int(n.get(qn("w:numId"))) for n in self._part.findall(qn("w:num"))]
        number = str(max(known) + 1)
        num = _element("w:num", numId=number)
        num.append(_element("w:abstractNumId", val=self._abstract))
        override = _element("w:lvlOverride", ilvl=0)
        override.append(_element("w:startOverride", val=1))
        num.append(override)
        self._part.append(num)
        return number


def repeat_as_head(row: _Row) -> None:
    """The row heads the table on each page, and is known as its head to a screen reader."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))


def keep_together(row: _Row) -> None:
    """The row is not cut between two pages."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def give_room(row: _Row) -> None:
    """A little air above and below the words of each cell."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_before = Pt(3)
            paragraph.paragraph_format.space_after = Pt(3)


def turn_right_to_left(document: Document) -> None:
    """Paragraphs, words and tables run from right to left."""
    body = document.element.body
    parts = [body]
    for section in document.sections:
        section._sectPr.append(_element("w:bidi"))
        parts += [section.header._element, section.footer._element]
    for part in parts:
        for paragraph in part.iter(qn("w:p")):
            properties = paragraph.get_or_add_pPr()
            properties.insert_element_before(_element("w:bidi"), *_AFTER_BIDI)
        for run in part.iter(qn("w:r")):
            properties = run.get_or_add_rPr()
            if properties.find(qn("w:b")) is not None:  # bold of its own for these scripts
                properties.find(qn("w:b")).addnext(_element("w:bCs"))
            properties.append(_element("w:rtl"))
        for table in part.iter(qn("w:tblPr")):
            table.insert(1, _element("w:bidiVisual"))


# Elements that follow `w:bidi` among the properties of a paragraph (17.3.1.26).
_AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)
