"""Offers that end before the expected award: whose they are, and the one act that asks them all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mandat.calls.models import Call
from mandat.calls.queries import find_call
from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.desk.standing import content_now
from mandat.intake.services import extending


@require_http_methods(["GET", "HEAD", "POST"])
@door(policies.can_sort_applications, find_call)
def list_validity(request: HttpRequest, call: Call) -> HttpResponse:
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        asked = extending.ask_extensions(call=call, seen=seen, by=request.user)
        said = ngettext(
            "%(count)d applicant is asked to let the offer stand.",
            "%(count)d applicants are asked to let their offers stand.",
            len(asked),
        )
        messages.success(request, said % {"count": len(asked)})
        return redirect("intake:list_validity", public_id=call.public_id)
    found = extending.shortfalls_of(call, content_now(call))
    context = {
        "call": call,
        "found": found,
        "to_ask": len(found.to_ask),
        "seen": extending.seen_of(found),
    }
    return render(request, "intake/desk/validity_list.html", context)
