"""Where a clerk decides the criteria of one application."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.desk import labels
from mandat.intake.desk.eligibility import CriterionForm, Line, documents_of, lines_of, proofs_of
from mandat.intake.desk.eligibility_words import said_of
from mandat.intake.desk.finding import find_arrived
from mandat.intake.desk.shelves import tabs_of
from mandat.intake.desk.standing import content_now, is_over
from mandat.intake.models import Application
from mandat.intake.services import admitting
from mandat.people.organisation_forms.common import done


def page_head(application: Application, current: str, name: str) -> dict[str, Any]:
    """What the head of every page of one application shows."""
    return {
        "application": application,
        "call": application.call,
        "zone": application.call.deadline_zone or "UTC",
        "tabs": tabs_of(application, current),
        "name": name,
        "now": {
            "state": labels.STATES[application.state],
            "mark": labels.STATE_MARKS.get(application.state, ""),
            "stage": labels.STAGES[application.stage],
            "channel": labels.CHANNELS[application.channel],
        },
    }


def _context(
    application: Application, sent: Mapping[str, Any] | None = None, at_number: int = -1
) -> dict[str, Any]:
    said = said_of(application)
    if said is None:
        raise Http404
    content, proofs = content_now(application.call), proofs_of(application)
    names = documents_of(said, content, proofs)
    lines = lines_of(said, content, proofs, names)
    for line in lines:
        number = line.criterion.number
        line.form = CriterionForm(
            sent if number == at_number else None,
            number=number,
            choices=list(names.items()),
            initial={"seen": len(line.steps)},
        )
    over = is_over(application, timezone.now())
    head = page_head(application, "show_eligibility", said.name)
    return head | {"lines": lines, "is_over": over, "is_judged": over and _stands(application)}


def _stands(application: Application) -> bool:
    return application.state in admitting.JUDGED


@require_safe
@door(policies.can_read_application, find_arrived)
def show_eligibility(request: HttpRequest, application: Application) -> HttpResponse:
    return render(request, "intake/desk/eligibility.html", _context(application))


@require_POST
@door(policies.can_read_application, find_arrived)
def decide_criterion(request: HttpRequest, application: Application, number: int) -> HttpResponse:
    context = _context(application, request.POST, number)
    lines: list[Line] = context["lines"]
    form = next((line.form for line in lines if line.criterion.number == number), None)
    if form is None:
        raise Http404
    if form.is_valid() and done(
        form,
        lambda: admitting.decide_criterion(
            application=application, number=number, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, _("The criterion is decided."))
        here = reverse("intake:show_eligibility", args=[application.public_id])
        return redirect(f"{here}#criterion-{number}")
    return render(request, "intake/desk/eligibility.html", context, status=422)
