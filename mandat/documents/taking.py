"""From what a form's slot gave to one file: sent before in pieces, or in the form itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from mandat.core.crypto import CryptoError
from mandat.core.errors import RuleBroken
from mandat.documents import services
from mandat.documents.copies import join_into_pdf
from mandat.documents.kinds import PICTURES, kind_of_name
from mandat.documents.models import File
from mandat.documents.queries import sent_by
from mandat.documents.services.common import named, owner_of
from mandat.documents.serving import cannot_open
from mandat.documents.store import StorageFailed
from mandat.documents.uses import Destination, Use


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a slot holds: files that came before, by id, and files of this form."""

    ids: tuple[UUID, ...] = ()
    files: tuple[UploadedFile, ...] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        return bool(self.ids or self.files)


def sent_files(ids: Sequence[UUID], *, use: Use, by: Any) -> list[File]:
    """Those of the ids that they sent for this use and that are still there, in order."""
    if not ids:
        return []
    rows = File.objects.select_related("organisation").filter(
        sent_by(by), public_id__in=ids, use=use.code, erased_at=None
    )
    found = {file.public_id: file for file in rows}
    return [found[i] for i in dict.fromkeys(ids) if i in found]


def take_files(*, chosen: Chosen, use: Use, destination: Destination, by: Any) -> File:
    """The one file that the slot holds, sealed where it is to go; photos joined into it.

    A file that came before may belong to something already, or lie under the key of another
    organisation because the choice was changed since: then it is a new file with its bytes.
    """
    files = sent_files(chosen.ids, use=use, by=by)
    if len(files) != len(set(chosen.ids)):
        raise _gone()
    came = [_receive(f, use, destination, by) for f in chosen.files]
    if came and not all(map(_is_photo, [*files, *came])):
        files = []  # a file chosen anew replaces the one that came before
    try:
        return _one_of([*files, *came], use, destination, by)
    except RuleBroken:
        for file in came:  # those of the form are sent again with it
            services.erase_file(file=file, by=by)
        raise


def _gone() -> RuleBroken:
    return RuleBroken("file_gone", _("The file that you sent is no longer there. Choose it again."))


def _one_of(files: list[File], use: Use, destination: Destination, by: Any) -> File:
    if len(files) > 1 or (use.joins_photos and all(map(_is_photo, files))):
        return join_into_pdf(
            files=files, use=use, destination=destination, name=files[0].name, by=by
        )
    return _moved(files[0], use, destination, by)


def _is_photo(file: File) -> bool:
    return (file.media_type or kind_of_name(file.name)) in PICTURES


def _receive(given: UploadedFile, use: Use, destination: Destination, by: Any) -> File:
    return services.receive_file(
        use=use,
        name=given.name or "",
        chunks=given.chunks(),
        size=given.size,
        organisation=destination.organisation,
        key_name=destination.final_key,
        owner=destination.owner,
        by=by,
    )


def _moved(file: File, use: Use, destination: Destination, by: Any) -> File:
    """The file itself when it is free and in its place, else a new one with its bytes."""
    elsewhere = file.organisation != destination.organisation
    if owner_of(file) == named(destination.owner) and not elsewhere:
        return file
    if not file.owner_id and not elsewhere:
        return services.give_to_owner(file=file, owner=destination.owner, by=by)
    if file.is_secret:  # it cannot be opened here, and its name is not known
        raise _gone()
    copy = services.receive_file(
        use=use,
        name=file.name,
        chunks=_bytes_of(file),
        size=file.size,
        organisation=destination.organisation,
        key_name=destination.final_key,
        owner=destination.owner,
        by=by,
    )
    if not file.owner_id:
        services.erase_file(file=file, by=by)
    return copy


def _bytes_of(file: File) -> Iterator[bytes]:
    try:
        yield from services.open_file(file)
    except (CryptoError, StorageFailed) as error:
        raise cannot_open(error) from error


def whole(file: File) -> bytes:
    """All its bytes at once, for a reader that needs them so; what goes wrong is said in words."""
    return b"".join(_bytes_of(file))
