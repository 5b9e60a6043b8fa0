"""One request at a time per upload, whatever process it came to.

Two requests for one upload are rare and real: a telephone that heard no answer sends again while
the first is still being written. On PostgreSQL the row is locked for as long as the storage is
written. SQLite knows no lock of a row, and a transaction there would hold up every writer of the
site; but there one process serves the site, so a lock in memory does.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakValueDictionary

from django.db import connection, transaction

from mandat.documents.uploads.models import Upload


class _Turn:
    """A lock that can be forgotten once nobody holds it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


_turns: WeakValueDictionary[int, _Turn] = WeakValueDictionary()
_mutex = threading.Lock()


def _turn_of(upload: Upload) -> _Turn:
    with _mutex:
        turn = _turns.get(upload.pk)
        if turn is None:
            turn = _turns[upload.pk] = _Turn()
        return turn


@contextmanager
def alone_with(upload: Upload) -> Iterator[Upload | None]:
    """The row as it is once it is our turn; None when the upload is over.

    On PostgreSQL what is written within is undone when an error leaves the block.
    """
    rows = Upload.objects.select_related("organisation", "account").filter(pk=upload.pk)
    if connection.features.has_select_for_update:
        with transaction.atomic():
            yield rows.select_for_update(of=("self",)).first()
        return
    turn = _turn_of(upload)
    with turn.lock:
        yield rows.first()
