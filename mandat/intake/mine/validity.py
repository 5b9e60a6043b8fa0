"""The applicant's page on which an offer is let stand for longer, or not."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mandat.core.instants import arrival_of
from mandat.intake.mine.doors import application_door
from mandat.intake.mine.page import said_when
from mandat.intake.models import Application, Extension
from mandat.intake.services import extending


@application_door
@require_http_methods(["GET", "HEAD", "POST"])
def answer_extension(request: HttpRequest, application: Application) -> HttpResponse:
    """Two buttons of the same size: to agree is nobody's duty."""
    if request.method == "POST":
        agrees = request.POST.get("answer") == "agree"
        at = arrival_of(request)
        seen = request.POST.get("seen", "")
        extending.answer_extension(application=application, agrees=agrees, seen=seen, at=at)
        said = _("Your offer stands for longer.") if agrees else _("Your offer ends as it was.")
        messages.success(request, said)
        return redirect("my:answer_extension", public_id=application.public_id)
    asked = Extension.objects.filter(application=application).order_by("-pk").first()
    context: dict[str, Any] = {
        "application": application,
        "call": application.call,
        "asked": asked,
    }
    if asked is not None and asked.answered_at is not None:
        zone = application.call.deadline_zone
        context["asked_when"] = said_when(asked.asked_at, zone)
        context["answered_when"] = said_when(asked.answered_at, zone)
    return render(request, "intake/mine/validity.html", context)
