"""Which files there are, asked by those who own them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from mandat.core.passes import held_by
from mandat.documents.models import File, Upload
from mandat.documents.states import FileState

KEEP_UNUSED = timedelta(days=30)  # refused files, and those that no object ever took up


def find_file(public_id: UUID) -> File | None:
    """The file of that id that is still there, or nothing."""
    return (
        File.objects.select_related("organisation", "uploaded_by")
        .filter(public_id=public_id, erased_at=None)
        .first()
    )


def find_upload(public_id: UUID) -> Upload | File | None:
    """The upload under way, or the file that it has become."""
    upload = Upload.objects.select_related("organisation", "account").filter(public_id=public_id)
    return upload.first() or find_file(public_id)


def files_of(owner: Any) -> QuerySet[File]:
    """The files that belong to this object, the newest first, without erased ones."""
    return File.objects.filter(
        owner_label=owner._meta.label_lower, owner_id=str(owner.public_id), erased_at=None
    )


def sent_by(by: Any) -> Q:
    """Files that this account sent, and those that came in by a pass that they hold."""
    theirs = Q(pk__in=[])
    if getattr(by, "is_authenticated", False):
        theirs |= Q(uploaded_by=by)
    for name in held_by(by):
        label, _colon, identity = name.partition(":")
        theirs |= Q(owner_label=label, owner_id=str(UUID(identity)), uploaded_by=None)
    return theirs


def uploads_of(owner: Any) -> QuerySet[Upload]:
    """The uploads under way whose file will belong to this object."""
    return Upload.objects.filter(owner_label=owner._meta.label_lower, owner_id=str(owner.public_id))


def unused_files(at: datetime) -> QuerySet[File]:
    """Refused files and abandoned ones whose thirty days are over."""
    return File.objects.filter(
        Q(state=FileState.REFUSED) | Q(owner_id=""),
        erased_at=None,
        received_at__lt=at - KEEP_UNUSED,
    )
