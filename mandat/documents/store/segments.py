"""A file in sealed segments of 256 KiB: each can be opened alone, none in another place.

A sealed segment is `nonce (12 random bytes) || AES-256-GCM`. Its associated data name the row, the
scheme, the size of the whole, its own place and the number of all: a segment that was changed,
moved, left out, added, or taken from another file does not open. Nonces are random and not
counted, because a segment sent twice with other bytes under a counted nonce would give both away
(NIST SP 800-38D, 8); 2^32 random nonces per key are allowed there, and a file has a key of its own.
"""

import os
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mandat.core.crypto import KEY_BYTES, Tampered, bind, key_provider

SEGMENT = 256 * 1024  # bytes before sealing
OVERHEAD = 12 + 16  # bytes that sealing adds to a segment: nonce and tag
SCHEME = 1  # of these associated data and this layout

_NONCE = 12
_MODEL = "documents.file"
_FIELD = "content"


class Missing(Tampered):
    """The sealed bytes, or some of them, are not where they should be."""


class StorageFailed(OSError):  # noqa: N818 -- reads as a sentence where it is raised
    """The storage took or gave nothing: full, unreachable, not allowed. Trying later may help.

    `full` says that there was no room.
    """

    def __init__(self, message: str, *, full: bool = False) -> None:
        super().__init__(message)
        self.full = full


def count_segments(size: int) -> int:
    """Segments of a file of this many bytes; an empty one has a segment, so that it is sealed."""
    return max(1, -(-size // SEGMENT))


def sealed_size(size: int) -> int:
    """Bytes that a file of this many takes in the storage."""
    return size + OVERHEAD * count_segments(size)


@dataclass(frozen=True, slots=True)
class Seal:
    """All that a row keeps to open its file again: which row, how large, under which key.

    The wrapped key is bound to the row and the size as well.
    """

    row: UUID
    size: int
    storage_key: str
    key_name: str
    wrapped_key: bytes = field(repr=False)

    @property
    def segments(self) -> int:
        return count_segments(self.size)

    @property
    def aad(self) -> bytes:
        """What the wrapped key is bound to."""
        return _aad(self.row, self.size)

    def opened(self) -> "Segments":
        """The segments under their key. `KeyGone`, `KeyMissing`, or `Tampered`."""
        key = key_provider().unwrap(self.key_name, self.wrapped_key, self.aad)
        return Segments(key, self.row, self.size)

    def handed_to(self, name: str) -> "Seal":
        """The same file with its key wrapped under another name: `wrap` needs no more of it."""
        provider = key_provider()
        key = provider.unwrap(self.key_name, self.wrapped_key, self.aad)
        wrapped = provider.wrap(name, key, self.aad)
        return Seal(self.row, self.size, self.storage_key, name, wrapped)

    def rewrapped(self) -> bytes | None:
        """The key wrapped by the newest version, content untouched; None when it is already."""
        provider = key_provider()
        if provider.is_current(self.key_name, self.wrapped_key):
            return None
        key = provider.unwrap(self.key_name, self.wrapped_key, self.aad)
        return provider.wrap(self.key_name, key, self.aad)


def new_seal(*, row: UUID, size: int, key_name: str) -> tuple[Seal, "Segments"]:
    """A key made for a file of this row and size, and the place where its bytes will lie."""
    key = os.urandom(KEY_BYTES)
    wrapped = key_provider().wrap(key_name, key, _aad(row, size))
    return Seal(row, size, os.urandom(16).hex(), key_name, wrapped), Segments(key, row, size)


def _aad(row: UUID, size: int) -> bytes:
    return bind(_MODEL, row, _FIELD, SCHEME, count_segments(size), size)


class Layout:
    """How a file of this many bytes is cut: known without its key."""

    __slots__ = ("count", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self.count = count_segments(size)

    def length(self, index: int) -> int:
        """Bytes of this segment before sealing: 256 KiB, and what is left in the last."""
        if not 0 <= index < self.count:
            raise ValueError(f"segment {index} of {self.count}")
        return SEGMENT if index < self.count - 1 else self.size - SEGMENT * (self.count - 1)

    def offset(self, index: int) -> int:
        """Where this segment begins in the sealed object."""
        return index * (SEGMENT + OVERHEAD)


class Segments(Layout):
    """Seals and opens the segments of one file. Holds its key: never kept, never logged."""

    __slots__ = ("_aead", "_row")

    def __init__(self, key: bytes, row: UUID, size: int) -> None:
        super().__init__(size)
        self._aead = AESGCM(key)
        self._row = row

    def seal(self, index: int, data: bytes) -> bytes:
        """The segment sealed; its length must be the one that its place asks for."""
        if len(data) != self.length(index):
            raise ValueError(f"segment {index} must have {self.length(index)} bytes")
        nonce = os.urandom(_NONCE)
        return nonce + self._aead.encrypt(nonce, data, self._place(index))

    def open(self, index: int, sealed: bytes) -> bytes:
        """The bytes of the segment, or `Tampered`: cut, changed, or sealed for another place."""
        if len(sealed) != self.length(index) + OVERHEAD:
            raise Tampered(f"segment {index} of {self._row} has another length")
        try:
            return self._aead.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._place(index))
        except InvalidTag:
            raise Tampered(f"segment {index} of {self._row} does not verify") from None

    def _place(self, index: int) -> bytes:
        return bind(_MODEL, self._row, _FIELD, SCHEME, index, self.count, self.size)
