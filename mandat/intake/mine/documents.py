"""What an applicant does with documents: send them by an ordinary form, join, name, take out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.documents import pictures
from mandat.documents.copies import opened
from mandat.documents.kinds import PDF, ending_of
from mandat.documents.limits import Refused
from mandat.documents.models import File
from mandat.documents.services import receive_file
from mandat.documents.uses import Destination, Use, use_of
from mandat.documents.words import refusal_words
from mandat.intake.files import PIECE, part_of, target_of, use_for
from mandat.intake.mine.slots import is_photo
from mandat.intake.models import Application, Piece
from mandat.intake.queries import pieces_of
from mandat.intake.services.pieces import remove_piece


def find_piece(application: Application, public_id: UUID) -> Piece | None:
    """The document of this application that is still in it."""
    return (
        pieces_of(application)
        .select_related("file", "application__call__organisation", "application__organisation")
        .filter(public_id=public_id)
        .first()
    )


def _way(application: Application, slot: str, by: Any) -> tuple[Use, Destination]:
    """By which use a document of the slot comes, and where it goes."""
    part = part_of(application, slot)
    use = use_of(use_for(application, part)) if part else None
    send_to = use.send_to if use else None
    to = send_to(by, target_of(application, slot)) if send_to else None
    if use is None or to is None:
        raise PermissionDenied
    return use, to


def take_files(*, application: Application, slot: str, files: Sequence[Any], by: Any) -> int:
    """The files of an ordinary form are in their slot; how many. `RuleBroken` says which was not.

    What came before the one that is refused stays.
    """
    if not files:
        raise RuleBroken("no_file", _("Choose a file first."))
    use, to = _way(application, slot, by)
    for file in files:
        receive_file(
            use=use,
            name=file.name or "",
            chunks=file.chunks(),
            size=file.size,
            organisation=to.organisation,
            key_name=to.final_key,
            owner=to.owner,
            by=by,
            target=target_of(application, slot),
        )
    return len(files)


def join_photos(*, application: Application, slot: str, by: Any) -> None:
    """The photos of the slot are one document, in the order in which they came.

    The single photos are out of the application then, as if each had been taken out: those that a
    filing has stay with it, the others are erased. Called outside of a transaction.
    """
    is_asked = part_of(application, slot) is not None  # a slot of anything else names nothing
    rows = pieces_of(application).filter(slot=slot) if is_asked else ()
    photos = [piece for piece in rows if is_photo(piece)]
    if len(photos) < 2 or use_for(application, photos[0].part) != PIECE:
        raise RuleBroken("nothing_to_join", _("Send at least two photos first."))
    use, to = _way(application, slot, by)
    data = _one_pdf([piece.file for piece in photos], use)
    name = photos[0].file.name
    receive_file(
        use=use,
        name=f"{name.rpartition('.')[0] or name}{ending_of(PDF)}",
        chunks=[data],
        size=len(data),
        organisation=to.organisation,
        key_name=to.final_key,
        owner=to.owner,
        by=by,
        target=target_of(application, slot),
    )
    for piece in photos:
        piece.application = application
        remove_piece(piece=piece)


def _one_pdf(files: Sequence[File], use: Use) -> bytes:
    if sum(file.size for file in files) > 4 * use.max_bytes:
        raise RuleBroken("photos_too_large", _("These photos are too large together. Send fewer."))
    with opened(files) as paths:
        try:
            return pictures.join_photos(paths)
        except Refused as refused:
            words = refusal_words(refused.code, refused.params)
            raise RuleBroken("not_joined", f"{words.reason} {words.remedy}") from None
