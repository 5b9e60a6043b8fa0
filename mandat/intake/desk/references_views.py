"""Where a clerk asks referees and keeps the log of contacts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mandat.core.doors import door
from mandat.core.errors import RuleBroken
from mandat.intake import policies
from mandat.intake.desk.eligibility_views import page_head
from mandat.intake.desk.eligibility_words import said_of
from mandat.intake.desk.finding import find_arrived
from mandat.intake.desk.references import AskRefereeForm, ContactForm, Reference, references_of
from mandat.intake.desk.standing import is_over
from mandat.intake.models import Application
from mandat.intake.services import admitting, referring
from mandat.people.organisation_forms.common import done

Forms = dict[str, Any]


def _context(application: Application) -> dict[str, Any]:
    said = said_of(application)
    if said is None:
        raise Http404
    can = application.state in admitting.JUDGED and is_over(application, timezone.now())
    return page_head(application, "show_references", said.name) | {
        "references": references_of(application, said),
        "asked": referring.questions_of(application.call),
        "can_ask": can,
    }


def _page(
    request: HttpRequest, context: dict[str, Any], sent: Forms | None = None, status: int = 200
) -> HttpResponse:
    """The page; `sent` holds the forms of one reference that could not stand, by name."""
    call, asked = context["call"], context["asked"]
    context["rows"] = [
        {
            "reference": one,
            "ask": AskRefereeForm(call=call, reference=one, asked=asked),
            "note": ContactForm(number=one.number),
            **(sent if sent and sent["number"] == one.number else {}),
        }
        for one in context["references"]
    ]
    return render(request, "intake/desk/references.html", context, status=status)


@require_safe
@door(policies.can_read_application, find_arrived)
def show_references(request: HttpRequest, application: Application) -> HttpResponse:
    return _page(request, _context(application))


def _reference(context: dict[str, Any], number: int) -> Reference:
    found: list[Reference] = context["references"]
    if not 0 <= number < len(found):
        raise RuleBroken("reference_unknown", _("The application names no such reference."))
    return found[number]


def _back(application: Application, number: int) -> HttpResponse:
    here = reverse("intake:show_references", args=[application.public_id])
    return redirect(f"{here}#reference-{number}")


@require_POST
@door(policies.can_read_application, find_arrived)
def ask_referee(request: HttpRequest, application: Application, number: int) -> HttpResponse:
    """A mail with a link of their own goes to the referee."""
    context = _context(application)
    form = AskRefereeForm(
        request.POST,
        call=application.call,
        reference=_reference(context, number),
        asked=context["asked"],
    )
    if form.is_valid() and done(
        form,
        lambda: referring.ask_referee(
            application=application,
            number=number,
            address=form.cleaned_data["address"],
            language=form.cleaned_data["language"],
            questions=form.lines(),
            by=request.user,
        ),
    ):
        messages.success(request, _("A mail is on its way to the referee."))
        return _back(application, number)
    return _page(request, context, {"number": number, "ask": form}, 422)


@require_POST
@door(policies.can_read_application, find_arrived)
def note_contact(request: HttpRequest, application: Application, number: int) -> HttpResponse:
    """A telephone call is written down, or that nobody was reached."""
    context = _context(application)
    _reference(context, number)
    form = ContactForm(request.POST, number=number)
    if form.is_valid() and done(
        form,
        lambda: referring.note_contact(
            application=application,
            number=number,
            text=form.cleaned_data["text"],
            is_answer=request.POST.get("act") == "answered",
            by=request.user,
        ),
    ):
        messages.success(request, _("The contact is noted."))
        return _back(application, number)
    return _page(request, context, {"number": number, "note": form}, 422)
