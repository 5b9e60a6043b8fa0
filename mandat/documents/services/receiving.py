"""Files come in: sealed in the storage, then a row, a task to check them, a word to the owner."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mandat.core.crypto import KeyGone, NotForThisProcess
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.core.tasks import enqueue
from mandat.documents.made import Made
from mandat.documents.models import File
from mandat.documents.names import declared_name
from mandat.documents.services.common import account_of, locked_row, named, note_act, owner_of
from mandat.documents.store import StorageFailed, WrongSize, seal_stream
from mandat.documents.store.objects import object_name, remove
from mandat.documents.store.writing import Sealed
from mandat.documents.trouble import not_now, over, storage_trouble, wrong_size
from mandat.documents.uses import Facts, Use
from mandat.people.models import Organisation

CHECK = "mandat.documents.tasks.check_file"


def receive_file(
    *,
    use: Use,
    name: str,
    chunks: Iterable[bytes],
    organisation: Organisation | None,
    key_name: str,
    owner: Any,
    by: Any,
    size: int | None = None,
    target: str = "",
    row: UUID | None = None,
) -> File:
    """The file lies sealed in the storage and stands in the table, received and not yet judged.

    `size`, when the sender says it, saves a second pass. `owner` is the object that it belongs
    to, or None until there is one. `by` is an account, a visitor with the pass of the owner, a
    fixed word of the journal, or None. `target` is told to the owner; `row` is the public id that
    the file shall have.
    The storage is written outside the transaction: call it outside of one, or the whole
    upload holds the others up. Nothing is left when it fails; when the caller's transaction is
    rolled back afterwards, `sweep_storage` takes the object away.
    """
    row = row or new_public_id()
    try:
        sealed = seal_stream(chunks, row=row, key_name=key_name, max_bytes=use.max_bytes, size=size)
    except WrongSize as error:
        raise wrong_size(error, use) from None
    except NotForThisProcess:
        raise not_now() from None
    except KeyGone:
        raise over() from None
    except StorageFailed as error:
        raise storage_trouble(error) from error
    with _removed_on_failure(sealed):
        return keep_sealed(
            sealed=sealed,
            use=use,
            name=name,
            organisation=organisation,
            owner=named(owner),
            by=by,
            target=target,
        )


@contextmanager
def _removed_on_failure(sealed: Sealed) -> Iterator[None]:
    """Bytes whose row cannot be written do not stay."""
    try:
        yield
    except BaseException:
        with suppress(StorageFailed):  # then they are swept later
            remove(object_name(sealed.seal.storage_key))
        raise


def receive_made(*, made: Made, use: Use, name: str, data: bytes, by: Any) -> File:
    """A file that was made of another one: under its key, for its owner, checked like any other."""
    source = made.made_from
    row = new_public_id()
    try:
        sealed = seal_stream(
            [data], row=row, key_name=source.key_name, max_bytes=len(data), size=len(data)
        )
    except StorageFailed as error:
        raise storage_trouble(error) from error
    with _removed_on_failure(sealed):
        return keep_sealed(
            sealed=sealed,
            use=use,
            name=name,
            organisation=source.organisation,
            owner=("", ""),
            by=by,
            made=made,
        )


@transaction.atomic
def keep_sealed(
    *,
    sealed: Sealed,
    use: Use,
    name: str,
    organisation: Organisation | None,
    owner: tuple[str, str],
    by: Any,
    target: str = "",
    made: Made | None = None,
) -> File:
    """Bytes that lie sealed in the storage have their row: a file, whose check is asked for.

    `owner` is how its owner is named, two empty texts without one. The owner is told in the same
    transaction; what it raises undoes all of it. Of a secret file the name goes there alone.
    """
    _check_size(sealed, use, made)
    kept = _row(sealed, use, name, organisation)
    if made is not None:  # it belongs to whom its source belongs now
        owner = owner_of(locked_row(made.made_from))
    kept.owner_label, kept.owner_id = owner
    kept.uploaded_by = account_of(by, owner_of(kept))
    for column, value in ({} if made is None else made.columns()).items():
        setattr(kept, column, value)
    kept.save(force_insert=True)
    enqueue(CHECK, kept.public_id)
    if use.received is not None:
        use.received(kept, Facts(declared_name(name), kept.size, kept.sha256, target))
    details = {"use": use.code} if use.secret else {"use": use.code, "size": kept.size}
    note_act(kept, "documents.file.received", by, details)
    return kept


def _check_size(sealed: Sealed, use: Use, made: Made | None) -> None:
    if sealed.seal.size == 0:
        raise RuleBroken("empty_file", _("This file is empty. Look whether it is the right one."))
    if sealed.seal.size > use.max_bytes and made is None:
        raise wrong_size(WrongSize(too_large=True), use)


def _row(sealed: Sealed, use: Use, name: str, organisation: Organisation | None) -> File:
    seal = sealed.seal
    return File(
        public_id=seal.row,
        is_secret=use.secret,
        organisation=organisation,
        use=use.code,
        name="" if use.secret else declared_name(name),
        size=seal.size,
        sha256=sealed.sha256,
        storage_key=seal.storage_key,
        key_name=seal.key_name,
        wrapped_key=seal.wrapped_key,
        segments=seal.segments,
        data_class=use.data_class,
    )
