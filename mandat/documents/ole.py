"""Reads the directory of a compound file ([MS-CFB]): which streams an old Office file holds."""

import struct
from dataclasses import dataclass
from typing import Final

from mandat.documents.limits import Refused

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY: Final = 128  # bytes of one directory entry
_END: Final = 0xFFFFFFFA  # this and all above name no sector
_SMALL: Final = 64  # bytes of a sector of the stream in which small streams lie
_MAX_ENTRIES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Stream:
    """A storage or stream: its name, its size in bytes, the sector in which it begins."""

    name: str
    is_stream: bool
    is_root: bool
    start: int
    size: int


def streams(data: bytes) -> list[Stream]:
    """Every storage and stream of a compound file, in the order of its directory."""
    try:
        return _streams(data)
    except (struct.error, IndexError) as error:
        raise Refused("corrupt") from error


def content(data: bytes, stream: Stream) -> bytes:
    """The bytes of a stream, its sectors in their order; `corrupt` when some are missing."""
    try:
        return _content(data, stream)
    except (struct.error, IndexError) as error:
        raise Refused("corrupt") from error


def _content(data: bytes, stream: Stream) -> bytes:
    shift, cutoff = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 56)[0]
    size = 1 << shift
    table = _table(data, size)
    if stream.size >= cutoff:
        return _chained(data[size:], table, size, stream.start, stream.size)
    # Small streams lie in one large stream, that of the root, in sectors of their own.
    root = next(entry for entry in _streams(data) if entry.is_root)
    within = _chained(data[size:], table, size, root.start, root.size)
    first, count = struct.unpack_from("<II", data, 60)
    listed = _chained(data[size:], table, size, first, count * size)
    small = list(struct.unpack(f"<{len(listed) // 4}I", listed))
    return _chained(within, small, _SMALL, stream.start, stream.size)


def _chained(data: bytes, table: list[int], size: int, sector: int, extent: int) -> bytes:
    """The first `extent` bytes of the sectors that the chain table lists from `sector` on."""
    pieces: list[bytes] = []
    while sector < _END and len(pieces) * size < extent:
        pieces.append(data[sector * size : (sector + 1) * size])
        sector = table[sector]
    whole = b"".join(pieces)[:extent]
    if len(whole) < extent:
        raise Refused("corrupt")
    return whole


def _streams(data: bytes) -> list[Stream]:
    shift = struct.unpack_from("<H", data, 30)[0]
    if not data.startswith(OLE) or shift not in (9, 12):
        raise Refused("corrupt")
    size = 1 << shift
    table = _table(data, size)
    found: list[Stream] = []
    sector = struct.unpack_from("<I", data, 48)[0]
    seen: set[int] = set()
    while sector < _END and sector not in seen and len(found) < _MAX_ENTRIES:
        seen.add(sector)
        start = (sector + 1) * size
        entries = (_entry(data, at) for at in range(start, start + size, _ENTRY))
        found += [entry for entry in entries if entry is not None]
        sector = table[sector]
    return found


def _table(data: bytes, size: int) -> list[int]:
    """The chain table: for each sector the one that follows it."""
    sectors = list(struct.unpack_from("<109I", data, 76))
    extra = struct.unpack_from("<I", data, 68)[0]
    per = size // 4
    seen: set[int] = set()
    while extra < _END and extra not in seen:
        seen.add(extra)
        listed = struct.unpack_from(f"<{per}I", data, (extra + 1) * size)
        sectors += listed[:-1]
        extra = listed[-1]
    table: list[int] = []
    for sector in sectors:
        if sector < _END:
            table += struct.unpack_from(f"<{per}I", data, (sector + 1) * size)
    return table


def _entry(data: bytes, at: int) -> Stream | None:
    raw = data[at : at + _ENTRY]
    length, kind = struct.unpack_from("<HB", raw, 64)
    if kind not in (1, 2, 5) or not 2 <= length <= 64:
        return None
    name = raw[: length - 2].decode("utf-16-le", "replace")
    start, extent = struct.unpack_from("<II", raw, 116)
    return Stream(name, kind == 2, kind == 5, start, extent)
