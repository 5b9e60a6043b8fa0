"""The letters that were sent about an application, on its applicant's own page.

The mail of a sensitive call says nothing: here stands what it leads to.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mandat.intake.mine.doors import application_door
from mandat.intake.models import Application, Letter
from mandat.intake.sealing import words_of
from mandat.intake.states import LetterState


@application_door
@require_safe
def show_letters(request: HttpRequest, application: Application) -> HttpResponse:
    rows = Letter.objects.filter(application=application, state=LetterState.SENT)
    letters = [
        {"letter": row, "text": words_of(application.organisation, row, "words") or ""}
        for row in rows.order_by("-pk")
    ]
    context = {"application": application, "call": application.call, "letters": letters}
    return render(request, "intake/mine/letters.html", context)
