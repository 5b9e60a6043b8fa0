"""Pages of messages: those that need a human first, and one with what a clerk can do."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.gate import placing
from mandat.intake.gate.forms import PartForm, PlaceForm
from mandat.intake.gate.page import context_of, row_of, slots_for
from mandat.intake.models import Arrival, ArrivalPart
from mandat.people.organisation_forms.common import done
from mandat.people.queries import organisations_where, page_of


def find_arrival(public_id: UUID) -> Arrival | None:
    """The message with what it belongs to, or nothing; one that was erased has no page."""
    rows = Arrival.objects.select_related(
        "organisation", "call__organisation", "application__call__organisation",
        "application__organisation", "raw",
    )  # fmt: skip
    return rows.filter(public_id=public_id, erased_at__isnull=True).first()


@require_safe
@door(policies.can_sort_mail)
def list_arrivals(request: HttpRequest) -> HttpResponse:
    every = request.GET.get("state") == "all"
    rows = Arrival.objects.filter(
        organisation__in=organisations_where(request.user, policies.SORTS),
        erased_at__isnull=True,
    ).select_related("organisation", "call", "application")
    page = page_of(rows if every else rows.filter(is_open=True), request.GET.get("before", ""))
    context = {
        "rows": [row_of(arrival) for arrival in page.rows],
        "next_before": page.next_before,
        "every": every,
    }
    return render(request, "intake/gate/arrival_list.html", context)


def _page(
    request: HttpRequest, arrival: Arrival, *, wrong: Any = None, wrong_at: str = ""
) -> HttpResponse:
    context = context_of(arrival)
    if request.method == "GET":
        placing.note_seen(arrival=arrival, by=request.user)
    slots = slots_for(arrival)
    for one in context["parts"]:
        initial = {"place": one.part.part, "slot": one.part.slot}
        own = wrong if wrong_at == str(one.part.public_id) else None
        form = own or PartForm(slots=slots, initial=initial, auto_id=f"id_{one.number}_%s")
        context.setdefault("attached", []).append({"row": one, "form": form})
    context["place_form"] = (
        wrong
        if wrong_at == "place"
        else PlaceForm(calls=context["calls"], initial={"call": context["likely"]})
    )
    return render(request, "intake/gate/arrival_detail.html", context, status=422 if wrong else 200)


@require_safe
@door(policies.can_sort_arrival, find_arrival)
def show_arrival(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    return _page(request, arrival)


@require_POST
@door(policies.can_sort_arrival, find_arrival)
def place_arrival(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """The clerk says for which call the message is; its documents are filed."""
    calls = {str(call.public_id): call for call in placing.calls_for(arrival)}
    form = PlaceForm(request.POST, calls=calls.values())
    if form.is_valid() and done(
        form,
        lambda: placing.place_letter(
            arrival=arrival, call=calls[form.cleaned_data["call"]], by=request.user
        ),
    ):
        messages.success(request, _("Filed as of the instant at which the message arrived."))
        return redirect("intake:show_arrival", public_id=arrival.public_id)
    return _page(request, arrival, wrong=form, wrong_at="place")


@require_POST
@door(policies.can_sort_arrival, find_arrival)
def settle_arrival(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    placing.settle(arrival=arrival, at=timezone.now(), by=request.user)
    messages.success(request, _("Settled: nobody need look at it any more."))
    return redirect("intake:list_arrivals")


def _part(arrival: Arrival, public_id: UUID) -> ArrivalPart:
    rows = ArrivalPart.objects.select_related("file", "piece__application__call")
    part = rows.filter(arrival=arrival, public_id=public_id).first()
    if part is None:
        raise Http404
    part.arrival = arrival
    return part


@require_POST
@door(policies.can_sort_arrival, find_arrival)
def sort_part(request: HttpRequest, arrival: Arrival, part: UUID) -> HttpResponse:
    """The clerk says what an attachment is."""
    found = _part(arrival, part)
    form = PartForm(request.POST, slots=slots_for(arrival), auto_id=f"id_{found.number + 1}_%s")
    if form.is_valid() and done(
        form,
        lambda: placing.change_part(
            part=found,
            said=placing.Said(**form.cleaned_data),
            at=timezone.now(),
            by=request.user,
        ),
    ):
        messages.success(request, _("Noted. What is financial is sealed."))
        return redirect("intake:show_arrival", public_id=arrival.public_id)
    return _page(request, arrival, wrong=form, wrong_at=str(part))


@require_POST
@door(policies.can_sort_arrival, find_arrival)
def ask_copy(request: HttpRequest, arrival: Arrival, part: UUID) -> HttpResponse:
    """The sender is asked for a copy without prices."""
    placing.ask_copy(part=_part(arrival, part), by=request.user)
    messages.success(request, _("A mail asks the sender for a copy without prices."))
    return redirect("intake:show_arrival", public_id=arrival.public_id)
