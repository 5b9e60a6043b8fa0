"""Sealing files: all at once from a stream, or in segments over many requests.

The number of segments and the size of the whole stand in the associated data of each segment, so
they must be known before the first is sealed. Whoever sends a file mostly says how long it is;
then one pass is enough. A stream that does not say is kept first in a spool: a megabyte in memory,
the rest in a nameless temporary file under a key that only this process has, so that no readable
byte reaches the disk. It costs a second pass over that file, and is rare.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mandat.core.crypto import KEY_BYTES, Tampered
from mandat.documents.store.objects import object_name, put, remove, size_of, storage_failures
from mandat.documents.store.parts import Parts, parts_of
from mandat.documents.store.reading import Exactly, read_sealed
from mandat.documents.store.segments import (
    SEGMENT,
    Layout,
    Seal,
    Segments,
    new_seal,
    sealed_size,
)

_IN_MEMORY = 1024 * 1024  # bytes of a spool


class WrongSize(ValueError):  # noqa: N818 -- reads as a sentence where it is raised
    """More or fewer bytes came than were announced, or more than may come."""

    def __init__(self, *, too_large: bool) -> None:
        super().__init__("too large" if too_large else "not the size that was announced")
        self.too_large = too_large


class Unfit(Tampered):
    """Segments are not there, or not as they were acknowledged. Writing them again mends it.

    `joined` says that the segments were put together already: then all must be written again.
    """

    def __init__(self, indexes: Sequence[int], *, joined: bool) -> None:
        super().__init__(f"{len(indexes)} segments are not what was written")
        self.indexes = list(indexes)
        self.joined = joined


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished file in the storage: what opens it, and the fingerprint of its bytes as sent."""

    seal: Seal
    sha256: str


def seal_stream(
    chunks: Iterable[bytes], *, row: UUID, key_name: str, max_bytes: int, size: int | None = None
) -> Sealed:
    """The bytes lie sealed in the storage, for the row of this public id.

    Without `size` they are counted first, in a spool. `WrongSize` when there are more than
    `max_bytes`, or not as many as announced; `StorageFailed`; nothing is left behind then.
    """
    if size is None:
        with Spool(max_bytes) as spool:
            spool.fill(chunks)
            return _seal(spool.pieces(), row=row, key_name=key_name, size=spool.size)
    if size > max_bytes:
        raise WrongSize(too_large=True)
    return _seal(chunks, row=row, key_name=key_name, size=size)


def _seal(chunks: Iterable[bytes], *, row: UUID, key_name: str, size: int) -> Sealed:
    seal, segments = new_seal(row=row, size=size, key_name=key_name)
    digest = hashlib.sha256()

    def sealed_pieces() -> Iterator[bytes]:
        stream = Exactly(iter(chunks))
        for index in range(segments.count):
            data = stream.take(segments.length(index))
            if len(data) != segments.length(index):
                raise WrongSize(too_large=False)
            digest.update(data)
            yield segments.seal(index, data)
        if stream.take(1):
            raise WrongSize(too_large=False)

    put(object_name(seal.storage_key), sealed_pieces(), sealed_size(size))
    return Sealed(seal, digest.hexdigest())


class SealedWriter:
    """A file that comes in pieces over many requests, and across restarts of the process.

    `begin` makes the key and the place; the row of the upload keeps `seal` and gives it back to
    the next request (`SealedWriter(seal)`). Each segment is on the disk when `write_segment`
    returns; writing one again replaces it, so a chunk whose answer was lost is simply sent again.
    `finish` puts them together and `abandon` takes them away; doing either twice does no harm.
    One at a time per upload: the caller holds the lock of its row.
    """

    def __init__(self, seal: Seal) -> None:
        self.seal = seal
        self._segments: Segments | None = None

    @classmethod
    def begin(cls, *, total_size: int, row: UUID, key_name: str) -> "SealedWriter":
        """Nothing is stored yet. `row` is the public id that the file's row will have."""
        seal, segments = new_seal(row=row, size=total_size, key_name=key_name)
        writer = cls(seal)
        writer._segments = segments
        return writer

    @property
    def segments(self) -> Segments:
        """The segments under their key, unwrapped when it is first needed."""
        if self._segments is None:
            self._segments = self.seal.opened()
        return self._segments

    def write_segment(self, index: int, data: bytes) -> str:
        """The segment lies sealed in the storage. Gives its SHA-256, to tell what came.

        `ValueError` when it has not the length that its place asks for; `StorageFailed`.
        """
        return self.write_segments(index, data)

    def write_segments(self, first: int, data: bytes) -> str:
        """Consecutive segments at once, synced once: 256 KiB each, less only in the very last."""
        sealed = [
            self.segments.seal(index, data[start : start + SEGMENT])
            for index, start in enumerate(range(0, max(1, len(data)), SEGMENT), first)
        ]
        self._parts.write(first, sealed)
        return hashlib.sha256(data).hexdigest()

    def finish(self, digests: Sequence[str] | None = None) -> Sealed:
        """All segments are one file now, read back and verified; gives the hash of the whole.

        `Missing` when a segment never came, `Tampered` when one does not verify: then the parts
        stay, and writing that segment again mends it. Killed half-way, it is done again. With
        the `digests` that were acknowledged both are `Unfit`, which names the segments, and so
        are segments that have another digest.
        """
        running = hashlib.sha256()
        if size_of(object_name(self.seal.storage_key)) is None:
            try:
                self._parts.publish(self._verified(digests, running))
            except Tampered:
                if digests is None:
                    raise
                raise Unfit(self._unfit(digests), joined=False) from None
        else:
            self._verify_joined(digests, running)
        self._parts.remove()
        return Sealed(self.seal, running.hexdigest())

    def _verify_joined(self, digests: Sequence[str] | None, running: "hashlib._Hash") -> None:
        """The file that an earlier request has put together is what was acknowledged."""
        try:
            for index, piece in enumerate(read_sealed(self.seal)):
                if digests is not None and hashlib.sha256(piece).hexdigest() != digests[index]:
                    raise Unfit([index], joined=True)
                running.update(piece)
        except Tampered as error:
            if digests is None or isinstance(error, Unfit):
                raise
            raise Unfit([], joined=True) from error

    def abandon(self) -> None:
        """Nothing of it is left: neither segments nor file. Its key may be gone already."""
        self._parts.remove()
        remove(object_name(self.seal.storage_key))

    @property
    def _parts(self) -> Parts:
        return parts_of(self.seal.storage_key, Layout(self.seal.size))

    def _verified(self, digests: Sequence[str] | None, running: "hashlib._Hash") -> Iterator[bytes]:
        """Each segment as it lies there, once it was opened and hashed."""
        parts = self._parts
        for index in range(self.seal.segments):
            sealed = parts.read(index)
            data = self.segments.open(index, sealed)
            if digests is not None and hashlib.sha256(data).hexdigest() != digests[index]:
                raise Unfit([index], joined=False)
            running.update(data)
            yield sealed

    def _unfit(self, digests: Sequence[str]) -> list[int]:
        """All segments that have to be written again."""
        parts, unfit = self._parts, []
        for index in range(self.seal.segments):
            try:
                data = self.segments.open(index, parts.read(index))
            except Tampered:
                unfit.append(index)
                continue
            if hashlib.sha256(data).hexdigest() != digests[index]:
                unfit.append(index)
        return unfit


class Spool:
    """Bytes of unknown number, kept until they are counted; on the disk only encrypted."""

    def __init__(self, max_bytes: int) -> None:
        self._max = max_bytes
        self._aead = AESGCM(os.urandom(KEY_BYTES))
        self._memory = bytearray()
        self._lengths: list[int] = []
        self._file: IO[bytes] | None = None
        self.size = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """What was kept is gone."""
        self._memory.clear()
        if self._file is not None:
            self._file.close()

    def fill(self, chunks: Iterable[bytes]) -> None:
        for chunk in chunks:
            self.size += len(chunk)
            if self.size > self._max:
                raise WrongSize(too_large=True)
            self._memory += chunk
            if len(self._memory) > _IN_MEMORY:
                self._store()

    def _store(self) -> None:
        number = len(self._lengths)
        sealed = self._aead.encrypt(number.to_bytes(12, "big"), bytes(self._memory), None)
        with storage_failures():
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by __exit__
            self._file.write(sealed)
        self._lengths.append(len(sealed))
        self._memory.clear()

    def pieces(self) -> Iterator[bytes]:
        if self._file is not None:
            self._file.seek(0)
            for number, length in enumerate(self._lengths):
                sealed = self._file.read(length)
                yield self._aead.decrypt(number.to_bytes(12, "big"), sealed, None)
        yield bytes(self._memory)
