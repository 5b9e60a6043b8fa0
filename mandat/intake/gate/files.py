"""Files that come by mail: the message itself, and what was attached to it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.core.tasks import enqueue
from mandat.documents.checking import INFECTED
from mandat.documents.kinds import (
    DOC,
    DOCX,
    EML,
    HTML,
    JPEG,
    ODT,
    PDF,
    PNG,
    PPTX,
    TEXT,
    XLSX,
)
from mandat.documents.models import File
from mandat.documents.services import hand_over_key, quarantine_file
from mandat.documents.states import FileState
from mandat.documents.uses import Findings, Shown, Use, register_use
from mandat.intake import policies
from mandat.intake.files import (
    MOST_PAGES,
    can_read_offer,
    can_read_piece,
    checked,
    page_of,
    shown_offer,
)
from mandat.intake.letters.limits import LARGEST
from mandat.intake.models import Arrival, ArrivalPart, Piece
from mandat.intake.sealing import arrival_key, envelope_key

RAW, ATTACHMENT, MAIL_OFFER = "intake.raw_mail", "intake.attachment", "intake.mail_offer"
BY_TEXT = "mandat.intake.tasks.sort_by_text"
_KINDS = frozenset({PDF, DOCX, ODT, DOC, JPEG, PNG, XLSX, PPTX, TEXT})


def can_read_raw(by: Any, file: File) -> bool:
    """Clerks of the organisation that it came to, and nobody else: it may hold prices."""
    row = Arrival.objects.select_related("organisation").filter(raw=file).first()
    return row is not None and policies.can_sort_arrival(by, row)


def _part_of(file: File) -> ArrivalPart | None:
    rows = ArrivalPart.objects.select_related("arrival__organisation", "arrival__call")
    return rows.filter(file=file).first()


def can_read_attachment(by: Any, file: File) -> bool:
    """The clerk who sorts it; once it is a piece of an application its applicant too."""
    part = _part_of(file)
    if part is not None and policies.can_sort_arrival(by, part.arrival):
        return True
    return can_read_piece(by, file)


def checked_attachment(file: File, findings: Findings) -> None:
    """A piece of an application is counted like any other. What has no application yet and is
    sealed is handed over to the key that waits for the opening, all the same.

    What the scanner found in an attachment is in the message too, even where the scanner did not
    find it there: a message may be too large for it as a whole.
    """
    part = _part_of(file)
    if part is not None and part.arrival.raw is not None and findings.refusal_code == INFECTED:
        quarantine_file(file=part.arrival.raw, code=INFECTED)
    if part is not None and findings.state == FileState.SAFE and not file.is_secret:
        enqueue(BY_TEXT, part.public_id)
    if Piece.objects.filter(file=file).exists():
        checked(file, findings)
        return
    call = part.arrival.call if part is not None else None
    key = getattr(call, "sealing_key", None) if call is not None else None
    if call is not None and key is not None and file.key_name == arrival_key(call):
        hand_over_key(file=file, to=envelope_key(key))


def page_of_mail(file: File) -> str:
    """The page of the message, or of the application that the attachment belongs to."""
    if address := page_of(file):
        return address
    part = _part_of(file)
    arrival = part.arrival if part is not None else Arrival.objects.filter(raw=file).first()
    return reverse("intake:show_arrival", args=[arrival.public_id]) if arrival else ""


def _shown(by: Any, file: File) -> Shown | None:
    return shown_offer(by, file)


def register() -> None:
    """Messages and attachments may come in, by the gate alone: no page sends them."""
    register_use(
        Use(
            code=RAW,
            label=_("Message as it came"),
            kinds=frozenset({EML, TEXT, HTML}),
            max_bytes=2 * LARGEST,
            can_read=can_read_raw,
            page_of=page_of_mail,
        )
    )
    register_use(
        Use(
            code=ATTACHMENT,
            label=_("Attachment of a message"),
            kinds=_KINDS,
            max_bytes=LARGEST,
            max_pages=MOST_PAGES,
            can_read=can_read_attachment,
            page_of=page_of_mail,
            checked=checked_attachment,
        )
    )
    register_use(
        Use(
            code=MAIL_OFFER,
            label=_("Financial document that came by mail"),
            kinds=_KINDS,
            max_bytes=LARGEST,
            max_pages=MOST_PAGES,
            can_read=can_read_offer,
            page_of=page_of_mail,
            secret=True,
            checked=checked_attachment,
            shown=_shown,
        )
    )
