"""Pictures encoded anew from their pixels: nothing of the old file is copied."""

import io
from typing import Final

from PIL import Image, TiffImagePlugin, WebPImagePlugin

from mandat.documents.cleaning.inside import Traces
from mandat.documents.limits import Refused
from mandat.documents.pictures.raster import as_jpeg, as_png, flat, open_picture, pixels

# Pictures inside documents: the formats that Pillow reads and writes alike.
_INSIDE: Final = (
    ".jpg", ".jpeg", ".jfif", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp",
)  # fmt: skip
_FORMATS: Final = (
    "JPEG",
    "PNG",
    "GIF",
    "BMP",
    TiffImagePlugin.TiffImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
)


def clean_jpeg(data: bytes, traces: Traces) -> bytes:
    traces.removed.add("picture_metadata")
    return as_jpeg(flat(pixels(open_picture(data, traces.limits, ("JPEG",)))))


def clean_png(data: bytes, traces: Traces) -> bytes:
    traces.removed.add("picture_metadata")
    return as_png(pixels(open_picture(data, traces.limits, ("PNG",))))


def clean_inside(name: str, data: bytes, traces: Traces) -> bytes:
    """A picture of a document; what cannot be encoded anew is kept, and said to be."""
    if not name.lower().endswith(_INSIDE):
        traces.left.add("media_not_cleaned")
        return data
    try:
        # The content decides, as office programs let it: a JPEG may be called image1.png.
        image = open_picture(data, traces.limits, _FORMATS)
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            raise Refused("corrupt")  # moving pictures and faxes would lose all but the first
        cleaned = _again(image)
    except Refused as refused:
        if refused.code != "corrupt":
            raise
        traces.left.add("media_not_cleaned")
        return data
    traces.removed.add("picture_metadata")
    return cleaned


def _again(image: Image.Image) -> bytes:
    """The picture in its own format; lossless formats stay lossless."""
    made = image.format or "PNG"
    bare = pixels(image)
    if made in ("JPEG", "MPO"):
        return as_jpeg(flat(bare))
    if made == "PNG":
        return as_png(bare)
    out = io.BytesIO()
    (bare if made != "BMP" else flat(bare)).save(out, made)
    return out.getvalue()
