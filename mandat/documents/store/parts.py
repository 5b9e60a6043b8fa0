"""Segments of an upload under way, before they are a file.

A folder keeps them in one file, each at its place, which becomes the finished file by a new name:
nothing is written twice. An S3 store cannot write into an object: there each segment is an object
of its own until the whole is put together.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from mandat.documents.store.objects import (
    end_unfinished,
    get,
    names_under,
    object_name,
    part_name,
    parts_name,
    put,
    remove,
    sealed_storage,
    storage_failures,
)
from mandat.documents.store.segments import OVERHEAD, Layout, Missing, sealed_size


class Parts(Protocol):
    """Where the segments of one upload wait."""

    def write(self, first: int, sealed: list[bytes]) -> None:
        """Consecutive segments from `first` on are on the disk; what was there is replaced."""

    def read(self, index: int) -> bytes:
        """A sealed segment, and what was added to it if anything was. `Missing` without it."""

    def publish(self, verified: Iterator[bytes]) -> None:
        """They are the finished file, unless taking the verified segments, all of them, fails."""

    def remove(self) -> None:
        """None of them is left."""


def parts_of(storage_key: str, layout: Layout) -> Parts:
    """The way that the configured storage keeps them."""
    storage = sealed_storage()
    kind = InPlace if hasattr(storage, "write_at") else Apart
    return kind(storage, storage_key, layout)


class InPlace:
    """In one file of a folder."""

    def __init__(self, storage: Any, storage_key: str, layout: Layout) -> None:
        self._storage, self._layout = storage, layout
        self._name, self._whole = parts_name(storage_key), object_name(storage_key)

    def write(self, first: int, sealed: list[bytes]) -> None:
        with storage_failures():
            self._storage.write_at(self._name, self._layout.offset(first), b"".join(sealed))

    def read(self, index: int) -> bytes:
        length = self._layout.length(index) + OVERHEAD
        if index == self._layout.count - 1:
            length += 1  # there is nothing after the last, or it was added to
        sealed = b"".join(get(self._name, self._layout.offset(index), length))
        if not sealed.strip(b"\x00"):  # a place that nobody wrote to
            raise Missing(f"segment {index} has not come")
        return sealed

    def publish(self, verified: Iterator[bytes]) -> None:
        for _segment in verified:
            pass  # it stays where it is
        with storage_failures():
            self._storage.rename(self._name, self._whole)

    def remove(self) -> None:
        remove(self._name)


class Apart:
    """In an object each."""

    def __init__(self, _storage: Any, storage_key: str, layout: Layout) -> None:
        self._key, self._layout = storage_key, layout

    def write(self, first: int, sealed: list[bytes]) -> None:
        for index, piece in enumerate(sealed, first):
            put(part_name(self._key, index), [piece], len(piece))

    def read(self, index: int) -> bytes:
        # One byte more is asked for, so that a part that was added to is seen.
        length = self._layout.length(index) + OVERHEAD + 1
        return b"".join(get(part_name(self._key, index), 0, length))

    def publish(self, verified: Iterator[bytes]) -> None:
        """Verified while they are put together: nothing is seen of the whole until it is whole."""
        put(object_name(self._key), verified, sealed_size(self._layout.size))

    def remove(self) -> None:
        """Those that are there, and what a process killed while it joined them has left."""
        for name in names_under(parts_name(self._key)):
            remove(name)
        end_unfinished(object_name(self._key))
