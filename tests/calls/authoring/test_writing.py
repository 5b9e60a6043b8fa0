"""A step's form keeps what was typed, says what it could not read, and loses nothing."""

import re

import pytest
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.calls.models import Call
from mandat.calls.origins import Origin
from mandat.calls.states import CallState
from mandat.people.roles import Role
from tests.calls.authoring.writing import fill, form_of, send, started, step_url, value
from tests.calls.test_services import imported
from tests.factories import make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organisation, officer):
    return started(organisation, officer)


@pytest.fixture
def writing(client, officer):
    client.force_login(officer)
    return client


def test_a_title_that_was_typed_is_the_title_of_the_call(writing, call):
    answer = fill(writing, call, "purpose", {"title.value": "étude sur les soins"}, "next")

    assert answer.status_code == 302
    assert answer.headers["Location"] == step_url(call, "objectives")
    assert value(call, "title") == "étude sur les soins"
    assert Call.objects.get().title == "Étude sur les soins"


@pytest.mark.parametrize(
    "step",
    [
        "purpose", "objectives", "deliverables", "method", "profile", "documents", "grid",
        "calendar", "notice",
    ],
)  # fmt: skip
def test_a_form_sent_back_untouched_changes_nothing(writing, organisation, officer, step):
    call = imported(organisation, officer)
    before = {f.name: (f.value, f.extra, f.origin, f.version) for f in call.draft_fields.all()}

    answer = fill(writing, call, step, {}, "next")

    assert answer.status_code == 302
    after = {f.name: (f.value, f.extra, f.origin, f.version) for f in call.draft_fields.all()}
    assert after == before


def test_lines_are_added_filled_and_removed_without_script(writing, call):
    page = fill(writing, call, "deliverables", {
        "deliverables.0.text": "Note", "deliverables.0.due": "2027-01-20",
        "deliverables.1.text": "Rapport", "deliverables.1.pages": "40",
    }, "add:deliverables")  # fmt: skip
    data = form_of(page) | {"deliverables.2.text": "Atelier"}

    send(writing, call, "deliverables", data, "remove:deliverables.0")

    assert "deliverables.2.text" in form_of(page)
    assert [i["text"] for i in value(call, "deliverables")["items"]] == ["Rapport", "Atelier"]
    assert value(call, "deliverables")["count"] == 2


def test_what_cannot_be_read_stays_and_the_rest_is_kept(writing, call):
    answer = fill(
        writing, call, "method", {"methodology.0.text": "Entretiens", "working_days.value": "many"}
    )

    assert answer.status_code == 422
    assert form_of(answer)["working_days.value"] == ["many"]
    assert "Write a whole number" in answer.content.decode()
    assert [m["text"] for m in value(call, "methodology")] == ["Entretiens"]
    assert value(call, "working_days") is None


def test_habits_of_the_organisation_alone_are_no_answer(writing, call):
    page = writing.get(step_url(call, "calendar"))

    answer = send(writing, call, "calendar", form_of(page), "next")

    assert form_of(page)["deadline.timezone"] == ["Europe/Paris"]
    assert answer.status_code == 302
    assert value(call, "deadline") is None
    assert value(call, "budget") is None


def test_somebody_else_is_not_written_over_and_both_values_are_shown(
    writing, call, officer, organisation
):
    colleague = make_account(
        role=Role.PROGRAMME_OFFICER, organisation=organisation, name="Aïcha Benali"
    )
    page = form_of(writing.get(step_url(call, "purpose")))
    writing.force_login(colleague)
    send(writing, call, "purpose", page | {"title.value": "Celui d’Aïcha"})
    writing.force_login(officer)

    refused = send(writing, call, "purpose", page | {"title.value": "Le mien"}, "next")
    kept = value(call, "title")
    send(writing, call, "purpose", form_of(refused), "mine:title")

    words = refused.content.decode()
    assert refused.status_code == 422
    assert kept == "Celui d’Aïcha"
    assert form_of(refused)["title.value"] == ["Le mien"]
    assert "Aïcha Benali" in words
    assert "Celui d’Aïcha" in words
    assert value(call, "title") == "Le mien"


def test_taking_what_somebody_else_wrote_puts_it_into_the_form(writing, call, organisation):
    page = form_of(writing.get(step_url(call, "purpose")))
    other = make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation)
    writing.force_login(other)
    send(writing, call, "purpose", page | {"title.value": "Celui d’une autre"})

    send(writing, call, "purpose", page | {"title.value": "Le mien"}, "take:title")

    assert value(call, "title") == "Celui d’une autre"


def test_a_field_nobody_touched_does_not_undo_what_a_colleague_wrote(writing, call, organisation):
    page = form_of(writing.get(step_url(call, "purpose")))
    other = make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation)
    writing.force_login(other)
    send(writing, call, "purpose", page | {"title.value": "Celui d’une autre"})

    answer = send(writing, call, "purpose", page | {"contract_type.value": "Consultance"}, "next")

    assert answer.status_code == 302
    assert value(call, "title") == "Celui d’une autre"
    assert value(call, "contract_type") == "Consultance"


def test_leaving_an_input_saves_it_and_sends_everything_but_the_inputs(writing, call):
    answer = fill(writing, call, "purpose", {"title.value": "Étude"}, "auto", HX_Request="true")

    words = answer.content.decode()
    assert value(call, "title") == "Étude"
    assert answer.status_code == 200
    assert "Saved at" in words
    assert 'id="state-title"' in words
    assert 'name="title.value"' not in words


def test_two_autosaves_in_a_row_from_one_page_are_no_conflict(writing, call):
    page = writing.get(step_url(call, "purpose"))
    first = send(
        writing, call, "purpose", form_of(page) | {"title.value": "A"}, "auto", HX_Request="true"
    )
    states = {k: v for k, v in _hidden(first).items() if k.startswith(("version.", "was."))}

    second = send(
        writing, call, "purpose", form_of(page) | states | {"title.value": "AB"}, "auto",
        HX_Request="true",
    )  # fmt: skip

    assert "Saved at" in second.content.decode()
    assert value(call, "title") == "AB"


def _hidden(answer):
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    return {name: [held] for name, held in found}


def test_a_call_that_waits_for_approval_is_not_changed_and_the_words_stay(writing, call):
    page = form_of(writing.get(step_url(call, "purpose")))
    Call.objects.update(state=CallState.IN_APPROVAL)

    answer = send(writing, call, "purpose", page | {"title.value": "Trop tard"}, "next")

    assert answer.status_code == 409
    assert form_of(answer)["title.value"] == ["Trop tard"]
    assert value(call, "title") is None
    assert writing.get(step_url(call, "purpose")).status_code == 302


def test_whoever_may_not_write_finds_nothing(client, call, reader, stranger):
    for person in (reader, stranger):
        client.force_login(person)
        assert client.get(step_url(call, "purpose")).status_code == 404
        assert send(client, call, "purpose", {"title.value": "X"}).status_code == 404
    assert value(call, "title") is None


def test_a_step_that_does_not_exist_is_not_found(writing, call):
    assert writing.get(step_url(call, "nowhere")).status_code == 404


def test_every_value_that_was_written_stands_in_the_journal_by_its_name_only(writing, call):
    fill(writing, call, "purpose", {"title.value": "Secret Zimbrelle"})

    entry = Entry.objects.filter(action="calls.field.settled").latest("seq")
    assert entry.details == {"field": "title", "origin": Origin.CORRECTED.value}


def test_a_fault_of_an_outline_names_its_line_and_keeps_the_words(writing, call):
    typed = "Méthode | 60\nsans points\nPrix | 40"

    answer = fill(writing, call, "grid", {"evaluation_grid.outline": typed})

    assert answer.status_code == 422
    assert form_of(answer)["evaluation_grid.outline"][0].strip() == typed
    assert "Line 2" in answer.content.decode()
    assert value(call, "evaluation_grid") is None


def test_an_outline_becomes_the_grid_and_the_checker_speaks_beside_it(writing, call):
    fill(
        writing, call, "grid", {"evaluation_grid.outline": "Méthode | 60\n- Clarté | 20\nPrix | 30"}
    )

    page = writing.get(step_url(call, "grid"))

    grid = [(c["label"], c["max_points"], c.get("parent")) for c in value(call, "evaluation_grid")]
    assert grid == [("Méthode", 60, None), ("Clarté", 20, "Méthode"), ("Prix", 30, None)]
    assert "make 20 instead of 60" in page.content.decode()


def test_a_remark_is_set_aside_with_its_reason_beside_the_form(writing, call):
    fill(writing, call, "grid", {"evaluation_grid.outline": "Méthode | 70\nPrix | 30"})
    page = writing.get(step_url(call, "grid"))
    key = next(k for k in form_of(page) if k.startswith("reason.price_without_formula"))

    answer = send(
        writing, call, "grid", form_of(page) | {key: "On le négocie"},
        key.replace("reason.", "dismiss:", 1),
    )  # fmt: skip

    assert answer.status_code == 302
    assert call.dismissals.get().reason == "On le négocie"


def test_setting_a_remark_aside_without_reason_is_refused_and_nothing_is_lost(writing, call):
    fill(writing, call, "grid", {"evaluation_grid.outline": "Méthode | 70\nPrix | 30"})
    page = writing.get(step_url(call, "grid"))
    key = next(k for k in form_of(page) if k.startswith("reason.price_without_formula"))

    answer = send(
        writing, call, "grid", form_of(page) | {"shortlist_cap.value": "6"},
        key.replace("reason.", "dismiss:", 1),
    )  # fmt: skip

    assert answer.status_code == 409
    assert form_of(answer)["shortlist_cap.value"] == ["6"]
    assert not call.dismissals.exists()


def test_the_whole_call_shows_its_text_and_offers_no_way_back_to_a_text_there_never_was(
    writing, call
):
    fill(writing, call, "objectives", {"objectives.0.text": "Comprendre les parcours"})

    page = writing.get(reverse("calls:review_call", args=[call.public_id])).content.decode()

    assert page.count("Comprendre les parcours") >= 2  # in the text, and among the fields
    assert "Back to what the text says" not in page
