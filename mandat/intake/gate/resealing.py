"""An attachment changes circles: sealed as a price, or opened again from the message itself."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mandat.calls.models import Call
from mandat.core.errors import RuleBroken
from mandat.documents.models import File
from mandat.documents.services import erase_file
from mandat.documents.taking import whole
from mandat.intake.gate.house import own_hosts
from mandat.intake.gate.storing import Stored, forget, keep, store_document
from mandat.intake.letters.attachments import Attachment
from mandat.intake.letters.reading import read_letter
from mandat.intake.letters.sifting import sift
from mandat.intake.models import Arrival, ArrivalPart, Piece
from mandat.intake.sealing import seal_for_opening, seal_words
from mandat.intake.services.keys import find_call_key, is_spent
from mandat.intake.states import Part


def taken_from(part: ArrivalPart) -> Attachment:
    """The attachment as it stands in the message. `RuleBroken` when it is not there any more."""
    raw = part.arrival.raw
    if raw is None:
        raise _gone()
    letter = read_letter(whole(raw), own_hosts=own_hosts())
    taken = sift(letter.documents).taken
    if part.number >= len(taken):
        raise _gone()
    return taken[part.number]


def _gone() -> RuleBroken:
    return RuleBroken("not_in_message", _("The message does not have this attachment any more."))


def seal_again(*, part: ArrivalPart, call: Call, secret: bool, by: Any) -> None:
    """The same bytes under the other key; the former copy is erased. Called outside of a
    transaction. Nothing happens to what lies right already."""
    file = part.file
    if file is None or file.is_secret == secret:
        return
    document = taken_from(part)
    if document.sha256 != file.sha256:
        raise _gone()
    if secret and is_spent(call):
        raise RuleBroken(
            "call_over",
            _("This call is over for good: nothing is sealed for its opening any more."),
        )
    stored = store_document(document, Part.FINANCIAL if secret else None, call, call.organisation)
    try:
        _swap(
            part,
            keep_for=part.arrival,
            former=file,
            stored=stored,
            document=document,
            secret=secret,
            by=by,
        )
    except BaseException:
        forget([stored])
        raise


@transaction.atomic
def _swap(
    part: ArrivalPart,
    *,
    keep_for: Arrival,
    former: File,
    stored: Stored,
    document: Attachment,
    secret: bool,
    by: Any,
) -> None:
    former = File.objects.get(public_id=former.public_id)
    part.file = keep(stored, keep_for)
    piece = part.piece
    if piece is not None:
        piece.file = part.file
        _know(piece, document, secret=secret)
    organisation = keep_for.organisation
    sealed_there = secret and piece is not None
    part.name = (
        None if sealed_there else seal_words(organisation, part, "name", document.name[:255])
    )
    part.save(update_fields=["file", "name"])
    for one in [*File.objects.filter(made_from=former, erased_at__isnull=True), former]:
        erase_file(file=one, by=by)


def _know(piece: Piece, document: Attachment, *, secret: bool) -> None:
    """What is known of a sealed document waits for the opening; of others its file says it."""
    piece.facts = piece.counts = piece.pages = None
    key = find_call_key(piece.application.call) if secret else None
    if key is not None:
        facts = {"name": document.name[:255], "bytes": len(document.data)}
        piece.facts = seal_for_opening(key, piece, "facts", facts)
    piece.save(update_fields=["file", "facts", "counts", "pages"])
