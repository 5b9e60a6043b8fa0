"""Pictures: a page of a file as an image, phone photos joined into one PDF. Made in the child.

png = page_image(Path("offer.pdf"), 1, 900)
pdf = join_photos([Path("p1.jpg"), Path("p2.jpg")])
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from mandat.documents.bounded import Progress, Task, ask_child
from mandat.documents.kinds import PDF
from mandat.documents.limits import DEFAULT, MIB, Limits, Refused

MAX_WIDTH: Final = 2400  # pixels: A4 on a dense screen, full width
MAX_PIXELS: Final = 12_000_000  # of a page of any shape: 48 MB of memory
MAX_PHOTOS: Final = 50
_DRAWING: Final = replace(DEFAULT, seconds=30)
# A photo of 110 million pixels takes 330 MB, and as much again while it is turned.
_JOINING: Final = replace(DEFAULT, seconds=120, memory=1536 * MIB)


def page_image(
    path: Path,
    page: int,
    width: int,
    *,
    kind: str = PDF,
    pixels: int = MAX_PIXELS,
    limits: Limits = _DRAWING,
) -> bytes:
    """A page (from 1) of a PDF as a PNG of that width in pixels, without metadata.

    It is narrower when it would have more than `pixels`. A PNG or JPEG is one page, and is made
    smaller but never larger. `IndexError` when there is no such page, `Refused` when the file
    cannot be read.
    """
    options = {
        "page": page,
        "width": max(16, min(width, MAX_WIDTH)),
        "kind": kind,
        "pixels": min(pixels, MAX_PIXELS),
    }
    answer = ask_child(Task("page_image", options, limits, limits.seconds), [path])
    if not answer.blobs:
        raise IndexError(f"no page {page} of {answer.said['pages']}")
    return answer.blobs[0]


def join_photos(
    paths: Sequence[Path], *, limits: Limits = _JOINING, progress: Progress | None = None
) -> bytes:
    """One PDF of A4 pages, a photo (PNG or JPEG) on each, upright, without metadata."""
    if not paths:
        raise Refused("empty")
    if len(paths) > MAX_PHOTOS:
        raise Refused("too_many_pages", {"pages": len(paths), "limit": MAX_PHOTOS})
    size = sum(path.stat().st_size for path in paths)
    most = 4 * limits.max_bytes
    if size > most:
        raise Refused("too_large", {"unit": "bytes", "size": size, "limit": most})
    answer = ask_child(Task("join_photos", {}, limits, limits.seconds), paths, progress)
    return answer.blobs[0]
