"""What no form of ours sends, and what people paste, does no harm and is shown as it is."""

import pytest

from mandat.calls.models import Call
from tests.calls.authoring.writing import fill, form_of, send, started, step_url, value

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organisation, officer):
    return started(organisation, officer)


@pytest.fixture
def writing(client, officer):
    client.force_login(officer)
    return client


def test_control_characters_are_left_out_and_letters_put_together(writing, call):
    fill(writing, call, "purpose", {"title.value": "E\u0301tude\x00 \x1bsur\u200f العربية"})

    assert value(call, "title") == "Étude sur\u200f العربية"


def test_script_and_markup_are_words(writing, call):
    typed = "<script>alert(1)</script><b>gras</b> {{ call }} %(x)s"
    fill(writing, call, "purpose", {"title.value": typed})

    page = writing.get(step_url(call, "purpose"))

    assert value(call, "title") == typed
    assert "<script>alert" not in page.content.decode()
    assert form_of(page)["title.value"] == [typed]


def test_a_title_longer_than_any_list_shows_is_kept_whole(writing, call):
    typed = "Étude " * 2000

    fill(writing, call, "purpose", {"title.value": typed})

    assert value(call, "title") == typed.strip()
    assert len(Call.objects.get().title) == 500


def test_lines_with_odd_numbers_stand_in_their_order(writing, call):
    answer = fill(
        writing,
        call,
        "deliverables",
        {
            "deliverables.9999.text": "Dernier",
            "deliverables.9999.pages": "many",
            "deliverables.7.text": "Premier",
            "deliverables.x.text": "Nulle part",
        },
    )

    lines = [k for k in form_of(answer) if k.endswith(".text") and k.startswith("deliverables")]
    assert answer.status_code == 422
    assert len(lines) == 5  # the two empty ones of the form, these two, and one more
    assert form_of(answer)["deliverables.2.text"] == ["Premier"]
    assert form_of(answer)["deliverables.3.text"] == ["Dernier"]


def test_fields_of_another_step_and_names_that_do_not_exist_are_ignored(writing, call):
    page = form_of(writing.get(step_url(call, "purpose")))
    forged = {"version.deadline": "1", "was.deadline": "x", "deadline.day": "2027-01-01"}

    answer = send(
        writing, call, "purpose", page | forged | {"version.sections": "1", "nothing.value": "x"}
    )

    assert answer.status_code == 302
    assert value(call, "deadline") is None


@pytest.mark.parametrize(
    "act",
    ["remove:deliverables.99", "remove:title.0", "add:nothing", "take:nothing", "mine:nothing",
     "go:nowhere", "dismiss:gone", "remedy:gone", "grid:", "formula:", "unknown", ":", ""],
)  # fmt: skip
def test_an_act_that_means_nothing_changes_nothing(writing, call, act):
    before = {f.name: f.value for f in call.draft_fields.all()}

    answer = fill(writing, call, "deliverables", {}, act)

    assert answer.status_code in (302, 409, 200)
    assert {f.name: f.value for f in call.draft_fields.all()} == before


def test_a_code_that_no_list_offers_is_refused_and_named(writing, call):
    answer = fill(
        writing,
        call,
        "documents",
        {"kind.value": "tombola", "submission.channel": "pigeon", "submission.address": "a@b.org"},
    )

    assert answer.status_code == 422
    assert answer.content.decode().count("Choose one of the values offered.") >= 2
    assert value(call, "submission") is None
