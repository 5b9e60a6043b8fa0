"""A PDF's text layer, read by pypdfium2: visual lines, paragraphs and table rows told by place."""

import ctypes
import re
from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from mandat.documents.flow import CELL
from mandat.documents.limits import Limits, Reading, Refused
from mandat.documents.readers.lines import Line, page_text

_WIDE: Final = 1.6  # a gap of so many times the font's size parts two cells
_FEW: Final = 25  # a page with fewer letters and a picture over half of it is a scan
# A bullet, "3", "3.1.", "b)", "(iv)": what an indented item begins with.
_MARKER: Final = re.compile(r"\W{1,3}$|\(?\d{1,2}(\.\d+)*[.)-]*$|\(?[A-Za-z]{1,4}[.)]$")


def open_pdf(data: bytes, limits: Limits) -> pdfium.PdfDocument:
    """The opened document; refuses what needs a password, is broken or endless."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        locked = code == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise Refused("password_protected" if locked else "corrupt") from error
    if len(document) == 0:
        raise Refused("corrupt")
    if len(document) > limits.max_pages:
        raise Refused("too_large", {"unit": "pages", "limit": limits.max_pages})
    return document


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """The text of each page; refuses a document of pictures, warns of single ones."""
    document = open_pdf(data, limits)
    reading = Reading(pages=[], paged=True)
    bare, size = 0, 0
    for number in range(len(document)):
        text, scanned = read_page(document, number)
        bare += scanned
        size += len(text)
        if size > limits.max_text:
            raise Refused("too_large", {"unit": "characters", "limit": limits.max_text})
        reading.pages.append(text)
    letters = sum(map(_letters, reading.pages))
    if bare == len(document) or not letters:
        raise Refused("no_text_layer", {"pages": len(document)})
    if bare:
        reading.warnings.append("pages_without_text")
    return reading


def read_page(document: pdfium.PdfDocument, number: int) -> tuple[str, bool]:
    """The text layer of a page, and whether the page is a picture all the same."""
    try:
        page = document[number]
        text = page_text(list(_lines(page.get_textpage())), page.get_width())
        scanned = _letters(text) < _FEW and _pictured(page)
        page.close()
    except pdfium.PdfiumError:
        return "", False  # one broken page does not take the others with it
    return text, scanned


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _pictured(page: pdfium.PdfPage) -> bool:
    """Whether pictures cover half the page."""
    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered >= width * height / 2


def _lines(page: pdfium.PdfTextPage) -> Iterator[Line]:
    """The lines of a page in pdfium's order, wide gaps within one written as cell breaks."""
    place = _Place(page)
    text, first, last, cell = "", -1, -1, -1
    for index in range(page.count_chars() + 1):
        char = place.char(index)
        if char in "\r\n":
            if text:
                yield place.line(text.strip(" "), first, last, cell)
            text, first, cell = "", -1, -1
        elif char != " ":
            first = index if first < 0 else first
            cell = index if text.endswith(CELL) else cell
            text, last = text + char, index
        elif text and not text.endswith(" "):
            wide = _parts_cells(text, place.gap(index), place.size(first))
            text += CELL if wide else " "


def _parts_cells(before: str, gap: float, size: float) -> bool:
    """Whether a blank is a gap between cells rather than after a bullet, number or label."""
    if gap <= _WIDE * max(size, 1.0):
        return False
    return not (before.endswith((":", CELL)) or _MARKER.match(before))


class _Place:
    """Where characters stand on a page."""

    def __init__(self, page: pdfium.PdfTextPage) -> None:
        self._page = page
        self._box = [ctypes.c_double() for _ in range(4)]
        self._count = page.count_chars()

    def char(self, index: int) -> str:
        """The character, a line feed after the last one, a blank for what pdfium cannot name."""
        if index >= self._count:
            return "\n"
        return chr(raw.FPDFText_GetUnicode(self._page.raw, index) or 0x20)

    def size(self, index: int) -> float:
        return float(raw.FPDFText_GetFontSize(self._page.raw, index))

    def _bounds(self, index: int) -> tuple[float, float] | None:
        left, right, bottom, top = self._box
        done = raw.FPDFText_GetCharBox(self._page.raw, index, left, right, bottom, top)
        return (left.value, right.value) if done else None

    def line(self, text: str, first: int, last: int, cell: int) -> Line:
        """A line from its first and last visible characters and the first of its last cell."""
        ends = [edge for index in (first, last) for edge in self._bounds(index) or (0.0, 0.0)]
        edge = self._bounds(cell) if cell >= 0 else None
        start = edge[0] if edge else None
        return Line(text, self._baseline(first), self.size(first), min(ends), max(ends), start)

    def gap(self, index: int) -> float:
        """The room between the characters before and after a blank; 0 across a turn of lines."""
        before, after = self._bounds(index - 1), self._bounds(index + 1)
        return after[0] - before[1] if before and after else 0.0

    def _baseline(self, index: int) -> float:
        x, y = self._box[:2]
        return y.value if raw.FPDFText_GetCharOrigin(self._page.raw, index, x, y) else 0.0
