"""The way in: an address is given, its link is opened."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mandat.calls.models import Call
from mandat.calls.public.building import deadline_of, standing_of
from mandat.calls.public.doors import public_door
from mandat.calls.public.page import Standing
from mandat.calls.public.said import notice_contact
from mandat.core.doors import open_door
from mandat.core.errors import RuleBroken
from mandat.core.passes import give_pass, pass_of
from mandat.intake.portal.forms import StartForm
from mandat.intake.portal.ways import CLOSED_HERE, Entrance, sending_now, way_of
from mandat.intake.services import starting
from mandat.intake.services.excluding import note_excluded
from mandat.intake.services.starting import confirm_address, find_by_link


@public_door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start_application(request: HttpRequest, call: Call) -> HttpResponse:
    """An address is given; what is shown then says nothing about who applies already."""
    sending = sending_now(call)
    way = way_of(sending)
    form = StartForm(request.POST or None)
    context = {"way": way.value, "sending": sending, "form": form}
    if request.method != "POST":
        return _start_page(request, call, context)
    if way in CLOSED_HERE:
        note_excluded(call=call)
        return _start_page(request, call, context, 409)
    status = _start(call, form)
    if status:
        return _start_page(request, call, context, status)
    return redirect("apply:show_sent", token=call.token)


def _start(call: Call, form: StartForm) -> int:
    """0 when a mail may be on its way, else the status of the form shown again.

    Once the call is over only those who applied are written to; the others see the same page, so
    that nobody learns who applied.
    """
    if not form.is_valid():
        return 422
    data = form.cleaned_data
    try:
        starting.start_application(call=call, address=data["email"], language=data["language"])
    except RuleBroken as broken:
        if broken.code == "call_not_open":
            return 0
        form.add_error(None, broken.message)
        return 409
    return 0


def _start_page(
    request: HttpRequest, call: Call, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    standing = standing_of(call, at)
    context |= {
        "call": call,
        "is_public": True,
        "now": at,
        "standing": standing.value,
        "is_open": standing == Standing.OPEN,
        "page": Entrance(context["sending"], deadline_of(call, at)),
        "contact": notice_contact(call),
    }
    return render(request, "intake/portal/start.html", context, status=status)


@public_door
@require_safe
def show_sent(request: HttpRequest, call: Call) -> HttpResponse:
    """The same page whatever the address."""
    is_open = standing_of(call, timezone.now()) == Standing.OPEN
    return render(request, "intake/portal/sent.html", {"call": call, "is_open": is_open})


@open_door
@never_cache
@require_safe
def open_link(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever opens the link acts for the applicant in this browser; the address is proved."""
    application = find_by_link(key)
    if application is None:
        response = render(request, "intake/portal/dead_link.html", status=404)
    else:
        if request.method == "GET":
            confirm_address(application=application)
            give_pass(request, pass_of(application))
        response = redirect("my:show_application", public_id=application.public_id)
    response["Referrer-Policy"] = "no-referrer"  # the key stands in the address
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
