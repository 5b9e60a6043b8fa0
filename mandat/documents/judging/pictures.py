"""Judges PNG and JPEG from their headers: size in pixels before anything is decoded, one end."""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

from PIL import Image, UnidentifiedImageError

from mandat.documents.judging.content import PNG_MAGIC
from mandat.documents.judging.inside import Found, Wanted
from mandat.documents.judging.polyglots import has_zip_directory
from mandat.documents.kinds import JPEG
from mandat.documents.limits import MIB, Limits, Refused

_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type: PNG (ISO 15948), 11.2.2
# ISO 10918-1, table B.1: frames (but DHT, JPG, DAC), and markers that stand alone.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# What cameras put behind a picture: further pictures, a clip, Samsung's records.
_TRAILERS: Final = (b"\xff\xd8\xff", b"SEFH", b"SEFT")
_SAFE_EDGE: Final = 256  # pixels of the small decoding that proves a picture opens


def judge_png(data: bytes, media_type: str, limits: Limits, _: Wanted) -> Found:
    """Refuses by the header, then unpacks the rows piece by piece without keeping them."""
    chunks = _chunks(data)
    kind, start, _length = next(chunks)
    if kind != b"IHDR":
        raise Refused("corrupt")
    width, height, depth, colour, _c, _f, interlace = struct.unpack_from(">IIBBBBB", data, start)
    _refuse_large(width, height, limits)
    if colour not in _CHANNELS or depth not in (1, 2, 4, 8, 16):
        raise Refused("corrupt")
    row = (width * _CHANNELS[colour] * depth + 7) // 8 + 1
    rows, end = zlib.decompressobj(), 0
    unpacked, most = 0, row * height + (row + 16 * height if interlace else 0)
    for kind, start, length in chunks:
        if kind == b"IDAT":
            unpacked += _inflated(rows, data[start : start + length], most - unpacked)
        end = start + length + 4 if kind == b"IEND" else 0
    if not end or unpacked == 0 or (unpacked < row * height and not interlace):
        raise Refused("corrupt")
    if data[end:].strip(b"\x00 \r\n\t"):
        raise Refused("polyglot", {"other": "behind"})
    return Found(media_type)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and length of each chunk up to the end of the picture; checksums agree."""
    at = len(PNG_MAGIC)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if at + 12 + length > len(data):
            break
        crc = zlib.crc32(memoryview(data)[at + 4 : at + 8 + length])
        if crc != struct.unpack_from(">I", data, at + 8 + length)[0]:
            break
        yield kind, at + 8, length
        if kind == b"IEND":
            return
        at += 12 + length
    raise Refused("corrupt")


def _inflated(rows: "zlib._Decompress", packed: bytes, most: int) -> int:
    unpacked, piece = 0, packed
    while piece and not rows.eof:
        try:
            unpacked += len(rows.decompress(piece, MIB))
        except zlib.error as error:
            raise Refused("corrupt") from error
        if unpacked > most:
            raise Refused("zip_bomb", {"unpacked": unpacked})
        piece = rows.unconsumed_tail
    return unpacked


def judge_jpeg(data: bytes, media_type: str, limits: Limits, _: Wanted) -> Found:
    """Walks the segments to the end of the picture, then looks at what stands behind."""
    found = Found(media_type)
    end = _end_of_jpeg(data, limits)
    behind = data[end:].strip(b"\x00\xff \r\n\t")
    if behind:
        if not _is_trailer(data[end:]) or has_zip_directory(data):
            raise Refused("polyglot", {"other": "behind"})
        found.warnings.append("camera_trailer")
    _open_small(data)
    return found


def _end_of_jpeg(data: bytes, limits: Limits) -> int:
    """Where the picture ends: behind its EOI marker."""
    at, framed = 2, False
    while at + 4 <= len(data) or data[at : at + 2] == b"\xff\xd9":
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xD9:
            if not framed:
                break
            return at + 2
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            _refuse_large(width, height, limits)
            framed = True
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:  # scan: packed bytes up to the next marker
            found = _NEXT_MARKER.search(data, at)
            at = found.start() if found else len(data)
    raise Refused("corrupt")


def _is_trailer(behind: bytes) -> bool:
    filled = behind.lstrip(b"\x00")
    return behind[4:8] == b"ftyp" or filled.startswith(_TRAILERS) or behind.endswith(b"SEFT")


def _refuse_large(width: int, height: int, limits: Limits) -> None:
    if width * height > limits.max_pixels:
        raise Refused(
            "image_too_large", {"width": width, "height": height, "limit": limits.max_pixels}
        )
    if width == 0 or height == 0:
        raise Refused("corrupt")


def _open_small(data: bytes) -> None:
    """Decodes an eighth of the size, which JPEG can do cheaply: what fails here opens nowhere."""
    Image.MAX_IMAGE_PIXELS = None  # the limit above holds
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            image.draft("RGB", (_SAFE_EDGE, _SAFE_EDGE))
            image.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        raise Refused("corrupt", {"type": JPEG}) from error
