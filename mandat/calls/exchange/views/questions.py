"""Pages of officers: what was asked about a call, and the answer to everybody."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mandat.calls import policies
from mandat.calls.exchange.queries import (
    corrections_of,
    find_question,
    follower_count,
    questions_in,
)
from mandat.calls.exchange.sealing import asked_text
from mandat.calls.exchange.services import questions as services
from mandat.calls.exchange.wording import questions_until
from mandat.calls.models import Call, Question
from mandat.calls.queries import find_call
from mandat.calls.states import PUBLIC, QuestionState
from mandat.calls.tabs import tabs_of
from mandat.core.doors import door
from mandat.core.errors import RuleBroken

_MOST = 200


def version_in(request: HttpRequest) -> int | None:
    """The version on which the form was drawn; None when it says none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None


def _asked(call: Call, question: Question) -> str:
    question.call = call
    return asked_text(question)


@door(policies.can_answer_questions, find_call)
@never_cache
@require_safe
def list_questions(request: HttpRequest, call: Call) -> HttpResponse:
    """What waits first, then what was answered and what was set aside."""
    waiting = [
        {"row": q, "asked": _asked(call, q)}
        for q in questions_in(call, QuestionState.RECEIVED)[:_MOST]
    ]
    context = {
        "call": call,
        "tabs": tabs_of(call, request.user, "questions"),
        "waiting": waiting,
        "answered": questions_in(call, QuestionState.ANSWERED).order_by("number"),
        "aside": [
            {"row": q, "asked": _asked(call, q)}
            for q in questions_in(call, QuestionState.SET_ASIDE)[:_MOST]
        ],
        "until": questions_until(call),
        "follower_count": follower_count(call),
    }
    return render(request, "calls/exchange/question_list.html", context)


@door(policies.can_answer_questions, find_call)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_question(request: HttpRequest, call: Call, question_id: UUID) -> HttpResponse:
    """One question: its public wording and its answer, or why there is none."""
    question = find_question(call, question_id)
    if question is None or call.state not in PUBLIC:
        raise Http404
    if request.method != "POST":
        return _question_page(request, call, question)
    try:
        said = _act(request, call, question_id)
    except RuleBroken as broken:
        now = find_question(call, question_id) or question
        return _question_page(request, call, now, broken=broken, status=409)
    messages.success(request, said)
    return redirect("calls:list_questions", public_id=call.public_id)


def _question_page(
    request: HttpRequest,
    call: Call,
    question: Question,
    broken: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it stands; after a refusal also what this person had typed."""
    asked = _asked(call, question)
    typed = request.POST if broken else {}
    others = questions_in(call, QuestionState.RECEIVED).exclude(pk=question.pk)[:_MOST]
    context = {
        "call": call,
        "tabs": tabs_of(call, request.user, "questions"),
        "question": question,
        "state": QuestionState(question.state).value,
        "asked": asked,
        "shown": typed.get("shown", question.shown_text or asked),
        "answer": typed.get("answer", question.answer),
        "reason": typed.get("text", ""),
        "others": [
            {"row": q, "asked": _asked(call, q), "same": str(q.public_id) in _same(request)}
            for q in others
        ],
        "corrections": corrections_of(question),
        "broken": broken,
        "was_changed": broken is not None and broken.code == "changed_elsewhere",
        "follower_count": follower_count(call),
    }
    return render(request, "calls/exchange/question_detail.html", context, status=status)


def _same(request: HttpRequest) -> list[str]:
    return request.POST.getlist("same")


def _ids(texts: list[str]) -> list[UUID]:
    """The public ids among the texts; what is none is left out."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _publish(request: HttpRequest, place: dict[str, Any]) -> str:
    services.answer_question(
        **place,
        shown=request.POST.get("shown", ""),
        answer=request.POST.get("answer", ""),
        same=_ids(_same(request)),
    )
    return _("The answer is public, and everybody who follows the call is told.")


def _keep(request: HttpRequest, place: dict[str, Any]) -> str:
    services.keep_draft(
        **place, shown=request.POST.get("shown", ""), answer=request.POST.get("answer", "")
    )
    return _("What you wrote is kept with the question. Nobody else reads it yet.")


def _set_aside(request: HttpRequest, place: dict[str, Any]) -> str:
    services.set_aside(**place, reason=request.POST.get("text", ""))
    return _("The question is set aside. Whoever asked is told why, if they left an address.")


def _take_back(_request: HttpRequest, place: dict[str, Any]) -> str:
    services.take_back(**place)
    return _("The question waits for an answer again.")


def _correct(request: HttpRequest, place: dict[str, Any]) -> str:
    services.correct_answer(**place, text=request.POST.get("text", ""))
    return _("The correction stands under the answer, and everybody who follows is told.")


_ACTS: Mapping[str, Callable[[HttpRequest, dict[str, Any]], str]] = {
    "publish": _publish,
    "keep": _keep,
    "set-aside": _set_aside,
    "take-back": _take_back,
    "correct": _correct,
}


def _act(request: HttpRequest, call: Call, question_id: UUID) -> str:
    """What was wanted is done; how that reads."""
    act = _ACTS.get(request.POST.get("act", ""), _keep)
    place = {
        "call_id": call.public_id,
        "question_id": question_id,
        "version": version_in(request),
        "by": request.user,
    }
    return act(request, place)
