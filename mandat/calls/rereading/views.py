"""Pages on which a corrected file is compared with the draft, and taken over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mandat.calls import policies
from mandat.calls.intake import Outcome, Refusal, read_source
from mandat.calls.models import Call
from mandat.calls.queries import find_call
from mandat.calls.rereading.forms import RereadForm
from mandat.calls.rereading.page import earlier_files, preview
from mandat.calls.rereading.services import Terms, may_reread, read_terms, take_reading
from mandat.calls.tabs import tabs_of
from mandat.core.doors import door
from mandat.core.errors import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
@door(policies.can_edit_call, find_call)
def reread_call(request: HttpRequest, call: Call) -> HttpResponse:
    """A file is chosen, its differences are looked at, and it is taken over or left."""
    posted = request.method == "POST"
    form = RereadForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        by=request.user,
        call=call,
    )
    if not posted:
        return _choose(request, call, form)
    may_reread(call)
    if not form.is_valid():
        return _choose(request, call, form, status=422)
    outcome = read_source(form.cleaned_data, by=request.user)
    if isinstance(outcome, Refusal):
        form.keep(outcome.file)
        return _choose(request, call, form, status=422, refusal=outcome)
    if outcome.calls:
        return render(request, "calls/rereading/pick.html", _context(request, call, form, outcome))
    return _compare(request, call, form, outcome)


def _choose(
    request: HttpRequest, call: Call, form: RereadForm, *, status: int = 200, **further: Any
) -> HttpResponse:
    context = {
        "call": call,
        "form": form,
        "tabs": tabs_of(call, request.user, "draft"),
        "texts": earlier_files(call, request.user),
        **further,
    }
    return render(request, "calls/rereading/choose.html", context, status=status)


def _context(
    request: HttpRequest, call: Call, form: RereadForm, outcome: Outcome
) -> dict[str, Any]:
    """What every page after the choice hands on: the file, or the text where there is none."""
    hands_text_on = outcome.file is None or form.cleaned_data.get("ocr")
    return {
        "call": call,
        "form": form,
        "outcome": outcome,
        "tabs": tabs_of(call, request.user, "draft"),
        "text": outcome.source.text if hands_text_on else "",
    }


def _compare(request: HttpRequest, call: Call, form: RereadForm, outcome: Outcome) -> HttpResponse:
    """The preview; after its own button the file is taken over, unless something changed since."""
    terms = read_terms(outcome.source, outcome.file)
    broken = None
    if request.POST.get("act") == "take":
        try:
            return _take(request, call, form, terms)
        except RuleBroken as error:
            broken, call = error, find_call(call.public_id) or call
    context = {
        **_context(request, call, form, outcome),
        "reading": preview(call, terms, form.choices_made),
        "pick": form.cleaned_data.get("pick") or 0,
        "broken": broken,
    }
    page = "calls/rereading/compare.html"
    return render(request, page, context, status=409 if broken else 200)


def _take(request: HttpRequest, call: Call, form: RereadForm, terms: Terms) -> HttpResponse:
    take_reading(
        public_id=call.public_id,
        terms=terms,
        choices=form.choices_made,
        seen=form.cleaned_data["seen"],
        by=request.user,
    )
    messages.success(request, _("The file is taken over. The one before stays with the call."))
    return redirect("calls:review_call", public_id=call.public_id)
