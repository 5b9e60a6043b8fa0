"""Files out of a `winmail.dat`: Microsoft's TNEF ([MS-OXTNEF]), as Outlook sends it to strangers.

Only names and data of attachments are read, and the plain text of the message. Every length is
compared with what is there; nothing is unpacked, so that the result is never longer than the file.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mandat.intake.letters.decoding import decoded
from mandat.intake.letters.limits import MOST_PARTS

SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_RENDERING: Final = 0x9002  # attAttachRenddata: a new attachment begins
_TITLE: Final = 0x8010
_DATA: Final = 0x800F
_PROPERTIES: Final = 0x9005
_BODY: Final = 0x800C
_CODE_PAGE: Final = 0x9007
_LONG_NAME: Final = 0x3707  # PidTagAttachLongFilename
_SHORT_NAME: Final = 0x3704
_MEDIA_TYPE: Final = 0x370E
_OBJECT: Final = 0x3701
_FIXED: Final = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_VARIABLE: Final = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_MOST_PROPERTIES: Final = 2000


class Unreadable(Exception):  # noqa: N818 -- says what the file is
    """This is no TNEF, or one that is cut or lies about its lengths."""


@dataclass(slots=True)
class Packed:
    """One file: its name as declared, its type as declared (often none) and its bytes."""

    name: str = ""
    media_type: str = ""
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Opened:
    """The files of a winmail.dat, and the plain text of the message, often empty."""

    files: tuple[Packed, ...]
    text: str


def open_tnef(data: bytes) -> Opened:
    """The files of a winmail.dat; raises `Unreadable` for what is damaged."""
    if data[:4] != SIGNATURE or len(data) < 6:
        raise Unreadable
    try:
        return _opened(data)
    except (struct.error, IndexError, ValueError) as error:
        raise Unreadable from error


def _opened(data: bytes) -> Opened:
    files: list[Packed] = []
    page, text = "", b""
    for identifier, value in _attributes(data):
        if identifier == _RENDERING:
            files.append(Packed())
        elif identifier == _CODE_PAGE and len(value) >= 4:
            page = f"cp{struct.unpack_from('<I', value)[0]}"
        elif identifier == _BODY:
            text = value
        elif files:
            _add(files[-1], identifier, value, page)
        if len(files) > MOST_PARTS:
            raise Unreadable
    kept = tuple(packed for packed in files if packed.data or packed.name)
    return Opened(kept, decoded(text.rstrip(b"\0"), page)[0])


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The attributes: level, name and type, length, value, checksum (which nobody checks)."""
    at = 6
    while at + 9 <= len(data):
        level, identifier, _, length = struct.unpack_from("<BHHI", data, at)
        end = at + 9 + length
        if level not in (1, 2) or end + 2 > len(data):
            raise Unreadable
        yield identifier, data[at + 9 : end]
        at = end + 2


def _add(packed: Packed, identifier: int, value: bytes, page: str) -> None:
    if identifier == _TITLE:
        packed.name = packed.name or decoded(value.split(b"\0")[0], page)[0]
    elif identifier == _DATA:
        packed.data = value
    elif identifier == _PROPERTIES:
        _add_properties(packed, value, page)


def _add_properties(packed: Packed, value: bytes, page: str) -> None:
    """The long name, which is the one that the sender saw, and the declared type."""
    found = {key: (kind, content) for kind, key, content in _properties(value)}
    for key in (_LONG_NAME, _SHORT_NAME):
        if key in found and (name := _string(*found[key], page)):
            packed.name = name
            break
    if _MEDIA_TYPE in found:
        packed.media_type = _string(*found[_MEDIA_TYPE], page)
    if _OBJECT in found and not packed.data:
        packed.data = found[_OBJECT][1][16:]  # after the identifier of its interface


def _string(kind: int, content: bytes, page: str) -> str:
    if kind == 0x1F:
        return content.decode("utf-16-le", "replace").split("\0")[0]
    return decoded(content.split(b"\0")[0], page)[0]


def _properties(value: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Type, identifier and first value of each property ([MS-OXTNEF], 2.1.3.4)."""
    (count,) = struct.unpack_from("<I", value)
    at = 4
    for _ in range(min(count, _MOST_PROPERTIES)):
        kind, key = struct.unpack_from("<HH", value, at)
        at += 4
        if key >= 0x8000:
            at = _after_name(value, at)
        many, base = kind & 0x1000, kind & 0xEFFF
        if many or base in _VARIABLE:
            first, at = _variable(value, at, base)
        else:
            size = _FIXED[base] if base in _FIXED else _unknown()
            first, at = value[at : at + size], at + size
        yield base, key, first


def _unknown() -> int:
    raise Unreadable


def _after_name(value: bytes, at: int) -> int:
    """Where a named property's value begins: after a set and a number, or a name."""
    (kind,) = struct.unpack_from("<I", value, at + 16)
    if kind == 0:
        return at + 24
    (length,) = struct.unpack_from("<I", value, at + 20)
    return at + 24 + _padded(length)


def _variable(value: bytes, at: int, base: int) -> tuple[bytes, int]:
    (count,) = struct.unpack_from("<I", value, at)
    at, first = at + 4, b""
    if count > _MOST_PROPERTIES:
        raise Unreadable
    for number in range(count):
        if base in _VARIABLE:
            (length,) = struct.unpack_from("<I", value, at)
            at += 4
        else:
            length = _FIXED.get(base, 4)
        if at + length > len(value):
            raise Unreadable
        first = value[at : at + length] if number == 0 else first
        at += _padded(length)
    return first, at


def _padded(length: int) -> int:
    return (length + 3) & ~3
