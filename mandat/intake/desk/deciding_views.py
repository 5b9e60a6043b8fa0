"""Where people decide about applications: one by one, all that are complete, and the late ones."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.calls.labels import LATE_RULES
from mandat.calls.models import Call
from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.desk import labels
from mandat.intake.desk.deciding_forms import DecisionForm, LateForm
from mandat.intake.desk.finding import find_arrived, find_call_with_content, find_late
from mandat.intake.desk.lists import deadline_for
from mandat.intake.desk.spans import span_in_words
from mandat.intake.desk.standing import content_now
from mandat.intake.desk.views import application_page
from mandat.intake.models import Application
from mandat.intake.services import deciding
from mandat.intake.states import ApplicationState, DecisionKind
from mandat.people.organisation_forms.common import done


@require_POST
@door(policies.can_read_application, find_arrived)
def decide_application(request: HttpRequest, application: Application) -> HttpResponse:
    form = DecisionForm(request.POST)
    if form.is_valid() and done(
        form,
        lambda: deciding.decide_application(
            application=application, by=request.user, **form.cleaned_data
        ),
    ):
        said = _("Decided: %(decision)s. A letter waits to be read and sent.")
        decision = labels.DECISIONS[form.cleaned_data["kind"]]
        messages.success(request, said % {"decision": decision}, extra_tags="standing")
        return redirect("intake:show_application", public_id=application.public_id)
    return application_page(request, application, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(policies.can_sort_applications, find_call_with_content)
def admit_all(request: HttpRequest, call: Call) -> HttpResponse:
    """One act, after a page that says how many and which."""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        decisions = deciding.admit_all(call=call, seen=seen, by=request.user)
        said = ngettext(
            "%(count)d application is admitted. Its letter waits to be read and sent.",
            "%(count)d applications are admitted. Their letters wait to be read and sent.",
            len(decisions),
        )
        messages.success(request, said % {"count": len(decisions)})
        return redirect("intake:show_call", public_id=call.public_id)
    every = deciding.to_admit(call, content_now(call))
    chosen = every[: deciding.MOST_AT_ONCE]
    context = {
        "call": call,
        "zone": call.deadline_zone or "UTC",
        "applications": [filed.application for filed in chosen],
        "left": len(every) - len(chosen),
        "seen": deciding.digest_of_all(f.application.public_id for f in chosen),
    }
    return render(request, "intake/desk/admit_all.html", context)


def _late_page(
    request: HttpRequest, application: Application, form: LateForm | None = None
) -> HttpResponse:
    """What an approver decides on: instants and the rule, neither who applied nor what for."""
    deadline, filed_at = deadline_for(application), application.filed_at
    context: dict[str, Any] = {
        "application": application,
        "call": application.call,
        "zone": application.call.deadline_zone or "UTC",
        "deadline": deadline,
        "span": span_in_words(filed_at - deadline) if filed_at and deadline else "",
        "channel": labels.CHANNELS[application.channel],
        "rule": LATE_RULES[application.call.late_rule],
        "is_waiting": application.state == ApplicationState.LATE,
        "state": labels.STATES[application.state],
        "is_own": deciding.sorted_by(request.user, application),
        "form": form or LateForm(initial={"seen": deciding.seen_of(application)}),
    }
    return render(request, "intake/desk/late_detail.html", context, status=422 if form else 200)


@require_safe
@door(policies.can_decide_late, find_late)
def show_late(request: HttpRequest, application: Application) -> HttpResponse:
    return _late_page(request, application)


@require_POST
@door(policies.can_decide_late, find_late)
def decide_late(request: HttpRequest, application: Application) -> HttpResponse:
    form = LateForm(request.POST)
    if form.is_valid() and done(
        form,
        lambda: deciding.decide_late(application=application, by=request.user, **form.cleaned_data),
    ):
        taken = form.cleaned_data["kind"] == DecisionKind.LATE_ACCEPTED
        said = (
            _("The application is taken in: the clerk checks it like the others.")
            if taken
            else _("The application is refused. The clerk sends the letter.")
        )
        messages.success(request, said)
        return redirect("intake:show_call", public_id=application.call.public_id)
    return _late_page(request, application, form)
