"""Pages of public calls, for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from mandat.calls.models import Call
from mandat.calls.public import said
from mandat.calls.public.cards import list_page
from mandat.calls.public.doors import public_door
from mandat.calls.public.listing import asking_of
from mandat.calls.public.meta import meta_of
from mandat.calls.public.milestones import steps_of
from mandat.calls.public.page import PublicPage
from mandat.calls.public.queries import public_page
from mandat.calls.public.ways import way_in
from mandat.core.doors import open_door
from mandat.documents import serving


@contextmanager
def _speaking(request: HttpRequest) -> Iterator[str]:
    """The page's own words follow `?lang=` for readers who chose no language in this browser.

    Gives what was asked for. A link shared in Arabic then opens an Arabic page.
    """
    wanted = request.GET.get("lang", "")[:8]
    chose = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or request.user.is_authenticated
    if chose or wanted not in dict(settings.LANGUAGES):
        yield wanted
        return
    with translation.override(wanted):
        yield wanted


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    return response


def _common(call: Call, page: PublicPage, at: datetime) -> dict[str, Any]:
    steps = steps_of(call, call.milestones.all(), at)
    return {"call": call, "page": page, "now": at, "steps": steps}


@require_safe
@public_door
def show_call(request: HttpRequest, call: Call) -> HttpResponse:
    """The call in one page: what, for whom, how much, by when, how it is judged, the text."""
    at = timezone.now()
    with _speaking(request) as wanted:
        page = public_page(call, at=at, wanted=wanted)
        context = _common(call, page, at) | {
            "meta": meta_of(page),
            "way_in": way_in(call, page.sending, at),
            "can_ask": page.is_open
            and (not call.questions_until_at or at <= call.questions_until_at),
            "documents": said.documents_of(call),
            "questions": said.answers_of(call),
            "amendments": said.amendments_of(call),
            "contact": said.notice_contact(call),
            "is_shared": call.shares_data and call.organisation.shares_data and not call.sensitive,
        }
        return _shown(request, "calls/public/call_page.html", context)


@require_safe
@public_door
def show_next(request: HttpRequest, call: Call) -> HttpResponse:
    """What happens next and by when."""
    at = timezone.now()
    with _speaking(request) as wanted:
        page = public_page(call, at=at, wanted=wanted)
        return _shown(request, "calls/public/call_next.html", _common(call, page, at))


@require_safe
@public_door
def serve_document(request: HttpRequest, call: Call, public_id: UUID) -> HttpResponseBase:
    """A document of the call that is given out to everybody."""
    document = said.public_document(call, public_id)
    if document is None:
        raise Http404
    return serving.answer(
        file=document.file,
        by=request.user,
        headers=dict(request.headers),
        head=request.method == "HEAD",
    )


@require_safe
@open_door
def list_calls(request: HttpRequest) -> HttpResponse:
    """The calls that everybody may find, the first to end first."""
    asking = asking_of(request.GET.dict())
    context = {"listed": list_page(asking, at=timezone.now())}
    return render(request, "calls/public/call_list.html", context)
