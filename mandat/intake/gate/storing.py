"""The files of a letter: sealed in the storage first, then in the tables with the letter."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from mandat.calls.models import Call
from mandat.core.crypto import KeyGone
from mandat.core.keys import new_public_id
from mandat.documents.models import File
from mandat.documents.services import keep_sealed
from mandat.documents.store import StorageFailed, seal_stream
from mandat.documents.store.objects import object_name, remove
from mandat.documents.store.writing import Sealed
from mandat.documents.trouble import storage_trouble
from mandat.documents.uses import Use, use_of
from mandat.intake.gate.files import ATTACHMENT, MAIL_OFFER, RAW
from mandat.intake.gate.judged import Judged
from mandat.intake.letters.attachments import Attachment
from mandat.intake.letters.outcomes import Outcome
from mandat.intake.letters.sorting import Proposal
from mandat.intake.models import Arrival, ArrivalPart
from mandat.intake.sealing import arrival_key, organisation_key, seal_words
from mandat.intake.services.keys import ensure_call_key
from mandat.intake.states import Part
from mandat.people.models import Organisation

GATE = "mailgate"  # who acts, in the journal
# Outcomes whose documents are kept one by one; of the others the message itself is enough.
WITH_DOCUMENTS = frozenset(
    {Outcome.FILED, Outcome.COMPLETED, Outcome.SUPERSEDED, Outcome.LATE, Outcome.DESK}
)


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that lie sealed in the storage and have no row yet."""

    sealed: Sealed
    use: Use
    name: str


def keeps_documents(judged: Judged) -> bool:
    """Whether documents are kept one by one; the message itself is always."""
    outcome = judged.decision.outcome
    return outcome in WITH_DOCUMENTS and not (judged.is_over and outcome is Outcome.LATE)


def is_secret_at(call: Call | None, part: Part | None) -> bool:
    """Whether nobody of the organisation may know anything of such a document."""
    return part == Part.FINANCIAL and call is not None and call.seals_prices


def store(data: bytes, use: Use, name: str, key_name: str) -> Stored:
    """The bytes sealed under the key, outside of any transaction."""
    try:
        sealed = seal_stream(
            [data], row=new_public_id(), key_name=key_name, max_bytes=use.max_bytes, size=len(data)
        )
    except StorageFailed as error:
        raise storage_trouble(error) from error
    return Stored(sealed, use, name)


def store_document(
    document: Attachment, part: Part | None, call: Call | None, organisation: Organisation
) -> Stored:
    """One attachment: what may hold a price under the key that the worker alone opens.

    Of a call that is over for good nothing waits for an opening any more: a price that still comes
    is closed to all but the clerk, as the message is.
    """
    if call is not None and is_secret_at(call, part):
        ensure_call_key(call=call)
        with suppress(KeyGone):
            return store(document.data, use_of(MAIL_OFFER), document.name, arrival_key(call))
    return store(document.data, use_of(ATTACHMENT), document.name, organisation_key(organisation))


def store_all(raw: bytes, judged: Judged) -> list[Stored]:
    """The message first, then the documents that are taken, in their order."""
    organisation = judged.organisation
    key = organisation_key(organisation)
    stored: list[Stored] = []
    try:
        stored.append(store(raw or b"\n", use_of(RAW), "message.eml", key))
        if keeps_documents(judged):
            for document, proposal in zip(
                judged.verdict.sifted.taken, judged.proposals, strict=True
            ):
                stored.append(store_document(document, proposal.part, judged.call, organisation))
    except BaseException:
        forget(stored)
        raise
    return stored


def forget(stored: list[Stored]) -> None:
    """What got no row goes; what cannot be removed now is swept later."""
    for one in stored:
        with suppress(StorageFailed):
            remove(object_name(one.sealed.seal.storage_key))


def keep(stored: Stored, arrival: Arrival) -> File:
    """The file has its row, in the caller's transaction."""
    return keep_sealed(
        sealed=stored.sealed,
        use=stored.use,
        name=stored.name,
        organisation=arrival.organisation,
        owner=(arrival._meta.label_lower, str(arrival.public_id)),
        by=GATE,
    )


def keep_parts(judged: Judged, arrival: Arrival, stored: list[Stored]) -> list[ArrivalPart]:
    """A row for each document: those that are taken with their files, then the others."""
    sifted = judged.verdict.sifted
    rows: list[ArrivalPart] = []
    if keeps_documents(judged):
        for document, proposal, one in zip(sifted.taken, judged.proposals, stored, strict=True):
            rows.append(_taken(arrival, len(rows), document, proposal, keep(one, arrival)))
    for turned in sifted.turned:
        row = _row(arrival, len(rows), turned.attachment.name)
        row.refusal_code = turned.reason.value
        rows.append(row)
    ArrivalPart.objects.bulk_create(rows)
    return rows


def sound(words: Any) -> Any:
    """The same without halves of characters, which no UTF-8 holds and broken letters bring."""
    if isinstance(words, str):
        return words.encode("utf-8", "replace").decode()
    if isinstance(words, dict):
        return {key: sound(value) for key, value in words.items()}
    return [sound(one) for one in words] if isinstance(words, list) else words


def _row(arrival: Arrival, number: int, name: str) -> ArrivalPart:
    row = ArrivalPart(public_id=new_public_id(), arrival=arrival, number=number)
    row.name = seal_words(arrival.organisation, row, "name", sound(name)[:255])
    return row


def _taken(
    arrival: Arrival, number: int, document: Attachment, proposal: Proposal, file: File
) -> ArrivalPart:
    row = _row(arrival, number, document.name)
    row.file = file
    row.part = proposal.part.value if proposal.part else ""
    row.slot = proposal.slot[:16]
    row.certainty = proposal.certainty.value
    row.is_mixed = proposal.mixed
    return row
