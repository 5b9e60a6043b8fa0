"""Addresses of a public call's other forms, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mandat.calls.models import Call
from mandat.calls.outputs import atom, calendar, feeds, pdf
from mandat.calls.outputs.answering import marked, speaking, unchanged, wanted_language
from mandat.calls.outputs.keeping import kept
from mandat.calls.public.building import build_page
from mandat.calls.public.doors import public_door
from mandat.calls.public.milestones import steps_of
from mandat.calls.public.queries import public_page, read_published
from mandat.core.doors import open_door
from mandat.documents.turns import NoTurn


@require_safe
@public_door
def show_pdf(request: HttpRequest, call: Call) -> HttpResponse:
    """The call on paper, whole in one language where the site speaks that of the text."""
    at = timezone.now()
    found = read_published(call, wanted=wanted_language(request))
    language = found.translation.language if found.translation else found.version.language
    with speaking(language):
        page = build_page(found, at=at)
        document = pdf.document_of(page, steps_of(call, call.milestones.all(), at))
    tag = f'W/"{pdf.tag_of(document)}"'
    if answer := unchanged(request, tag, page.changed_at):
        return answer
    try:
        body = kept.get(tag, lambda: pdf.printed(document))
    except NoTurn as busy:
        return _later(busy)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="call.pdf"'
    response["Content-Language"] = language
    return marked(response, tag, page.changed_at)


def _later(busy: NoTurn) -> HttpResponse:
    words = _("Many documents are being made. Load this one again in a moment.")
    headers = {"Retry-After": str(busy.seconds), "Cache-Control": "no-store"}
    return HttpResponse(words, status=503, content_type="text/plain", headers=headers)


@require_safe
@public_door
def show_calendar(request: HttpRequest, call: Call) -> HttpResponse:
    """The dates of the call for a calendar."""
    at = timezone.now()
    wanted = wanted_language(request)
    with speaking(wanted):
        page = public_page(call, at=at, wanted=wanted)
        body = calendar.calendar_file(call, page, call.milestones.all(), at=at)
    response = HttpResponse(body, content_type=calendar.MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="call.ics"'
    return response


def _feed(request: HttpRequest, feed: atom.Feed) -> HttpResponse:
    body = atom.atom(feed)
    tag = atom.entity_tag(body)
    if answer := unchanged(request, tag, feed.updated):
        return answer
    response = HttpResponse(body, content_type=atom.MEDIA_TYPE)
    response["Content-Language"] = feed.language
    return marked(response, tag, feed.updated)


@require_safe
@open_door
def show_feed(request: HttpRequest) -> HttpResponse:
    """The calls that are open, for feed readers."""
    with speaking(wanted_language(request)):
        feed = feeds.open_calls_feed(timezone.now(), asked=bool(wanted_language(request)))
    return _feed(request, feed)


@require_safe
@public_door
def show_call_feed(request: HttpRequest, call: Call) -> HttpResponse:
    """What became of one call. A sensitive one has no feed."""
    if call.sensitive:
        raise Http404
    with speaking(wanted_language(request)):
        feed = feeds.call_feed(call, asked=bool(wanted_language(request)))
    return _feed(request, feed)
