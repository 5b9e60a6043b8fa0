"""Every receipt that was given is honoured: looked up in the database and in the storage.

    python -m intake_parts.verifying < receipts.jsonl

For each: one filing of one application in the state "filed", whose typed content names the token,
with three documents whose stored bytes are those that were sent (of the sealed one, what the
worker could open), a signed receipt that its own address opens, one act in the journal, one mail.
Prints one JSON object; nothing is asked of the site itself.
"""

import hashlib
import json
import sys
from typing import Any


def main() -> None:
    from config import env  # noqa: PLC0415

    env.prepare()
    import django  # noqa: PLC0415

    django.setup()
    from mandat.intake.models import Filing  # noqa: PLC0415

    rows = [json.loads(line) for line in sys.stdin if line.strip()]
    found: dict[str, int] = {"receipts": len(rows), "lost": 0, "doubled": 0, "damaged": 0}
    why: dict[str, int] = {}
    for said in rows:
        kind, reason = judge(said)
        if kind:
            found[kind] += 1
            why[reason] = why.get(reason, 0) + 1
    found["doubled"] += Filing.objects.filter(number__gt=1).count()
    print(json.dumps(found | {"why": why, "filings": Filing.objects.count()} | waiting()))


def waiting() -> dict[str, int]:
    """What the worker has still to do."""
    from mandat.documents.models import File  # noqa: PLC0415
    from mandat.mail.models import Message  # noqa: PLC0415

    files = File.objects.filter(state__in=("received", "checking"))
    mails = Message.objects.filter(state__in=("waiting", "sending"))
    return {"files_to_check": files.count(), "mails_to_send": mails.count()}


def judge(said: dict[str, str]) -> tuple[str, str]:
    """How a receipt is not honoured, and why; two empty texts when it is."""
    from intake_parts.filing import address_of  # noqa: PLC0415
    from mandat.intake.models import Application  # noqa: PLC0415
    from mandat.intake.sealing import digest_of, words_of  # noqa: PLC0415

    rows = list(
        Application.objects.filter(
            address_digest=digest_of(address_of(said["token"]))
        ).select_related("call__organisation", "organisation")
    )
    if len(rows) != 1:
        return ("lost", "no application") if not rows else ("doubled", "two applications")
    row = rows[0]
    filings = list(row.filings.all())
    if len(filings) != 1 or row.state != "filed":
        return ("lost", "not filed") if not filings else ("doubled", "two filings")
    words = words_of(row.organisation, filings[0], "content")
    if words["lead"]["name"] != " ".join(said["token"].split()) or len(words["members"]) != 1:
        return "damaged", "content"
    if filings[0].envelope is None:
        return "damaged", "prices"
    return _around(row, filings[0], said)


def _around(row: Any, filing: Any, said: dict[str, str]) -> tuple[str, str]:
    """The receipt, the documents, the journal and the mail."""
    from mandat.audit.models import Entry  # noqa: PLC0415
    from mandat.intake.queries import find_receipt  # noqa: PLC0415
    from mandat.intake.receipts.page import open_receipt  # noqa: PLC0415
    from mandat.intake.receipts.signing import is_genuine  # noqa: PLC0415
    from mandat.mail.models import Message  # noqa: PLC0415

    receipt = find_receipt(said["once"])
    signed = open_receipt(receipt, said["once"])
    if receipt is None or signed is None or receipt.filing_id != filing.pk:
        return "lost", "receipt"
    if not is_genuine(signed):
        return "damaged", "signature"
    if wrong := _documents(filing, said):
        return "damaged", wrong
    acts = Entry.objects.filter(subject_id=str(row.public_id), action="intake.application.filed")
    mails = Message.objects.filter(subject_id=str(row.public_id), template="intake/receipt")
    for name, count in (("journal", acts.count()), ("mail", mails.count())):
        if count != 1:
            return ("doubled" if count else "lost"), name
    return "", ""


def _documents(filing: Any, said: dict[str, str]) -> str:
    from intake_parts.filing import documents_of  # noqa: PLC0415
    from mandat.core.crypto import as_worker  # noqa: PLC0415
    from mandat.documents.services import open_file  # noqa: PLC0415

    sent = {s: hashlib.sha256(d).hexdigest() for s, _u, _n, d in documents_of(said["token"], b"")}
    sent["0"] = said["sha256"]
    pieces = list(filing.pieces.select_related("file"))
    if {p.slot: p.file.sha256 for p in pieces} != sent:
        return "documents"
    for piece in pieces:
        if piece.file.key_name.startswith("envelope."):  # waits for the opening
            continue
        with as_worker():
            stored = hashlib.sha256(b"".join(open_file(piece.file))).hexdigest()
        if stored != piece.file.sha256:
            return "stored bytes"
    return ""


if __name__ == "__main__":
    main()
