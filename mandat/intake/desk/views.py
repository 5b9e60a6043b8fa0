"""Pages of the desk: calls with what came for each, their applications, one application."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mandat.calls.models import Call
from mandat.calls.policies import accepts_applications
from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.desk import lists
from mandat.intake.desk.chain import waits
from mandat.intake.desk.deciding_forms import DecisionForm
from mandat.intake.desk.eligibility_words import said_of
from mandat.intake.desk.finding import find_arrived, find_call_with_content
from mandat.intake.desk.history import history_of
from mandat.intake.desk.page import ApplicationNow
from mandat.intake.desk.panels import panels_for
from mandat.intake.desk.shelves import filters_of, shelves_of, tabs_of
from mandat.intake.desk.standing import content_now
from mandat.intake.models import Application
from mandat.intake.services.deciding import seen_of


@require_safe
@door(policies.can_see_arrivals)
def list_intake(request: HttpRequest) -> HttpResponse:
    parts = lists.parts_of(request.user)
    before = request.GET.get("before", "")
    context = {
        "page": lists.calls_page(parts, before=before),
        "parts": parts,
        "waiting": [] if before else list(waits(request.user))[:10],
    }
    return render(request, "intake/desk/call_list.html", context)


@require_safe
@door(policies.can_count_applications, find_call_with_content)
def show_call(request: HttpRequest, call: Call) -> HttpResponse:
    """Numbers for all who may know them; the applications themselves for clerks."""
    parts = lists.parts_of(request.user)
    counts = lists.counts_of([call])[call.pk]
    context: dict[str, Any] = {
        "call": call,
        "counts": counts,
        "sorts": call.organisation_id in parts.sorts,
        "is_open": accepts_applications(call, timezone.now()),
        "zone": call.deadline_zone or "UTC",
    }
    if context["sorts"]:
        narrowed = lists.Narrowed.read(request.GET)
        content = content_now(call)
        context |= {
            "narrowed": narrowed,
            "page": lists.applications_page(
                call, content, narrowed, before=request.GET.get("before", "")
            ),
            "tabs": shelves_of(call, counts, narrowed),
            "filters": filters_of(call, narrowed),
        }
    elif call.organisation_id in parts.decides:
        context["late"] = lists.late_ones([call.organisation_id]).filter(call=call)[:100]
    return render(request, "intake/desk/call_detail.html", context)


def application_page(
    request: HttpRequest, application: Application, form: DecisionForm | None = None
) -> HttpResponse:
    """The clerk's page; with a form that could not stand, as it was typed, and status 422."""
    now = ApplicationNow(application, timezone.now())
    initial = {"seen": seen_of(application)}
    context = {
        "application": application,
        "call": application.call,
        "now": now,
        "zone": application.call.deadline_zone or "UTC",
        "tabs": tabs_of(application, "show_application"),
        "panels": panels_for(application, request) if now.filed else [],
        "form": form or DecisionForm(initial=initial, kinds=[c.kind for c in now.possible]),
    }
    return render(
        request, "intake/desk/application_detail.html", context, status=422 if form else 200
    )


@require_safe
@door(policies.can_read_application, find_arrived)
def show_application(request: HttpRequest, application: Application) -> HttpResponse:
    return application_page(request, application)


@require_safe
@door(policies.can_read_application, find_arrived)
def show_history(request: HttpRequest, application: Application) -> HttpResponse:
    said = said_of(application)
    context = {
        "application": application,
        "call": application.call,
        "name": said.name if said else "",
        "now": ApplicationNow(application, timezone.now()),
        "zone": application.call.deadline_zone or "UTC",
        "tabs": tabs_of(application, "show_history"),
        "events": history_of(application),
    }
    return render(request, "intake/desk/application_history.html", context)
