"""Referees are asked all the same, told of their rights, and answer in a form or not at all."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from mandat.core.errors import RuleBroken
from mandat.intake.models import ReferenceCheck
from mandat.intake.services import referring
from mandat.intake.states import ContactState
from tests.intake.admission.standing import filed_by, over
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^/\s]+(/my/reference/[0-9a-f-]+/[0-9a-f]{64}/)")
NAMED = [
    {
        "name": "Fatou Sow",
        "organisation": "Santé Sud",
        "contact": "fatou.sow@example.org, +221 33 000 00 00",
        "mission": "Étude de 2019",
        "year": "2019",
    },
    {
        "name": "Omar Ba",
        "organisation": "",
        "contact": "+221 77 000 00 00",
        "mission": "",
        "year": "",
    },
]
ADDRESS = "fatou.sow@example.org"


@pytest.fixture
def application(call):
    return over(call, filed_by(call, "amina@example.org", references=NAMED))[0]


def ask(application, by, *, number=0, address=ADDRESS, questions=("Quel travail ?", "Le délai ?")):
    return referring.ask_referee(
        application=application,
        number=number,
        address=address,
        language="fr",
        questions=questions,
        by=by,
    )


def link_in_mail():
    return [m for message in delivered() for m in LINK.findall(message.body)][-1]


def test_a_referee_is_asked_by_a_mail_that_says_who_asks_and_their_rights(application, clerk):
    mail.outbox.clear()

    check = ask(application, clerk)

    sent = next(m for m in delivered() if LINK.search(m.body))
    assert sent.to == [ADDRESS]
    assert "Maison des droits" in sent.body
    assert "Amina Diallo" in sent.body
    assert "Amina" not in sent.subject
    assert application.call.title not in sent.body
    assert check.state == ContactState.ASKED
    assert b"Fatou" not in bytes(check.words)


def test_the_first_referee_of_a_call_settles_the_questions_for_all(call, clerk):
    first = filed_by(call, "amina@example.org", references=NAMED)
    second = filed_by(call, "jean@example.org", references=NAMED)
    over(call, first, second)
    ask(first, clerk, questions=["Quel travail ?"])

    check = ask(second, clerk, questions=["Une autre question ?"])

    assert referring.words_now(check)["questions"] == ["Quel travail ?"]


def test_the_referee_answers_in_the_form_once(application, clerk):
    ask(application, clerk)
    path, client = link_in_mail(), Client()
    page = client.get(path)

    answer = client.post(path, {"answer_0": "Très bon travail", "answer_1": "", "answer": "1"})
    again = client.post(path, {"answer_0": "Autre chose", "answer": "1"})

    check = ReferenceCheck.objects.get()
    assert "Quel travail ?" in page.text
    assert (answer.status_code, again.status_code) == (200, 422)
    assert referring.words_now(check)["answers"][0]["text"] == "Très bon travail"
    assert check.state == ContactState.ANSWERED


def test_the_referee_may_say_that_they_do_not_answer(application, clerk):
    ask(application, clerk)

    Client().post(link_in_mail(), {"answer_0": "Brouillon", "decline": "1"})

    words = referring.words_now(ReferenceCheck.objects.get())
    assert words["declined"] is True
    assert words["answers"] == []


def test_an_empty_form_is_not_taken_for_an_answer(application, clerk):
    ask(application, clerk)

    answer = Client().post(link_in_mail(), {"answer_0": " ", "answer": "1"})

    assert answer.status_code == 422
    assert ReferenceCheck.objects.get().state == ContactState.ASKED


def test_asking_anew_makes_the_earlier_link_void(application, clerk):
    ask(application, clerk)
    first = link_in_mail()

    ask(application, clerk)

    assert Client().get(first).status_code == 404
    assert Client().get(link_in_mail()).status_code == 200


def test_nobody_is_written_to_without_end(application, clerk):
    for _ in range(referring.MOST_MAILS):
        ask(application, clerk)

    with pytest.raises(RuleBroken) as refused:
        ask(application, clerk)

    assert refused.value.code == "too_many_mails"


def test_an_erased_contact_opens_nothing(application, clerk):
    check = ask(application, clerk)
    path = link_in_mail()
    ReferenceCheck.objects.filter(pk=check.pk).update(words=None)

    assert Client().get(path).status_code == 404


def test_a_link_opens_the_form_and_not_the_application(application, clerk):
    ask(application, clerk)
    client = Client()
    client.get(link_in_mail())

    page = client.get(reverse("my:show_application", args=[application.public_id]))

    assert page.status_code == 404


def test_a_telephone_call_is_noted_with_who_noted_it(application, at_desk):
    path = reverse("intake:note_contact", args=[application.public_id, 1])

    at_desk.post(path, {"text": "", "act": "unreachable"})
    answer = at_desk.post(path, {"text": "Travail soigné.", "act": "answered"})
    page = at_desk.get(reverse("intake:show_references", args=[application.public_id])).text

    check = ReferenceCheck.objects.get()
    assert answer.status_code == 302
    assert check.state == ContactState.ANSWERED
    assert [e["how"] for e in referring.words_now(check)["log"]] == ["unreachable", "telephone"]
    for said in ("Travail soigné.", "Noémie Clerc", "Omar Ba", "Fatou Sow"):
        assert said in page


def test_a_note_without_words_is_said_on_the_page(application, at_desk):
    path = reverse("intake:note_contact", args=[application.public_id, 0])

    assert at_desk.post(path, {"text": " ", "act": "answered"}).status_code == 422


def test_the_clerk_asks_from_the_page_with_the_address_that_was_found(application, at_desk):
    page = at_desk.get(reverse("intake:show_references", args=[application.public_id]))
    path = reverse("intake:ask_referee", args=[application.public_id, 0])

    answer = at_desk.post(path, {"address": ADDRESS, "language": "fr", "questions": "A ?\n\nB ?"})
    bad = at_desk.post(path, {"address": "nobody", "language": "fr"})

    assert f'value="{ADDRESS}"' in page.text
    assert (answer.status_code, bad.status_code) == (302, 422)
    assert referring.words_now(ReferenceCheck.objects.get())["questions"] == ["A ?", "B ?"]


def test_references_that_are_not_named_are_not_there(application, at_desk):
    path = reverse("intake:ask_referee", args=[application.public_id, 2])

    assert at_desk.post(path, {"address": ADDRESS, "language": "fr"}).status_code == 409


def test_the_page_asks_the_database_little(
    application, clerk, at_desk, django_assert_max_num_queries
):
    ask(application, clerk)
    path = reverse("intake:show_references", args=[application.public_id])

    with django_assert_max_num_queries(12):
        at_desk.get(path)
