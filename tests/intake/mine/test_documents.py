"""The places for documents, without script: sent, found, joined, named, taken out."""

import hashlib
import re
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from mandat.core.crypto import as_worker
from mandat.documents.checking import check_file
from mandat.documents.models import File
from mandat.intake.models import Piece
from mandat.intake.services.drafting import save_words
from tests.calls.published import published_call
from tests.documents.makers import pdf as pdf_of
from tests.documents.makers import picture
from tests.intake.applying import WORDS
from tests.intake.mine.walking import PDF, begun, click, page, pdf, send

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def mine(organisation):
    return begun(published_call(organisation))


def pages(count):
    """A PDF of so many pages."""
    return pdf_of("#pagebreak()\n".join(f"Page {n}\n" for n in range(1, count + 1)))


def photo(name):
    """A JPEG as a phone sends it."""
    from io import BytesIO  # noqa: PLC0415

    out = BytesIO()
    picture([name]).convert("RGB").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def work():
    """What the worker does with every file that waits."""
    with as_worker():
        for file in File.objects.filter(state="received"):
            check_file(file.public_id)


def place(client, application, slot):
    """What the place of a slot shows, as plain text."""
    shown = client.get(page("show_slot", application, slot)).text
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def test_a_place_says_what_is_asked_what_was_found_and_what_to_do(mine):
    client, application = mine
    save_words(application=application, changes=WORDS, version=1)
    before = place(client, application, "1-lead")

    send(client, application, "1.lead", pdf("cv.pdf", pages(4)))
    waiting = place(client, application, "1-lead")
    work()

    after = place(client, application, "1-lead")
    assert "CV · Amina Diallo" in before
    assert "at most 3 pages" in before
    assert "Being counted" in waiting
    assert "4 pages, 3 allowed" in after
    assert "Replace it by a shorter one." in after


def test_each_member_has_a_place(mine):
    client, application = mine
    save_words(application=application, changes=WORDS, version=1)

    shown = client.get(page("edit_documents", application)).text

    assert 'id="slot-1-lead"' in shown
    assert 'id="slot-1-m1"' in shown
    assert "Jean Petit" in shown


def test_a_place_asks_for_itself_again_while_its_file_is_counted(mine):
    client, application = mine
    send(client, application, "0", pdf())
    waiting = client.get(page("show_slot", application, "0")).text
    work()

    done = client.get(page("show_slot", application, "0")).text

    assert "every 5s" in waiting
    assert "every 5s" not in done


def test_a_refused_file_says_why_and_what_to_do(mine):
    client, application = mine
    send(client, application, "2", pdf("prix.pdf", b"MZ not a document at all"))
    work()

    shown = place(client, application, "2")

    assert "Refused" in shown
    assert "Remove it, and send it again in another form." in shown


def test_several_files_fit_into_one_place(mine):
    client, application = mine

    send(client, application, "0", pdf("a.pdf"), pdf("b.pdf"))

    assert Piece.objects.filter(application=application, slot="0").count() == 2


@pytest.mark.parametrize("slot", ["7", "1.m9", "", "other;"])
def test_a_place_that_the_call_does_not_ask_takes_nothing(mine, slot):
    client, application = mine

    answer = send(client, application, slot, pdf())

    assert answer.status_code in (403, 404, 409)
    assert not Piece.objects.exists()


def test_without_a_file_the_place_says_so(mine):
    client, application = mine

    answer = send(client, application, "0")

    assert answer.status_code == 409
    assert "Choose a file first." in answer.text


def test_what_was_never_filed_is_erased_when_it_is_taken_out(mine):
    client, application = mine
    send(client, application, "0", pdf())
    piece = Piece.objects.get()

    client.post(page("remove_piece", application, piece.public_id))

    assert not Piece.objects.exists()
    assert File.objects.get(pk=piece.file_id).erased_at is not None


def test_what_was_filed_stays_with_its_filing_when_it_is_taken_out(mine):
    client, application = mine
    send(client, application, "0", pdf())
    click(client, application)
    piece = Piece.objects.get()

    client.post(page("remove_piece", application, piece.public_id))

    piece.refresh_from_db()
    assert piece.removed_at is not None
    assert piece.file.erased_at is None
    assert "note.pdf" not in client.get(page("edit_documents", application)).text


def test_a_document_of_somebody_else_cannot_be_taken_out(mine):
    client, application = mine
    other_client, other = begun(application.call, "b@example.org")
    send(other_client, other, "0", pdf())

    answer = client.post(page("remove_piece", application, Piece.objects.get().public_id))

    assert answer.status_code == 404
    assert Piece.objects.exists()


def test_photos_of_one_place_become_one_document(mine):
    client, application = mine
    send(client, application, "0", photo("one.jpg"), photo("two.jpg"))
    singles = [p.file_id for p in Piece.objects.all()]
    work()

    client.post(page("join_photos", application), {"slot": "0"})
    work()

    piece = Piece.objects.get()
    assert (piece.file.name, piece.file.page_count) == ("one.pdf", 2)
    assert all(f.erased_at for f in File.objects.filter(pk__in=singles))


def test_photos_that_were_filed_are_joined_and_kept(mine):
    client, application = mine
    send(client, application, "0", photo("one.jpg"), photo("two.jpg"))
    work()
    click(client, application)

    client.post(page("join_photos", application), {"slot": "0"})

    assert Piece.objects.filter(removed_at=None).count() == 1
    assert not File.objects.filter(erased_at__isnull=False).exists()


def test_filed_photos_are_erased_by_no_other_door(mine):
    client, application = mine
    send(client, application, "0", photo("one.jpg"), photo("two.jpg"))
    work()
    click(client, application)
    ids = [str(p.file.public_id) for p in Piece.objects.select_related("file")]
    target = f"{application.public_id.hex}/0"

    answer = client.post("/files/photos/", {"use": "intake.piece", "target": target, "file": ids})

    assert answer.status_code == 409
    assert not File.objects.filter(erased_at__isnull=False).exists()


def test_a_further_document_says_what_it_is(mine):
    client, application = mine
    send(client, application, "other", pdf("x.pdf"))
    piece = Piece.objects.get()

    client.post(page("label_piece", application, piece.public_id), {"label": "Prix <2025>"})

    assert 'value="Prix &lt;2025&gt;"' in client.get(page("show_slot", application, "other")).text
    assert b"Prix" not in bytes(Piece.objects.get().label)


def test_a_financial_document_is_named_to_its_applicant_until_it_is_filed(mine):
    client, application = mine
    send(client, application, "2", pdf("prix-secret.pdf"))
    before = client.get(page("edit_documents", application)).text
    click(client, application)

    after = client.get(page("edit_documents", application)).text

    assert "prix-secret.pdf" in before
    assert "prix-secret.pdf" not in after
    assert "Sealed when it was filed" in after


def test_the_pages_ask_the_database_little_however_many_documents_there_are(mine):
    client, application = mine
    for slot in ("0", "1.lead", "2", "other"):
        send(client, application, slot, pdf("a.pdf"), pdf("b.pdf"), pdf("c.pdf"))
    click(client, application)

    for name in ("show_application", "edit_documents", "check_application"):
        with CaptureQueriesContext(connection) as asked:
            client.get(page(name, application))
        assert len(asked) <= MOST_QUERIES, name


def test_the_pages_are_light(mine):
    client, application = mine
    save_words(application=application, changes=WORDS, version=1)

    sizes = {
        name: len(client.get(page(name, application)).content)
        for name in ("show_application", "edit_documents", "check_application")
    }

    assert max(sizes.values()) < 32_000, sizes


def sent_whole(client, application, slot, **headers):
    """A small file in one request, as the page's script sends it."""
    data = PDF + slot.encode()
    given = {
        "X-Upload-Id": str(uuid4()),
        "X-Upload-Use": "intake.piece",
        "X-Upload-Target": quote(f"{application.public_id.hex}/{slot}", safe=""),
        "X-Upload-Name": quote("Note à lire.pdf"),
        "X-Piece-SHA256": hashlib.sha256(data).hexdigest(),
    }
    path = reverse("documents:send_whole")
    kind = "application/octet-stream"
    return client.post(path, data, content_type=kind, headers=given | headers)


def test_the_place_comes_back_with_the_file_for_the_page_that_asks_for_it(mine):
    client, application = mine

    plain = sent_whole(client, application, "other").json()
    asked = sent_whole(client, application, "0", **{"X-Upload-Part": "1"}).json()

    assert "part" not in plain
    alone = client.get(page("show_slot", application, "0")).text
    assert html.fromstring(asked["part"]).text_content() == html.fromstring(alone).text_content()
    assert "Note à lire.pdf" in asked["part"]


def test_who_may_not_send_a_file_is_shown_no_place(mine, organisation):
    _client, application = mine
    stranger, _theirs = begun(published_call(organisation), "other@example.org")

    answer = sent_whole(stranger, application, "0", **{"X-Upload-Part": "1"})

    assert answer.status_code == 404
    assert b"data-slot-part" not in answer.content
    assert not Piece.objects.exists()
