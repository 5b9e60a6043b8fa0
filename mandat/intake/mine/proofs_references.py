"""The page of a referee: who asks, about whom and why; a form, or nothing."""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mandat.calls.public.said import notice_contact
from mandat.core.doors import open_door
from mandat.core.instants import arrival_of
from mandat.intake.desk.eligibility_words import said_of
from mandat.intake.models import ReferenceCheck
from mandat.intake.services import referring
from mandat.intake.states import ContactState
from mandat.people.organisation_forms.common import done


class AnswerForm(forms.Form):
    """One place for each question; none of them must be filled."""

    def __init__(self, *args: Any, questions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=format_html("<bdi>{}</bdi>", question),
                required=False,
                max_length=referring.LONGEST,
                widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            )

    def answers(self) -> list[str]:
        """What was typed, in the order of the questions."""
        return [str(self.cleaned_data.get(name, "")) for name in self.fields]


@open_door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_reference(request: HttpRequest, reference: UUID, key: str) -> HttpResponse:
    """Only the link of the mail leads here; it opens this form and nothing else."""
    check = referring.find_check(reference)
    if check is None or not secrets.compare_digest(referring.key_of(check), key):
        response = render(request, "intake/mine/reference_gone.html", status=404)
    else:
        response = _answer(request, check)
    response["Referrer-Policy"] = "no-referrer"  # the key stands in the address
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _answer(request: HttpRequest, check: ReferenceCheck) -> HttpResponse:
    words = referring.words_now(check)
    form = AnswerForm(request.POST or None, questions=list(words.get("questions", [])))
    if request.method != "POST":
        return _page(request, check, words, form)
    if not form.is_valid():
        return _page(request, check, words, form, 422)
    answered = done(
        form,
        lambda: referring.answer_reference(
            check=check,
            answers=form.answers(),
            declines="decline" in request.POST,
            at=arrival_of(request),
        ),
    )
    return _page(request, answered or check, words, form, 200 if answered else 422)


def _page(
    request: HttpRequest,
    check: ReferenceCheck,
    words: dict[str, Any],
    form: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    application = check.application
    said = said_of(application)
    assert check.asked_at is not None
    context = {
        "call": application.call,
        "organisation": application.organisation,
        "applicant": said.name if said else "",
        "words": words,
        "form": form,
        "is_open": said is not None and referring.takes_answer(check, timezone.now()),
        "is_answered": check.state == ContactState.ANSWERED,
        "until": check.asked_at + timedelta(days=referring.OPEN_DAYS),
        "contact": notice_contact(application.call),
        "title": _("A reference"),
    }
    return render(request, "intake/mine/reference.html", context, status=status)
