"""Files made of others on request: a cleaned copy to share, photos joined into one document."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.crypto import CryptoError
from mandat.core.errors import RuleBroken
from mandat.documents import policies, services
from mandat.documents.cleaning import CLEANABLE, clean_copy
from mandat.documents.kinds import PDF, ending_of
from mandat.documents.limits import Refused
from mandat.documents.made import Made
from mandat.documents.models import File
from mandat.documents.pictures import join_photos
from mandat.documents.plain import plain_copy
from mandat.documents.serving import cannot_open
from mandat.documents.states import FileState, Making
from mandat.documents.store import StorageFailed
from mandat.documents.uses import Destination, Use, use_of
from mandat.documents.words import refusal_words


@contextmanager
def opened(files: Sequence[File]) -> Iterator[list[Path]]:
    """The files at paths, for a child to look into; what cannot be opened is said in words."""
    with ExitStack() as stack:
        try:
            paths = [stack.enter_context(plain_copy(file)) for file in files]
        except (CryptoError, StorageFailed) as error:
            raise cannot_open(error) from error
        yield paths


def can_be_cleaned(file: File) -> bool:
    """Whether the house can clean this kind at all, and it is not a cleaned copy already."""
    return file.is_readable and file.media_type in CLEANABLE and file.making != Making.CLEAN_COPY


def copies_of(file: File) -> list[File]:
    """The cleaned copies that are there, the newest first."""
    return list(file.made.filter(making=Making.CLEAN_COPY, erased_at=None))


def make_clean_copy(*, file: File, by: Any) -> File:
    """A copy without what the file says of its makers; the original stays sealed as it was.

    It is checked like any file that comes in. There is one at a time: asked again, the copy that
    is there is given, unless it was refused. `RuleBroken` says why no copy could be made.
    """
    if not policies.can_change_file(by, file):
        raise PermissionDenied
    if not can_be_cleaned(file):
        raise RuleBroken("not_cleaned", _("No cleaned copy can be made of this file."))
    for copy in copies_of(file):
        if copy.state not in (FileState.REFUSED, FileState.LOCKED):
            return copy
    with opened([file]) as paths:
        try:
            cleaned = clean_copy(paths[0], file.media_type)
        except Refused as refused:
            reason, remedy = refusal_words(refused.code, refused.params)
            raise RuleBroken("not_cleaned", f"{reason} {remedy}") from None
    made = Made(file, Making.CLEAN_COPY, cleaned.removed, cleaned.warnings)
    name = _("%(name)s (cleaned)") % {"name": file.name.rpartition(".")[0] or file.name}
    copy = services.receive_made(
        made=made,
        use=use_of(file.use),
        name=name + ending_of(file.media_type),
        data=cleaned.data,
        by=by,
    )
    record(actor=by, action="documents.file.cleaned", subject=file, organisation=file.organisation)
    return copy


def join_into_pdf(
    *,
    files: Sequence[File],
    use: Use,
    destination: Destination,
    name: str,
    by: Any,
    target: str = "",
) -> File:
    """One PDF of these photos, in their order; the photos themselves are erased.

    What people photographed page by page is one document. The photos are not kept beside it:
    they carry place and time, and nobody would ask for them again.
    """
    if not use.joins_photos:
        raise RuleBroken("one_file", _("Choose one file only."))
    if sum(file.size for file in files) > 4 * use.max_bytes:
        raise RuleBroken("photos_too_large", _("These photos are too large together. Send fewer."))
    with opened(files) as paths:
        try:
            data = join_photos(paths)
        except Refused as refused:
            reason, remedy = refusal_words(refused.code, refused.params)
            raise RuleBroken("not_joined", f"{reason} {remedy}") from None
    joined = services.receive_file(
        use=use,
        name=f"{name.rpartition('.')[0] or name}{ending_of(PDF)}",
        chunks=[data],
        size=len(data),
        organisation=destination.organisation,
        key_name=destination.final_key,
        owner=destination.owner,
        by=by,
        target=target,
    )
    for file in files:
        services.erase_file(file=file, by=by)
    return joined
