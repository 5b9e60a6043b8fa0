"""The call as it stands, put into a Word file."""

import io
import re
from typing import Any

import docx
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from docx.document import Document
from docx.shared import Cm, Pt

from mandat.calls.authoring.docx import marks
from mandat.calls.composed import Block, Composed, Items, Paragraph, Table, fact
from mandat.calls.composing import compose
from mandat.calls.models import Call
from mandat.calls.publishing import content_now
from mandat.core.languages import direction

_INDENT = Cm(0.6)  # of a criterion that is part of another one
_LONGEST_PROPERTY = 255  # characters: Word shows no more
# What XML 1.0 cannot hold (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def docx_of(call: Call) -> bytes:
    """What is public of the call, else the draft as it stands, as a Word file."""
    latest = call.versions.order_by("-number").first()
    content = _writable(latest.content if latest else content_now(call))
    organisation = _writable(call.organisation.name)
    return build_docx(compose(content, call.language), organisation=organisation)


def _writable(value: Any) -> Any:
    """The same, without the few signs that no XML holds."""
    match value:
        case str():
            return _UNWRITABLE.sub("", value)
        case dict():
            return {key: _writable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_writable(inner) for inner in value]
    return value


def build_docx(composed: Composed, *, organisation: str) -> bytes:
    """The text with real headings, lists and tables, and a place to sign."""
    document = docx.Document()
    with translation.override(composed.words):
        _set_up(document, composed, organisation)
        document.add_heading(composed.title, level=0)
        for label, value in composed.facts:
            document.add_paragraph(fact(label, value)).paragraph_format.space_after = Pt(2)
        for section in composed.sections:
            document.add_heading(section.heading, level=1)
            numbering = marks.Numbering(document)
            for block in section.blocks:
                _add(document, block, numbering)
        _signature(document)
    if direction(composed.language) == "rtl":
        marks.turn_right_to_left(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _set_up(document: Document, composed: Composed, organisation: str) -> None:
    """Page, type, language, and what stands on every page."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2.3))
    properties = document.core_properties
    properties.title = composed.title[:_LONGEST_PROPERTY]
    properties.author = organisation[:_LONGEST_PROPERTY]
    properties.language, properties.comments = composed.language, ""
    properties.created = properties.modified = timezone.now().replace(tzinfo=None, microsecond=0)
    marks.set_type(document, composed.language)
    section.header.paragraphs[0].text = organisation
    marks.add_page_numbers(section.footer.paragraphs[0], _("Page %(page)s of %(pages)s"))


def _add(document: Document, block: Block, numbering: marks.Numbering) -> None:
    match block:
        case Paragraph(text):
            document.add_paragraph(text)
        case Items(lines, numbered):
            for place, line in enumerate(lines):
                paragraph = document.add_paragraph(
                    line, style="List Number" if numbered else "List Bullet"
                )
                if numbered:
                    numbering.number(paragraph, starts=place == 0)
        case Table():
            _table(document, block)


def _table(document: Document, block: Table) -> None:
    """A table whose head is one, repeated on each page; parts of a criterion are set in."""
    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    marks.repeat_as_head(table.rows[0])
    marks.give_room(table.rows[0])
    for place, row in enumerate(block.rows):
        cells = table.add_row().cells
        level = block.levels[place] if block.levels else 0
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
        cells[0].paragraphs[0].paragraph_format.left_indent = _INDENT * level
        marks.keep_together(table.rows[-1])
        marks.give_room(table.rows[-1])
    table.autofit = False
    for column, width in zip(table.columns, _widths(len(block.head)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _widths(columns: int) -> list[Cm]:
    """What is named takes the room; figures and days take little."""
    narrow = 3.4
    return [Cm(16.4 - narrow * (columns - 1)), *[Cm(narrow)] * (columns - 1)]


def _signature(document: Document) -> None:
    """Where those sign who sign on paper."""
    document.add_paragraph()
    table = document.add_table(rows=1, cols=2)
    who = (_("For the organisation"), _("Approved by"))
    for cell, words in zip(table.rows[0].cells, who, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
        for line in (_("Name"), _("Function"), _("Date"), _("Signature")):
            cell.add_paragraph(fact(line, "…" * 12))
    marks.keep_together(table.rows[0])
