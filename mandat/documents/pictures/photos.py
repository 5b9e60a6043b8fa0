"""Joins photos into one PDF of A4 pages, in the child. Every pixel is encoded anew."""

import io
from collections.abc import Callable
from typing import Any, Final

import pikepdf
from PIL import Image

from mandat.documents.limits import Limits, Refused
from mandat.documents.pictures.raster import as_jpeg, flat, open_picture, pixels

_A4: Final = (595.276, 841.89)  # points: 210 x 297 mm
_MARGIN: Final = 20.0  # points, about 7 mm: what printers leave white
_DPI: Final = 200  # enough to read small print, and to recognise its letters
_QUALITY: Final = 82


def join(
    parts: list[bytes],
    limits: Limits,
    options: dict[str, Any],  # noqa: ARG001 -- every work has it
    progress: Callable[[int, int], None],
) -> tuple[dict[str, Any], list[bytes]]:
    """The work `join_photos`: a page each, in the order given; wide photos on a wide page."""
    pdf = pikepdf.new()
    for number, data in enumerate(parts, 1):
        try:
            _add_page(pdf, flat(_small(data, limits)))
        except Refused as refused:
            raise Refused(refused.code, {**refused.params, "number": number}) from refused
        progress(number, len(parts))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return {"pages": len(parts)}, [out.getvalue()]


def _small(data: bytes, limits: Limits) -> Image.Image:
    """The photo upright, no larger than the page needs; JPEG is decoded small to begin with."""
    image = open_picture(data, limits)
    long, short = (round(side / 72 * _DPI) for side in (_A4[1], _A4[0]))
    if image.format in ("JPEG", "MPO"):
        image.draft("RGB", (long, long))
    upright = pixels(image)
    wide = upright.width > upright.height
    upright.thumbnail((long, short) if wide else (short, long))
    return upright


def _add_page(pdf: pikepdf.Pdf, image: Image.Image) -> None:
    page_width, page_height = _A4[::-1] if image.width > image.height else _A4
    room = (page_width - 2 * _MARGIN, page_height - 2 * _MARGIN)
    scale = min(room[0] / image.width, room[1] / image.height)
    width, height = image.width * scale, image.height * scale
    left, bottom = (page_width - width) / 2, (page_height - height) / 2
    photo = pikepdf.Stream(pdf, as_jpeg(image, _QUALITY))
    photo.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=(page_width, page_height))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=photo))
    drawn = f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /Photo Do Q"
    page.Contents = pdf.make_stream(drawn.encode("ascii"))
