"""Files of an ordinary form, kept while the form is read: never readable on the disk.

Django writes what is larger than a few megabytes into a temporary file as it came; a process
that is killed leaves it there. Here it lies in memory, and beyond a megabyte in a nameless
temporary file under a key that only this process has.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from mandat.documents.store.writing import Spool


class SpooledFile(UploadedFile):
    """An uploaded file whose bytes are taken in pieces, as often as needed."""

    def __init__(self, spool: Spool, name: str, content_type: str, charset: str | None) -> None:
        super().__init__(None, name, content_type, spool.size, charset)
        self._spool = spool

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:  # noqa: ARG002 -- Django's
        yield from self._spool.pieces()

    def read(self, size: int = -1) -> bytes:
        """All of it at once; pieces come from `chunks`."""
        if size >= 0:
            raise ValueError("a spooled file is read whole, or by its chunks")
        return b"".join(self._spool.pieces())

    @property
    def closed(self) -> bool:
        return False

    def close(self) -> None:
        self._spool.close()


class SpoolHandler(FileUploadHandler):
    """Takes every file of a form into a spool."""

    _spool: Spool

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._spool = Spool(settings.UPLOAD_MAX_BYTES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 -- Django's
        self._spool.fill([raw_data])

    def file_complete(self, file_size: int) -> UploadedFile:  # noqa: ARG002 -- the spool counted
        return SpooledFile(self._spool, self.file_name or "", self.content_type or "", self.charset)

    def upload_interrupted(self) -> None:
        spool = getattr(self, "_spool", None)
        if spool is not None:
            spool.close()
