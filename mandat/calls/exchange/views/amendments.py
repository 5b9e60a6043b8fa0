"""Pages of amendments, early closings and cancellations."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.calls import policies
from mandat.calls import services as drafts
from mandat.calls.exchange.amending import amendment_days
from mandat.calls.exchange.amendment_page import build_page
from mandat.calls.exchange.forms import CancellationForm, EarlyClosingForm
from mandat.calls.exchange.queries import (
    derogations,
    find_amendment,
    follower_count,
    open_amendment,
    published_amendments,
)
from mandat.calls.exchange.services import amendments
from mandat.calls.exchange.services import derogations as deciding
from mandat.calls.exchange.views.questions import version_in
from mandat.calls.inputs import CURRENCIES
from mandat.calls.models import Amendment, Call, CallVersion
from mandat.calls.public.words import wall_words
from mandat.calls.queries import find_call
from mandat.calls.shapes import SHAPES, Codes
from mandat.calls.states import PUBLIC, AmendmentState, CallState
from mandat.calls.tabs import tabs_of
from mandat.core.doors import door
from mandat.core.errors import RuleBroken


def _base(request: HttpRequest, call: Call) -> dict[str, Any]:
    can_amend = policies.can_amend_call(request.user, call)
    return {
        "call": call,
        "tabs": tabs_of(call, request.user, "amendments"),
        "can_amend": can_amend,
        "can_start": can_amend and call.state == CallState.PUBLISHED,
        "can_cancel": can_amend and call.state in (CallState.PUBLISHED, CallState.CLOSED),
        "deadline": wall_words(call.deadline_wall, call.deadline_zone)
        if call.deadline_wall
        else "",
        "follower_count": follower_count(call),
    }


@door(policies.can_see_call, find_call)
@require_safe
def list_amendments(request: HttpRequest, call: Call) -> HttpResponse:
    context = _base(request, call) | {
        "published": published_amendments(call),
        "open": open_amendment(call),
        "has_derogation": derogations(call).exists(),
    }
    return render(request, "calls/exchange/amendment_list.html", context)


@door(policies.can_amend_call, find_call)
@require_POST
def start_amendment(request: HttpRequest, call: Call) -> HttpResponse:
    amendment = amendments.start_amendment(call_id=call.public_id, by=request.user)
    return _to(amendment, call)


def _to(amendment: Amendment, call: Call, anchor: str = "") -> HttpResponse:
    answer = redirect(
        "calls:show_amendment", public_id=call.public_id, amendment_id=amendment.public_id
    )
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer


def _found(call: Call, amendment_id: UUID) -> Amendment:
    amendment = find_amendment(call, amendment_id)
    if amendment is None:
        raise Http404
    return amendment


@door(policies.can_see_call, find_call)
@require_safe
def show_amendment(request: HttpRequest, call: Call, amendment_id: UUID) -> HttpResponse:
    return _amendment_page(request, call, _found(call, amendment_id))


def _amendment_page(
    request: HttpRequest,
    call: Call,
    amendment: Amendment,
    *,
    broken: RuleBroken | None = None,
    status: int = 200,
    **form: Any,
) -> HttpResponse:
    """The page as it stands; after a refusal also what this person had typed."""
    context = _base(request, call)
    edits = context["can_amend"] and amendment.state == AmendmentState.DRAFT
    version = CallVersion.objects.get(call=call, number=amendment.from_version)
    typed = request.POST if broken else {}
    context |= {
        "page": build_page(call, amendment, version, edits=edits, **form),
        "amendment": amendment,
        "edits": edits,
        "decides": amendment.state == AmendmentState.PROPOSED
        and policies.can_decide_derogation(request.user, call)
        and amendment.made_by_id != request.user.pk,
        "reason": typed.get("reason", amendment.reason),
        "kept_deadline_reason": typed.get("kept_deadline_reason", amendment.kept_deadline_reason),
        "broken": broken,
        "zones": sorted(available_timezones()) if edits else (),
        "currencies": CURRENCIES,
        "days": amendment_days(call),
    }
    return render(request, "calls/exchange/amendment_detail.html", context, status=status)


def _place(request: HttpRequest, call: Call, amendment_id: UUID) -> dict[str, Any]:
    return {
        "call_id": call.public_id,
        "amendment_id": amendment_id,
        "version": version_in(request),
        "by": request.user,
    }


@door(policies.can_amend_call, find_call)
@require_POST
def change_amendment_field(
    request: HttpRequest, call: Call, amendment_id: UUID, name: str
) -> HttpResponse:
    """One value of the amendment is written, or taken back."""
    amendment = _found(call, amendment_id)
    place = _place(request, call, amendment_id) | {"name": name}
    if request.POST.get("act") == "take-back":
        amendments.take_change_back(**place)
        return _to(amendment, call, f"field-{name}")
    typed = drafts.typed_value(name, request.POST.dict(), tuple(request.POST.getlist("value")))
    shown: dict[str, Any] = request.POST.dict()
    if isinstance(SHAPES[name], Codes):
        shown["value"] = request.POST.getlist("value")
    form: dict[str, Any] = {"name": name, "typed": shown}
    if typed.errors:
        form["errors"] = typed.errors
        return _amendment_page(request, call, amendment, status=422, **form)
    try:
        amendments.change_field(**place, value=typed.value, extra=typed.extra)
    except RuleBroken as broken:
        now = _found(call, amendment_id)
        return _amendment_page(request, call, now, broken=broken, status=409, **form)
    return _to(amendment, call, f"field-{name}")


def _publish(request: HttpRequest, place: dict[str, Any]) -> str:
    amendments.publish_amendment(
        **place,
        reason=request.POST.get("reason", ""),
        kept_deadline_reason=request.POST.get("kept_deadline_reason", ""),
    )
    return _("The change is public, and everybody who follows the call is told.")


def _extend(_request: HttpRequest, place: dict[str, Any]) -> str:
    amendments.extend_deadline(**place)
    return _("The later deadline is part of the amendment now.")


def _drop(_request: HttpRequest, place: dict[str, Any]) -> str:
    amendments.drop_amendment(**place)
    return _("Nothing of it was published.")


def _approve(_request: HttpRequest, place: dict[str, Any]) -> str:
    deciding.approve_derogation(**place)
    return _("It counts from now on, and everybody who follows the call is told.")


def _refuse(_request: HttpRequest, place: dict[str, Any]) -> str:
    deciding.refuse_derogation(**place)
    return _("The call goes on as it was published.")


_OF_OFFICER: Mapping[str, Callable[[HttpRequest, dict[str, Any]], str]] = {
    "publish": _publish,
    "extend": _extend,
    "drop": _drop,
}
_OF_APPROVER: Mapping[str, Callable[[HttpRequest, dict[str, Any]], str]] = {
    "approve": _approve,
    "refuse": _refuse,
}


def _act(
    request: HttpRequest,
    call: Call,
    amendment_id: UUID,
    acts: Mapping[str, Callable[[HttpRequest, dict[str, Any]], str]],
) -> HttpResponse:
    amendment = _found(call, amendment_id)
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        said = act(request, _place(request, call, amendment_id))
    except RuleBroken as broken:
        again = find_call(call.public_id) or call
        now = _found(call, amendment_id)
        return _amendment_page(request, again, now, broken=broken, status=409)
    messages.success(request, said)
    return _to(amendment, call)


@door(policies.can_amend_call, find_call)
@require_POST
def act_on_amendment(request: HttpRequest, call: Call, amendment_id: UUID) -> HttpResponse:
    """It is published, given more time, or dropped."""
    return _act(request, call, amendment_id, _OF_OFFICER)


@door(policies.can_decide_derogation, find_call)
@require_POST
def decide_derogation(request: HttpRequest, call: Call, amendment_id: UUID) -> HttpResponse:
    """The second person agrees, or does not."""
    return _act(request, call, amendment_id, _OF_APPROVER)


@door(policies.can_amend_call, find_call)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_early_closing(request: HttpRequest, call: Call) -> HttpResponse:
    form = EarlyClosingForm(request.POST if request.method == "POST" else None)
    return _propose(
        request,
        call,
        form,
        "early_closing",
        lambda: deciding.propose_early_closing(
            call_id=call.public_id,
            wall=form.wall(),
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
    )


@door(policies.can_amend_call, find_call)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_cancellation(request: HttpRequest, call: Call) -> HttpResponse:
    form = CancellationForm(request.POST if request.method == "POST" else None)
    return _propose(
        request,
        call,
        form,
        "cancellation",
        lambda: deciding.propose_cancellation(
            call_id=call.public_id, reason=form.cleaned_data["reason"], by=request.user
        ),
    )


def _propose(
    request: HttpRequest,
    call: Call,
    form: EarlyClosingForm | CancellationForm,
    name: str,
    propose: Callable[[], Amendment],
) -> HttpResponse:
    if call.state not in PUBLIC:
        raise Http404
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _to(propose(), call)
            except RuleBroken as broken:
                form.add_error(None, broken.message)
                status = 409
    context = _base(request, call) | {"form": form, "open": open_amendment(call), "what": name}
    return render(request, "calls/exchange/derogation_form.html", context, status=status)
