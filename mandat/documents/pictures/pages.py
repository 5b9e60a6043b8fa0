"""Draws one page of a PDF, or a picture as the one page that it is, in the child."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from mandat.documents.kinds import PICTURES
from mandat.documents.limits import Limits, Refused
from mandat.documents.pictures.raster import as_png, flat, open_picture, pixels
from mandat.documents.readers.pdf import open_pdf


def draw_page(
    parts: list[bytes],
    limits: Limits,
    options: dict[str, Any],
    progress: Callable[[int, int], None],  # noqa: ARG001 -- every work has it
) -> tuple[dict[str, Any], list[bytes]]:
    """The work `page_image`: the page as wide as asked, unless it is far too long for that."""
    if options["kind"] in PICTURES:
        return _draw_picture(parts[0], limits, options)
    document = open_pdf(parts[0], replace(limits, max_pages=1_000_000))
    number = options["page"]
    if not 1 <= number <= len(document):
        return {"pages": len(document)}, []
    try:
        page = document[number - 1]
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise Refused("corrupt")
        scale = min(options["width"] / width, (options["pixels"] / (width * height)) ** 0.5)
        image = page.render(scale=scale, may_draw_forms=False).to_pil()
    except pdfium.PdfiumError as error:
        raise Refused("corrupt") from error
    return {"pages": len(document)}, [as_png(image.convert("RGB"))]


def _draw_picture(
    data: bytes, limits: Limits, options: dict[str, Any]
) -> tuple[dict[str, Any], list[bytes]]:
    """The picture upright and without metadata, as large as a page may be or smaller."""
    if options["page"] != 1:
        return {"pages": 1}, []
    image = open_picture(data, limits)
    scale = min(1.0, options["width"] / min(image.size))
    scale = min(scale, (options["pixels"] / (image.width * image.height)) ** 0.5)
    if image.mode in ("L", "RGB", "RGBA", "CMYK"):  # the others cannot be made smaller as well
        _shrink(image, scale)
    upright = flat(pixels(image))
    _shrink(upright, min(1.0, options["width"] / upright.width))
    return {"pages": 1}, [as_png(upright)]


def _shrink(image: Image.Image, scale: float) -> None:
    """Smaller in place, a JPEG while it is decoded; a picture is never made larger."""
    if scale < 1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        try:
            image.thumbnail(size)
        except (OSError, SyntaxError, ValueError) as error:
            raise Refused("corrupt") from error
