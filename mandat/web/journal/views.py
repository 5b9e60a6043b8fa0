"""Pages of the journal."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mandat.audit.models import DailyHead
from mandat.audit.queries import find_head
from mandat.audit.services import countersign_head, record
from mandat.core.doors import door
from mandat.people.models import Organisation
from mandat.people.queries import find_organisation, organisations_where, zone_of
from mandat.people.roles import READS_JOURNAL
from mandat.web.journal import pages, policies
from mandat.web.journal.exports import FORMATS
from mandat.web.journal.forms import FilterForm


@require_GET
@door(policies.can_read_own_acts)
def list_own_acts(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET, has_people=False)
    zone = zone_of(request.user)
    page = pages.own_page(request.user, form, before=request.GET.get("before", ""), zone=zone)
    context = {"page": page, "form": form, "zone": zone, "rest": _rest(request)}
    context["journals"] = organisations_where(request.user, READS_JOURNAL)
    return render(request, "journal/own_acts.html", context)


@require_GET
@door(policies.can_read_journal, pages.find_journal)
def show_journal(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = FilterForm(request.GET)
    page = pages.organisation_page(
        organisation, form, before=request.GET.get("before", ""), reader=request.user
    )
    context: dict[str, Any] = {"organisation": organisation, "page": page, "form": form}
    context |= {"zone": organisation.time_zone, "rest": _rest(request)}
    context |= {"standing": pages.standing_of(organisation)}
    return render(request, "journal/journal_detail.html", context)


def _rest(request: HttpRequest) -> str:
    """The filter as it stands in the address, without the place in the list."""
    query = request.GET.copy()
    query.pop("before", None)
    return query.urlencode()


@never_cache
@require_GET
@door(policies.can_read_journal, find_organisation)
def export_journal(
    request: HttpRequest, organisation: Organisation, kind: str
) -> StreamingHttpResponse:
    """The whole journal of the organisation as a file; that it was taken stands in it."""
    if kind not in FORMATS:
        raise Http404
    media_type, write = FORMATS[kind]
    record(
        actor=request.user,
        action="audit.journal.exported",
        organisation=organisation,
        details={"format": kind},
    )
    response = StreamingHttpResponse(write(organisation), content_type=media_type)
    name = f"journal-{organisation.public_id}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@door(policies.can_read_journal, find_organisation)
def list_heads(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    try:
        before = date.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        before = None
    may_sign = policies.can_countersign_in(request.user, organisation)
    days, later = pages.days_of(organisation, before=before, reader=request.user, may_sign=may_sign)
    context = {"organisation": organisation, "days": days, "next_before": later}
    return render(request, "journal/head_list.html", context | {"may_sign": may_sign})


@require_POST
@door(policies.can_countersign, find_head)
def countersign(request: HttpRequest, head: DailyHead) -> HttpResponse:
    countersign_head(head=head, ending=request.POST.get("ending", ""), by=request.user)
    messages.success(request, _("You have countersigned the journal of this day."))
    return redirect("journal:list_heads", public_id=head.chain)
