"""Draws one page of a PDF, in the child."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pypdfium2 as pdfium

from mandat.documents.limits import Limits, Refused
from mandat.documents.pictures.raster import as_png
from mandat.documents.readers.pdf import open_pdf

_PIXELS: Final = 12_000_000  # a page of any shape: 48 MB of memory


def draw_page(
    parts: list[bytes],
    limits: Limits,
    options: dict[str, Any],
    progress: Callable[[int, int], None],  # noqa: ARG001 -- every work has it
) -> tuple[dict[str, Any], list[bytes]]:
    """The work `page_image`: the page as wide as asked, unless it is far too long for that."""
    document = open_pdf(parts[0], replace(limits, max_pages=1_000_000))
    number = options["page"]
    if not 1 <= number <= len(document):
        return {"pages": len(document)}, []
    try:
        page = document[number - 1]
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise Refused("corrupt")
        scale = min(options["width"] / width, (_PIXELS / (width * height)) ** 0.5)
        image = page.render(scale=scale, may_draw_forms=False).to_pil()
    except pdfium.PdfiumError as error:
        raise Refused("corrupt") from error
    return {"pages": len(document)}, [as_png(image.convert("RGB"))]
