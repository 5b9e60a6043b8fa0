"""Questions about a call: asked by anybody, answered to everybody, under a number."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls import policies
from mandat.calls.exchange import news, rules
from mandat.calls.exchange.queries import next_number
from mandat.calls.exchange.sealing import sealed_question
from mandat.calls.exchange.services.common import require, same_version, written
from mandat.calls.exchange.services.followers import PERSON, ask_to_follow, tell_set_aside
from mandat.calls.exchange.services.tellings import tell_all
from mandat.calls.locking import call_for, locked_call
from mandat.calls.models import Call, Question
from mandat.calls.states import QUESTION_TRANSITIONS, CallState, QuestionState
from mandat.core.errors import RuleBroken

OPEN = (CallState.PUBLISHED, CallState.CLOSED)  # an answer may come after the end


@transaction.atomic
def ask_question(*, call: Call, text: str, language: str, address: str = "") -> Question:
    """The question waits for an answer. Who asks stays unknown, unless they leave an address.

    The address then follows the call, once it is confirmed.
    """
    call, now = locked_call(call.public_id), timezone.now()
    _require_open(call, now)
    asked = written(text, "question_empty", _("Write your question."))
    if len(asked) > rules.LONGEST_QUESTION:
        raise RuleBroken(
            "question_too_long",
            _("A question has at most %(count)d characters. Ask several, or shorten it.")
            % {"count": rules.LONGEST_QUESTION},
        )
    _refuse_floods(call, now)
    question = Question(call=call, language=language, asked_at=now)
    question.asked_text = sealed_question(question, asked)
    if address.strip():
        question.asker = ask_to_follow(
            call=call, address=address, language=language, tells_known=False
        )
    question.save()
    _record("calls.question.asked", question, PERSON)
    return question


def _require_open(call: Call, now: datetime) -> None:
    over = _("The time for questions is over. Read the answers, or follow the call.")
    if call.state != CallState.PUBLISHED or call.deadline_at is None:
        raise RuleBroken("questions_over", over)
    if not rules.takes_questions(now, call.questions_until_at, call.deadline_at):
        raise RuleBroken("questions_over", over)


def _refuse_floods(call: Call, now: datetime) -> None:
    recent = Question.objects.filter(asked_at__gt=now - timedelta(hours=1))
    waiting = Question.objects.filter(call=call, state=QuestionState.RECEIVED)
    if (
        recent.filter(call=call).count() >= rules.MOST_QUESTIONS_OF_CALL
        or recent.count() >= rules.MOST_QUESTIONS
        or waiting.count() >= rules.MOST_UNANSWERED
    ):
        raise RuleBroken(
            "too_many_questions",
            _("Very many questions came in within the hour. Keep yours, and send it later."),
        )


def _record(action: str, question: Question, by: Any, **details: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=question,
        organisation=question.call.organisation,
        details={"call": str(question.call.public_id), **details},
    )


def _question_for(public_id: UUID, call: Call) -> Question:
    question = Question.objects.select_for_update().filter(call=call, public_id=public_id).first()
    if question is None:
        raise RuleBroken("question_gone", _("This question no longer exists."))
    question.call = call
    return question


def _received(public_id: UUID, call: Call, version: int | None) -> Question:
    """The question, waiting and unchanged since this person looked at it."""
    question = _question_for(public_id, call)
    same_version(question.version, version)
    if question.state != QuestionState.RECEIVED:
        raise RuleBroken("not_waiting", _("This question no longer waits for an answer."))
    return question


def _move(question: Question, state: QuestionState) -> None:
    if state not in QUESTION_TRANSITIONS[QuestionState(question.state)]:
        raise RuleBroken("not_now", _("The question is in another state now. Look at it again."))
    question.state = state
    question.version += 1


@transaction.atomic
def keep_draft(
    *, call_id: UUID, question_id: UUID, shown: str, answer: str, version: int | None, by: Any
) -> Question:
    """What was written so far waits with the question; nobody outside reads it."""
    call = call_for(call_id, by, policies.can_answer_questions)
    question = _received(question_id, call, version)
    question.shown_text, question.answer = rules.clean_text(shown), rules.clean_text(answer)
    question.version += 1
    question.save()
    return question


@transaction.atomic
def answer_question(
    *,
    call_id: UUID,
    question_id: UUID,
    shown: str,
    answer: str,
    version: int | None,
    by: Any,
    same: Iterable[UUID] = (),
) -> Question:
    """Question and answer are public under the next number, and everybody who follows is told.

    `same` are further questions that ask the same: they are answered with this one.
    """
    call = call_for(call_id, by, policies.can_answer_questions)
    require(call, *OPEN)
    question = _received(question_id, call, version)
    question.shown_text = written(
        shown, "wording_missing", _("Write the question as everybody will read it.")
    )
    question.answer = written(answer, "answer_missing", _("Write the answer."))
    now = timezone.now()
    _move(question, QuestionState.ANSWERED)
    question.number = next_number(Question.objects.filter(call=call))
    question.answered_at, question.answered_by = now, by
    question.save()
    count = _merge(call, question, same)
    tell_all(call, question, news.ANSWERED, now)
    _record("calls.question.answered", question, by, number=question.number, merged=count)
    return question


def _merge(call: Call, question: Question, same: Iterable[UUID]) -> int:
    others = Question.objects.select_for_update().filter(
        call=call, public_id__in=list(same), state=QuestionState.RECEIVED
    )
    count = 0
    for other in others.exclude(pk=question.pk):
        _move(other, QuestionState.MERGED)
        other.merged_into = question
        other.save()
        count += 1
    return count


@transaction.atomic
def set_aside(
    *, call_id: UUID, question_id: UUID, reason: str, version: int | None, by: Any
) -> Question:
    """The question is not answered to everybody; whoever asked reads why, if they can be told."""
    call = call_for(call_id, by, policies.can_answer_questions)
    question = _received(question_id, call, version)
    question.reason = written(
        reason, "reason_missing", _("Write why: the person who asked reads it.")
    )
    _move(question, QuestionState.SET_ASIDE)
    question.save()
    if question.asker is not None:
        question.asker.call = call
        tell_set_aside(question, question.asker)
    _record("calls.question.set_aside", question, by)
    return question


@transaction.atomic
def take_back(*, call_id: UUID, question_id: UUID, version: int | None, by: Any) -> Question:
    """A question that was set aside waits again."""
    call = call_for(call_id, by, policies.can_answer_questions)
    question = _question_for(question_id, call)
    same_version(question.version, version)
    _move(question, QuestionState.RECEIVED)
    question.reason = ""
    question.save()
    _record("calls.question.taken_back", question, by)
    return question


@transaction.atomic
def correct_answer(
    *, call_id: UUID, question_id: UUID, text: str, version: int | None, by: Any
) -> Question:
    """A line stands under the answer from now on, with its date; what stood there stays."""
    call = call_for(call_id, by, policies.can_answer_questions)
    require(call, *OPEN)
    question = _question_for(question_id, call)
    same_version(question.version, version)
    if question.state != QuestionState.ANSWERED:
        raise RuleBroken("not_answered", _("Only a published answer is corrected."))
    line = written(text, "correction_missing", _("Write what is corrected."))
    now = timezone.now()
    question.corrections = [*question.corrections, {"at": now.isoformat(), "text": line}]
    question.version += 1
    question.save()
    tell_all(call, question, news.CORRECTED, now)
    _record("calls.question.corrected", question, by, number=question.number)
    return question
