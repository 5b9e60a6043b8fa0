"""Pages of the calls room."""

from typing import Any
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from mandat.calls import policies, services
from mandat.calls.display import reader_language
from mandat.calls.finding import search_calls
from mandat.calls.forms import ImportForm
from mandat.calls.importer.draft import draft_json
from mandat.calls.inputs import CURRENCIES
from mandat.calls.intake import Refusal, read_source
from mandat.calls.labels import SHORTCUTS
from mandat.calls.meanwhile import meanwhile_of, says_already
from mandat.calls.models import Call
from mandat.calls.queries import calls_page, current_draft, find_call
from mandat.calls.review import build_review
from mandat.calls.shapes import SHAPES, Codes
from mandat.calls.states import CallState
from mandat.calls.tabs import shelves_of, tabs_of
from mandat.core.doors import door
from mandat.core.errors import RuleBroken
from mandat.documents.labels import FileLine, line_of


@require_GET
@door(policies.can_see_calls)
def list_calls(request: HttpRequest) -> HttpResponse:
    if request.GET.get("q", "").strip():
        return _found_calls(request)
    page = calls_page(
        request.user,
        before=request.GET.get("before", ""),
        shelf=request.GET.get("state", ""),
    )
    context = {
        "page": page,
        "shelves": shelves_of(page.shelf),
        "can_import": policies.can_import_calls(request.user),
    }
    return render(request, "calls/call_list.html", context)


def _found_calls(request: HttpRequest) -> HttpResponse:
    typed, after = request.GET["q"].strip(), request.GET.get("after", "")
    found = search_calls(
        typed,
        request.user,
        language=reader_language(),
        after=int(after) if after.isdecimal() and len(after) < 4 else 0,
    )
    return render(request, "calls/call_found.html", {"found": found, "typed": typed})


@door(policies.can_import_calls)
def import_call(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = ImportForm(
        request.POST if posted else None, request.FILES if posted else None, by=request.user
    )
    context: dict[str, Any] = {"form": form}
    if not posted or not form.is_valid():
        return render(request, "calls/call_import.html", context, status=422 if posted else 200)
    outcome = read_source(form.cleaned_data, by=request.user)
    if isinstance(outcome, Refusal):
        form.keep(outcome.file)
        context["refusal"] = outcome
        return render(request, "calls/call_import.html", context, status=422)
    if outcome.calls:
        context = {"form": form, "outcome": outcome}
        return render(request, "calls/call_pick.html", context)
    call = services.import_call(
        source=outcome.source,
        organisation=form.cleaned_data["organisation"],
        by=request.user,
        file=outcome.file,
    )
    return redirect("calls:review_call", public_id=call.public_id)


def _file_line(request: HttpRequest, call: Call) -> FileLine | None:
    file = call.terms.file if call.terms else None
    return line_of(file, request.user) if file and not file.is_erased else None


def _review(request: HttpRequest, call: Call, *, status: int = 200, **form: Any) -> HttpResponse:
    """The screen, or after an HTMX act its changed parts."""
    review = build_review(call, current_draft(call), **form)
    context = {
        "review": review,
        "call": call,
        "terms": call.terms,
        "line": _file_line(request, call),
        "can_edit": policies.can_edit_call(request.user, call) and call.state == CallState.DRAFT,
        "can_keep": policies.can_keep_template(request.user, call),
        "selected": form.get("name") or request.GET.get("field", ""),
        "opened": request.POST.get("opened", ""),
        "zones": sorted(available_timezones()) if not request.htmx else (),
        "currencies": CURRENCIES,
        "shortcuts": SHORTCUTS,
        "tabs": tabs_of(call, request.user, "draft"),
    }
    page = "calls/call_review.html"
    return render(request, f"{page}#screen" if request.htmx else page, context, status=status)


@require_GET
@door(policies.can_see_call, find_call)
def review_call(request: HttpRequest, call: Call) -> HttpResponse:
    editing = request.GET.get("edit", "")
    return _review(
        request, call, name=editing or request.GET.get("field", ""), editing=bool(editing)
    )


def _back(
    request: HttpRequest, call: Call, name: str = "", *, editing: bool = False
) -> HttpResponse:
    """After an act: the changed screen for HTMX, else the page at the field."""
    if request.htmx:
        return _review(request, find_call(call.public_id), name=name, editing=editing)
    url = reverse("calls:review_call", args=[call.public_id])
    return redirect(f"{url}?field={name}#field-{name}" if name else f"{url}#remarks")


def _version(request: HttpRequest, name: str = "version") -> int | None:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() else None


@require_POST
@door(policies.can_edit_call, find_call)
def settle_field(request: HttpRequest, call: Call, name: str) -> HttpResponse:
    act = request.POST.get("act", "")
    place: dict[str, Any] = {"public_id": call.public_id, "name": name, "by": request.user}
    place["version"] = _version(request)
    if act not in ("confirm", "reset") and not act.startswith("choose"):
        return _correct(request, call, name, place)
    chosen = request.POST.get("reading") or act.removeprefix("choose")
    reading = int(chosen) if chosen.isdecimal() else 0
    try:
        if act == "confirm":
            services.confirm_field(**place)
        elif act == "reset":
            services.reset_field(**place)
        else:
            services.choose_reading(**place, index=reading)
    except RuleBroken as broken:
        return _both(
            request, call, name, broken, reading=reading if act.startswith("choose") else None
        )
    return _back(request, call, name)


def _correct(request: HttpRequest, call: Call, name: str, place: dict[str, Any]) -> HttpResponse:
    """What was typed is kept in the field, or on the screen: nothing of it is lost.

    `keep` is the act of whoever saw what somebody else wrote, and stays with their own.
    """
    if request.POST.get("act") == "keep":
        place["version"] = _version(request, "now")
    typed = services.typed_value(name, request.POST.dict(), tuple(request.POST.getlist("value")))
    shown: dict[str, Any] = request.POST.dict()
    if isinstance(SHAPES[name], Codes):
        shown["value"] = request.POST.getlist("value")
    if typed.errors:
        return _review(request, call, status=422, name=name, errors=typed.errors, typed=shown)
    try:
        services.correct_field(**place, value=typed.value, extra=typed.extra)
    except RuleBroken as broken:
        if broken.code == "changed_elsewhere" and says_already(
            call.draft_fields.get(name=name), typed
        ):
            return _back(request, call, name, editing=True)
        return _both(request, call, name, broken, typed=shown)
    return _back(request, call, name, editing=True)


def _both(
    request: HttpRequest,
    call: Call,
    name: str,
    broken: RuleBroken,
    *,
    typed: dict[str, Any] | None = None,
    reading: int | None = None,
) -> HttpResponse:
    """The screen with what this person meant beside what somebody else made of it meanwhile."""
    if broken.code != "changed_elsewhere":
        raise broken
    fresh = find_call(call.public_id) or call
    meanwhile = meanwhile_of(
        fresh,
        fresh.draft_fields.get(name=name),
        held=_version(request),
        reading=reading,
        is_typed=typed is not None,
    )
    shown: dict[str, Any] = {"typed": typed, "editing": True} if typed is not None else {}
    return _review(request, fresh, status=409, name=name, meanwhile=meanwhile, **shown)


@require_POST
@door(policies.can_edit_call, find_call)
def apply_remedy(request: HttpRequest, call: Call) -> HttpResponse:
    changed = services.apply_remedy(
        public_id=call.public_id, key=request.POST.get("key", ""), by=request.user
    )
    return _back(request, call, changed.name)


@require_POST
@door(policies.can_edit_call, find_call)
def dismiss_remark(request: HttpRequest, call: Call) -> HttpResponse:
    services.dismiss_remark(
        public_id=call.public_id,
        key=request.POST.get("key", ""),
        reason=request.POST.get("reason", ""),
        by=request.user,
    )
    return _back(request, call)


@require_POST
@door(policies.can_edit_call, find_call)
def restore_remark(request: HttpRequest, call: Call) -> HttpResponse:
    services.restore_remark(
        public_id=call.public_id, key=request.POST.get("key", ""), by=request.user
    )
    return _back(request, call)


@require_POST
@door(policies.can_edit_call, find_call)
def discard_call(request: HttpRequest, call: Call) -> HttpResponse:
    services.move_call(public_id=call.public_id, state=CallState.DISCARDED, by=request.user)
    return redirect("calls:review_call", public_id=call.public_id)


@require_POST
@door(policies.can_edit_call, find_call)
def restore_call(request: HttpRequest, call: Call) -> HttpResponse:
    services.move_call(public_id=call.public_id, state=CallState.DRAFT, by=request.user)
    return redirect("calls:review_call", public_id=call.public_id)


@require_GET
@door(policies.can_see_call, find_call)
def download_draft(_request: HttpRequest, call: Call) -> HttpResponse:
    response = JsonResponse(
        draft_json(current_draft(call)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="draft-{call.public_id}.json"'
    return response
