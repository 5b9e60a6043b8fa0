"""Opens pictures of strangers and makes new ones of their pixels alone. Used in the child."""

import io
from collections.abc import Sequence

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from mandat.documents.limits import Limits, Refused

_FORMATS = ("JPEG", "PNG")  # MPO, several JPEG in one, is opened as JPEG


def open_picture(data: bytes, limits: Limits, formats: Sequence[str] = _FORMATS) -> Image.Image:
    """The picture, its size checked before a pixel is decoded."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit holds
    try:
        image = Image.open(io.BytesIO(data), formats=list(formats))
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        raise Refused("corrupt") from error
    if image.width * image.height > limits.max_pixels:
        size = {"width": image.width, "height": image.height, "limit": limits.max_pixels}
        raise Refused("image_too_large", size)
    return image


def pixels(image: Image.Image) -> Image.Image:
    """A new picture of the same pixels, upright and in sRGB, that knows nothing of its origin."""
    try:
        image.load()
        turned = _in_srgb(ImageOps.exif_transpose(image))
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused("corrupt") from error
    if turned.mode not in ("1", "L", "LA", "RGB", "RGBA", "I;16"):
        transparent = "transparency" in turned.info or turned.mode in ("PA", "La", "RGBa")
        turned = turned.convert("RGBA" if transparent else "RGB")
    elif "transparency" in turned.info:
        turned = turned.convert("RGBA")
    bare = Image.new(turned.mode, turned.size)
    bare.paste(turned)
    return bare


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours as the embedded profile means them; the profile itself may name a device."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        done = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a damaged profile: the pixels as they are
    return done or image


def flat(image: Image.Image) -> Image.Image:
    """The picture in RGB, what is transparent on white: as paper shows it."""
    if image.mode in ("RGBA", "LA"):
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    if image.mode == "I;16":  # a plain conversion would cut off all that is not nearly black
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGB")


def as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def as_jpeg(image: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=False)
    return out.getvalue()
