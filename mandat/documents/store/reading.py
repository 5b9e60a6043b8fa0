"""Opening sealed files: whole or by ranges, nothing handed out that was not verified."""

from collections.abc import Iterator

from mandat.core.crypto import Tampered
from mandat.documents.store.objects import get, object_name, size_of
from mandat.documents.store.segments import (
    OVERHEAD,
    SEGMENT,
    Missing,
    Seal,
    Segments,
    sealed_size,
)


def read_sealed(seal: Seal, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The bytes from `start` on, up to `length` of them or to the end, segment by segment.

    Before the first byte the object's own length is compared with what the row says: one that
    was cut or added to is refused at once. Each segment is verified before any of it is given.
    `Tampered` or `Missing` may come later, at the segment that is wrong: the bytes given until
    then were the right ones, and whoever takes them must not take them for the whole.
    """
    if start < 0 or (length is not None and length < 0):
        raise ValueError("a range starts at 0 or later and is not negative")
    segments = seal.opened()
    name = object_name(seal.storage_key)
    _refuse_other_length(name, seal)
    end = seal.size if length is None else min(seal.size, start + length)
    return _ranged(segments, name, start, end)


def _refuse_other_length(name: str, seal: Seal) -> None:
    there = size_of(name)
    if there is None:
        raise Missing(f"no object {name}")
    if there != sealed_size(seal.size):
        raise Tampered(f"the object of {seal.row} has another length")


def _ranged(segments: Segments, name: str, start: int, end: int) -> Iterator[bytes]:
    """Bytes `start` to `end`; an empty file is verified too, though there is nothing to give."""
    if start >= end and segments.size:
        return
    first = start // SEGMENT if segments.size else 0
    last = max(first, (end - 1) // SEGMENT)
    for index, data in _opened(segments, name, first, last):
        begin = index * SEGMENT
        piece = data[max(0, start - begin) : end - begin]
        if piece:
            yield piece


def _opened(segments: Segments, name: str, first: int, last: int) -> Iterator[tuple[int, bytes]]:
    offset = segments.offset(first)
    length = segments.offset(last) + segments.length(last) + OVERHEAD - offset
    stream = Exactly(get(name, offset, length))
    for index in range(first, last + 1):
        yield index, segments.open(index, stream.take(segments.length(index) + OVERHEAD))


class Exactly:
    """Takes exactly as many bytes as asked for from pieces of any length, fewer at the end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = bytearray()

    def take(self, length: int) -> bytes:
        while len(self._rest) < length:
            piece = next(self._pieces, None)
            if piece is None:
                break
            if not self._rest and len(piece) == length:
                return piece  # as it mostly is: nothing to copy
            self._rest += piece
        taken = bytes(self._rest[:length])
        del self._rest[:length]
        return taken
