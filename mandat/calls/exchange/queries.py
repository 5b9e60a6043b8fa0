"""What was said about a public call, and what waits to be said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.dateparse import parse_datetime

from mandat.calls import labels
from mandat.calls.content import Content, amended, extra_of, value_of
from mandat.calls.display import lines_of
from mandat.calls.exchange.difference import Pair, compared_lines
from mandat.calls.models import Amendment, Call, CallVersion, Follower, Milestone, Question
from mandat.calls.states import (
    OPEN_AMENDMENT,
    AmendmentKind,
    AmendmentState,
    CallState,
    FollowerState,
    QuestionState,
)
from mandat.people.queries import organisations_where
from mandat.people.roles import WRITES_CALLS, Role


@dataclass(frozen=True, slots=True)
class AnswerCorrection:
    """A line that stands under an answer since then."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """A question in its public wording, with the answer. Who asked is not known here."""

    number: int
    question: str
    answer: str
    language: str
    answered_at: datetime
    corrections: tuple[AnswerCorrection, ...]


def answered_questions(call: Call) -> list[PublicAnswer]:
    """What everybody reads of the questions about a call, the first answer first."""
    found = Question.objects.filter(call=call, state=QuestionState.ANSWERED).order_by("number")
    return [_public(q) for q in found if q.number is not None and q.answered_at is not None]


def _public(question: Question) -> PublicAnswer:
    assert question.number is not None  # the database says so for this state
    assert question.answered_at is not None
    return PublicAnswer(
        number=question.number,
        question=question.shown_text,
        answer=question.answer,
        language=question.language,
        answered_at=question.answered_at,
        corrections=corrections_of(question),
    )


def corrections_of(question: Question) -> tuple[AnswerCorrection, ...]:
    """What was added to the answer since, the oldest first."""
    return tuple(
        AnswerCorrection(at, line["text"])
        for line in question.corrections
        if (at := parse_datetime(line["at"])) is not None
    )


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field as it was and as it is, line beside line, in the reader's language."""

    name: str
    label: Any
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class PublishedAmendment:
    """An amendment as everybody reads it."""

    number: int
    kind: AmendmentKind
    published_at: datetime
    reason: str
    kept_deadline_reason: str
    changes: tuple[FieldChange, ...]


def published_amendments(call: Call) -> list[PublishedAmendment]:
    """Every change of the call since it was published, the newest first: three queries at most."""
    found = list(
        Amendment.objects.filter(call=call, state=AmendmentState.PUBLISHED).order_by("-number")
    )
    wanted = {a.from_version for a in found}
    versions = {
        v.number: v.content for v in CallVersion.objects.filter(call=call, number__in=wanted)
    }
    return [
        PublishedAmendment(
            number=a.number,
            kind=AmendmentKind(a.kind),
            published_at=a.published_at,
            reason=a.reason,
            kept_deadline_reason=a.kept_deadline_reason,
            changes=tuple(changes_between(versions[a.from_version], a.changes)),
        )
        for a in found
        if a.number is not None and a.published_at is not None
    ]


def changes_between(content: Content, changes: Content) -> Iterable[FieldChange]:
    """What the changes do to the content, field by field in the order of the call."""
    after = amended(content, changes)
    for name in labels.FIELDS:
        if name in changes:
            pairs = compared_lines(_said(content, name), _said(after, name))
            yield FieldChange(name, labels.FIELDS[name], tuple(pairs))


def _said(content: Content, name: str) -> list[str]:
    """The lines of a field, each with its note, as one text to compare."""
    lines = lines_of(name, value_of(content, name), extra_of(content, name))
    return [f"{line.text} ({line.note})" if line.note else line.text for line in lines]


def derogations(call: Call) -> QuerySet[Amendment]:
    """Approved exceptions to what was published about time: an earlier end. The oldest first.

    An award before the published deadline needs one.
    """
    return Amendment.objects.filter(
        call=call, kind=AmendmentKind.EARLY_CLOSING, state=AmendmentState.PUBLISHED
    ).order_by("number")


def open_amendment(call: Call) -> Amendment | None:
    """The one that is being written or waits for the second person, if there is one."""
    return (
        Amendment.objects.filter(call=call, state__in=[s.value for s in OPEN_AMENDMENT])
        .select_related("made_by")
        .first()
    )


def find_amendment(call: Call, amendment_id: Any) -> Amendment | None:
    return (
        Amendment.objects.filter(call=call, public_id=amendment_id)
        .select_related("made_by", "decided_by")
        .first()
    )


def find_question(call: Call, question_id: Any) -> Question | None:
    return (
        Question.objects.filter(call=call, public_id=question_id)
        .select_related("answered_by", "merged_into")
        .first()
    )


def find_milestone(call: Call, milestone_id: Any) -> Milestone | None:
    return Milestone.objects.filter(call=call, public_id=milestone_id).first()


def questions_in(call: Call, *states: QuestionState) -> QuerySet[Question]:
    """Questions of a call in these states, the oldest first."""
    return Question.objects.filter(call=call, state__in=[s.value for s in states]).order_by("pk")


def waiting_count(call: Call) -> int:
    """How many questions wait for an answer."""
    return questions_in(call, QuestionState.RECEIVED).count()


def follower_count(call: Call) -> int:
    """How many people confirmed that they follow the call. Never who."""
    return Follower.objects.filter(call=call, state=FollowerState.CONFIRMED).count()


def next_number(rows: QuerySet[Any]) -> int:
    """The number after the highest; the caller holds the call's row."""
    return (rows.aggregate(top=Max("number"))["top"] or 0) + 1


def calls_with_questions(account: Any) -> QuerySet[Question]:
    """Unanswered questions about the calls that the person writes, the oldest first."""
    return (
        Question.objects.filter(
            call__organisation__in=organisations_where(account, WRITES_CALLS),
            call__state__in=[CallState.PUBLISHED, CallState.CLOSED],
            state=QuestionState.RECEIVED,
        )
        .select_related("call__organisation")
        .order_by("asked_at", "pk")
    )


def derogations_to_decide(account: Any) -> QuerySet[Amendment]:
    """What waits for an approver who did not propose it."""
    return (
        Amendment.objects.filter(
            call__organisation__in=organisations_where(account, {Role.APPROVER}),
            state=AmendmentState.PROPOSED,
        )
        .exclude(made_by=account)
        .select_related("call__organisation")
        .order_by("made_at")
    )
