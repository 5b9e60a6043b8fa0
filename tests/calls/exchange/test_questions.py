"""Questions: taken until their end, answered to everybody, and nobody learns who asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.calls.exchange import rules
from mandat.calls.exchange.queries import answered_questions
from mandat.calls.exchange.sealing import asked_text
from mandat.calls.exchange.services import questions as services
from mandat.calls.models import Follower, Question
from mandat.calls.states import CallState
from mandat.core.errors import RuleBroken
from mandat.mail.models import Message
from tests.calls.exchange.around import (
    EMAIL,
    asked,
    follower,
    mails,
)

pytestmark = pytest.mark.django_db


def answered(question, by, shown="May two apply together?", answer="Yes.", same=(), version=None):
    return services.answer_question(
        call_id=question.call.public_id,
        question_id=question.public_id,
        shown=shown,
        answer=answer,
        version=question.version if version is None else version,
        by=by,
        same=same,
    )


def page_of(question):
    return f"/calls/{question.call.public_id}/questions/{question.public_id}/"


def ask_by_form(client, call, text, email=""):
    path = f"/open/{call.token}/questions/ask/"
    return client.post(path, {"text": text, "email": email})


def test_a_question_needs_no_account_and_its_words_are_sealed(call, client):
    answer = ask_by_form(client, call, "Where is the mission?")

    assert answer.status_code == 302
    question = Question.objects.get()
    assert b"mission" not in bytes(question.asked_text)
    assert asked_text(question) == "Where is the mission?"
    assert (question.asker, question.number) == (None, None)
    entry = Entry.objects.get(action="calls.question.asked")
    assert "mission" not in str(entry.details)


def test_an_address_that_is_left_follows_once_it_is_confirmed(call, client):
    ask_by_form(client, call, "Where is the mission?", EMAIL)

    question = Question.objects.get()
    assert question.asker == Follower.objects.get()
    assert len(mails("confirm_following")) == 1


def test_an_address_that_follows_already_has_no_further_mail(call, client):
    person = follower(call)
    before = Message.objects.count()

    answer = ask_by_form(client, call, "Where is the mission?", EMAIL)

    assert answer.status_code == 302
    assert Question.objects.get().asker == person
    assert Message.objects.count() == before


def test_questions_are_taken_until_the_end_and_at_it(call, time_machine):
    time_machine.move_to(call.questions_until_at, tick=False)
    asked(call)

    time_machine.move_to(call.questions_until_at + timedelta(microseconds=1), tick=False)
    with pytest.raises(RuleBroken) as broken:
        asked(call)

    assert broken.value.code == "questions_over"
    assert Question.objects.count() == 1


def test_after_the_end_the_page_says_so_and_keeps_what_was_typed(call, client, time_machine):
    time_machine.move_to(call.questions_until_at + timedelta(minutes=1))

    page = client.get(f"/open/{call.token}/questions/ask/").content.decode()
    late = ask_by_form(client, call, "Am I too late, dear people?")

    assert "The time for questions is over" in page
    assert "<textarea" not in page
    assert late.status_code == 409
    assert "Am I too late, dear people?" in late.content.decode()
    assert not Question.objects.exists()


def test_a_closed_call_takes_no_question_whatever_the_clock_says(call, time_machine):
    call.state, call.closed_at = CallState.CLOSED, call.deadline_at
    call.save()
    time_machine.move_to(call.published_at)  # stepped back by days

    with pytest.raises(RuleBroken) as broken:
        asked(call)

    assert broken.value.code == "questions_over"


def test_a_clock_that_steps_back_leaves_order_and_numbers_whole(call, officer, time_machine):
    now = timezone.now()
    time_machine.move_to(now + timedelta(hours=2), tick=False)
    first = asked(call, "First?")
    time_machine.move_to(now, tick=False)
    second = asked(call, "Second?")

    answered(first, officer, shown="First?")
    time_machine.move_to(now - timedelta(hours=1), tick=False)
    answered(second, officer, shown="Second?")

    assert [(q.number, q.question) for q in answered_questions(call)] == [
        (1, "First?"),
        (2, "Second?"),
    ]


def test_script_is_shown_as_words_to_officers_and_everybody(call, client, desk, officer):
    wicked = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    ask_by_form(client, call, wicked)
    question = Question.objects.get()
    answered(asked(call, "Other?"), officer, shown=wicked, answer=wicked)

    pages = [
        desk.get(f"/calls/{call.public_id}/questions/").content.decode(),
        desk.get(page_of(question)).content.decode(),
        client.get(f"/open/{call.token}/").content.decode(),
    ]

    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;alert" in pages[0]
    assert "&lt;script&gt;alert" in pages[1]


def test_mixed_directions_keep_their_letters_and_lose_their_overrides(call, client):
    ask_by_form(client, call, "هل \u202eevil\u202c السعر (EUR) ثابت؟\u2067")

    assert asked_text(Question.objects.get()) == "هل evil السعر (EUR) ثابت؟"


def test_a_megabyte_is_not_read_from_a_visitor_nor_sent_back_whole_to_anybody(call, client, desk):
    from_visitor = ask_by_form(client, call, "word " * 200_000)
    from_officer = ask_by_form(desk, call, "word " * 200_000)
    shorter = ask_by_form(client, call, "word " * 10_000)

    assert from_visitor.status_code == 302
    assert "/questions/sent/" not in from_visitor.headers["Location"]
    for answer in (from_officer, shorter):
        assert answer.status_code == 422
        assert len(answer.content) < 60_000
    assert not Question.objects.exists()


def test_two_thousand_characters_are_taken_and_one_more_is_not(call, client):
    assert ask_by_form(client, call, "é" * rules.LONGEST_QUESTION).status_code == 302
    # Letters and accents apart: each pair is one character once composed.
    assert ask_by_form(client, call, "e\u0301" * rules.LONGEST_QUESTION).status_code == 302

    too_long = ask_by_form(client, call, "é" * (rules.LONGEST_QUESTION + 1))

    assert too_long.status_code == 422
    assert "é" * rules.LONGEST_QUESTION in too_long.content.decode()
    assert Question.objects.count() == 2


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u202e\x00", "\x00"])
def test_nothing_is_no_question(call, client, text):
    assert ask_by_form(client, call, text).status_code == 422
    assert not Question.objects.exists()


@pytest.mark.parametrize("email", ["a@example.org\nBcc: b@example.org", "a@b@c", "é@example.org"])
def test_an_address_with_a_header_in_it_takes_the_question_nowhere(call, client, email):
    answer = ask_by_form(client, call, "Where is it?", email)

    assert answer.status_code in (409, 422)
    assert "Where is it?" in answer.content.decode()
    assert not Question.objects.exists()
    assert not Message.objects.exists()


def test_floods_are_refused_for_the_call_and_for_the_site(call, sensitive_call, monkeypatch):
    monkeypatch.setattr(rules, "MOST_QUESTIONS_OF_CALL", 2)
    monkeypatch.setattr(rules, "MOST_QUESTIONS", 3)
    asked(call)
    asked(call)

    with pytest.raises(RuleBroken) as of_call:
        asked(call)
    asked(sensitive_call)
    with pytest.raises(RuleBroken) as of_site:
        asked(sensitive_call)

    assert of_call.value.code == of_site.value.code == "too_many_questions"
