"""Segments of an upload under way, before they are a file.

A folder keeps them in one file, each at its place, which becomes the finished file by a new name:
nothing is written twice. An S3 store cannot write into an object: there each segment is an object
of its own until the whole is put together.
"""

from typing import Any, Protocol

from mandat.documents.store.objects import (
    get,
    object_name,
    part_name,
    parts_name,
    put,
    remove,
    sealed_storage,
    storage_failures,
)
from mandat.documents.store.segments import OVERHEAD, Missing, Segments, sealed_size


class Parts(Protocol):
    """Where the segments of one upload wait."""

    def write(self, first: int, sealed: list[bytes]) -> None:
        """Consecutive segments from `first` on are on the disk; what was there is replaced."""

    def read(self, index: int) -> bytes:
        """A sealed segment, and what was added to it if anything was. `Missing` without it."""

    def publish(self) -> None:
        """They are the finished file. Called after every one of them was read and verified."""

    def remove(self) -> None:
        """None of them is left."""


def parts_of(storage_key: str, segments: Segments) -> Parts:
    """The way that the configured storage keeps them."""
    storage = sealed_storage()
    kind = InPlace if hasattr(storage, "write_at") else Apart
    return kind(storage, storage_key, segments)


class InPlace:
    """In one file of a folder."""

    def __init__(self, storage: Any, storage_key: str, segments: Segments) -> None:
        self._storage, self._segments = storage, segments
        self._name, self._whole = parts_name(storage_key), object_name(storage_key)

    def write(self, first: int, sealed: list[bytes]) -> None:
        with storage_failures():
            self._storage.write_at(self._name, self._segments.offset(first), b"".join(sealed))

    def read(self, index: int) -> bytes:
        length = self._segments.length(index) + OVERHEAD
        if index == self._segments.count - 1:
            length += 1  # there is nothing after the last, or it was added to
        sealed = b"".join(get(self._name, self._segments.offset(index), length))
        if not sealed.strip(b"\x00"):  # a place that nobody wrote to
            raise Missing(f"segment {index} has not come")
        return sealed

    def publish(self) -> None:
        with storage_failures():
            self._storage.rename(self._name, self._whole)

    def remove(self) -> None:
        remove(self._name)


class Apart:
    """In an object each."""

    def __init__(self, _storage: Any, storage_key: str, segments: Segments) -> None:
        self._key, self._segments = storage_key, segments

    def write(self, first: int, sealed: list[bytes]) -> None:
        for index, piece in enumerate(sealed, first):
            put(part_name(self._key, index), [piece], len(piece))

    def read(self, index: int) -> bytes:
        # One byte more is asked for, so that a part that was added to is seen.
        length = self._segments.length(index) + OVERHEAD + 1
        return b"".join(get(part_name(self._key, index), 0, length))

    def publish(self) -> None:
        whole = (self.read(index) for index in range(self._segments.count))
        put(object_name(self._key), whole, sealed_size(self._segments.size))

    def remove(self) -> None:
        for index in range(self._segments.count):
            remove(part_name(self._key, index))
