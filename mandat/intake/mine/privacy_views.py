"""An applicant's rights: see what is kept, take a copy, correct it, have it erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.calls.display import reader_language
from mandat.core.doors import open_door
from mandat.core.errors import RuleBroken
from mandat.core.passes import drop_pass, pass_of
from mandat.intake.mine.doors import application_door
from mandat.intake.mine.privacy_page import LONGEST_WORDS, copy_of, rights_of
from mandat.intake.models import Application
from mandat.intake.privacy import can_still_file
from mandat.intake.services.erasing import add_correction, erase_own
from mandat.intake.services.rights import ask_erasure


@never_cache
@require_safe
@application_door
def show_rights(request: HttpRequest, application: Application) -> HttpResponse:
    """What is kept, and what can be asked."""
    context = {"page": rights_of(application, timezone.now()), "application": application}
    return render(request, "intake/mine/rights.html", context)


@never_cache
@require_safe
@application_door
def download_own_data(_request: HttpRequest, application: Application) -> HttpResponse:
    """The copy, as an attachment that no cache keeps."""
    text = copy_of(application, timezone.now())
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-application.json"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
@application_door
def correct_own_data(request: HttpRequest, application: Application) -> HttpResponse:
    """A correction after the deadline: it stands beside what was filed."""
    if can_still_file(application, timezone.now()):
        raise RuleBroken(
            "corrected_by_filing", _("Change it on its own page, and file it again: that counts.")
        )
    add_correction(application=application, text=request.POST.get("text", "")[:LONGEST_WORDS])
    messages.success(request, _("Your correction stands beside your application."))
    return redirect("my:show_rights", public_id=application.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@application_door
def erase_own_data(request: HttpRequest, application: Application) -> HttpResponse:
    """A page that says what will be gone, and a button. What stands is asked for instead."""
    page = rights_of(application, timezone.now())
    if request.method != "POST":
        return render(
            request, "intake/mine/rights_erase.html", {"page": page, "application": application}
        )
    if page.goes_at_once:
        erase_own(application=application)
        drop_pass(request, pass_of(application))
        return redirect("my:show_erased")
    words = request.POST.get("words", "")[:LONGEST_WORDS]
    ask_erasure(application=application, words=words, language=reader_language())
    messages.success(
        request, _("Your request is received. A mail leads you to it, and to its answer.")
    )
    return redirect("my:show_rights", public_id=application.public_id)


@open_door
@require_safe
def show_erased(request: HttpRequest) -> HttpResponse:
    """What was erased, to whoever did it: the page knows nothing of it any more."""
    return render(request, "intake/mine/rights_erased.html")
