"""The pages of the calls room, as requests: what comes in, what is refused, who gets through."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from mandat.calls.intake import LONGEST_TEXT
from mandat.calls.models import Call
from mandat.calls.states import CallState
from tests.calls.test_services import TEXT, imported


@pytest.fixture
def call(organisation, officer):
    return imported(organisation, officer)


def signed_in(account, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(account)
    return client


def post_file(client, organisation, data, name="call.txt"):
    file = io.BytesIO(data)
    file.name = name
    return client.post(
        reverse("calls:import_call"), {"organisation": organisation.public_id, "file": file}
    )


def test_a_pasted_text_opens_the_review_screen(organisation, officer):
    client = signed_in(officer)

    response = client.post(
        reverse("calls:import_call"),
        {"organisation": organisation.public_id, "text": TEXT},
        follow=True,
    )

    assert response.redirect_chain[-1][0] == reverse(
        "calls:review_call", args=[Call.objects.get().public_id]
    )
    page = response.content.decode()
    assert "30 days" in page
    assert 'data-fields="deadline' in page or "deadline" in page


def test_an_uploaded_file_opens_the_review_screen(organisation, officer):
    response = post_file(signed_in(officer), organisation, TEXT.encode())

    assert response.status_code == 302
    assert Call.objects.get().terms.text == TEXT


def test_the_review_screen_quotes_text_without_running_it(organisation, officer):
    text = TEXT.replace("Étude", "<script>alert(1)</script>Étude")
    call = imported(organisation, officer, text)

    page = signed_in(officer).get(reverse("calls:review_call", args=[call.public_id]))

    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;" in page.content.decode()


def _zip_bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "empty.txt", "empty"),
        (bytes(range(256)) * 40, "noise.bin", "not a text"),
        (b"%PDF-1.7\nbroken", "broken.pdf", "damaged"),
        (_zip_bomb(), "bomb.docx", "unpacks"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_next_step(
    organisation, officer, data, name, words
):
    response = post_file(signed_in(officer), organisation, data, name)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Call.objects.exists()


def test_the_refusal_speaks_the_readers_language(organisation, officer):
    officer.language = "fr"
    officer.save()

    response = post_file(signed_in(officer, "fr"), organisation, b"\x00\x01\x02" * 500, "x.bin")

    assert "texte" in response.content.decode()


def test_a_body_of_two_hundred_megabytes_is_refused_before_it_is_read(organisation, officer):
    class Body:
        def read(self, *_size):
            raise AssertionError("the body was read")

        readline = read

    client = signed_in(officer)
    address = reverse("calls:import_call")

    response = client.generic(
        "POST",
        address,
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": "200000000", "wsgi.input": Body()},
    )

    assert response.status_code == 413
    assert "25 MB" in response.content.decode()


def test_nothing_given_is_said_in_words(organisation, officer):
    response = signed_in(officer).post(
        reverse("calls:import_call"), {"organisation": organisation.public_id, "text": "  "}
    )

    assert response.status_code == 422
    assert "nothing to import" in response.content.decode()


def test_an_officer_cannot_import_into_another_organisation(officer, other_organisation):
    response = signed_in(officer).post(
        reverse("calls:import_call"), {"organisation": other_organisation.public_id, "text": TEXT}
    )

    assert response.status_code == 422
    assert not Call.objects.exists()


ADDRESSES = [
    ("get", "calls:review_call", []),
    ("get", "calls:download_draft", []),
    ("post", "calls:settle_field", ["title"]),
    ("post", "calls:apply_remedy", []),
    ("post", "calls:dismiss_remark", []),
    ("post", "calls:restore_remark", []),
    ("post", "calls:discard_call", []),
    ("post", "calls:restore_call", []),
]


@pytest.mark.parametrize(("method", "name", "further"), ADDRESSES)
def test_another_organisation_does_not_learn_that_the_call_exists(
    call, stranger, method, name, further
):
    address = reverse(name, args=[call.public_id, *further])

    response = getattr(signed_in(stranger), method)(address)

    assert response.status_code == 404
    assert "Bamako" not in response.content.decode()


@pytest.mark.parametrize(("method", "name", "further"), ADDRESSES)
def test_without_account_every_address_leads_to_sign_in(call, client, method, name, further):
    response = getattr(client, method)(reverse(name, args=[call.public_id, *further]))

    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("method", "name", "further"), ADDRESSES)
def test_a_reader_looks_and_changes_nothing(call, reader, method, name, further):
    response = getattr(signed_in(reader), method)(reverse(name, args=[call.public_id, *further]))

    call.refresh_from_db()
    assert response.status_code == (200 if method == "get" else 404)
    assert call.state == CallState.DRAFT
    assert call.draft_fields.filter(version__gt=1).count() == 0


def test_a_reader_is_offered_no_act(call, reader):
    page = signed_in(reader).get(reverse("calls:review_call", args=[call.public_id]))

    assert "settle_field" not in page.content.decode()
    assert 'name="act"' not in page.content.decode()


def test_an_edit_that_cannot_be_read_keeps_what_was_typed(call, officer):
    address = reverse("calls:settle_field", args=[call.public_id, "working_days"])

    response = signed_in(officer).post(
        address, {"act": "correct", "value": "a month", "version": 1}
    )

    assert response.status_code == 422
    assert 'value="a month"' in response.content.decode()
    assert call.draft_fields.get(name="working_days").value == 30


def test_a_conflict_of_two_windows_is_told_and_changes_nothing(call, officer):
    address = reverse("calls:settle_field", args=[call.public_id, "working_days"])
    client = signed_in(officer)
    client.post(address, {"act": "correct", "value": "25", "version": 1})

    response = client.post(address, {"act": "correct", "value": "26", "version": 1})

    assert response.status_code == 409
    assert call.draft_fields.get(name="working_days").value == 25


def test_a_discarded_draft_leaves_the_list_and_can_be_taken_back(call, officer):
    client = signed_in(officer)
    client.post(reverse("calls:discard_call", args=[call.public_id]))
    in_work = client.get(reverse("calls:list_calls")).content.decode()
    discarded = client.get(reverse("calls:list_calls"), {"state": "discarded"}).content.decode()

    client.post(reverse("calls:restore_call", args=[call.public_id]))

    assert call.title not in in_work
    assert "Bamako" in discarded
    assert "Bamako" in client.get(reverse("calls:list_calls")).content.decode()


def test_older_calls_are_reached_by_key(organisation, officer, monkeypatch):
    monkeypatch.setattr("mandat.calls.queries.PAGE_SIZE", 2)
    for number in range(3):
        imported(organisation, officer, TEXT.replace("Bamako", f"Ville {number}"))
    client = signed_in(officer)

    first = client.get(reverse("calls:list_calls"))
    older = client.get(reverse("calls:list_calls"), {"before": first.context["page"].next_before})

    assert [c.title[-1] for c in first.context["page"].calls] == ["2", "1"]
    assert [c.title[-1] for c in older.context["page"].calls] == ["0"]


@pytest.mark.parametrize("cursor", ["x", "2026|1", "2026-01-01T00:00:00|nope", "|", "\x00"])
def test_a_cursor_that_means_nothing_shows_the_first_page(call, officer, cursor):
    response = signed_in(officer).get(reverse("calls:list_calls"), {"before": cursor})

    assert response.status_code == 200
    assert len(response.context["page"].calls) == 1


def test_a_text_that_is_a_book_becomes_no_call(organisation, officer):
    text = TEXT + "\n\n" + "The consultant compares the laws of six countries.\n" * 30_000
    assert len(text) > LONGEST_TEXT

    response = signed_in(officer).post(
        reverse("calls:import_call"), {"organisation": organisation.public_id, "text": text}
    )

    assert response.status_code == 422
    assert "too large" in response.content.decode()
    assert not Call.objects.exists()
