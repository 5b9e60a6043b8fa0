"""Pages of a call's life: what stands in the way of publication, approval, the end."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mandat.calls import policies
from mandat.calls.life import services
from mandat.calls.life.forms import DecisionForm, HoldersForm, PlaceForm, RulesForm
from mandat.calls.life.page import CallNow
from mandat.calls.life.queries import find_call_in_life, pending_approval
from mandat.calls.models import Call, KeyHolder
from mandat.calls.states import CallState
from mandat.calls.tabs import tabs_of
from mandat.core.doors import door
from mandat.people.organisation_forms.common import done


def _frame(request: HttpRequest, call: Call) -> dict[str, Any]:
    writes = policies.can_edit_call(request.user, call)
    holders = Prefetch("key_holders", KeyHolder.objects.select_related("holder", "substitute"))
    prefetch_related_objects([call], "draft_fields", "dismissals", holders)
    return {
        "call": call,
        "tabs": tabs_of(call, request.user, "publication"),
        "now": CallNow(call, request.user),
        "writes": writes,
        "zone": call.organisation.time_zone,
        "can_edit": writes and call.state == CallState.DRAFT,
        "can_decide": call.state == CallState.IN_APPROVAL
        and policies.can_decide_approval(request.user, call),
    }


def _page(request: HttpRequest, call: Call, **forms: Any) -> HttpResponse:
    """The page; with a form that could not stand, as it was typed, and status 422."""
    context = _frame(request, call)
    if context["can_edit"]:
        context |= {
            "rules_form": RulesForm(call=call),
            "holders_form": HoldersForm(call=call, team=context["now"].team),
            "place_form": PlaceForm(call=call),
        }
    status = 422 if forms else 200
    return render(request, "calls/life/publication.html", context | forms, status=status)


def _back(request: HttpRequest, call: Call, section: str = "", said: str = "") -> HttpResponse:
    """To the page; what was done is said where the person lands: in the section, or at the top."""
    if said:
        messages.success(request, said, extra_tags=section)
    response = redirect("calls:show_publication", public_id=call.public_id)
    if section:
        response["Location"] += f"#{section}"
    return response


@require_safe
@door(policies.can_see_call, find_call_in_life)
def show_publication(request: HttpRequest, call: Call) -> HttpResponse:
    return _page(request, call)


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def change_rules(request: HttpRequest, call: Call) -> HttpResponse:
    form = RulesForm(request.POST, call=call)
    if form.is_valid() and done(
        form,
        lambda: services.change_rules(
            public_id=call.public_id, by=request.user, **form.cleaned_data
        ),
    ):
        return _back(request, call, "rules", _("The rules are saved."))
    return _page(request, call, rules_form=form)


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def settle_rule(request: HttpRequest, call: Call, name: str) -> HttpResponse:
    if request.POST.get("act") == "drop":
        services.drop_rule(public_id=call.public_id, name=name, by=request.user)
    else:
        services.accept_proposal(public_id=call.public_id, name=name, by=request.user)
    return _back(request, call, "rules")


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def take_grid(request: HttpRequest, call: Call) -> HttpResponse:
    services.take_grid(public_id=call.public_id, by=request.user)
    return _back(request, call, "grid", _("The call has the default grid of your organisation."))


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def name_holders(request: HttpRequest, call: Call) -> HttpResponse:
    form = HoldersForm(request.POST, call=call)
    if form.is_valid() and done(
        form,
        lambda: services.name_holders(
            public_id=call.public_id,
            seats=form.seats(),
            seen=form.cleaned_data["seen"],
            by=request.user,
        ),
    ):
        return _back(request, call, "holders", _("The people who open the prices are named."))
    return _page(request, call, holders_form=form)


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def place_call(request: HttpRequest, call: Call) -> HttpResponse:
    form = PlaceForm(request.POST, call=call)
    if form.is_valid() and done(
        form,
        lambda: services.place_call(public_id=call.public_id, by=request.user, **form.values()),
    ):
        return _back(request, call, "place", _("Programme, funding and reference are saved."))
    return _page(request, call, place_form=form)


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def switch_sensitive(request: HttpRequest, call: Call) -> HttpResponse:
    sensitive = request.POST.get("sensitive") == "yes"
    services.switch_sensitive(public_id=call.public_id, sensitive=sensitive, by=request.user)
    return _back(request, call, "sensitive")


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def ask_approval(request: HttpRequest, call: Call) -> HttpResponse:
    services.ask_approval(public_id=call.public_id, by=request.user)
    return _back(request, call, said=_("The approvers of your organisation were asked."))


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def withdraw_request(request: HttpRequest, call: Call) -> HttpResponse:
    services.withdraw_request(public_id=call.public_id, by=request.user)
    return _back(request, call, said=_("The request is withdrawn; the call is a draft again."))


def _approval_page(request: HttpRequest, call: Call, form: DecisionForm | None) -> HttpResponse:
    approval = pending_approval(call)
    if approval is None:  # decided or withdrawn since the link was sent
        return _back(request, call)
    context = _frame(request, call) | {
        "approval": approval,
        "form": form or DecisionForm(initial={"approval": approval.public_id}),
    }
    return render(request, "calls/life/approval.html", context, status=422 if form else 200)


@require_safe
@door(policies.can_see_call, find_call_in_life)
def show_approval(request: HttpRequest, call: Call) -> HttpResponse:
    return _approval_page(request, call, None)


@require_POST
@door(policies.can_decide_approval, find_call_in_life)
def decide_approval(request: HttpRequest, call: Call) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _approval_page(request, call, form)
    approved = form.cleaned_data["decision"] == "approve"
    services.decide_approval(
        public_id=call.public_id,
        approval_id=form.cleaned_data["approval"],
        approved=approved,
        note=form.cleaned_data["note"],
        by=request.user,
    )
    said = _("The call is public.") if approved else _("The call was sent back to its author.")
    return _back(request, call, said=said)


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def archive_call(request: HttpRequest, call: Call) -> HttpResponse:
    services.archive_call(public_id=call.public_id, by=request.user)
    return _back(request, call, said=_("The call is archived."))


@require_POST
@door(policies.can_edit_call, find_call_in_life)
def note_shift_seen(request: HttpRequest, call: Call) -> HttpResponse:
    services.note_shift_seen(public_id=call.public_id, by=request.user)
    return _back(request, call)
