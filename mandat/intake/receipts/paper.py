"""A receipt on paper: tagged PDF (PDF/UA-1), made by typst."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from mandat.calls.display import reader_language
from mandat.core.addresses import absolute
from mandat.core.languages import direction
from mandat.core.printing import render_pdf
from mandat.documents.turns import Turns
from mandat.intake.receipts.page import ReceiptPage, Row

TEMPLATE = Path(__file__).resolve().parent / "printing" / "receipt.typ"
_turns = Turns(at_once=2, per_minute=20, patience=5.0)


def receipt_pdf(page: ReceiptPage) -> bytes:
    """The receipt in the language that is active; `NoTurn` when too many are being made."""
    with _turns.taken(page.signature):
        return render_pdf(TEMPLATE, document_of(page))


def document_of(page: ReceiptPage) -> dict[str, Any]:
    """What the template prints."""
    language = reader_language()
    return {
        "language": language,
        "direction": direction(language),
        "title": _("Receipt %(reference)s") % {"reference": page.reference},
        "call": page.call,
        "facts": [*_facts(page)],
        "late": _late() if page.is_late else "",
        "files_title": _("Files"),
        "no_files": _("No file was handed in."),
        "files": [_file(row) for row in page.files],
        "offer_title": _("Prices"),
        "offer": [[str(label), value] for label, value in page.offer],
        "lacks_title": _("What the call asks and is missing"),
        "lacks": [[str(lack.label), str(lack.found)] for lack in page.lacks],
        "check_title": _("How anybody checks this receipt"),
        "check": _(
            "The file of the receipt (receipt.json), or the mail that carried it, is checked at "
            "this address, or without this site by the command mandat verify-receipt. Both hold "
            "all that stands here, prices too."
        ),
        "address": absolute("receipts:check_receipt"),
        "signed": [
            [_("SHA-256 of what was typed"), page.content_sha256],
            [_("Signature (Ed25519)"), page.signature],
        ],
    }


def _late() -> str:
    return _("It came after the deadline: the organisation decides, with reasons, about it.")


def _facts(page: ReceiptPage) -> list[list[str]]:
    facts = [
        [_("Reference"), page.reference],
        [_("Received"), page.filed.local],
        [_("In UTC"), page.filed.utc],
        [_("Version"), str(page.number)],
    ]
    if page.deadline:
        facts.append([_("Deadline"), page.deadline.local])
    return facts


def _file(row: Row) -> dict[str, str]:
    named = row.name or _("a sealed document, as filed before")
    pages = row.pages or _("pages not counted yet when this was made")
    return {
        "title": row.document,
        "name": named,
        "notes": " · ".join(filter(None, (str(row.part), row.size, pages))),
        "sha256": row.sha256,
    }
