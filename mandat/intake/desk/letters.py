"""Letters about admission: listed, read, mended, sent one by one or all at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.calls.models import Call
from mandat.calls.queries import find_call
from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.desk import labels
from mandat.intake.desk.deciding_forms import LetterForm
from mandat.intake.desk.finding import find_letter
from mandat.intake.models import Letter
from mandat.intake.services import lettering
from mandat.intake.states import LetterState
from mandat.people.organisation_forms.common import done
from mandat.people.queries import page_of


def can_read_letter(by: Any, letter: Letter) -> bool:
    """Whoever may read the application that the letter is about."""
    return policies.can_read_application(by, letter.application)


def _words(letter: Letter) -> dict[str, Any]:
    return {
        "letter": letter,
        "kind": labels.DECISIONS[letter.kind],
        "state": labels.LETTERS[letter.state],
        "mark": labels.LETTER_MARKS.get(letter.state, "plain"),
    }


@require_safe
@door(policies.can_sort_applications, find_call)
def list_letters(request: HttpRequest, call: Call) -> HttpResponse:
    sent = request.GET.get("state") == "sent"
    rows = (
        Letter.objects.filter(application__call=call)
        .exclude(state=LetterState.DROPPED)
        .select_related("application", "sent_by")
        .defer("words", "application__content", "application__secret", "application__address")
    )
    state = LetterState.SENT if sent else LetterState.PREPARED
    page = page_of(rows.filter(state=state), request.GET.get("before", ""))
    context = {
        "call": call,
        "sent": sent,
        "next_before": page.next_before,
        "letters": [_words(letter) for letter in page.rows],
        "zone": call.organisation.time_zone,
    }
    return render(request, "intake/desk/letter_list.html", context)


def _letter_page(
    request: HttpRequest, letter: Letter, form: LetterForm | None = None
) -> HttpResponse:
    text = lettering.text_of(letter)
    seen = lettering.digest_of(text)
    context = {
        **_words(letter),
        "application": letter.application,
        "call": letter.application.call,
        "zone": letter.application.call.organisation.time_zone,
        "text": text,
        "seen": seen,
        "is_waiting": letter.state == LetterState.PREPARED,
        "form": form or LetterForm(initial={"text": text, "seen": seen}),
    }
    return render(request, "intake/desk/letter_detail.html", context, status=422 if form else 200)


@require_safe
@door(can_read_letter, find_letter)
def show_letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    return _letter_page(request, letter)


@require_POST
@door(can_read_letter, find_letter)
def change_letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    form = LetterForm(request.POST)
    if form.is_valid() and done(
        form,
        lambda: lettering.change_letter(letter=letter, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, _("The letter is saved. It is not sent yet."))
        return redirect("intake:show_letter", public_id=letter.public_id)
    return _letter_page(request, letter, form)


@require_POST
@door(can_read_letter, find_letter)
def send_letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    lettering.send_letter(letter=letter, seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, _("The letter is on its way."))
    return redirect("intake:list_letters", public_id=letter.application.call.public_id)


@require_POST
@door(can_read_letter, find_letter)
def drop_letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    lettering.drop_letter(letter=letter, by=request.user)
    messages.success(request, _("The letter is set aside. The decision stands as it is."))
    return redirect("intake:list_letters", public_id=letter.application.call.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@door(policies.can_sort_applications, find_call)
def send_letters(request: HttpRequest, call: Call) -> HttpResponse:
    """All at once, after a page on which they stand to be read."""
    if request.method == "POST":
        sent = lettering.send_all(call=call, seen=request.POST.get("seen", ""), by=request.user)
        said = ngettext(
            "%(count)d letter is on its way.", "%(count)d letters are on their way.", len(sent)
        )
        messages.success(request, said % {"count": len(sent)})
        return redirect("intake:list_letters", public_id=call.public_id)
    letters = lettering.waiting_letters(call)
    context = {
        "call": call,
        "letters": [_words(x) | {"text": lettering.text_of(x)} for x in letters],
        "seen": lettering.digest_of_all(letters),
        "most": lettering.MOST_AT_ONCE,
    }
    return render(request, "intake/desk/letter_send.html", context)
