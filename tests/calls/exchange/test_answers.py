"""Answers: numbered, to everybody, corrected in the open; and what is set aside."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from mandat.calls.exchange.queries import answered_questions
from mandat.calls.exchange.services import questions as services
from mandat.calls.exchange.services.followers import confirm_follower
from mandat.calls.models import Call, Follower, Question
from mandat.calls.states import CallState, QuestionState
from tests.calls.exchange.around import (
    EMAIL,
    asked,
    follower,
    mails,
    tell_everybody,
    text_of,
)
from tests.calls.exchange.test_questions import answered, ask_by_form, page_of
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


def test_an_answer_is_public_under_the_next_number_and_told_to_all(call, officer):
    people = [follower(call, f"person{n}@example.org", "fr") for n in range(3)]
    question = asked(call, "We of Maison Rose ask: may two apply?")

    answered(question, officer, shown="May two apply?", answer="Yes, as a team.")
    tell_everybody()

    (public,) = answered_questions(call)
    assert (public.number, public.question, public.answer) == (
        1,
        "May two apply?",
        "Yes, as a team.",
    )
    told = mails("question_answered")
    assert len(told) == len(people)
    assert "Yes, as a team." in text_of(told[0])
    assert "Maison Rose" not in text_of(told[0])


def test_what_the_public_reads_never_holds_what_was_asked(call, officer, client):
    answered(asked(call, "Zebrafink asks this", EMAIL), officer, shown="Neutral?")

    page = client.get(f"/open/{call.token}/").content.decode()

    assert "Neutral?" in page
    assert "Zebrafink" not in page


def test_nobody_sees_who_asked_officers_neither(call, desk):
    person = follower(call)
    question = asked(call, "Where is it?", EMAIL)
    assert question.asker == person

    for path in (f"/calls/{call.public_id}/questions/", page_of(question)):
        page = desk.get(path).content.decode()
        assert "Where is it?" in page
        assert EMAIL not in page
        assert str(person.public_id) not in page
        assert person.address_digest not in page


def test_only_officers_read_what_was_asked(call, approver, reader, stranger, client):
    question = asked(call)

    for person in (approver, reader, stranger):
        visit = Client()
        sign_in(visit, person)
        assert visit.get(page_of(question)).status_code == 404
        with pytest.raises(PermissionDenied):
            answered(question, person)


def test_equal_questions_are_answered_together(call, officer):
    first, second, third = asked(call, "A?"), asked(call, "A, please?"), asked(call, "B?")

    answered(first, officer, same=[second.public_id])

    states = {q.pk: q.state for q in Question.objects.all()}
    assert states == {
        first.pk: QuestionState.ANSWERED,
        second.pk: QuestionState.MERGED,
        third.pk: QuestionState.RECEIVED,
    }
    second.refresh_from_db()
    assert second.merged_into == first
    assert len(answered_questions(call)) == 1


def test_a_question_of_another_call_is_not_drawn_in(call, sensitive_call, officer):
    stray = asked(sensitive_call)

    answered(asked(call), officer, same=[stray.public_id])

    stray.refresh_from_db()
    assert stray.state == QuestionState.RECEIVED


def test_whoever_asked_is_told_why_there_is_no_answer(call, officer):
    follower(call)
    bystander = follower(call, "bystander@example.org")
    question = asked(call, "Who else applied?", EMAIL)

    services.set_aside(
        call_id=call.public_id,
        question_id=question.public_id,
        reason="We never tell who applied.",
        version=1,
        by=officer,
    )

    (mail,) = mails("question_set_aside")
    assert mail.to == EMAIL
    assert "We never tell who applied." in text_of(mail)
    assert bystander.address_digest != mail.to_digest
    assert answered_questions(call) == []


def test_whoever_confirms_late_still_reads_why(call, officer):
    question = asked(call, "Who else applied?", EMAIL)
    services.set_aside(
        call_id=call.public_id,
        question_id=question.public_id,
        reason="We never tell.",
        version=1,
        by=officer,
    )
    assert mails("question_set_aside") == []

    confirm_follower(follower=Follower.objects.get())

    assert len(mails("question_set_aside")) == 1


def test_a_question_that_was_set_aside_can_be_answered_after_all(call, officer):
    question = asked(call)
    place = {"call_id": call.public_id, "question_id": question.public_id, "by": officer}
    services.set_aside(**place, reason="Not now.", version=1)

    question = services.take_back(**place, version=2)

    assert (question.state, question.reason) == (QuestionState.RECEIVED, "")
    assert answered(question, officer).number == 1


def test_a_correction_is_a_further_line_and_is_told(call, officer):
    follower(call)
    question = answered(asked(call), officer, answer="The fee is 500 euros.")
    tell_everybody()

    services.correct_answer(
        call_id=call.public_id,
        question_id=question.public_id,
        text="The fee is 600 euros.",
        version=question.version,
        by=officer,
    )
    tell_everybody()

    (public,) = answered_questions(call)
    assert public.answer == "The fee is 500 euros."
    assert [line.text for line in public.corrections] == ["The fee is 600 euros."]
    (mail,) = mails("answer_corrected")
    assert "600 euros" in text_of(mail)


def test_two_corrections_are_told_each_with_its_words(call, officer):
    follower(call)
    question = answered(asked(call), officer)
    for text in ("First correction.", "Second correction."):
        question = services.correct_answer(
            call_id=call.public_id,
            question_id=question.public_id,
            text=text,
            version=question.version,
            by=officer,
        )

    tell_everybody()

    texts = [text_of(m) for m in mails("answer_corrected")]
    assert "First correction." in texts[0]
    assert "Second correction." in texts[1]


def test_the_second_officer_is_told_what_the_first_published(call, officer, colleague, desk):
    question = asked(call)
    answered(question, colleague, answer="Yes, says Odile.")

    late = desk.post(
        page_of(question),
        {"act": "publish", "version": "1", "shown": "May two?", "answer": "No, say I."},
    )

    page = late.content.decode()
    assert late.status_code == 409
    assert "Odile Mercier" in page
    assert "Yes, says Odile." in page
    assert "No, say I." in page
    assert answered_questions(call)[0].answer == "Yes, says Odile."


def test_the_second_officer_sees_a_draft_of_the_first_and_keeps_their_own(call, colleague, desk):
    question = asked(call)
    services.keep_draft(
        call_id=call.public_id,
        question_id=question.public_id,
        shown="May two?",
        answer="Odile's draft",
        version=1,
        by=colleague,
    )

    late = desk.post(
        page_of(question), {"act": "keep", "version": "1", "shown": "May 2?", "answer": "My words"}
    )

    page = late.content.decode()
    assert late.status_code == 409
    assert "Odile&#x27;s draft" in page
    assert "My words" in page
    question.refresh_from_db()
    assert (question.state, question.answer) == (QuestionState.RECEIVED, "Odile's draft")


def test_an_empty_answer_is_not_published_and_the_rest_is_kept(call, desk):
    question = asked(call)

    refused = desk.post(
        page_of(question), {"act": "publish", "version": "1", "shown": "May two?", "answer": " "}
    )

    assert refused.status_code == 409
    assert "May two?" in refused.content.decode()
    assert answered_questions(call) == []


def test_the_form_begins_with_what_was_asked(call, desk):
    question = asked(call, "May we, of Maison Rose, apply?")

    page = desk.get(page_of(question)).content.decode()

    assert page.count("May we, of Maison Rose, apply?") == 2


def test_waiting_questions_stand_on_the_officers_home(call, desk, approver):
    asked(call)
    asked(call)

    home = desk.get("/home/").content.decode()

    assert "2 questions wait for an answer" in home
    assert f"/calls/{call.public_id}/questions/" in home


def test_a_draft_has_no_public_pages(call, client):
    Call.objects.filter(pk=call.pk).update(state=CallState.ARCHIVED)

    assert client.get(f"/open/{call.token}/questions/ask/").status_code == 404
    assert ask_by_form(client, call, "Where?").status_code == 404
