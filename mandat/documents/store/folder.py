"""Sealed objects in a folder: there whole or not at all, on the disk when `save` returns."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from mandat.core.crypto.files import sync_folder
from mandat.documents.store.segments import OVERHEAD, SEGMENT

_PIECE = SEGMENT + OVERHEAD  # bytes read at once: a sealed segment


class FolderStorage(FileSystemStorage):
    """Django's own storage in a folder, made safe against crashes, full disks and curious users."""

    def __init__(self, location: str) -> None:
        super().__init__(
            location=location,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
            allow_overwrite=True,
        )

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        """Names are random and ours: what is written again under one replaces it."""
        return name

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        self._make(path.parent)
        draft = path.with_name(f".{secrets.token_hex(8)}.new")
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                for piece in content.chunks():
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(path.parent)
        return name

    def _make(self, folder: Path) -> None:
        """Every new folder on the way is on the disk too, from the top down."""
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)

    def url(self, name: str | None) -> str:  # noqa: ARG002 -- Django's
        """Nothing here has an address: files are served through the policy of their owner."""
        raise ValueError("sealed objects have no address")

    def read_at(self, name: str, offset: int, length: int) -> Iterator[bytes]:
        """The bytes from `offset` on, `length` of them or what there is."""
        with Path(self.path(name)).open("rb", buffering=0) as file:
            file.seek(offset)
            while length > 0 and (piece := file.read(min(length, _PIECE))):
                length -= len(piece)
                yield piece

    def write_at(self, name: str, offset: int, data: bytes) -> None:
        """The object holds `data` from `offset` on, and it is on the disk; made if it must be.

        Cut short by a full disk or a power cut, that place holds some of it: whoever reads it
        must verify it, and writing it again mends it.
        """
        path = Path(self.path(name))
        is_new = not path.exists()
        self._make(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            view = memoryview(data)
            while view:
                written = os.pwrite(handle, view, offset)
                view, offset = view[written:], offset + written
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            sync_folder(path.parent)

    def rename(self, name: str, new: str) -> None:
        """The object has another name, and no longer the old one."""
        path, target = Path(self.path(name)), Path(self.path(new))
        self._make(target.parent)
        path.replace(target)
        sync_folder(target.parent)
        sync_folder(path.parent)

    def delete(self, name: str) -> None:
        """The object is gone, if it ever was there."""
        Path(self.path(name)).unlink(missing_ok=True)
