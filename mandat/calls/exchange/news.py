"""What news about a call says: the values of its mail, read when the mail is written."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from mandat.calls import labels
from mandat.calls.content import extra_of, value_of
from mandat.calls.exchange.rules import moment_of
from mandat.calls.models import Amendment, Call, Milestone, Question, Telling
from mandat.calls.states import AmendmentKind
from mandat.mail.values import Link, Moment, UserText

CALL_PAGE = "open:show_call"

ANSWERED = "question_answered"
CORRECTED = "answer_corrected"
AMENDED = "call_amended"
CLOSES_EARLY = "call_closes_early"
CANCELLED = "call_cancelled"
DELAYED = "step_delayed"
DONE = "step_done"

# The event of an amendment that is published, by its kind.
OF_KIND: Mapping[AmendmentKind, str] = {
    AmendmentKind.CHANGE: AMENDED,
    AmendmentKind.EARLY_CLOSING: CLOSES_EARLY,
    AmendmentKind.CANCELLATION: CANCELLED,
}


def link_of(call: Call) -> Link:
    """The public page of the call."""
    return Link(CALL_PAGE, {"token": call.token})


def _moment(call: Call, at: datetime) -> Moment:
    return Moment(at, call.deadline_zone or "UTC")


def _question(telling: Telling) -> dict[str, Any]:
    question = Question.objects.get(public_id=telling.about_id)
    words = {"number": question.number, "question": UserText(question.shown_text)}
    if telling.event == ANSWERED:
        return words | {"answer": UserText(question.answer)}
    # The first telling was the answer; each further one is a correction, in order.
    return words | {"correction": UserText(question.corrections[telling.turn - 2]["text"])}


def _amendment(telling: Telling) -> dict[str, Any]:
    amendment = Amendment.objects.get(public_id=telling.about_id)
    words: dict[str, Any] = {"reason": UserText(amendment.reason)}
    if amendment.kind == AmendmentKind.CANCELLATION:
        return words
    changes = {"fields": amendment.changes}
    wall = value_of(changes, "deadline")
    end = moment_of(wall, extra_of(changes, "deadline")) if wall else None
    words["deadline"] = _moment(telling.call, end) if end else None
    if amendment.kind == AmendmentKind.CHANGE:
        words["number"] = amendment.number
        words["fields"] = [labels.FIELDS[name] for name in amendment.changes]
    return words


def _milestone(telling: Telling) -> dict[str, Any]:
    milestone = Milestone.objects.get(public_id=telling.about_id)
    words: dict[str, Any] = {"step": labels.CODES[milestone.role]}
    if telling.event == DONE:
        return words | {"day": milestone.done_on or milestone.due_on}
    return words | {
        "planned": milestone.planned_on,
        "day": milestone.due_on,
        "reason": UserText(milestone.note),
    }


_VALUES: Mapping[str, Callable[[Telling], dict[str, Any]]] = {
    ANSWERED: _question,
    CORRECTED: _question,
    AMENDED: _amendment,
    CLOSES_EARLY: _amendment,
    CANCELLED: _amendment,
    DELAYED: _milestone,
    DONE: _milestone,
}
EVENTS = frozenset(_VALUES)


def values_of(telling: Telling) -> dict[str, Any]:
    """What the mail of this news says, besides its links, in no language yet."""
    return {"title": telling.call.title, **_VALUES[telling.event](telling)}
