"""Files of applications: which ways they come in, and what is made of them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.documents.kinds import DOC, DOCX, JPEG, ODT, PDF, PNG, XLSX
from mandat.documents.models import File
from mandat.documents.uses import (
    Destination,
    Facts,
    Findings,
    PartOf,
    Shown,
    Use,
    register_use,
)
from mandat.intake import policies
from mandat.intake.models import Application, Piece
from mandat.intake.portal.ways import takes_here
from mandat.intake.queries import find_application
from mandat.intake.rules.slots import OTHER, asked_of, member_keys_of, slots_of, takes_others
from mandat.intake.sealing import arrival_key, draft_of, organisation_key
from mandat.intake.services import counting, pieces
from mandat.intake.services.common import locked
from mandat.intake.services.drafting import content_now, is_open
from mandat.intake.states import Part
from mandat.intake.versions import content_of

PIECE, OFFER = "intake.piece", "intake.offer"
_KINDS = frozenset({PDF, DOCX, ODT, DOC, JPEG, PNG})
MOST_PAGES = 500


def target_of(application: Application, slot: str) -> str:
    """What a page says a file is for."""
    return f"{application.public_id.hex}/{slot}"


def use_for(application: Application, part: Part | str) -> str:
    """The code of the use by which a document of that part comes in."""
    return OFFER if pieces.is_secret(application, part) else PIECE


def part_of(application: Application, slot: str) -> Part | None:
    """In which part of the application the slot stands; None when the call asks no such slot."""
    call = application.call
    content = content_of(call)
    if slot == OTHER:
        return Part.TECHNICAL if takes_others(content) else None
    asked = asked_of(content, application.stage, application.asked)
    for one in slots_of(asked, member_keys_of(content_now(application))):
        if one.key == slot:
            return one.asked.part or Part.TECHNICAL
    return None


def _application(target: str) -> tuple[Application | None, str]:
    identity, _slash, slot = target.partition("/")
    try:
        return find_application(UUID(identity)), slot[:16]
    except ValueError:
        return None, ""


def _destination(by: Any, target: str, use: str) -> Destination | None:
    application, slot = _application(target)
    if application is None or not policies.can_write_application(by, application):
        return None
    can_take = is_open(application) and takes_here(application)
    part = part_of(application, slot) if can_take else None
    if part is None or use_for(application, part) != use:
        return None
    secret = use == OFFER
    return Destination(
        organisation=application.organisation,
        key_name=organisation_key(application.organisation),
        owner=application,
        sealed_under=arrival_key(application.call) if secret else "",
    )


def send_piece_to(by: Any, target: str) -> Destination | None:
    """To the slot of an application whose link this browser opened."""
    return _destination(by, target, PIECE)


def send_offer_to(by: Any, target: str) -> Destination | None:
    """The same for a financial document: finished, only the worker opens it."""
    return _destination(by, target, OFFER)


def received(file: File, facts: Facts) -> None:
    """A file that came by a slot is a piece of its application from its first moment."""
    identity, _slash, slot = facts.target.partition("/")
    if not identity:  # it came by another way, which makes the piece itself
        return
    row = locked(UUID(identity))
    pieces.put_piece(
        row=row,
        file=file,
        slot=slot[:16],
        part=Part.FINANCIAL if file.is_secret else part_of(row, slot) or Part.TECHNICAL,
        facts={"name": facts.name, "bytes": facts.size},
    )


def _piece_of(file: File) -> Piece | None:
    rows = Piece.objects.select_related("application__call__organisation", "file")
    return rows.filter(file=file).first()


def checked(file: File, findings: Findings) -> None:
    """The worker has decided: what it counted is kept where the part allows."""
    piece = _piece_of(file)
    if piece is not None:
        counting.note_checked(piece=piece, findings=findings)


def can_read_piece(by: Any, file: File) -> bool:
    """Its applicant, and the clerk once it is filed; nobody else before the opening."""
    piece = _piece_of(file)
    if piece is None:
        return False
    if policies.can_write_application(by, piece.application):
        return True
    return policies.can_read_application(by, piece.application) and piece.filings.exists()


def can_read_offer(by: Any, file: File) -> bool:
    """Its applicant, and only to learn what became of it: nobody is handed a sealed file."""
    piece = _piece_of(file)
    return piece is not None and policies.can_write_application(by, piece.application)


def shown_offer(by: Any, file: File) -> Shown | None:
    """What the applicant may see of a financial document while it is a draft."""
    piece = _piece_of(file)
    if piece is None or not policies.can_write_application(by, piece.application):
        return None
    call = piece.application.call
    facts, counts = draft_of(call, piece, "facts") or {}, draft_of(call, piece, "counts") or {}
    return Shown(
        name=facts.get("name", ""),
        size=facts.get("bytes"),
        media_type=counts.get("media_type", ""),
        page_count=counts.get("pages"),
        page_count_exact=counts.get("exact", False),
        refusal_code=counts.get("refusal_code", ""),
        refusal_params=counts.get("refusal_params", {}),
    )


def page_of(file: File) -> str:
    """The applicant's own page."""
    piece = _piece_of(file)
    return reverse("my:show_application", args=[piece.application.public_id]) if piece else ""


def register(part: PartOf) -> None:
    """Documents of applications may come in, with a pass or by mail. `part` is theirs of a page."""
    register_use(
        Use(
            code=PIECE,
            label=_("Document of an application"),
            kinds=_KINDS,
            max_bytes=settings.IMPORT_MAX_BYTES,
            max_pages=MOST_PAGES,
            can_read=can_read_piece,
            send_to=send_piece_to,
            joins_photos=False,  # joined on the page of the application, which knows what was filed
            page_of=page_of,
            received=received,
            checked=checked,
            part=part,
        )
    )
    register_use(
        Use(
            code=OFFER,
            label=_("Financial document of an application"),
            kinds=(_KINDS - {DOC}) | {XLSX},  # a Word file of before 2007 would leave a copy
            max_bytes=settings.IMPORT_MAX_BYTES,
            max_pages=MOST_PAGES,
            can_read=can_read_offer,
            send_to=send_offer_to,
            page_of=page_of,
            secret=True,
            received=received,
            checked=checked,
            shown=shown_offer,
            part=part,
        )
    )
