"""What the exchange around a call tells the rest of the house: lists, jobs, waits, words."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mandat.audit.words import register_objects
from mandat.calls.exchange import audiences
from mandat.calls.exchange.queries import calls_with_questions, derogations_to_decide
from mandat.calls.models import Amendment
from mandat.calls.queries import visible_to
from mandat.calls.states import AmendmentKind
from mandat.core.rooms import Waiting, register_waits
from mandat.core.tasks import Job, register_job
from mandat.people.roles import WRITES_CALLS, Role

_TASKS = "mandat.calls.exchange.tasks"
_MOST = 20


def questions_waiting(account: Any) -> Iterator[Waiting]:
    """One line for each call in which somebody waits for an answer."""
    counts: dict[Any, int] = {}
    for question in calls_with_questions(account)[:500]:
        counts[question.call] = counts.get(question.call, 0) + 1
    for call, count in list(counts.items())[:_MOST]:
        yield Waiting(
            title=call.title,
            reason=ngettext(
                "%(count)d question waits for an answer",
                "%(count)d questions wait for an answer",
                count,
            )
            % {"count": count},
            url=reverse("calls:list_questions", args=[call.public_id]),
            action=_("Answer it"),
            weight=15,
        )


def derogations_waiting(account: Any) -> Iterator[Waiting]:
    """Early closings and cancellations that need a second person."""
    for amendment in derogations_to_decide(account)[:_MOST]:
        closing = amendment.kind == AmendmentKind.EARLY_CLOSING
        yield Waiting(
            title=amendment.call.title,
            reason=_("An earlier end is proposed") if closing else _("A cancellation is proposed"),
            url=reverse(
                "calls:show_amendment", args=[amendment.call.public_id, amendment.public_id]
            ),
            action=_("Decide"),
            weight=10,
        )


def _amendments(reader: Any, public_ids: Collection[str]) -> QuerySet[Amendment]:
    return Amendment.objects.filter(public_id__in=public_ids, call__in=visible_to(reader))


def register() -> None:
    audiences.register()
    register_waits("calls.questions", questions_waiting, WRITES_CALLS)
    register_waits("calls.derogations", derogations_waiting, frozenset({Role.APPROVER}))
    register_job(Job("go_on_telling", f"{_TASKS}.go_on_telling", minutes=15))
    register_job(Job("forget_followers", f"{_TASKS}.forget_followers", minutes=60))
    register_objects("calls.amendment", _("Amendment"), objects=_amendments, column="call__title")
    register_objects("calls.question", _("Question"))
    register_objects("calls.milestone", _("Step of a call"))
    register_objects("calls.follower", _("Follower of a call"))
    register_objects("calls.telling", _("News about a call"))
