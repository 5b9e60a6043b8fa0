"""Pages of officers: the languages of a call, and each translation."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.calls import policies
from mandat.calls.models import Call
from mandat.calls.queries import find_call
from mandat.calls.states import PUBLIC
from mandat.calls.tabs import tabs_of
from mandat.calls.translating import services
from mandat.calls.translating.page import build_page, language_lines, languages_to_add
from mandat.calls.translating.rules import Typed, digest_of
from mandat.calls.translating.services import Saved
from mandat.calls.typed import clean
from mandat.core.doors import door
from mandat.core.errors import RuleBroken


@require_safe
@door(policies.can_translate_call, find_call)
def list_translations(request: HttpRequest, call: Call) -> HttpResponse:
    """The languages in which the call can be read, and those that could be added."""
    if wanted := request.GET.get("add", ""):
        _checked(call, wanted)
        return redirect("calls:translate_call", public_id=call.public_id, language=wanted)
    proposed, others = languages_to_add(call)
    context = {
        "call": call,
        "tabs": tabs_of(call, request.user, "translations"),
        "lines": language_lines(call),
        "proposed": proposed,
        "others": others,
        "is_public": call.state in PUBLIC,
        "can_edit": call.state in services.TRANSLATED_IN,
    }
    return render(request, "calls/translating/translation_list.html", context)


def _checked(call: Call, language: str) -> None:
    try:
        services.check_language(call, language)
    except RuleBroken:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
@door(policies.can_translate_call, find_call)
def translate_call(request: HttpRequest, call: Call, language: str) -> HttpResponse:
    """Each text beside its translation; saved as it is typed, or by the button."""
    _checked(call, language)
    if request.method != "POST":
        return _page(request, call, language)
    verb, _colon, about = (request.POST.getlist("act") or ["save"])[-1].partition(":")
    typed = _typed(request)
    if verb == "take":
        typed.pop(about, None)
    saved = services.save_translation(
        public_id=call.public_id,
        language=language,
        typed=typed,
        insisting=[about] if verb == "mine" else [],
        by=request.user,
    )
    if saved.conflicts or request.htmx:
        return _page(request, find_call(call.public_id) or call, language, typed, saved)
    messages.success(request, _("The translation is saved."))
    return redirect("calls:translate_call", public_id=call.public_id, language=language)


def _typed(request: HttpRequest) -> dict[str, Typed]:
    """The texts of the form by place: `text.title` with `was.title` and `of.title`."""
    places = [k.removeprefix("text.") for k in request.POST if k.startswith("text.")]
    return {
        place: Typed(
            text=clean(request.POST[f"text.{place}"].replace("\r\n", "\n")).strip(),
            was=request.POST.get(f"was.{place}", digest_of("")),
            of=request.POST.get(f"of.{place}", ""),
            still_fits=f"fits.{place}" in request.POST,
        )
        for place in places
    }


def _page(
    request: HttpRequest,
    call: Call,
    language: str,
    typed: dict[str, Typed] | None = None,
    saved: Saved | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "call": call,
        "tabs": tabs_of(call, request.user, "translations"),
        "page": build_page(call, language, request.user, typed, saved),
        "can_edit": call.state in services.TRANSLATED_IN,
        "saved": saved,
        "at": timezone.now(),
    }
    template = "calls/translating/translation_detail.html"
    if request.htmx:
        return render(request, f"{template}#pieces", context)
    conflicts = bool(saved and saved.conflicts)
    return render(request, template, context, status=409 if conflicts else 200)


@require_POST
@door(policies.can_translate_call, find_call)
def remove_translation(request: HttpRequest, call: Call, language: str) -> HttpResponse:
    services.remove_translation(public_id=call.public_id, language=language, by=request.user)
    messages.success(request, _("The translation is removed."))
    return redirect("calls:list_translations", public_id=call.public_id)
