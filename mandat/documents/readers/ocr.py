"""Pages that are pictures, read by tesseract one after the other, inside the bounded process."""

import os
import subprocess
from collections.abc import Callable
from typing import Final

import pypdfium2 as pdfium

from mandat.documents.limits import Limits, Reading, Refused
from mandat.documents.readers.pdf import open_pdf, read_page
from mandat.documents.readers.tesseract import languages, tesseract

_DPI: Final = 300
_PIXELS: Final = 20_000_000  # A4 at 300 dots per inch has 8.7 million


def read_scan(data: bytes, limits: Limits, progress: Callable[[int, int], None]) -> Reading:
    """The text of a PDF whose pictured pages are recognised; the others keep their text layer."""
    program = tesseract()
    chosen = languages(program) if program else []
    if not program or not chosen:
        raise Refused("no_text_layer", {"ocr_available": False})
    document = open_pdf(data, limits)
    if len(document) > limits.ocr_pages:
        raise Refused("too_large", {"unit": "pages", "limit": limits.ocr_pages})
    reading = Reading(pages=[], paged=True, warnings=["ocr"])
    for number in range(len(document)):
        text, pictured = read_page(document, number)
        if pictured or not text.strip():
            text = _recognise(document[number], program, chosen)
        reading.pages.append(text.strip())
        progress(number + 1, len(document))
    return reading


def _recognise(page: pdfium.PdfPage, program: str, chosen: list[str]) -> str:
    """The words that tesseract sees on a page; picture and words go through pipes, not files."""
    done = subprocess.run(  # noqa: S603 -- as above
        [program, "stdin", "stdout", "-l", "+".join(chosen)],
        input=_picture(page),
        capture_output=True,
        check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    if done.returncode < 0:
        raise MemoryError
    return done.stdout.decode("utf-8", "replace")


def _picture(page: pdfium.PdfPage) -> bytes:
    """The page as a grey PGM picture, the simplest form that tesseract reads."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = memoryview(bitmap.buffer).cast("B")
    rows = (
        bytes(pixels[y * bitmap.stride : y * bitmap.stride + bitmap.width])
        for y in range(bitmap.height)
    )
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)
