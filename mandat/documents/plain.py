"""A file opened for the house's own work, at a path, for as long as the work takes.

The readers of formats want a path. On Linux it is an anonymous file in memory: it has no name
that another process could open, reaches no disk but the swap, and is gone with this process,
also by kill -9. Elsewhere it is a file of 0600 in a folder of 0700, removed at the end; there a
kill leaves it, so the start of each such work sweeps what earlier ones left.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mandat.documents.leftovers import own_prefix, sweep
from mandat.documents.models import File
from mandat.documents.services import open_file

_FOLDER: Final = "mandat-plain-"


@contextmanager
def plain_copy(file: File) -> Iterator[Path]:
    """The bytes of the file, whatever its state. `CryptoError` and `StorageFailed` as reading."""
    with plain_bytes(open_file(file)) as path:
        yield path


@contextmanager
def plain_bytes(pieces: Iterable[bytes]) -> Iterator[Path]:
    """The pieces, at a path."""
    if not hasattr(os, "memfd_create"):
        yield from _in_folder(pieces)
        return
    handle = os.memfd_create("mandat", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(handle), "wb") as copy:
            for piece in pieces:
                copy.write(piece)
        yield Path(f"/proc/{os.getpid()}/fd/{handle}")
    finally:
        os.close(handle)


def _in_folder(pieces: Iterable[bytes]) -> Iterator[Path]:
    sweep(Path(tempfile.gettempdir()), _FOLDER)
    with tempfile.TemporaryDirectory(prefix=own_prefix(_FOLDER)) as folder:
        path = Path(folder, "file")
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
            for piece in pieces:
                copy.write(piece)
        yield path
