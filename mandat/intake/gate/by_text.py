"""Attachments sorted again by what they say, once the worker found that they may be opened.

By name alone a technical note that shows prices looks like any other. What its text shows to hold a
price is sealed then, and its sender is asked for a copy without.
"""

from typing import Any
from uuid import UUID

from django.db import transaction

from mandat.audit.services import WORKER, record
from mandat.calls.models import Call
from mandat.documents.extraction import Refused, extract
from mandat.documents.taking import whole
from mandat.intake.gate.replies import may_write
from mandat.intake.gate.resealing import seal_again
from mandat.intake.gate.teams import asked_now
from mandat.intake.letters.sorting import Piece, Proposal, sort_documents
from mandat.intake.models import Arrival, ArrivalPart
from mandat.intake.models import Piece as Document
from mandat.intake.rules.slots import OTHER, member_keys_of, slots_of
from mandat.intake.sealing import address_of, words_of
from mandat.intake.services.keys import is_spent
from mandat.intake.services.telling import tell
from mandat.intake.states import Part
from mandat.mail.values import Moment


def sort_by_text(public_id: UUID) -> None:
    """The attachment is sorted by its words, unless a clerk has said what it is. Doing it twice
    does no harm."""
    rows = ArrivalPart.objects.select_related(
        "file", "piece__application__call__organisation", "arrival__organisation", "arrival__raw",
        "arrival__call__organisation",
    )  # fmt: skip
    part = rows.filter(public_id=public_id, confirmed_at__isnull=True).first()
    if part is None or part.file is None or part.file.is_secret or not part.file.is_readable:
        return
    arrival, call = part.arrival, part.arrival.call
    if call is None:
        return
    found = _found(part, arrival, call)
    if found is None:
        return
    if found.mixed or found.part == Part.FINANCIAL:
        _seal(part, arrival, call, found)
    elif not part.slot or not part.part:
        _place(part, found)


def _found(part: ArrivalPart, arrival: Arrival, call: Call) -> Proposal | None:
    file = part.file
    if file is None:
        return None
    try:
        text = extract(whole(file), name=file.name).text
    except Refused:  # a scan, say: it stays as its name said
        return None
    application = arrival.application
    words: Any = words_of(call.organisation, application, "content") if application else {}
    slots = slots_of(asked_now(call, application), member_keys_of(words or {}))
    return sort_documents([Piece(file.name, text)], slots)[0]


def _seal(part: ArrivalPart, arrival: Arrival, call: Call, found: Proposal) -> None:
    name = part.file.name if part.file is not None else ""
    if call.seals_prices and not is_spent(call):
        seal_again(part=part, call=call, secret=True, by=WORKER)
    with transaction.atomic():
        part.part, part.is_mixed = Part.FINANCIAL.value, found.mixed
        part.save(update_fields=["part", "is_mixed"])
        if part.piece is not None:
            Document.objects.filter(pk=part.piece.pk).update(part=Part.FINANCIAL)
        Arrival.objects.filter(pk=arrival.pk).update(is_open=True)
        if found.mixed and part.piece is not None:
            _ask(part, name)
        record(
            actor=WORKER,
            action="intake.arrival.sealed",
            subject=arrival,
            organisation=arrival.organisation,
            details={"part": str(part.public_id)},
        )


def _ask(part: ArrivalPart, name: str) -> None:
    """The sender is asked for a copy without prices, unless their address had its fill today."""
    if part.piece is None:
        return
    application = part.piece.application
    application.organisation = application.call.organisation
    deadline, zone = application.call.deadline_at, application.call.deadline_zone or "UTC"
    if may_write(address_of(application)):
        tell(
            "intake/price_free",
            application,
            fleeting=True,
            document=name,
            until=Moment(deadline, zone) if deadline else None,
        )


@transaction.atomic
def _place(part: ArrivalPart, found: Proposal) -> None:
    """A document whose name said nothing has the place that its words say, where that is free."""
    if found.part is not None and not part.part:
        part.part = found.part.value
    piece = part.piece
    taken = piece is not None and (
        piece.slot != OTHER
        or Document.objects.filter(
            application=piece.application, slot=found.slot, removed_at__isnull=True
        ).exists()
    )
    if found.slot and not part.slot and not taken:
        part.slot = found.slot[:16]
    part.certainty = found.certainty.value
    part.save(update_fields=["part", "slot", "certainty"])
    if piece is not None and part.slot and piece.slot == OTHER:
        place = Part(part.part) if part.part else Part(piece.part)
        Document.objects.filter(pk=piece.pk).update(slot=part.slot, part=place)
