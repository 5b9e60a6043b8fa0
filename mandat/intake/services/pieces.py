"""Documents of an application: added when chosen, taken out again, and what the worker found."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.core.crypto import KeyGone
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.documents.models import File
from mandat.documents.services import erase_file
from mandat.intake.models import Application, Piece
from mandat.intake.sealing import seal_draft, seal_words
from mandat.intake.services.common import APPLICANT, locked
from mandat.intake.services.drafting import closed, require_open
from mandat.intake.services.filing import require_can_file
from mandat.intake.states import Part

MOST_PIECES = 60  # of one application


def is_secret(application: Application, part: Part | str) -> bool:
    """Whether nobody of the organisation may know anything of the document before the opening."""
    return part == Part.FINANCIAL and application.call.seals_prices


@transaction.atomic
def add_piece(
    *, application: Application, file: File, slot: str, part: Part, facts: dict[str, Any]
) -> Piece:
    """The file is in the slot. `facts` (name, bytes) are kept where only the applicant sees them
    when the document is financial; of other documents the file's own row says them.
    """
    row = locked(application.public_id)
    return put_piece(row=row, file=file, slot=slot, part=part, facts=facts)


def put_piece(
    *, row: Application, file: File, slot: str, part: Part, facts: dict[str, Any]
) -> Piece:
    """The same for a row that the caller's transaction has locked."""
    require_open(row)
    if Piece.objects.filter(application=row, removed_at__isnull=True).count() >= MOST_PIECES:
        raise RuleBroken(
            "too_many_pieces",
            _("An application takes %(count)d documents at most.") % {"count": MOST_PIECES},
        )
    piece = Piece(public_id=new_public_id(), application=row, file=file, slot=slot, part=Part(part))
    if is_secret(row, part):
        try:
            piece.facts = seal_draft(row.call, piece, "facts", facts)
        except KeyGone:  # the call is over for good
            raise closed() from None
    piece.save(force_insert=True)
    Application.objects.filter(pk=row.pk).update(is_changed=True, changed_at=timezone.now())
    return piece


@transaction.atomic
def remove_piece(*, piece: Piece) -> None:
    """The document is out of the application. One that no filing has is erased with it."""
    row = locked(piece.application.public_id)
    require_open(row)
    if piece.removed_at is not None:
        return
    if piece.filings.exists():
        piece.removed_at = timezone.now()
        piece.save(update_fields=["removed_at"])
    else:
        file = piece.file
        piece.delete()
        erase_file(file=file, by=APPLICANT)
    Application.objects.filter(pk=row.pk).update(is_changed=True, changed_at=timezone.now())


@transaction.atomic
def label_piece(*, piece: Piece, label: str, at: datetime) -> Piece:
    """What a further document is, in the applicant's words: of one that was filed, as long as it
    can be filed again. `at` is the instant at which the click arrived.
    """
    row = locked(piece.application.public_id)
    require_open(row)
    if piece.filings.exists():
        require_can_file(row, at)
    piece.label = seal_words(row.organisation, piece, "label", label[:200])
    piece.save(update_fields=["label"])
    Application.objects.filter(pk=row.pk).update(is_changed=True, changed_at=timezone.now())
    return piece
