"""Text out of a file that anybody may have made: bounded in size, time and memory, offline.

    extraction = extract(Path("tor.pdf"))
    extraction.text, extraction.warnings

Plain text is decoded here. Everything else is read in a process of its own, with limits on time,
memory and open files, without network, and nothing is written to disk. On Linux the kernel
enforces all of that; on macOS and Windows part of it (see `sandbox`), and the parent's clock
always. A file that is not read raises `Refused` with a code of `REFUSALS`; a path that cannot be
opened raises `OSError`.
"""

import hashlib
from pathlib import Path

from mandat.documents.bounded import Progress, read_in_child
from mandat.documents.limits import (
    DEFAULT,
    REFUSALS,
    WARNINGS,
    Extraction,
    Limits,
    Reading,
    Refused,
)
from mandat.documents.readers.tesseract import tesseract
from mandat.documents.sniff import PDF, TEXT, sniff
from mandat.documents.tidy import finish, read_plain

__all__ = [
    "DEFAULT",
    "REFUSALS",
    "WARNINGS",
    "Extraction",
    "Limits",
    "Refused",
    "extract",
    "extract_pasted",
    "load",
]


def extract(
    data: bytes | Path,
    *,
    name: str = "",
    limits: Limits = DEFAULT,
    ocr: bool = False,
    progress: Progress | None = None,
) -> Extraction:
    """The text of a file of any supported type.

    With `ocr`, pages of a PDF that are pictures go through tesseract, and `progress` hears
    (pages done, pages in all) after each.
    """
    if isinstance(data, Path):
        name = name or data.name
        data = load(data, limits)
    if len(data) > limits.max_bytes:
        raise Refused("too_large", {"unit": "bytes", "size": len(data), "limit": limits.max_bytes})
    media_type = sniff(data, name)
    if media_type == TEXT:
        reading = read_plain(data)
    else:
        media_type, reading = _read_apart(data, media_type, limits, ocr=ocr, progress=progress)
    text, page_map, warnings = finish(reading, limits)
    digest = hashlib.sha256(data).hexdigest()
    return Extraction(text, media_type, tuple(page_map), tuple(warnings), digest)


def extract_pasted(text: str, *, limits: Limits = DEFAULT) -> Extraction:
    """A pasted text in the stored form; never taken for a file of another type."""
    data = text.encode("utf-8", "replace")
    if len(data) > limits.max_bytes:
        raise Refused("too_large", {"unit": "bytes", "size": len(data), "limit": limits.max_bytes})
    stored, _, warnings = finish(read_plain(data), limits)
    return Extraction(stored, TEXT, (), tuple(warnings), hashlib.sha256(data).hexdigest())


def load(path: Path, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file, never more than the limit, whatever its size claims to be."""
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise Refused("too_large", {"unit": "bytes", "size": size, "limit": limits.max_bytes})
    if path.exists() and not path.is_file() and not path.is_dir():
        raise Refused("unsupported_type", {"type": "device"})
    with path.open("rb") as file:
        return file.read(limits.max_bytes + 1)


def _read_apart(
    data: bytes, media_type: str, limits: Limits, *, ocr: bool, progress: Progress | None
) -> tuple[str, Reading]:
    try:
        answer = read_in_child(
            data, media_type, limits, ocr=ocr and media_type == PDF, progress=progress
        )
    except Refused as refusal:
        if refusal.code == "no_text_layer":
            refusal.params["ocr_available"] = tesseract() is not None
        raise
    reading = Reading(answer["pages"], answer["paged"], answer["warnings"])
    return str(answer["media_type"]), reading
