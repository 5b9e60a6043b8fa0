"""A new site with one open call and so many applications filed to it, quickly.

    python -m intake_parts.filling 2000

Each is as an applicant and the worker leave it: content sealed, three files sealed in the storage
and checked, filing, receipt, both mails, journal, session. Written in bulk, from the parts that
the services are made of. Writes `facts.json`.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

BATCH = 500
DOCUMENTS = [
    {"name": "Note méthodologique", "part": "technical", "max_pages": 8},
    {"name": "CV de l’équipe", "part": "administrative", "max_pages": 12},
    {"name": "Offre financière", "part": "financial"},
]
SENTENCES = "Nous proposons une démarche participative en trois phases. " * 10


def main() -> None:
    from config import env  # noqa: PLC0415

    env.prepare()
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from mandat.cli.static_files import collect_if_changed  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    collect_if_changed()
    call = _call()
    count = int(sys.argv[1])
    for first in range(0, count, BATCH):
        _batch(call, range(first, min(first + BATCH, count)))
    facts = {"call": str(call.token), "applications": count}
    Path(os.environ["MANDAT_BENCH_FACTS"]).write_text(json.dumps(facts), "utf-8")


def _call() -> Any:
    from mandat.intake.services.keys import ensure_call_key  # noqa: PLC0415
    from tests.calls.published import published_call  # noqa: PLC0415
    from tests.factories import make_organisation  # noqa: PLC0415

    call = published_call(
        make_organisation("Maison des droits"), values={"required_documents": DOCUMENTS}
    )
    if call.seals_prices:
        ensure_call_key(call=call)
    return call


def _words(number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    from tests.intake.applying import PRICES, WORDS  # noqa: PLC0415

    lead = {**WORDS["lead"], "name": f"Personne {number}"}
    answers = {"0": {"says": "yes", "note": SENTENCES}, "1": {"says": "yes", "note": ""}}
    return {**WORDS, "lead": lead, "answers": answers}, PRICES


def _batch(call: Any, numbers: range) -> None:
    from django.db import transaction  # noqa: PLC0415

    made = [_made(call, number) for number in numbers]
    from mandat.documents.models import File  # noqa: PLC0415
    from mandat.intake.models import Application, Filing, Piece, Receipt  # noqa: PLC0415
    from mandat.mail.models import Message  # noqa: PLC0415
    from mandat.people.models import Session  # noqa: PLC0415

    with transaction.atomic():
        Application.objects.bulk_create(m["application"] for m in made)
        File.objects.bulk_create(f for m in made for f in m["files"])
        Piece.objects.bulk_create(p for m in made for p in m["pieces"])
        Filing.objects.bulk_create(m["filing"] for m in made)
        Filing.pieces.through.objects.bulk_create(
            Filing.pieces.through(filing=m["filing"], piece=p) for m in made for p in m["pieces"]
        )
        Receipt.objects.bulk_create(m["receipt"] for m in made)
        Message.objects.bulk_create(x for m in made for x in m["mails"])
        Session.objects.bulk_create(m["session"] for m in made)
        _journal(call, made)


def _journal(call: Any, made: list[dict[str, Any]]) -> None:
    from mandat.audit.services import record  # noqa: PLC0415

    for one in made:
        row = one["application"]
        said = {"subject": row, "organisation": call.organisation}
        record(actor="applicant", action="intake.application.confirmed", **said)
        for file in one["files"]:
            record(
                actor="visitor",
                action="documents.file.received",
                subject=file,
                organisation=call.organisation,
                details={"use": file.use},
            )
        details = {"number": 1, "late": False}
        record(actor="applicant", action="intake.application.filed", details=details, **said)


def _made(call: Any, number: int) -> dict[str, Any]:
    """All rows of one application, not saved yet; its files lie in the storage."""
    from django.utils import timezone  # noqa: PLC0415

    from mandat.core.keys import new_public_id  # noqa: PLC0415
    from mandat.intake.models import Application  # noqa: PLC0415
    from mandat.intake.sealing import digest_of, key_digest, link_key, seal_words  # noqa: PLC0415
    from mandat.intake.services.common import new_reference  # noqa: PLC0415

    at = timezone.now() - timedelta(minutes=number)
    words, prices = _words(number)
    address = f"person-{number}@already.example"
    row = Application(
        public_id=new_public_id(),
        organisation=call.organisation,
        call=call,
        state="filed",
        reference=new_reference(),
        language="fr",
        address_digest=digest_of(address),
        confirmed_at=at,
        key_at=at,
        version=4,
        filing_number=1,
        filed_at=at,
        is_changed=False,
    )
    row.key_digest = key_digest(link_key(row.public_id, at))
    row.address = seal_words(call.organisation, row, "address", address)
    row.content = seal_words(call.organisation, row, "content", words)
    files = [_file(row, slot) for slot in range(3)]
    pieces = [_piece(row, file, slot) for slot, file in enumerate(files)]
    filing, receipt = _filed(row, words, prices, files)
    mails = [_mail(row, "intake/start", address), _mail(row, "intake/receipt", address)]
    return {
        "application": row,
        "files": files,
        "pieces": pieces,
        "filing": filing,
        "receipt": receipt,
        "mails": mails,
        "session": _session(row),
    }


def _file(row: Any, slot: int) -> Any:
    from intake_parts.filing import small_pdf  # noqa: PLC0415
    from mandat.core.keys import new_public_id  # noqa: PLC0415
    from mandat.documents.models import File  # noqa: PLC0415
    from mandat.documents.states import FileState  # noqa: PLC0415
    from mandat.documents.store import seal_stream  # noqa: PLC0415
    from mandat.documents.uses import use_of  # noqa: PLC0415
    from mandat.intake.sealing import envelope_key, organisation_key  # noqa: PLC0415

    is_secret = slot == 2
    use = use_of("intake.offer" if is_secret else "intake.piece")
    data = small_pdf(f"{row.reference} {slot}")[:4000]
    key = envelope_key(row.call.sealing_key) if is_secret else organisation_key(row.organisation)
    public_id = new_public_id()
    sealed = seal_stream(
        [data], row=public_id, key_name=key, max_bytes=use.max_bytes, size=len(data)
    )
    says = {} if is_secret else {"name": f"Document {slot}.pdf", "media_type": "application/pdf"}
    counted = {} if is_secret else {"page_count": 3, "page_count_exact": True}
    return File(
        public_id=public_id,
        is_secret=is_secret,
        organisation=row.organisation,
        use=use.code,
        owner_label="intake.application",
        owner_id=str(row.public_id),
        size=len(data),
        sha256=sealed.sha256,
        storage_key=sealed.seal.storage_key,
        key_name=key,
        wrapped_key=sealed.seal.wrapped_key,
        segments=sealed.seal.segments,
        state=FileState.SAFE,
        data_class=use.data_class,
        received_at=row.filed_at,
        **says,
        **counted,
    )


def _piece(row: Any, file: Any, slot: int) -> Any:
    from mandat.core.keys import new_public_id  # noqa: PLC0415
    from mandat.intake.models import Piece  # noqa: PLC0415
    from mandat.intake.sealing import seal_for_opening  # noqa: PLC0415

    piece = Piece(
        public_id=new_public_id(),
        application=row,
        file=file,
        slot=str(slot),
        part=DOCUMENTS[slot]["part"],
    )
    if file.is_secret:
        facts = {"name": "Offre.pdf", "bytes": file.size}
        piece.facts = seal_for_opening(row.call.sealing_key, piece, "facts", facts)
    return piece


def _filed(row: Any, words: Any, prices: Any, files: list[Any]) -> tuple[Any, Any]:
    from mandat.core.crypto import bind  # noqa: PLC0415
    from mandat.core.keys import new_public_id, new_token  # noqa: PLC0415
    from mandat.intake.content import sha256_of  # noqa: PLC0415
    from mandat.intake.models import Filing, Receipt  # noqa: PLC0415
    from mandat.intake.receipts.holding import seal_for_holder, token_digest  # noqa: PLC0415
    from mandat.intake.receipts.signing import sign  # noqa: PLC0415
    from mandat.intake.sealing import seal_for_opening, seal_words  # noqa: PLC0415

    once = new_token()
    filing = Filing(
        public_id=new_public_id(),
        application=row,
        number=1,
        filed_at=row.filed_at,
        call_version=1,
        sha256=sha256_of(words),
        once_digest=token_digest(once),
    )
    filing.content = seal_words(row.organisation, filing, "content", words)
    filing.envelope = seal_for_opening(row.call.sealing_key, row, "envelope", prices)
    whole = {"reference": row.reference, "files": [{"sha256": f.sha256} for f in files]}
    receipt = Receipt(
        public_id=new_public_id(),
        filing=filing,
        body={"reference": row.reference},
        token_digest=filing.once_digest,
        sha256=sha256_of(whole),
        signature=sign(whole).signature,
        issued_at=row.filed_at,
    )
    place = bind("intake.receipt", receipt.public_id, "for_holder")
    receipt.for_holder = seal_for_holder(once, whole, place)
    receipt.for_call = seal_for_opening(row.call.sealing_key, receipt, "for_call", whole)
    return filing, receipt


def _mail(row: Any, template: str, address: str) -> Any:
    from mandat.core.keys import new_public_id  # noqa: PLC0415
    from mandat.mail.models import Message  # noqa: PLC0415

    public_id = new_public_id()
    return Message(
        public_id=public_id,
        template=template,
        language="fr",
        organisation=row.organisation.public_id,
        to=address,
        to_digest=row.address_digest,
        subject_label="intake.application",
        subject_id=str(row.public_id),
        message_id=f"{public_id.hex}@already.example",
        state="sent",
        attempts=1,
        posted_at=row.filed_at,
        finished_at=row.filed_at,
    )


def _session(row: Any) -> Any:
    from mandat.core.passes import pass_of  # noqa: PLC0415
    from mandat.people.sign_in.sessions import SessionStore  # noqa: PLC0415

    store = SessionStore()
    store._session_key = store._get_new_session_key()
    given = {"core.passes": {pass_of(row): int(row.filed_at.timestamp())}}
    return store.create_model_instance(given)


if __name__ == "__main__":
    main()
