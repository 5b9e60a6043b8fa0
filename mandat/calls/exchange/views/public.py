"""Pages for everybody: following a call, asking about it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from mandat.calls.display import reader_language
from mandat.calls.exchange.forms import AskForm, FollowForm
from mandat.calls.exchange.rules import takes_questions
from mandat.calls.exchange.services.followers import (
    ask_to_follow,
    confirm_follower,
    find_follower,
    leave_call,
    link_is_dead,
)
from mandat.calls.exchange.services.questions import ask_question
from mandat.calls.exchange.wording import questions_until
from mandat.calls.models import Call, Follower
from mandat.calls.public.doors import public_door
from mandat.calls.states import PUBLIC, CallState, FollowerState
from mandat.core.doors import open_door
from mandat.core.errors import RuleBroken


def _page(
    request: HttpRequest, call: Call, name: str, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"call": call, "is_public": call.state in PUBLIC}
    return render(request, f"calls/exchange/{name}.html", context, status=status)


@public_door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_call(request: HttpRequest, call: Call) -> HttpResponse:
    """An address is given; what is shown then says nothing about who follows already."""
    form = FollowForm(request.POST or None)
    can_follow = call.state in (CallState.PUBLISHED, CallState.CLOSED)
    if request.method != "POST":
        return _page(request, call, "follow", form=form, can_follow=can_follow)
    status = 422
    if form.is_valid():
        try:
            data = form.cleaned_data
            ask_to_follow(call=call, address=data["email"], language=data["language"])
            return redirect("open:follow_sent", token=call.token)
        except RuleBroken as broken:
            form.add_error(None, broken.message)
            status = 409
    return _page(request, call, "follow", status, form=form, can_follow=can_follow)


@public_door
@require_safe
def follow_sent(request: HttpRequest, call: Call) -> HttpResponse:
    """The same page whatever the address."""
    return _page(request, call, "follow_sent")


def _follower_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view receives the follower whose link it is: also once the call is archived."""

    @open_door
    @never_cache
    def guarded(request: HttpRequest, token: str, key: str) -> HttpResponse:
        follower = find_follower(token, key)
        if follower is None:
            raise Http404
        response = view(request, follower)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"  # the key stands in the address
        return response

    return guarded


def _own_page(request: HttpRequest, follower: Follower, status: int = 200) -> HttpResponse:
    return _page(
        request,
        follower.call,
        "follower",
        status,
        follower=follower,
        state=FollowerState(follower.state).value,
        is_dead=link_is_dead(follower, timezone.now()),
        key=request.resolver_match.kwargs["key"] if request.resolver_match else "",
    )


@_follower_door
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_follower_page(request: HttpRequest, follower: Follower) -> HttpResponse:
    """Opening the link shows a button; the button confirms. Mail programs open links too."""
    if request.method == "POST":
        follower = confirm_follower(follower=follower)
    return _own_page(request, follower)


@csrf_exempt
@_follower_door
@require_http_methods(["GET", "HEAD", "POST"])
def leave_call_page(request: HttpRequest, follower: Follower) -> HttpResponse:
    """A button ends it, or a mail program by a POST of its own (RFC 8058): the key is the proof."""
    if request.method == "POST":
        follower = leave_call(follower=follower)
    return _own_page(request, follower)


@public_door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_question_page(request: HttpRequest, call: Call) -> HttpResponse:
    """The form, or that the time for questions is over and what to do then."""
    form = AskForm(request.POST or None)
    context: dict[str, Any] = {
        "form": form,
        "until": questions_until(call),
        "is_open": call.state == CallState.PUBLISHED
        and call.deadline_at is not None
        and takes_questions(timezone.now(), call.questions_until_at, call.deadline_at),
    }
    if request.method != "POST":
        return _page(request, call, "ask", **context)
    status = _ask(call, form)
    if status:
        return _page(request, call, "ask", status, **context)
    return redirect("open:question_sent", token=call.token)


def _ask(call: Call, form: AskForm) -> int:
    """0 when the question was taken, else the status of the form shown again."""
    if not form.is_valid():
        return 422
    data = form.cleaned_data
    try:
        ask_question(
            call=call, text=data["text"], language=reader_language(), address=data["email"]
        )
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return 409
    return 0


@public_door
@require_safe
def question_sent(request: HttpRequest, call: Call) -> HttpResponse:
    return _page(request, call, "question_sent", here=_("Question sent"))
