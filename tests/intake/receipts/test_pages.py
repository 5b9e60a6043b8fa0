"""The pages of a receipt: whole for its holder, yes or no for everybody else."""

import base64
import io
import json
from datetime import timedelta

import pikepdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mandat.core.keys import new_token
from mandat.intake.receipts.signing import public_key, read_receipt
from mandat.intake.services.drafting import save_words
from mandat.mail.models import Message
from mandat.mail.sealing import words_of
from tests.calls.published import published_call
from tests.documents import makers
from tests.intake.applying import draft_application, file_now
from tests.intake.sending import check, send_piece

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organisation):
    return published_call(organisation)


@pytest.fixture
def filed(call):
    """A filing with one counted and one sealed file that is being counted; its secret."""
    application = draft_application(call)
    check(send_piece(application, makers.pdf("Une page"), name="methode.pdf"))
    send_piece(application, makers.pdf("Prix"), slot="2", name="prix.pdf", secret=True)
    once = new_token()
    return file_now(application, once=once), once


def page(client, name, *arguments):
    return client.get(reverse(f"receipts:{name}", args=arguments))


def receipt_file(client, once):
    return page(client, "show_receipt_file", once).content.decode()


def post(client, **data):
    return client.post(reverse("receipts:check_receipt"), data)


def test_the_page_says_the_whole_to_whoever_has_its_address(client, filed):
    done, once = filed

    answer = page(client, "show_receipt", once)

    said = answer.content.decode()
    assert done.application.reference in said
    assert "methode.pdf" in said
    assert "prix.pdf" in said  # its holder alone reads this
    assert "Note méthodologique" in said
    assert "UTC" in said
    for piece in done.filing.pieces.select_related("file"):
        assert piece.file.sha256 in said
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_another_address_of_the_same_shape_opens_nothing(client, filed):
    assert page(client, "show_receipt", filed[1]).status_code == 200

    assert page(client, "show_receipt", new_token()).status_code == 404
    assert page(client, "show_receipt_file", new_token()).status_code == 404
    assert page(client, "show_receipt_paper", new_token()).status_code == 404


def test_the_file_is_the_receipt_and_is_genuine(client, filed):
    done, once = filed

    text = receipt_file(client, once)

    assert json.loads(text)["receipt"]["reference"] == done.application.reference
    assert "genuine" in post(client, receipt=text).context["verdict"]


def test_the_paper_is_tagged_and_names_every_file(client, filed):
    _done, once = filed

    answer = page(client, "show_receipt_paper", once)

    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as data:
            assert data["pdfuaid:part"] == "1"
    assert answer["Content-Type"] == "application/pdf"


def test_one_letter_changed_is_no_longer_genuine(client, filed):
    text = receipt_file(client, filed[1])
    reference = json.loads(text)["receipt"]["reference"]
    other = "2" if reference[0] != "2" else "3"

    answer = post(client, receipt=text.replace(reference, other + reference[1:]))

    assert answer.context["verdict"] == "false"


def test_the_check_reveals_nothing_of_what_it_was_given(client, filed):
    done, once = filed
    text = receipt_file(client, once)

    answer = post(client, receipt=text)

    said = answer.content.decode()
    assert "methode.pdf" in text
    assert done.application.reference not in said
    assert "methode.pdf" not in said
    assert "18701" not in said


def test_a_check_asks_the_database_nothing(client, filed, django_assert_num_queries):
    text = receipt_file(client, filed[1])

    with django_assert_num_queries(0):
        answer = post(client, receipt=text)

    assert answer.context["verdict"] == "genuine"


@pytest.mark.parametrize(
    "text",
    ["nonsense", "{}", "[" * 5000, '{"receipt": {"format": "\\ud800"}, "signature": "AAAA"}'],
)
def test_what_is_no_receipt_is_said_to_be_none(client, db, text):
    answer = post(client, receipt=text)

    assert answer.status_code == 200
    assert answer.context["verdict"] in {"unreadable", "false"}


def test_nothing_given_is_answered_with_what_to_do(client, db):
    assert post(client, receipt=" ").status_code == 422


def test_the_mail_itself_can_be_given_as_a_file(client, filed):
    body = words_of(Message.objects.get(template="intake/receipt")).body
    coded = base64.encodebytes(body.encode()).decode()
    mail = (
        "Subject: Re\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        f"Content-Transfer-Encoding: base64\n\n{coded}"
    )

    answer = post(client, file=SimpleUploadedFile("receipt.eml", mail.encode()))

    assert answer.context["verdict"] == "genuine"


def test_the_key_on_the_site_is_the_one_that_signs(client, filed):
    answer = page(client, "show_key")

    assert base64.b64decode(answer.content.strip()) == public_key()


def test_a_quoted_answer_to_the_mail_still_carries_it(filed):
    body = words_of(Message.objects.get(template="intake/receipt")).body
    quoted = "\n".join(f"> {line}" for line in body.splitlines())

    assert read_receipt(quoted) is not None


def test_what_is_missing_is_said_in_words(client, call):
    once = new_token()
    file_now(draft_application(call), once=once)

    said = page(client, "show_receipt", once).content.decode()

    assert "CV (Jean Petit)" in said
    assert "missing:" not in said


def test_a_sensitive_call_shows_the_way_out_and_is_not_named(client, organisation):
    call = published_call(organisation)
    call.sensitive = True
    call.save()
    once = new_token()
    file_now(draft_application(call), once=once)

    said = page(client, "show_receipt", once).content.decode()

    assert "quick-exit" in said
    assert call.title not in said


def test_a_later_filing_is_said_on_the_receipt_of_the_first(client, call):
    once = new_token()
    application = file_now(draft_application(call), once=once).application
    first = page(client, "show_receipt", once)
    changes = {"days_reason": "Deux visites"}
    file_now(save_words(application=application, changes=changes, version=application.version))

    again = page(client, "show_receipt", once)

    assert not first.context["page"].is_replaced
    assert again.context["page"].is_replaced


def test_after_the_deadline_the_page_no_longer_offers_to_change_it(client, call):
    once = new_token()
    file_now(draft_application(call), once=once)
    open_page = page(client, "show_receipt", once)
    with time_machine.travel(call.deadline_at + timedelta(seconds=1), tick=False):
        over_page = page(client, "show_receipt", once)

    assert open_page.context["page"].is_open
    assert not over_page.context["page"].is_open
