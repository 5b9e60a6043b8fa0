"""Files that a receipt named as being counted: one mail says what became of them."""

import pytest
from django.test import Client
from django.urls import reverse

from mandat.core.crypto import bind
from mandat.core.keys import new_token
from mandat.intake.models import Piece, Receipt
from mandat.intake.queries import find_application
from mandat.intake.receipts.holding import open_for_holder
from mandat.intake.sealing import draft_of, envelope_key, link_key
from mandat.intake.services.drafting import save_words
from mandat.mail.models import Message
from mandat.mail.sealing import words_of
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.documents import makers
from tests.factories import make_account
from tests.intake.applying import draft_application, file_now
from tests.intake.sending import check, send_piece
from tests.proving import sign_in

pytestmark = pytest.mark.django_db
NOTE, OFFER = "0", "2"  # of the published call: a note of eight pages at most, and the price


@pytest.fixture
def call(organisation):
    return published_call(organisation)


def pages(count):
    return makers.pdf("\n#pagebreak()\n".join(f"Page {n}" for n in range(count)))


def notices():
    return [words_of(m) for m in Message.objects.filter(template="intake/checked").order_by("pk")]


def test_one_mail_names_all_when_the_last_file_is_decided(call):
    application = draft_application(call)
    note = send_piece(application, pages(3), slot=NOTE, name="methode.pdf")
    offer = send_piece(application, pages(2), slot=OFFER, name="prix.pdf", secret=True)
    file_now(application)

    check(note)
    before = notices()
    check(offer)

    [mail] = notices()
    assert before == []
    assert "methode.pdf" in mail.body
    assert "3 pages" in mail.body
    assert "2 pages" in mail.body
    assert note.file.sha256 in mail.body
    assert offer.file.sha256 in mail.body
    assert "prix.pdf" not in mail.body + mail.subject


def test_what_was_found_of_a_sealed_file_waits_for_the_opening_afterwards(call):
    application = draft_application(call)
    offer = send_piece(application, pages(2), slot=OFFER, secret=True)
    file_now(application)

    check(offer)

    offer = Piece.objects.select_related("file").get(pk=offer.pk)
    assert offer.told_at is not None
    assert offer.counts is not None
    assert draft_of(call, offer, "counts") is None
    assert offer.file.key_name == envelope_key(call.sealing_key)


def test_until_the_last_file_is_decided_only_the_worker_opens_what_was_found(call):
    application = draft_application(call)
    offer = send_piece(application, pages(2), slot=OFFER, secret=True)
    send_piece(application, pages(1), slot=NOTE)
    file_now(application)

    check(offer)

    from mandat.intake.services import counting  # noqa: PLC0415 -- its inside is what is tried

    offer = Piece.objects.select_related("file", "application__call__organisation").get(pk=offer.pk)
    assert offer.counts is not None
    assert counting._waiting(offer) is None  # not as a page's process
    assert draft_of(call, offer, "counts") is None


def test_a_draft_is_told_nothing(call):
    application = draft_application(call)

    check(send_piece(application, pages(1)))

    assert notices() == []


def test_a_file_that_was_counted_before_the_filing_is_not_named_again(call):
    application = draft_application(call)
    early = send_piece(application, pages(1), name="tot.pdf")
    check(early)
    late = send_piece(application, pages(2), slot="other", name="tard.pdf")
    file_now(application)

    check(late)

    [mail] = notices()
    assert "tard.pdf" in mail.body
    assert "tot.pdf" not in mail.body


def test_a_document_that_is_too_long_is_said_to_be_so_with_the_day_until_when_to_mend_it(call):
    application = draft_application(call)
    note = send_piece(application, pages(9), slot=NOTE)
    file_now(application)

    check(note)

    [mail] = notices()
    assert "9 pages" in mail.body
    assert "8" in mail.body
    assert "Europe/Brussels" in mail.body


def test_a_refused_file_comes_with_its_remedy(call):
    application = draft_application(call)
    note = send_piece(application, makers.locked_pdf(), slot=NOTE)
    file_now(application)

    check(note)

    [mail] = notices()
    note.file.refresh_from_db()
    assert note.file.refusal_code == "password_protected"
    assert "Europe/Brussels" in mail.body


def test_a_further_filing_without_the_unfinished_file_is_told_of_what_it_has(call):
    application = draft_application(call)
    slow = send_piece(application, pages(1), slot=NOTE, name="lent.pdf")
    kept = send_piece(application, pages(2), slot="other", name="garde.pdf")
    application = file_now(application).application
    check(kept)
    from mandat.intake.services.pieces import remove_piece  # noqa: PLC0415

    remove_piece(piece=slow)
    file_now(save_words(application=application, changes={}, version=application.version))

    check(slow)

    [mail] = notices()
    assert "garde.pdf" in mail.body
    assert "lent.pdf" not in mail.body


def test_the_words_of_the_notice_are_gone_once_it_was_sent(call):
    application = draft_application(call)
    note = send_piece(application, pages(1), slot=NOTE)
    file_now(application)

    check(note)

    assert Message.objects.get(template="intake/checked").fleeting


def test_of_a_sensitive_call_the_notice_says_nothing_but_where_to_look(organisation):
    call = published_call(organisation)
    call.sensitive = True
    call.save()
    application = draft_application(call)
    note = send_piece(application, pages(1), slot=NOTE, name="temoins.pdf")
    file_now(application)

    check(note)

    [mail] = notices()
    assert "temoins" not in mail.subject + mail.body
    assert application.reference not in mail.subject + mail.body


def opened_by_link(application):
    client = Client(headers={"accept-language": "en"})
    key = link_key(application.public_id, application.key_at)
    client.get(reverse("apply:open_link", args=[key]))
    return client


@pytest.mark.parametrize("sensitive", [False, True])
def test_the_applicants_own_page_shows_what_was_counted_after_the_filing(organisation, sensitive):
    call = published_call(organisation, sensitive=sensitive)
    application = draft_application(call)
    pieces = [
        send_piece(application, pages(4), slot=NOTE, name="methode.pdf"),
        send_piece(application, pages(5), slot=OFFER, name="prix.pdf", secret=True),
        send_piece(application, pages(6), slot="other", name="annexe.pdf"),
    ]
    file_now(application)
    client = opened_by_link(application)
    mine = reverse("my:show_application", args=[application.public_id])
    documents = reverse("my:edit_documents", args=[application.public_id])
    before = client.get(mine).text + client.get(documents).text

    for piece in pieces:
        check(piece)

    overview, listed = client.get(mine).text, client.get(documents).text
    for said in ("4 pages", "5 pages", "6 pages"):
        assert said not in before
        assert said in overview
        assert said in listed
    assert "prix.pdf" not in overview + listed


def test_pages_counted_before_the_filing_stay_on_the_applicants_page(call):
    application = draft_application(call)
    check(send_piece(application, pages(5), slot=OFFER, secret=True))
    file_now(application)

    shown = opened_by_link(application).get(
        reverse("my:show_application", args=[application.public_id])
    )

    assert "5 pages" in shown.text


def test_pages_of_a_sealed_document_are_on_no_page_of_the_desk(call, organisation):
    application = draft_application(call)
    offer = send_piece(application, pages(5), slot=OFFER, secret=True)
    file_now(application)
    check(offer)
    clerk = Client(headers={"accept-language": "en"})
    sign_in(clerk, make_account(role=Role.CLERK, organisation=organisation))

    names = ("show_application", "show_eligibility", "show_history")
    shown = [clerk.get(reverse(f"intake:{n}", args=[application.public_id])) for n in names]
    dossier = clerk.get(reverse("intake:show_dossier", args=[call.public_id]))

    assert (
        "5 pages"
        in opened_by_link(application)
        .get(reverse("my:show_application", args=[application.public_id]))
        .text
    )
    for answer in (*shown, dossier):
        assert answer.status_code == 200
        assert "5 pages" not in answer.text


def test_a_further_receipt_names_the_pages_that_were_counted_since(call):
    application = draft_application(call)
    check_later = send_piece(application, pages(5), slot=OFFER, secret=True)
    first = file_now(application, once=new_token())
    check(check_later)
    row = find_application(application.public_id)
    row = save_words(application=row, changes={"days_reason": "x"}, version=row.version)
    once = new_token()

    second = file_now(row, once=once).filing

    receipt = Receipt.objects.get(filing=second)
    place = bind("intake.receipt", receipt.public_id, "for_holder")
    whole = open_for_holder(once, bytes(receipt.for_holder), place)
    assert first.filing.number == 1
    assert [f["pages"] for f in whole["files"]] == [5]
    assert "pages" not in receipt.body["files"][0]
