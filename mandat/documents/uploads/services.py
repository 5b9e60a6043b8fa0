"""What changes in uploads: begun, continued, finished, given up, swept.

Killed at any step, an upload can be continued or is swept: a segment without its row is sent
again and replaced; with all rows the file is put together, as often as it takes; the row of the
file, the task that checks it and the end of the upload are one transaction.
"""

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.core.crypto import KeyGone, NotForThisProcess, bind, open_sealed
from mandat.core.crypto import seal as seal_value
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.documents.models import File
from mandat.documents.names import declared_name
from mandat.documents.queries import uploads_of
from mandat.documents.services import keep_sealed
from mandat.documents.services.common import named
from mandat.documents.store import SEGMENT, Seal, SealedWriter, StorageFailed
from mandat.documents.store.objects import object_name, remove
from mandat.documents.store.segments import count_segments
from mandat.documents.store.writing import Sealed, Unfit
from mandat.documents.trouble import not_now, upload_trouble
from mandat.documents.uploads.models import Upload, UploadSegment
from mandat.documents.uploads.senders import Sender, check_size, sender_to
from mandat.documents.uploads.turns import alone_with
from mandat.documents.uses import Use, use_of

KEEP = timedelta(hours=24)  # after the last piece
LARGEST_PIECE = 4 * SEGMENT  # bytes of one request
AT_ONCE = 60  # uploads that one sender has under way; photos of a document come one by one


def begin_upload(*, use: Use, target: str, name: str, size: int, by: Any) -> Upload:
    """A key and a place are made for a file of this size; nothing is stored yet.

    `target` is what the page says the file is for; the use's room decides whether this account
    or this visitor may send there. `PermissionDenied`, or `RuleBroken` for a size that is not
    taken.
    """
    sender = sender_to(use=use, target=target, by=by)
    check_size(size, use)
    if _under_way(sender) >= AT_ONCE:
        raise RuleBroken(
            "too_many_uploads",
            _("You have many uploads under way. Finish or cancel one of them first."),
        )
    row, to = new_public_id(), sender.destination
    seal = SealedWriter.begin(total_size=size, row=row, key_name=to.key_name).seal
    label, identity = named(to.owner)
    return Upload.objects.create(
        public_id=row,
        use=use.code,
        organisation=to.organisation,
        account=sender.account,
        pass_name=sender.pass_name,
        target=target[:200],
        owner_label=label,
        owner_id=identity,
        size=size,
        storage_key=seal.storage_key,
        key_name=seal.key_name,
        sealed_under=to.sealed_under,
        wrapped_key=seal.wrapped_key,
        expires_at=timezone.now() + KEEP,
        **_name_columns(use, row, to.key_name, declared_name(name)),
    )


def _name_columns(use: Use, row: UUID, key_name: str, name: str) -> dict[str, Any]:
    """The name as it is, or sealed where the use is secret."""
    if not use.secret:
        return {"name": name}
    return {"sealed_name": seal_value(key_name, name.encode(), _name_place(row))}


def _name_of(upload: Upload) -> str:
    if upload.sealed_name is None:
        return upload.name
    sealed = bytes(upload.sealed_name)
    return open_sealed(upload.key_name, sealed, _name_place(upload.public_id)).decode()


def _name_place(row: UUID) -> bytes:
    return bind("documents.upload", row, "sealed_name")


def _under_way(sender: Sender) -> int:
    mine = Upload.objects.filter(account=sender.account, pass_name=sender.pass_name)
    return mine.filter(expires_at__gt=timezone.now()).count()


def _seal_of(upload: Upload) -> Seal:
    return Seal(
        row=upload.public_id,
        size=upload.size,
        storage_key=upload.storage_key,
        key_name=upload.key_name,
        wrapped_key=bytes(upload.wrapped_key),
    )


def missing_segments(upload: Upload) -> list[tuple[int, int]]:
    """What has still to come: (first segment, number of them), in order."""
    there = set(upload.segments.values_list("number", flat=True))
    gaps: list[tuple[int, int]] = []
    for number in range(count_segments(upload.size)):
        if number in there:
            continue
        if gaps and sum(gaps[-1]) == number:
            gaps[-1] = (gaps[-1][0], gaps[-1][1] + 1)
        else:
            gaps.append((number, 1))
    return gaps


def write_piece(*, upload: Upload, first: int, data: bytes, digest: str = "") -> None:
    """One or more whole segments from `first` on lie sealed on the disk and stand in the table.

    `digest`, the SHA-256 in hexadecimal that the sender gives, tells bytes that the line
    changed. Sent again, with the same or with other bytes, a piece replaces what was there.
    """
    if digest and hashlib.sha256(data).hexdigest() != digest:
        raise RuleBroken("piece_damaged", _("A part of the file did not arrive whole."))
    parts = _parts(upload, first, data)
    try:
        with alone_with(upload) as row:
            if row is None or row.is_over(timezone.now()):
                raise _over()
            SealedWriter(_seal_of(row)).write_segments(first, data)
            _note_segments(row, {n: hashlib.sha256(part).hexdigest() for n, part in parts})
    except KeyGone:
        raise _over() from None
    except StorageFailed as error:
        raise upload_trouble(error) from error


def _parts(upload: Upload, first: int, data: bytes) -> list[tuple[int, bytes]]:
    """The piece cut into segments; refused unless each has the length that its place asks for."""
    start, end = first * SEGMENT, first * SEGMENT + len(data)
    whole = end == upload.size or (end < upload.size and len(data) % SEGMENT == 0)
    if first < 0 or not data or len(data) > LARGEST_PIECE or not whole or start >= upload.size:
        raise RuleBroken("piece_size", _("This part does not belong to the file."))
    return [
        (first + n, data[n * SEGMENT : (n + 1) * SEGMENT]) for n in range(count_segments(len(data)))
    ]


@transaction.atomic
def _note_segments(upload: Upload, digests: dict[int, str]) -> None:
    """The segments are acknowledged, and the upload lives on for another day."""
    if not Upload.objects.filter(pk=upload.pk).update(expires_at=timezone.now() + KEEP):
        raise _over()  # swept by the worker while the storage was written
    UploadSegment.objects.bulk_create(
        [UploadSegment(upload=upload, number=n, sha256=digest) for n, digest in digests.items()],
        update_conflicts=True,
        unique_fields=["upload", "number"],
        update_fields=["sha256"],
    )


def _over() -> RuleBroken:
    return RuleBroken(
        "upload_over", _("This upload was given up or took more than a day. Begin it again.")
    )


def finish_upload(*, upload: Upload) -> File:
    """The segments are one file, hashed as a whole, and its check is asked for.

    Done twice it gives the same file. `RuleBroken("incomplete")` when segments are missing or
    are not what was acknowledged: the sender asks which, and sends those again.
    """
    try:
        with alone_with(upload) as row:
            if row is None:
                return _finished(upload)
            digests = list(row.segments.order_by("number").values_list("sha256", flat=True))
            if len(digests) != count_segments(row.size):
                raise _incomplete()
            return _keep(row, SealedWriter(_seal_of(row)).finish(digests))
    except Unfit as unfit:
        _forget_segments(upload, unfit)
        raise _incomplete() from unfit
    except KeyGone:
        raise _over() from None
    except NotForThisProcess:
        raise not_now() from None
    except StorageFailed as error:
        raise upload_trouble(error) from error


def _incomplete() -> RuleBroken:
    return RuleBroken("incomplete", _("Parts of the file are still missing."))


def _finished(upload: Upload) -> File:
    """The file that another request has made of it: of the same sender, or of the same owner."""
    file = File.objects.filter(
        public_id=upload.public_id,
        uploaded_by=upload.account_id,
        owner_label=upload.owner_label,
        owner_id=upload.owner_id,
    ).first()
    if file is None:
        raise _over()
    return file


def _forget_segments(upload: Upload, unfit: Unfit) -> None:
    """What is not as it was acknowledged is asked for again."""
    if unfit.joined:
        remove(object_name(upload.storage_key))
        upload.segments.all().delete()
    else:
        upload.segments.filter(number__in=unfit.indexes).delete()


@transaction.atomic
def _keep(upload: Upload, sealed: Sealed) -> File:
    """The file, the task that checks it and the end of the upload, all or nothing."""
    if upload.sealed_under:
        sealed = replace(sealed, seal=sealed.seal.handed_to(upload.sealed_under))
    file = keep_sealed(
        sealed=sealed,
        use=use_of(upload.use),
        name=_name_of(upload),
        organisation=upload.organisation,
        owner=(upload.owner_label, upload.owner_id),
        by=upload.account,
        target=upload.target,
    )
    Upload.objects.filter(pk=upload.pk).delete()
    return file


def abandon_upload(*, upload: Upload) -> None:
    """The upload is given up: row and key first, then what lies in the storage."""
    with alone_with(upload) as row:
        if row is not None:
            Upload.objects.filter(pk=row.pk).delete()
    if row is not None:
        _take_away(row)


def abandon_uploads_of(*, owner: Any) -> int:
    """What is on its way to this object is given up, because it is over; how many uploads."""
    under_way = list(uploads_of(owner))
    for upload in under_way:
        abandon_upload(upload=upload)
    return len(under_way)


def sweep_uploads() -> int:
    """Uploads that nobody continued for a day are gone, with rows, keys and segments."""
    now = timezone.now()
    over = [upload for upload in Upload.objects.filter(expires_at__lte=now) if _drop_row(upload)]
    for upload in over:
        _take_away(upload)
    return len(over)


def _drop_row(upload: Upload) -> bool:
    """The row is gone, unless a piece came in the meantime."""
    gone, _rows = Upload.objects.filter(pk=upload.pk, expires_at__lte=timezone.now()).delete()
    return gone > 0


def _take_away(upload: Upload) -> None:
    """What lies in the storage goes; if it cannot now, no key opens it and it is swept later."""
    with suppress(StorageFailed):
        SealedWriter(_seal_of(upload)).abandon()


def claimed_keys(storage_keys: set[str]) -> set[str]:
    """Those of uploads under way, so that the sweeper of the storage leaves them alone."""
    rows = Upload.objects.filter(storage_key__in=storage_keys)
    return set(rows.values_list("storage_key", flat=True))
