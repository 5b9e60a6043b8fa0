"""Pages of the data protection officer: the requests and their cases."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.core.doors import door
from mandat.core.errors import RuleBroken
from mandat.people.sign_in.proof import recently_proved
from mandat.privacy import policies
from mandat.privacy.case_page import held_for, officer_page, officer_tools, plan_page
from mandat.privacy.clocks import in_days
from mandat.privacy.models import DataRequest
from mandat.privacy.queries import PAGE_SIZE, find_request, requests_of
from mandat.privacy.services import answers, cases
from mandat.privacy.services.common import local_day
from mandat.privacy.services.erasure import execute_erasure
from mandat.privacy.tabs import tabs
from mandat.privacy.words import KINDS_SHORT, STATE_TAGS, STATES


@door(policies.can_handle_somewhere)
@never_cache
@require_safe
def list_requests(request: HttpRequest) -> HttpResponse:
    """The most urgent first; names and addresses are read in the case only."""
    ended = request.GET.get("state") == "ended"
    found = requests_of(request.user, ended=ended)[:PAGE_SIZE]
    context = {
        "cases": [_line(case) for case in found],
        "ended": ended,
        "tabs": tabs(request),
    }
    return render(request, "privacy/request_list.html", context)


def _line(case: DataRequest) -> dict[str, Any]:
    days = (case.due - local_day(case.organisation, timezone.now())).days
    return {
        "case": case,
        "kind": KINDS_SHORT[case.kind],
        "state": STATES[case.state],
        "tag": STATE_TAGS.get(case.state, ""),
        "left": in_days(days) if case.ended_at is None else "",
        "is_late": case.ended_at is None and days < 0,
        "is_near": case.ended_at is None and 0 <= days <= 7,
    }


@door(policies.can_handle_request, find_request)
@never_cache
@require_safe
def show_request(request: HttpRequest, case: DataRequest) -> HttpResponse:
    """The case, opened: that it was read stands in the journal."""
    cases.note_read(case=case, by=request.user)
    context = {"page": officer_page(case), **officer_tools(case)}
    return render(request, "privacy/request_detail.html", context)


@door(policies.can_handle_request, find_request)
@recently_proved()
@never_cache
@require_safe
def show_held(request: HttpRequest, case: DataRequest) -> HttpResponse:
    """What every room holds about the person."""
    cases.note_read(case=case, by=request.user)
    context = {"page": officer_page(case), "held": held_for(case)}
    return render(request, "privacy/request_held.html", context)


@door(policies.can_handle_request, find_request)
@recently_proved()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, case: DataRequest) -> HttpResponse:
    """The plan first; the button does exactly what the page showed."""
    if request.method == "POST":
        execute_erasure(
            public_id=case.public_id, plan_sha256=request.POST.get("plan", ""), by=request.user
        )
        messages.success(request, _("The data were erased, and the person is told."))
        return redirect("privacy:show_request", public_id=case.public_id)
    cases.note_read(case=case, by=request.user)
    context = {"page": officer_page(case), **plan_page(case, request.user), **officer_tools(case)}
    return render(request, "privacy/request_erase.html", context)


def _ask_proof(request: HttpRequest, place: dict[str, Any]) -> str:
    cases.ask_for_proof(**place, reason=request.POST.get("text", ""))
    return _("The person is asked for more; the clock stands still meanwhile.")


def _accept_proof(_request: HttpRequest, place: dict[str, Any]) -> str:
    cases.accept_proof(**place)
    return _("The proof is accepted; the period runs on.")


def _extend(request: HttpRequest, place: dict[str, Any]) -> str:
    cases.extend_request(**place, reason=request.POST.get("text", ""))
    return _("The period is extended by two months, and the person is told why.")


def _note(request: HttpRequest, place: dict[str, Any]) -> str:
    cases.add_note(**place, text=request.POST.get("text", ""))
    return _("The note is kept.")


def _answer(request: HttpRequest, place: dict[str, Any]) -> str:
    cases.answer_request(**place, text=request.POST.get("text", ""))
    return _("The answer is on the person's page, and they are told.")


def _refuse(request: HttpRequest, place: dict[str, Any]) -> str:
    cases.refuse_request(**place, reason=request.POST.get("text", ""))
    return _("The refusal and its reasons are on the person's page, and they are told.")


def _offer(_request: HttpRequest, place: dict[str, Any]) -> str:
    answers.offer_export(**place)
    return _("The copy is ready; the person can fetch it for thirty days.")


def _rectify(request: HttpRequest, place: dict[str, Any]) -> str:
    column, _space, subject_id = request.POST.get("object", "").partition(" ")
    value = request.POST.get("value", "")
    answers.rectify(**place, column=column, subject_id=subject_id, value=value)
    return _("The value is corrected; the former one is kept, sealed, in this case.")


def _pass_on(request: HttpRequest, place: dict[str, Any]) -> str:
    answers.pass_on(**place, text=request.POST.get("text", ""))
    return _("The correction to be made by hand is noted in the case.")


def _object(request: HttpRequest, place: dict[str, Any]) -> str:
    upheld = request.POST.get("decision") == "upheld"
    answers.decide_objection(**place, upheld=upheld, reason=request.POST.get("text", ""))
    return _("The decision is on the person's page, and they are told.")


_ACTS: dict[str, Callable[[HttpRequest, dict[str, Any]], str]] = {
    "ask-proof": _ask_proof,
    "accept-proof": _accept_proof,
    "extend": _extend,
    "note": _note,
    "answer": _answer,
    "refuse": _refuse,
    "offer-copy": _offer,
    "rectify": _rectify,
    "pass-on": _pass_on,
    "object": _object,
}


@require_POST
@door(policies.can_handle_request, find_request)
def act_on_request(request: HttpRequest, case: DataRequest, act: str) -> HttpResponse:
    """One act of the officer; what it did is said on the case's page."""
    if act not in _ACTS:
        raise RuleBroken("no_such_act", _("This cannot be done. Look at the page again."))
    place = {"public_id": case.public_id, "by": request.user}
    messages.success(request, _ACTS[act](request, place))
    return redirect("privacy:show_request", public_id=case.public_id)
