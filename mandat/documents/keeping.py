"""Services of the store itself: keys rotated and destroyed, and what no row knows swept away."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from mandat.audit.services import record
from mandat.core.crypto import CryptoError, KeyGone, key_provider
from mandat.core.tasks import enqueue
from mandat.documents.models import File
from mandat.documents.services import erase_rows, seal_of
from mandat.documents.store.objects import (
    age,
    remove,
    stored_files,
    stored_parts,
    sweep_unfinished,
)

logger = logging.getLogger(__name__)

BATCH = 200  # files wrapped anew in one transaction
LEFT_ALONE = timedelta(days=2)  # an object this young may belong to a row not committed yet

Claims = Callable[[set[str]], set[str]]
_CLAIMS: dict[str, Claims] = {}


def register_claims(who: str, claims: Claims) -> None:
    """`claims(storage_keys)` gives those that are in use, though no file has them yet."""
    _CLAIMS[who] = claims


@transaction.atomic
def rotate_key(*, name: str, by: Any) -> None:
    """A new version of the key wraps from now on; the worker wraps the keys of its files anew.

    Contents are not sealed again: each file keeps its own key. Killed half-way it goes on from
    the last batch, since the task is a row; until then old versions open what they wrapped.
    """
    key_provider().rotate(name)
    record(actor=by, action="documents.key.rotated", details={"key": name})
    enqueue("mandat.documents.store.tasks.rewrap_files", name, 0)


@transaction.atomic
def rewrap_batch(*, key_name: str, after: int) -> int | None:
    """The next files of this key are wrapped by its newest version; the last row, or None."""
    rows = list(
        File.objects.select_for_update(of=("self",))
        .filter(key_name=key_name, erased_at=None, pk__gt=after)
        .order_by("pk")[:BATCH]
    )
    for file in rows:
        try:
            wrapped = seal_of(file).rewrapped()
        except KeyGone:  # destroyed while we were at it: nothing is left to do
            return None
        except CryptoError as error:
            logger.error("file %s keeps its old key: %s", file.public_id, type(error).__name__)
            continue
        if wrapped is not None:
            File.objects.filter(pk=file.pk).update(wrapped_key=wrapped)
    return rows[-1].pk if len(rows) == BATCH else None


@transaction.atomic
def destroy_key(*, name: str, by: Any) -> int:
    """The key is destroyed once this is committed, and every file under it is erased.

    There is no way back, backups of the database included; only an old copy of the folder of
    keys would open them. Returns the number of files.
    """
    rows = list(File.objects.select_for_update(of=("self",)).filter(key_name=name, erased_at=None))
    erase_rows(rows)
    record(actor=by, action="documents.key.destroyed", details={"key": name, "files": len(rows)})
    enqueue("mandat.documents.store.tasks.destroy_key", name)
    transaction.on_commit(partial(destroy_key_now, name), robust=True)
    return len(rows)


def destroy_key_now(name: str) -> None:
    """Every version of the key is gone. Doing it twice does no harm."""
    key_provider().destroy(name)


def sweep_storage() -> int:
    """Objects older than two days that no file and no upload knows are gone. Returns how many.

    They come from a process that died between storing and committing, from a transaction that
    was rolled back, or from an erasure whose last step failed.
    """
    swept = _sweep(stored_files(), _known_files) + _sweep(stored_parts(), _no_files)
    return swept + sweep_unfinished(timezone.now() - LEFT_ALONE)


def _known_files(keys: set[str]) -> set[str]:
    rows = File.objects.filter(storage_key__in=keys, erased_at=None)
    return set(rows.values_list("storage_key", flat=True))


def _no_files(_keys: set[str]) -> set[str]:
    return set()


def _sweep(folders: Iterator[list[tuple[str, str]]], known: Claims) -> int:
    """Removes what is unknown from each folder of (name of the object, its storage key)."""
    swept = 0
    for folder in folders:
        keys = {key for _name, key in folder}
        used = known(keys).union(*(claims(keys) for claims in _CLAIMS.values()))
        for name, key in folder:
            if key not in used and age(name, timezone.now()) > LEFT_ALONE:
                remove(name)
                swept += 1
    return swept
