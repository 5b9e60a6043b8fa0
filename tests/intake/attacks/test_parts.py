"""A financial document stays sealed, whatever becomes of its slot while it is on its way."""

import json

import pytest

from mandat.intake.models import Piece, Receipt
from mandat.intake.queries import find_application
from mandat.intake.sealing import envelope_key
from mandat.intake.services.drafting import save_words
from mandat.intake.states import Part
from tests.calls.published import published_call
from tests.documents.makers import pdf
from tests.intake.applying import draft_application, file_now
from tests.intake.sending import check, send_piece

pytestmark = pytest.mark.django_db
DOCUMENTS = [
    {"name": "Note", "part": "technical"},
    {"name": "Tarifs de chaque membre", "part": "financial", "per": "member"},
]


def test_a_price_whose_member_left_meanwhile_is_sealed_like_any_other(organisation):
    call = published_call(organisation, values={"required_documents": DOCUMENTS})
    application = draft_application(call)
    row = find_application(application.public_id)
    save_words(application=row, changes={"members": []}, version=row.version)

    piece = send_piece(application, pdf("4200 EUR"), slot="1.m1", name="prix.pdf", secret=True)
    filed = file_now(application)
    check(piece)

    piece = Piece.objects.select_related("file").get(pk=piece.pk)
    body = json.dumps(Receipt.objects.get(filing=filed.filing).body)
    assert piece.part == Part.FINANCIAL
    assert piece.file.sha256 not in body
    assert '"received": true' in body
    assert piece.file.key_name == envelope_key(call.sealing_key)
