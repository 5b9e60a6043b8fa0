"""The applicant's page of a request for proof: what is asked, until when, and one document."""

import secrets
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mandat.calls.public.time_left import time_left
from mandat.calls.public.words import moment_words, time_left_words
from mandat.core.doors import open_door
from mandat.core.errors import RuleBroken
from mandat.core.instants import arrival_of
from mandat.core.passes import give_pass, pass_of
from mandat.documents.forms import SlotField, show_kept
from mandat.documents.labels import line_of
from mandat.documents.models import File
from mandat.documents.services import erase_file
from mandat.documents.taking import take_files
from mandat.documents.uses import use_of
from mandat.intake.desk.proofs import criterion_of
from mandat.intake.desk.standing import content_now
from mandat.intake.mine.doors import application_door
from mandat.intake.mine.proofs_files import PROOF, destination_of
from mandat.intake.models import Application, ProofRequest
from mandat.intake.services import proving
from mandat.intake.services.common import APPLICANT


class HandInForm(forms.Form):
    """The one document."""

    file = SlotField(use=PROOF, label=gettext_lazy("Your document"))

    def __init__(self, *args: Any, proof: ProofRequest, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = [piece.file.public_id for piece in proving.sent_for(proof)[:1]]
        kept = [] if self.is_bound else sent
        self.fields["file"].fit(by=by, target=proof.public_id.hex, kept=kept)  # type: ignore[attr-defined]


@open_door
@never_cache
@require_safe
def open_proof(request: HttpRequest, proof: UUID, key: str) -> HttpResponse:
    """The link of the mail: its holder acts for the applicant, as by every mail about it."""
    row = proving.find_proof(proof)
    if row is None or not secrets.compare_digest(proving.key_of(row), key):
        response = render(request, "intake/portal/dead_link.html", status=404)
    else:
        if request.method == "GET":
            give_pass(request, pass_of(row.application))
        response = redirect("my:show_proof", row.application.public_id, row.public_id)
    response["Referrer-Policy"] = "no-referrer"  # the key stands in the address
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@application_door
@require_http_methods(["GET", "HEAD", "POST"])
def show_proof(request: HttpRequest, application: Application, proof: UUID) -> HttpResponse:
    """What is asked; while it is open, the place for the document and the click that counts."""
    row = proving.find_proof(proof)
    if row is None or row.application.pk != application.pk:
        raise Http404
    form = HandInForm(request.POST or None, request.FILES or None, proof=row, by=request.user)
    if request.method != "POST":
        return _page(request, row, form)
    if not form.is_valid():
        return _page(request, row, form, 422)
    return _hand_in(request, row, form)


def _hand_in(request: HttpRequest, row: ProofRequest, form: HandInForm) -> HttpResponse:
    file: File | None = None
    at = arrival_of(request)
    try:
        if not proving.is_open(row, at):
            raise RuleBroken("proof_closed", _("This request is closed."))
        file = take_files(
            chosen=form.cleaned_data["file"],
            use=use_of(PROOF),
            destination=destination_of(row),
            by=request.user,
        )
        proving.answer_proof(proof=row, file=file, at=at)
    except RuleBroken as broken:
        if file is not None and form.cleaned_data["file"].files:  # it is sent again with the form
            erase_file(file=file, by=APPLICANT)
            file = None
        show_kept(form, "file", file, request.user)
        form.add_error(None, str(broken.message))
        return _page(request, row, form, 409)
    messages.success(request, _("Your document is handed in."))
    return redirect("my:show_proof", row.application.public_id, row.public_id)


def _page(
    request: HttpRequest, row: ProofRequest, form: HandInForm, status: int = 200
) -> HttpResponse:
    now, zone = timezone.now(), row.deadline_zone
    number = -1 if row.criterion is None else row.criterion
    context = {
        "application": row.application,
        "call": row.application.call,
        "proof": row,
        "criterion": criterion_of(content_now(row.application.call), number),
        "deadline": moment_words(row.deadline_at, zone),
        "left": time_left_words(time_left(now, row.deadline_at)),
        "answered_at": moment_words(row.answered_at, zone) if row.answered_at else "",
        "line": line_of(row.piece.file, request.user) if row.piece else None,
        "is_open": proving.is_open(row, now),
        "form": form,
    }
    return render(request, "intake/mine/proof.html", context, status=status)
