"""The page of what happens next and by when, for officers: delays and what is done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mandat.calls import labels, policies
from mandat.calls.exchange.forms import DelayForm
from mandat.calls.exchange.queries import find_milestone, follower_count
from mandat.calls.exchange.rules import DEADLINE_ROLES
from mandat.calls.exchange.services.milestones import delay_milestone, finish_milestone
from mandat.calls.models import Call
from mandat.calls.queries import find_call
from mandat.calls.states import CallState
from mandat.calls.tabs import tabs_of
from mandat.core.doors import door
from mandat.core.errors import RuleBroken


@door(policies.can_see_call, find_call)
@require_safe
def list_milestones(request: HttpRequest, call: Call) -> HttpResponse:
    return _page(request, call)


def _page(
    request: HttpRequest, call: Call, status: int = 200, form: DelayForm | None = None, of: Any = ""
) -> HttpResponse:
    steps = [
        {
            "row": m,
            "label": labels.CODES.get(m.role, m.role),
            "is_late": m.due_on != m.planned_on,
            "can_be_late": m.role not in DEADLINE_ROLES,
            "form": form
            if form is not None and m.public_id == of
            else DelayForm(prefix=None, auto_id=f"id_{m.public_id}_%s"),
            "is_open": m.public_id == of,
        }
        for m in call.milestones.all()
    ]
    context = {
        "call": call,
        "tabs": tabs_of(call, request.user, "milestones"),
        "steps": steps,
        "follower_count": follower_count(call),
        "can_tell": policies.can_amend_call(request.user, call)
        and call.state in (CallState.PUBLISHED, CallState.CLOSED),
    }
    return render(request, "calls/exchange/milestone_list.html", context, status=status)


@door(policies.can_amend_call, find_call)
@require_POST
def tell_milestone(request: HttpRequest, call: Call, milestone_id: UUID) -> HttpResponse:
    """A step is done, or will be later than was published."""
    if find_milestone(call, milestone_id) is None:
        raise Http404
    if request.POST.get("act") == "done":
        finish_milestone(call_id=call.public_id, milestone_id=milestone_id, by=request.user)
        messages.success(request, _("The step is done, and everybody who follows is told."))
        return redirect("calls:list_milestones", public_id=call.public_id)
    form = DelayForm(request.POST, auto_id=f"id_{milestone_id}_%s")
    status = _delay(request, call, milestone_id, form)
    if status:
        return _page(request, call, status, form, milestone_id)
    messages.success(request, _("The delay is public, and everybody who follows is told."))
    return redirect("calls:list_milestones", public_id=call.public_id)


def _delay(request: HttpRequest, call: Call, milestone_id: UUID, form: DelayForm) -> int:
    """0 when it was told, else the status of the form shown again."""
    if not form.is_valid():
        return 422
    try:
        delay_milestone(
            call_id=call.public_id,
            milestone_id=milestone_id,
            due_on=form.cleaned_data["due_on"],
            note=form.cleaned_data["note"],
            by=request.user,
        )
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return 409
    return 0
