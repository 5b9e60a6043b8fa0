"""Pages on which officers announce a call and note where they did."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mandat.calls import policies
from mandat.calls.models import Call, Posting
from mandat.calls.outputs import announcing, services
from mandat.calls.outputs.answering import speaking, wanted_language
from mandat.calls.outputs.forms import PostingForm
from mandat.calls.public.building import Published, build_page
from mandat.calls.public.meta import address_of
from mandat.calls.public.page import PublicPage
from mandat.calls.public.queries import read_published
from mandat.calls.queries import find_call
from mandat.calls.states import PUBLIC
from mandat.calls.tabs import tabs_of
from mandat.core.days import day_in
from mandat.core.doors import door
from mandat.core.errors import RuleBroken
from mandat.people.organisation_forms.common import done

_TYPES = {"txt": "text/plain; charset=utf-8", "html": "text/html; charset=utf-8"}


def _language_of(found: Published) -> str:
    return found.translation.language if found.translation else found.version.language


def _read(call: Call, wanted: str) -> tuple[PublicPage, announcing.Pack]:
    """The public page in the wanted language, and what announces it."""
    found = read_published(call, wanted=wanted)
    with speaking(_language_of(found)):
        page = build_page(found, at=timezone.now())
        return page, announcing.pack_of(page)


def _page(request: HttpRequest, call: Call, form: PostingForm | None = None) -> HttpResponse:
    """The page; with a form that could not stand, as it was typed, and status 422."""
    context: dict[str, Any] = {
        "call": call,
        "zone": call.organisation.time_zone,
        "tabs": tabs_of(call, request.user, "announce"),
        "is_public": call.state in PUBLIC,
        "postings": Posting.objects.filter(call=call).select_related("noted_by"),
    }
    if context["is_public"]:
        page, pack = _read(call, wanted_language(request))
        context |= {"page": page, "address": address_of(page)}
        if not call.sensitive:
            today = day_in(call.organisation.time_zone, timezone.now())
            context["pack"] = pack
            context["form"] = form or PostingForm(initial={"posted_on": today})
    status = 422 if form else 200
    return render(request, "calls/outputs/announce.html", context, status=status)


@require_safe
@door(policies.can_announce_call, find_call)
def announce_call(request: HttpRequest, call: Call) -> HttpResponse:
    """Ready texts, and where they were posted."""
    return _page(request, call)


@require_safe
@door(policies.can_announce_call, find_call)
def download_announcement(
    _request: HttpRequest, call: Call, language: str, form: str
) -> HttpResponse:
    """The long text with the mail, or the HTML, as a file."""
    if call.sensitive or call.state not in PUBLIC or form not in _TYPES:
        raise Http404
    page, pack = _read(call, language)
    if page.language != language:
        raise Http404
    with speaking(language):
        text = (
            announcing.page_html(pack, page.title) if form == "html" else announcing.file_of(pack)
        )
    response = HttpResponse(text, content_type=_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="announcement-{language}.{form}"'
    return response


@require_POST
@door(policies.can_announce_call, find_call)
def note_posting(request: HttpRequest, call: Call) -> HttpResponse:
    form = PostingForm(request.POST)
    if form.is_valid() and done(
        form,
        lambda: services.note_posting(call_id=call.public_id, by=request.user, **form.posting()),
    ):
        messages.success(request, _("It is noted where the call was announced."))
        return _back(call)
    return _page(request, call, form)


@require_POST
@door(policies.can_announce_call, find_call)
def remove_posting(request: HttpRequest, call: Call, posting_id: UUID) -> HttpResponse:
    try:
        services.remove_posting(call_id=call.public_id, posting_id=posting_id, by=request.user)
        messages.success(request, _("The entry is removed."))
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return _back(call)


def _back(call: Call) -> HttpResponse:
    response = redirect("calls:announce_call", public_id=call.public_id)
    response["Location"] += "#posted"
    return response
