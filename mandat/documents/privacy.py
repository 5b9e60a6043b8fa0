"""What files say about people, and how this room answers for it.

A file belongs to an object of another room (an application, a piece of evidence), and that room
decides how long it is kept and erases it with its object, by `erase_file`. This room answers for
what nobody else does: who sent a file, and files that were refused or that no object took up.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mandat.core.holdings import (
    Basis,
    DataClass,
    Found,
    Holding,
    IsHeld,
    Outcome,
    PersonalField,
    Subject,
)
from mandat.documents.models import File
from mandat.documents.queries import KEEP_UNUSED, unused_files
from mandat.documents.services import erase_file
from mandat.documents.uploads.models import Upload
from mandat.documents.uploads.services import KEEP, abandon_upload, sweep_uploads

_READERS = (_("those who may read the object that the file belongs to"),)
_AS_ITS_OBJECT = _("as long as the object that it belongs to")


def _gather(subject: Subject) -> Iterable[Found]:
    """The files that the person's account sent and that are still there, and copies of them."""
    if subject.account is None:
        return
    for file in _files_of(subject).iterator():
        yield Found(
            title=file.name or str(file.public_id),
            subject_label="documents.file",
            subject_id=str(file.public_id),
            data=_said_of(file),
        )
    for upload in _uploads_of(subject):
        said = {} if upload.is_secret else {"name": upload.name, "size": upload.size}
        yield Found(
            title=upload.name or str(upload.public_id),
            subject_label="documents.upload",
            subject_id=str(upload.public_id),
            data={**said, "begun_at": upload.begun_at.isoformat()},
        )


def _said_of(file: File) -> dict[str, Any]:
    """What a copy of a person's data says of a file; of a secret one its owner says the rest."""
    known = {
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "state": file.state,
    }
    return {
        **({} if file.is_secret else known),
        "received_at": file.received_at.isoformat(),
        "belongs_to": [file.owner_label, file.owner_id],
    }


def _files_of(subject: Subject) -> QuerySet[File]:
    """What the person sent, and what was made of it here, also of what was made."""
    sent = [f"{way}uploaded_by__public_id" for way in ("", "made_from__", "made_from__made_from__")]
    theirs = Q(*((name, subject.account) for name in sent), _connector=Q.OR)
    rows = File.objects.filter(theirs, erased_at=None).order_by("pk")
    if subject.organisation is not None:
        rows = rows.filter(organisation__public_id=subject.organisation)
    return rows


def _uploads_of(subject: Subject) -> Iterable[Upload]:
    if subject.account is None:
        return []
    rows = Upload.objects.filter(account__public_id=subject.account)
    if subject.organisation is not None:
        rows = rows.filter(organisation__public_id=subject.organisation)
    return rows


def _erase(subject: Subject, is_held: IsHeld) -> Iterable[Outcome]:
    """Uploads of the person, and files that no object has taken up. Others go with their object."""
    if subject.account is None:
        return []
    for upload in _uploads_of(subject):
        abandon_upload(upload=upload)
    return [_gone(file, is_held) for file in _files_of(subject).filter(owner_id="")]


def _expire(at: datetime, is_held: IsHeld) -> Iterable[Outcome]:
    """Refused and abandoned files whose thirty days are over, uploads after their day."""
    sweep_uploads()
    return [_gone(file, is_held) for file in unused_files(at).order_by("pk")]


def _gone(file: File, is_held: IsHeld) -> Outcome:
    identity = str(file.public_id)
    held = is_held("documents.file", identity) or (
        bool(file.owner_id) and is_held(file.owner_label, file.owner_id)
    )
    if not held:
        erase_file(file=file, by="worker")
    return Outcome("documents.file", identity, not held, "legal_hold" if held else "")


def _forget(label: str, public_id: str) -> bool:
    """One file or upload is erased again after a restore; whether it was there."""
    if label == "documents.file":
        file = File.objects.filter(public_id=public_id, erased_at=None).first()
        return bool(file and erase_file(file=file, by="worker"))
    if label == "documents.upload":
        upload = Upload.objects.filter(public_id=public_id).first()
        if upload is not None:
            abandon_upload(upload=upload)
        return upload is not None
    return False


HOLDING = Holding(
    room="documents",
    label=_("Files"),
    people=(_("people who send files"), _("people whom files speak of")),
    fields=(
        PersonalField(
            field="documents.File.name",
            purpose=_("to find a file again by the name that its sender gave it"),
            basis=Basis.LEGITIMATE_INTERESTS,
            data_class=DataClass.INTERNAL,
            keep=None,
            keep_from=_AS_ITS_OBJECT,
            readers=_READERS,
        ),
        PersonalField(
            field="documents.File.sha256",
            purpose=_("to prove that a file is the one that was sent"),
            basis=Basis.LEGITIMATE_INTERESTS,
            data_class=DataClass.INTERNAL,
            keep=None,
            keep_from=_AS_ITS_OBJECT,
            readers=_READERS,
        ),
        PersonalField(
            field="documents.File.uploaded_by",
            purpose=_("to tell the sender what became of the file"),
            basis=Basis.LEGITIMATE_INTERESTS,
            data_class=DataClass.INTERNAL,
            keep=None,
            keep_from=_AS_ITS_OBJECT,
            readers=_READERS,
        ),
        PersonalField(
            field="documents.File.storage_key",
            purpose=_("to find the sealed content of a file, whatever people wrote in it"),
            basis=Basis.LEGITIMATE_INTERESTS,
            data_class=DataClass.SECRET,
            keep=KEEP_UNUSED,
            keep_from=_("reception, when the file was refused or no object took it up"),
            readers=_READERS,
        ),
        PersonalField(
            field="documents.File.refusal_params",
            purpose=_("to say which file of an archive was refused, and why"),
            basis=Basis.LEGITIMATE_INTERESTS,
            data_class=DataClass.INTERNAL,
            keep=KEEP_UNUSED,
            keep_from=_("reception, when the file was refused or no object took it up"),
            readers=_READERS,
        ),
        *(
            PersonalField(
                field=f"documents.Upload.{column}",
                purpose=_("to continue an upload after the line broke"),
                basis=Basis.LEGITIMATE_INTERESTS,
                data_class=data_class,
                keep=KEEP,
                keep_from=_("the last piece that came"),
                readers=(_("whoever sends the file"),),
            )
            for column, data_class in (
                ("name", DataClass.INTERNAL),
                ("account", DataClass.INTERNAL),
                ("sealed_name", DataClass.SECRET),
                ("pass_name", DataClass.INTERNAL),
                ("storage_key", DataClass.SECRET),
            )
        ),
    ),
    impersonal=(
        "documents.File.warnings",
        "documents.File.making",
        "documents.File.removed",
        "documents.Upload.use",
        "documents.Upload.key_name",
        "documents.Upload.sealed_under",
        "documents.Upload.target",
        "documents.Upload.owner_label",
        "documents.Upload.owner_id",
        "documents.Upload.wrapped_key",
        "documents.UploadSegment.sha256",
        "documents.File.use",
        "documents.File.owner_label",
        "documents.File.owner_id",
        "documents.File.media_type",
        "documents.File.key_name",
        "documents.File.wrapped_key",
        "documents.File.state",
        "documents.File.refusal_code",
        "documents.File.scan",
    ),
    gather=_gather,
    erase=_erase,
    expire=_expire,
    forget=_forget,
)
