"""Files are read: by the house for its own work, and by people whom their use names."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.core.holdings import DataClass
from mandat.documents import policies
from mandat.documents.models import File
from mandat.documents.services.common import note_act, seal_of
from mandat.documents.states import FileState
from mandat.documents.store import read_sealed

JOURNALLED_FROM = DataClass.CONFIDENTIAL  # reads of this class and above stand in the journal


def open_file(file: File) -> Iterator[bytes]:
    """The bytes of the file, for the house's own work (checks, copies), whatever its state.

    People read by `read_file`. `KeyGone`, `Tampered`, `Missing` and `StorageFailed` may be raised
    here or while the bytes are taken.
    """
    return read_sealed(seal_of(file))


def read_range(file: File, start: int, length: int) -> Iterator[bytes]:
    """Bytes of the file from `start` on, for the house's own work, like `open_file`."""
    return read_sealed(seal_of(file), start, length)


def read_file(*, file: File, by: Any, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The bytes of a safe file, for a person who may read it; class 3 and 4 leave a trace.

    The first of them are fetched and verified before this returns, so that a file that cannot
    be opened is an error page and not an empty download.
    """
    if not policies.can_see_file(by, file):
        raise PermissionDenied
    if file.is_erased:
        raise RuleBroken("file_erased", _("This file was erased."))
    if file.state != FileState.SAFE:
        raise RuleBroken("file_not_safe", _("This file cannot be read. Its page says why."))
    pieces = read_sealed(seal_of(file), start, length)
    first = list(_first(pieces))
    note_read(file=file, by=by)
    return chain(first, pieces)


def is_journalled(file: File) -> bool:
    """Whether reading the file leaves a trace."""
    return file.data_class >= JOURNALLED_FROM


@transaction.atomic
def note_read(*, file: File, by: Any, details: dict[str, Any] | None = None) -> None:
    """Somebody was given what a file of class 3 or 4 says; of other files no trace is kept."""
    if is_journalled(file):
        note_act(file, "documents.file.read", by, details or {})


def _first(pieces: Iterator[bytes]) -> Iterator[bytes]:
    piece = next(pieces, None)
    if piece is not None:
        yield piece
