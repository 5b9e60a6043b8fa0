"""The page of the team: what is typed is kept, by ordinary forms and as somebody types."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mandat.intake.mine.team_reading import MOST_MEMBERS, languages_of
from mandat.intake.models import Application
from mandat.intake.services.drafting import content_now
from tests.calls.published import published_call
from tests.intake.applying import file_now
from tests.intake.mine.typing import form_of, save
from tests.intake.mine.walking import begun, page, pdf, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organisation):
    return published_call(organisation)


@pytest.fixture
def mine(call):
    client, application = begun(call)
    return client, application, page("edit_team", application)


def words(application):
    return content_now(Application.objects.get(pk=application.pk))


def test_what_the_lead_says_is_kept_and_shown_again(mine):
    client, application, path = mine

    answer = save(
        client,
        path,
        **{"lead.name": "  Amina  Diallo ", "lead.firm": "Cabinet", "lead.country": "SN"},
    )

    kept = words(application)["lead"]
    assert answer.status_code == 303
    assert (kept["name"], kept["firm"], kept["country"]) == ("Amina Diallo", "Cabinet", "SN")
    assert kept["email"] == "amina@example.org"
    assert form_of(client.get(path))["lead.name"] == ["Amina Diallo"]


def test_belonging_to_no_firm_is_said_and_not_left_blank(mine):
    client, application, path = mine

    save(client, path, **{"lead.alone": "1", "lead.firm": "Cabinet"})

    assert words(application)["lead"]["firm"] is None
    assert form_of(client.get(path))["lead.alone"] == ["1"]


def test_members_come_and_go_by_buttons_and_leave_their_key_behind(mine):
    client, application, path = mine

    save(client, path, act="add:member")
    save(client, path, act="add:member", **{"member.m1.name": "Jean"})
    send(client, application, "1.m2", pdf("cv.pdf"))
    save(client, path, act="remove:member:m2")
    save(client, path, act="add:member")

    assert [(m["key"], m["name"]) for m in words(application)["members"]] == [
        ("m1", "Jean"),
        ("m3", ""),
    ]
    documents = client.get(page("edit_documents", application)).text
    assert "cv.pdf" in documents


def test_fields_proposed_by_the_call_count_once_somebody_covers_them(mine):
    client, application, path = mine
    save(client, path, act="add:member")

    save(client, path, tick=["lead.0", "m1.0"], new_field="Statistiques")

    kept = words(application)
    assert kept["fields"] == ["Master en santé publique ou en droit", "Statistiques"]
    assert kept["lead"]["fields"] == kept["members"][0]["fields"] == kept["fields"][:1]
    save(client, path, act="remove:field:1")
    assert words(application)["fields"] == kept["fields"][:1]


def test_dates_languages_references_and_answers_are_kept_in_rows(mine):
    client, application, path = mine

    save(
        client,
        path,
        **{
            "free.0.from": "03/01/2027",
            "free.0.to": "2027-03-01",
            "languages": ["fr", "en"],
            "other_languages": "arabe, kinyarwanda; Mooré",
            "reference.0.name": "Awa Sy",
            "reference.0.contact": "awa@example.org",
            "answer.0.says": "yes",
            "answer.1.note": "Douze ans",
        },
    )

    kept = words(application)
    assert kept["free"] == [{"from": "2027-01-03", "to": "2027-03-01"}]
    assert kept["working_languages"][:4] == ["fr", "en", "ar", "rw"]
    assert [r["name"] for r in kept["references"]] == ["Awa Sy"]
    assert kept["answers"] == {
        "0": {"says": "yes", "note": ""},
        "1": {"says": "", "note": "Douze ans"},
    }


def test_a_language_without_a_code_stays_as_it_was_written():
    assert languages_of(["fr"], "Anglais، Fon-gbe-x", "fr") == ["fr", "en", "Fon-gbe-x"]


def test_saving_as_it_stands_changes_nothing_after_a_filing(mine):
    client, application, path = mine
    save(client, path, **{"lead.name": "Amina"})
    file_now(Application.objects.get(pk=application.pk))

    save(client, path)

    row = Application.objects.get(pk=application.pk)
    assert not row.is_changed


def test_what_is_typed_is_kept_as_it_is_typed_with_few_queries(mine):
    client, application, path = mine
    form = form_of(client.get(path)) | {"lead.name": ["Amina"]}

    with CaptureQueriesContext(connection) as asked:
        answer = save(client, path, form=form)
    writes = [q["sql"] for q in asked if q["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    count = len(asked)
    again = save(client, path, autosave=True, **{"lead.phone": "+221 33"})

    assert answer.status_code == 303
    assert count <= 7
    assert len(writes) == 1
    assert again.status_code == 200
    assert 'id="kept"' in again.text
    assert "<form" not in again.text
    assert words(application)["lead"]["phone"] == "+221 33"


def test_another_window_is_told_what_is_there_and_keeps_what_it_typed(mine):
    client, application, path = mine
    here = form_of(client.get(path))
    save(client, path, **{"lead.name": "Awa"})

    answer = save(client, path, form=here, **{"lead.name": "Binta"})

    assert answer.status_code == 409
    assert "Awa" in answer.text
    assert form_of(answer)["lead.name"] == ["Binta"]
    assert words(application)["lead"]["name"] == "Awa"
    save(client, path, form=form_of(answer))
    assert words(application)["lead"]["name"] == "Binta"


def test_what_another_page_saved_stands_in_nobodys_way(mine):
    client, application, path = mine
    here = form_of(client.get(path))
    save(client, page("edit_offer", application), valid_until="2099-01-01")

    answer = save(client, path, form=here, **{"lead.name": "Binta"})

    assert answer.status_code == 303
    assert words(application)["lead"]["name"] == "Binta"
    assert words(application)["valid_until"] == "2099-01-01"


@pytest.mark.parametrize(
    "name", ["محمد بن علي", "\u202eevil\u202c", "Łukasz 🧪", "<script>alert(1)</script>", "a" * 500]
)
def test_names_in_any_script_are_kept_and_shown_as_text(mine, name):
    client, application, path = mine

    save(client, path, **{"lead.name": name})

    shown = client.get(path)
    assert words(application)["lead"]["name"] == name[:200]
    assert form_of(shown)["lead.name"] == [name[:200]]
    assert "<script>alert" not in shown.text


def test_two_hundred_members_are_refused_with_words_and_none_is_kept(mine):
    client, application, path = mine
    many = {"member": [f"m{n}" for n in range(1, 201)]} | {
        f"member.m{n}.name": f"Nom {n}" for n in range(1, 201)
    }

    answer = save(client, path, **many)

    assert answer.status_code == 409
    assert str(MOST_MEMBERS) in answer.text
    assert words(application)["members"] == []


def test_a_browser_without_the_link_sees_nothing(mine):
    _client, application, path = mine

    assert Client().get(path).status_code == 404
    assert Client().post(path, {"lead.name": "X"}).status_code == 404
    assert words(application)["lead"]["name"] == ""
