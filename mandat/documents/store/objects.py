"""Sealed objects in the storage that the settings name, whatever kind it is.

An object's name is random; its first two digits make a folder, so that none holds too many. A
finished file is `files/ab/ab12…`. An upload under way is `parts/ab/ab12…` in a folder and, in an
S3 store, `parts/ab/ab12…/00000003` for each segment.
Nothing that a person typed ever becomes part of a name.
"""

import errno
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, cast, runtime_checkable

from django.core.files.base import File as DjangoFile
from django.core.files.storage import storages

from mandat.documents.store.segments import Missing, StorageFailed

_KEY = re.compile(r"[0-9a-f]{32}")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL = ("QuotaExceeded", "StorageFull", "InsufficientCapacity")  # Ceph's, MinIO's, AWS's code
_CODE = re.compile(r"[A-Za-z0-9]{3,60}")


class SealedStorage(Protocol):
    """A storage of Django's that also gives parts of its objects, without fetching the whole."""

    def save(self, name: str, content: Any) -> str: ...

    def delete(self, name: str) -> None: ...

    def exists(self, name: str) -> bool: ...

    def size(self, name: str) -> int: ...

    def listdir(self, path: str) -> tuple[list[str], list[str]]: ...

    def get_modified_time(self, name: str) -> datetime: ...

    def read_at(self, name: str, offset: int, length: int) -> Iterator[bytes]:
        """The bytes from `offset` on, in pieces of any length. `FileNotFoundError` without it."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An object that is being written in pieces, and that nobody sees yet."""

    name: str
    number: str  # the store's own, under which it is ended
    begun_at: datetime


@runtime_checkable
class KeepsPieces(Protocol):
    """A storage in which a killed process leaves pieces of an object that never was."""

    def unfinished(self, beginning: str) -> Iterator[Unfinished]:
        """Those whose names begin like this."""

    def end_unfinished(self, piece: Unfinished) -> None:
        """It is given up, and its pieces are gone."""


def sealed_storage() -> SealedStorage:
    """The storage called `sealed`."""
    return cast("SealedStorage", storages["sealed"])


def object_name(storage_key: str) -> str:
    """Where a finished file lies."""
    return f"files/{_checked(storage_key)[:2]}/{storage_key}"


def parts_name(storage_key: str) -> str:
    """Where the segments of an upload under way lie together."""
    return f"parts/{_checked(storage_key)[:2]}/{storage_key}"


def part_name(storage_key: str, index: int) -> str:
    """Where one segment of an upload under way lies apart from the others."""
    return f"{parts_name(storage_key)}/{index:08d}"


def _checked(storage_key: str) -> str:
    if not _KEY.fullmatch(storage_key):
        raise ValueError("a storage key has 32 hexadecimal digits")
    return storage_key


class _Pieces(DjangoFile):
    """Pieces made while they are taken, as a file that a storage can save."""

    def __init__(self, pieces: Iterable[bytes], size: int) -> None:
        self._pieces = iter(pieces)
        self._rest = b""
        self._size = size
        super().__init__(None, "sealed")

    @property
    def size(self) -> int:
        return self._size

    @property
    def closed(self) -> bool:
        return False

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:  # noqa: ARG002 -- Django's
        yield from self._pieces

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for, fewer only at the end."""
        taken = [self._rest]
        have = len(self._rest)
        while size < 0 or have < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            taken.append(piece)
            have += len(piece)
        whole = b"".join(taken)
        end = have if size < 0 else size
        self._rest = whole[end:]
        return whole[:end]

    def close(self) -> None:
        pass


def put(name: str, pieces: Iterable[bytes], size: int) -> None:
    """The object holds the pieces, whole; when anything fails, there is no such object."""
    with storage_failures():
        sealed_storage().save(name, _Pieces(pieces, size))


def get(name: str, offset: int, length: int) -> Iterator[bytes]:
    """Bytes of the object. `Missing` without it, fewer bytes when it is shorter."""
    with storage_failures():
        try:
            yield from sealed_storage().read_at(name, offset, length)
        except FileNotFoundError:
            raise Missing(f"no object {name}") from None


def size_of(name: str) -> int | None:
    """How long the object is; None when there is none."""
    with storage_failures():
        try:
            return sealed_storage().size(name)
        except FileNotFoundError:
            return None


def remove(name: str) -> None:
    """The object is not there any more, if it ever was."""
    with storage_failures():
        sealed_storage().delete(name)


def names_under(place: str) -> list[str]:
    """The objects whose names begin with this place, without those of places below it."""
    return [f"{place}/{name}" for name in _listed(sealed_storage(), place)[1]]


def end_unfinished(name: str) -> None:
    """Pieces that a killed process left of this object are gone, where a storage keeps such.

    A store that will not list them is no reason to fail: the sweeper comes by, or its own rule.
    """
    storage = sealed_storage()
    if isinstance(storage, KeepsPieces):
        with suppress(StorageFailed), storage_failures():
            for piece in list(storage.unfinished(name)):
                if piece.name == name:
                    storage.end_unfinished(piece)


def sweep_unfinished(before: datetime) -> int:
    """Objects that were begun before this instant and never finished are gone. Returns how many.

    The pieces of such an object are seen by no listing of objects, and are paid for.
    """
    storage = sealed_storage()
    if not isinstance(storage, KeepsPieces):
        return 0
    with storage_failures():
        old = [p for place in ("files/", "parts/") for p in storage.unfinished(place)]
        old = [piece for piece in old if piece.begun_at < before]
        for piece in old:
            storage.end_unfinished(piece)
    return len(old)


@contextmanager
def storage_failures() -> Iterator[None]:
    """What a storage of any kind throws when it cannot, in one word. Their own words stay out.

    boto's errors share no base with `OSError`; they are known by their module, since boto is
    only there where an S3 store is used. The code of an answer of the store is such a word.
    """
    try:
        yield
    except StorageFailed:
        raise
    except OSError as error:
        kind = errno.errorcode.get(error.errno or 0, type(error).__name__)
        raise StorageFailed(f"storage: {kind}", full=error.errno in _NO_ROOM) from error
    except Exception as error:
        if not type(error).__module__.startswith(("botocore", "boto3", "s3transfer")):
            raise
        code = _code_of(error)
        full = any(word in code for word in _FULL)
        raise StorageFailed(f"storage: {code}", full=full) from error


def _code_of(error: Exception) -> str:
    """What the store calls its refusal, or the kind of an error that is no answer of the store."""
    answer = getattr(error, "response", None)
    code = answer.get("Error", {}).get("Code", "") if isinstance(answer, dict) else ""
    return code if _CODE.fullmatch(str(code)) else type(error).__name__


def stored_files() -> Iterator[list[tuple[str, str]]]:
    """Folder by folder, the objects of finished files: (name, storage key)."""
    storage = sealed_storage()
    for fan in _folders(storage, "files"):
        yield [(f"files/{fan}/{n}", n) for n in _listed(storage, f"files/{fan}")[1]]


def stored_parts() -> Iterator[list[tuple[str, str]]]:
    """Upload by upload, the segments not yet put together: (name, storage key)."""
    storage = sealed_storage()
    for fan in _folders(storage, "parts"):
        apart, together = _listed(storage, f"parts/{fan}")
        yield [(f"parts/{fan}/{key}", key) for key in together]
        for key in apart:
            place = f"parts/{fan}/{key}"
            yield [(f"{place}/{n}", key) for n in _listed(storage, place)[1]]


def age(name: str, at: datetime) -> timedelta:
    """How long ago the object was written; nothing when it is gone meanwhile."""
    with storage_failures():
        try:
            return at - sealed_storage().get_modified_time(name)
        except FileNotFoundError:
            return timedelta(0)


def _folders(storage: SealedStorage, place: str) -> list[str]:
    return _listed(storage, place)[0]


def _listed(storage: SealedStorage, place: str) -> tuple[list[str], list[str]]:
    with storage_failures():
        try:
            return storage.listdir(place)
        except FileNotFoundError:  # nothing was ever stored there
            return [], []
