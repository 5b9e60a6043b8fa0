"""Pages on which a call is written, step by step."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mandat.calls import policies
from mandat.calls.authoring import acting, proposals, starting
from mandat.calls.authoring.docx import docx_of
from mandat.calls.authoring.forms import StartForm
from mandat.calls.authoring.pages import Attempt, build_page
from mandat.calls.authoring.starting import calls_to_copy, find_to_copy
from mandat.calls.authoring.steps import Step, first_undone
from mandat.calls.authoring.templates import templates_to_start
from mandat.calls.display import reader_language
from mandat.calls.inputs import CURRENCIES
from mandat.calls.models import Call
from mandat.calls.queries import find_call
from mandat.calls.shapes import items_of
from mandat.calls.states import CallState
from mandat.core.doors import door
from mandat.core.errors import RuleBroken
from mandat.documents.kinds import DOCX

MOST_OFFERED = 20  # earlier calls on the first page
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@door(policies.can_import_calls)
def start_call(request: HttpRequest) -> HttpResponse:
    """From an empty form, from a template, or from an earlier call."""
    posted = request.POST if request.method == "POST" else None
    if posted is not None and (source := _source(request)) is not None:
        call = starting.start_call(
            organisation=source["organisation"], by=request.user, **source["values"]
        )
        return redirect("calls:write_step", public_id=call.public_id, step=Step.PURPOSE.value)
    words = request.GET.get("q", "").strip()[:100]
    context = {
        "form": StartForm(posted, by=request.user),
        "templates": templates_to_start(request.user),
        "calls": find_to_copy(request.user, words, language=reader_language(), most=MOST_OFFERED),
        "words": words,
        "nothing_chosen": posted is not None,
    }
    status = 200 if posted is None else 422
    return render(request, "calls/authoring/call_start.html", context, status=status)


def _source(request: HttpRequest) -> dict[str, Any] | None:
    """What the call starts from, as it was chosen; None when nothing that exists was."""
    begins = request.POST.get("from", "")
    if begins == "template":
        template = _one(templates_to_start(request.user), request.POST.get("template"))
        return template and {
            "organisation": template.organisation,
            "values": {"template": template},
        }
    if begins == "call":
        call = _one(calls_to_copy(request.user), request.POST.get("call"))
        return call and {"organisation": call.organisation, "values": {"copied_from": call}}
    form = StartForm(request.POST, by=request.user)
    if not form.is_valid():
        return None
    return {
        "organisation": form.cleaned_data["organisation"],
        "values": {"language": form.cleaned_data["language"]},
    }


def _one(rows: Any, public_id: str | None) -> Any:
    try:
        return rows.filter(public_id=UUID(public_id or "")).first()
    except ValueError:
        return None


@require_safe
@door(policies.can_edit_call, find_call)
def write_call(_request: HttpRequest, call: Call) -> HttpResponse:
    """Where the author goes on: the first step that lacks something."""
    present = [f.name for f in call.draft_fields.all() if f.present]
    return redirect("calls:write_step", public_id=call.public_id, step=first_undone(present).value)


@GET_OR_POST
@door(policies.can_edit_call, find_call)
def write_step(request: HttpRequest, call: Call, step: str) -> HttpResponse:
    here = _step(step)
    if request.method != "POST":
        if call.state != CallState.DRAFT:
            return redirect("calls:review_call", public_id=call.public_id)
        return _page(request, call, here)
    try:
        done = acting.act(call=call, step=here, posted=dict(request.POST.lists()), by=request.user)
    except RuleBroken as broken:
        held = acting.untouched(call, here, dict(request.POST.lists()))
        return _page(request, call, here, held, status=409, broken=str(broken.message))
    if done.goes_to and not request.htmx:
        return redirect(done.goes_to)
    fresh = find_call(call.public_id)
    status = 200 if request.htmx or done.attempt.written.complete else 422
    return _page(request, fresh, here, done.attempt, status=status, act=done.act)


def _step(name: str) -> Step:
    if name not in Step:
        raise Http404
    return Step(name)


def _page(
    request: HttpRequest,
    call: Call,
    step: Step,
    attempt: Attempt | None = None,
    *,
    status: int = 200,
    act: str = "",
    broken: str = "",
) -> HttpResponse:
    """The page; for htmx the screen after an act, or the changed pieces after an autosave."""
    page = build_page(call, step, attempt)
    context: dict[str, Any] = {
        "page": page,
        "call": call,
        "act": act,
        "broken": broken,
        "at": timezone.now(),
        "zones": sorted(available_timezones()) if not request.htmx else (),
        "currencies": CURRENCIES,
        **_proposed(page.values, call, step),
    }
    template = "calls/authoring/call_write.html"
    if request.htmx:
        template += "#pieces" if act == "auto" else "#screen"
    return render(request, template, context, status=status)


def _proposed(values: Mapping[str, Any], call: Call, step: Step) -> dict[str, Any]:
    """What this step proposes from what the organisation has."""
    organisation = call.organisation
    match step:
        case Step.PURPOSE:
            return {
                "programmes": proposals.programmes_for(organisation),
                "fundings": proposals.fundings_for(organisation),
            }
        case Step.GRID:
            return {
                "grids": proposals.grids_for(organisation),
                "formulas": proposals.formulas_for(call),
                "has_grid": bool(items_of(values["evaluation_grid"])),
            }
        case Step.CALENDAR:
            return acting.calendar_context(call, values)
        case Step.NOTICE:
            return {"notice": proposals.notice_for(call)}
    return {}


@require_safe
@door(policies.can_see_call, find_call)
def download_terms(_request: HttpRequest, call: Call) -> HttpResponse:
    """The call as a Word file, for those who sign on paper."""
    response = HttpResponse(docx_of(call), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="terms-{call.public_id}.docx"'
    return response
