"""What changes in files: received, judged, read, locked, erased."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.erasures import note_gone
from mandat.core.errors import RuleBroken
from mandat.core.holdings import DataClass
from mandat.core.keys import new_public_id
from mandat.core.tasks import enqueue
from mandat.documents import policies
from mandat.documents.made import Made
from mandat.documents.models import File
from mandat.documents.names import declared_name
from mandat.documents.states import FileState, Scan, can_move
from mandat.documents.store import Seal, StorageFailed, WrongSize, read_sealed, seal_stream
from mandat.documents.store.objects import object_name, remove
from mandat.documents.store.writing import Sealed
from mandat.documents.trouble import storage_trouble, wrong_size
from mandat.documents.uses import Use
from mandat.people.models import Organisation

JOURNALLED_FROM = DataClass.CONFIDENTIAL  # reads of this class and above stand in the journal
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
) -> File:
    """The file lies sealed in the storage and stands in the table, received and not yet judged.

    `size`, when the sender says it, saves a second pass. `owner` is the object that it belongs
    to, or None until there is one. `by` is an account, a fixed word of the journal, or None.
    The storage is written outside the transaction: call it outside of one, or the whole
    upload holds the others up. Nothing is left when it fails; when the caller's transaction is
    rolled back afterwards, `sweep_storage` takes the object away.
    """
    row = new_public_id()
    try:
        sealed = seal_stream(chunks, row=row, key_name=key_name, max_bytes=use.max_bytes, size=size)
    except WrongSize as error:
        raise wrong_size(error, use) from None
    except StorageFailed as error:
        raise storage_trouble(error) from error
    with _removed_on_failure(sealed):
        return keep_sealed(
            sealed=sealed, use=use, name=name, organisation=organisation, owner=owner, by=by
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
            owner=None,
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
    owner: Any,
    by: Any,
    made: Made | None = None,
) -> File:
    """Bytes that lie sealed in the storage have their row: a file, whose check is asked for."""
    seal = sealed.seal
    if seal.size == 0:
        raise RuleBroken("empty_file", _("This file is empty. Look whether it is the right one."))
    if seal.size > use.max_bytes and made is None:
        raise wrong_size(WrongSize(too_large=True), use)
    label, identity = _owner_of(owner, made)
    file = File.objects.create(
        public_id=seal.row,
        organisation=organisation,
        use=use.code,
        owner_label=label,
        owner_id=identity,
        name=declared_name(name),
        size=seal.size,
        sha256=sealed.sha256,
        storage_key=seal.storage_key,
        key_name=seal.key_name,
        wrapped_key=seal.wrapped_key,
        segments=seal.segments,
        data_class=use.data_class,
        uploaded_by=None if by is None or isinstance(by, str) else by,
        **({} if made is None else made.columns()),
    )
    enqueue(CHECK, file.public_id)
    record(
        actor=by or "visitor",
        action="documents.file.received",
        subject=file,
        organisation=organisation,
        details={"use": use.code, "size": seal.size},
    )
    return file


def _owner_of(owner: Any, made: Made | None) -> tuple[str, str]:
    """How the owner is named; what was made of a file belongs to whom the file belongs now."""
    if made is not None:
        source = _locked_row(made.made_from)
        return source.owner_label, source.owner_id
    return ("", "") if owner is None else (owner._meta.label_lower, str(owner.public_id))


def seal_of(file: File) -> Seal:
    """What opens the file. `RuleBroken` when it was erased."""
    if file.wrapped_key is None:
        raise RuleBroken("file_erased", _("This file was erased."))
    return Seal(
        row=file.public_id,
        size=file.size,
        storage_key=file.storage_key,
        key_name=file.key_name,
        wrapped_key=bytes(file.wrapped_key),
    )


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
        _record(file, "documents.file.read", by, details or {})


def _first(pieces: Iterator[bytes]) -> Iterator[bytes]:
    piece = next(pieces, None)
    if piece is not None:
        yield piece


def _locked_row(file: File) -> File:
    """The row as it is now, held until the end of the transaction."""
    return File.objects.select_for_update(of=("self",)).get(pk=file.pk)


def _move(file: File, to: FileState, **values: Any) -> File:
    fresh = _locked_row(file)
    if fresh.is_erased or not can_move(fresh.state, to):
        raise RuleBroken("file_state", _("This file has changed in the meantime. Look again."))
    for name, value in {**values, "state": to}.items():
        setattr(fresh, name, value)
        setattr(file, name, value)
    fresh.save(update_fields=["state", *values])
    return fresh


@transaction.atomic
def begin_check(*, file: File) -> bool:
    """The file is being checked. False when there is nothing to check any more.

    A check whose worker was killed begins again: a file that is being checked still is.
    """
    fresh = _locked_row(file)
    if fresh.is_erased:
        return False
    if fresh.state == FileState.RECEIVED:
        _move(fresh, FileState.CHECKING)
    file.state = fresh.state
    return bool(fresh.state == FileState.CHECKING)


@transaction.atomic
def mark_safe(
    *,
    file: File,
    media_type: str,
    scan: Scan,
    page_count: int | None = None,
    page_count_exact: bool = False,
    warnings: tuple[str, ...] = (),
) -> File:
    """The file passed the checks: its kind is known, and people may read it."""
    scanned = timezone.now() if scan != Scan.NOT_SCANNED else None
    fresh = _move(
        file,
        FileState.SAFE,
        media_type=media_type,
        scan=scan,
        scanned_at=scanned,
        page_count=page_count,
        page_count_exact=page_count_exact,
        warnings=sorted({*file.warnings, *warnings}),
    )
    _record(fresh, "documents.file.found_safe", "worker", {"scan": str(scan)})
    return fresh


@transaction.atomic
def refuse_file(
    *,
    file: File,
    code: str,
    params: dict[str, Any] | None = None,
    scan: Scan = Scan.NOT_SCANNED,
    media_type: str = "",
) -> File:
    """The file did not pass: nobody reads it, and in thirty days it is erased."""
    scanned = timezone.now() if scan != Scan.NOT_SCANNED else None
    fresh = _move(
        file,
        FileState.REFUSED,
        refusal_code=code,
        refusal_params=params or {},
        scan=scan,
        scanned_at=scanned,
        media_type=media_type,
    )
    _record(fresh, "documents.file.refused", "worker", {"code": code})
    return fresh


@transaction.atomic
def lock_file(*, file: File, reason_code: str, by: Any, scan: Scan | None = None) -> File:
    """A file that was safe is found to be harmful: from now on nobody reads it."""
    values: dict[str, Any] = {"refusal_code": reason_code}
    if scan is not None:
        values |= {"scan": scan, "scanned_at": timezone.now()}
    fresh = _move(file, FileState.LOCKED, **values)
    _record(fresh, "documents.file.locked", by, {"code": reason_code})
    return fresh


@transaction.atomic
def note_scan(*, file: File, scan: Scan) -> File:
    """A safe file was scanned again, and is still safe as far as the scanner knows."""
    fresh = _locked_row(file)
    if scan == Scan.INFECTED:
        return lock_file(file=fresh, reason_code="infected", by="worker", scan=scan)
    fresh.scan = file.scan = scan
    fresh.scanned_at = file.scanned_at = timezone.now()
    fresh.save(update_fields=["scan", "scanned_at"])
    return fresh


@transaction.atomic
def give_to_owner(*, file: File, owner: Any, by: Any) -> File:
    """A file that came in before its object existed belongs to it now, once and for all."""
    fresh = _locked_row(file)
    label, identity = owner._meta.label_lower, str(owner.public_id)
    if (fresh.owner_label, fresh.owner_id) == (label, identity):
        return fresh
    if fresh.owner_id or fresh.is_erased:
        raise RuleBroken("file_owned", _("This file belongs to something else already."))
    fresh.owner_label = file.owner_label = label
    fresh.owner_id = file.owner_id = identity
    fresh.save(update_fields=["owner_label", "owner_id"])
    fresh.made.filter(owner_id="").update(owner_label=label, owner_id=identity)
    _record(fresh, "documents.file.attached", by, {"owner": identity, "kind": label})
    return fresh


@transaction.atomic
def erase_file(*, file: File, by: Any) -> File:
    """The file's key is destroyed, and its bytes are taken away once that is committed.

    The row stays as a proof: its id, size and dates. Its name and its fingerprint go, because
    both can say what it was: a name names people, and a hash shows that somebody had this very
    file. Bytes that cannot be removed now are swept later; without the key they say nothing.
    """
    fresh = _locked_row(file)
    if not fresh.is_erased:
        erase_rows([fresh])
        owner = fresh.organisation.public_id if fresh.organisation else None
        note_gone(owner, File._meta.label_lower, str(fresh.public_id))
        _record(fresh, "documents.file.erased", by, {})
    for name in ("wrapped_key", "sha256", "name", "uploaded_by", "erased_at"):
        setattr(file, name, getattr(fresh, name))
    return fresh


def erase_rows(files: Iterable[File]) -> None:
    """Keys, names and fingerprints of these rows are gone; their bytes go after the commit."""
    for file in files:
        file.wrapped_key, file.sha256, file.name = None, "", ""
        file.uploaded_by, file.erased_at = None, timezone.now()
        file.refusal_params = {}
        file.save(
            update_fields=[
                "wrapped_key",
                "sha256",
                "name",
                "uploaded_by",
                "erased_at",
                "refusal_params",
            ]
        )
        transaction.on_commit(partial(_remove_object, file.storage_key), robust=True)


def _remove_object(storage_key: str) -> None:
    remove(object_name(storage_key))


def _record(file: File, action: str, by: Any, details: dict[str, Any]) -> None:
    record(actor=by, action=action, subject=file, organisation=file.organisation, details=details)
