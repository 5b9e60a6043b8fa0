"""Applications as the desk meets them: complete or not, their call open or over."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from mandat.calls.models import Call
from mandat.core.crypto import as_worker
from mandat.core.keys import new_public_id
from mandat.documents import services as files
from mandat.documents.kinds import PDF
from mandat.documents.states import Scan
from mandat.documents.uses import use_of
from mandat.intake.files import use_for
from mandat.intake.models import Application, CriterionDecision, Piece
from mandat.intake.sealing import arrival_key, organisation_key
from mandat.intake.services.pieces import add_piece
from mandat.intake.states import CriterionOutcome, Part
from tests.intake.applying import draft_application, file_now

SLOTS = (
    ("0", Part.TECHNICAL, "Note méthodologique.pdf", 6),
    ("1.lead", Part.ADMINISTRATIVE, "CV Amina Diallo.pdf", 3),
    ("1.m1", Part.ADMINISTRATIVE, "CV Jean Petit.pdf", 2),
)


def with_piece(application: Application, slot: str, part: Part, name: str, pages: int) -> Piece:
    """A document in its slot, checked and counted as the worker does it."""
    use = use_of(use_for(application, part))
    secret = use.secret
    file = files.receive_file(
        use=use,
        name="" if secret else name,
        chunks=[b"%PDF-1.7 " + name.encode()],
        organisation=application.organisation,
        key_name=arrival_key(application.call)
        if secret
        else organisation_key(application.organisation),
        owner=application,
        by="applicant",
    )
    piece = add_piece(
        application=application,
        file=file,
        slot=slot,
        part=part,
        facts={"name": name, "bytes": file.size},
    )
    files.begin_check(file=file)
    with as_worker():
        files.mark_safe(
            file=file, media_type=PDF, scan=Scan.CLEAN, page_count=pages, page_count_exact=True
        )
    return piece


def filed_whole(call: Call, *, address: str = "amina.diallo@example.org", **words: Any) -> Any:
    """An application with every document that the call asks, filed in time."""
    application = draft_application(call, address=address, **words)
    for slot, part, name, pages in SLOTS:
        with_piece(application, slot, part, name, pages)
    return file_now(application).application


def end_call(call: Call, *, hours: float = 1) -> Call:
    """The deadline of the call was so many hours ago."""
    at = timezone.now() - timedelta(hours=hours)
    Call.objects.filter(pk=call.pk).update(deadline_at=at)
    call.refresh_from_db()
    return call


def met(application: Application, by: Any, outcome: CriterionOutcome = CriterionOutcome.MET) -> Any:
    """The one required criterion of the call is decided."""
    return CriterionDecision.objects.create(
        public_id=new_public_id(),
        application=application,
        number=0,
        outcome=outcome,
        decided_by=by,
        decided_at=timezone.now(),
    )
