"""An applicant's own pages: where the application stands, its documents, the last click."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.core.errors import RuleBroken
from mandat.core.instants import arrival_of
from mandat.intake.mine import documents
from mandat.intake.mine.doors import application_door
from mandat.intake.mine.filing import check_context, state_context
from mandat.intake.mine.page import Mine
from mandat.intake.mine.parts import slot_context, slot_part
from mandat.intake.mine.slots import slot_views
from mandat.intake.models import Application, Piece
from mandat.intake.portal.ways import takes_here
from mandat.intake.services import pieces, withdrawing
from mandat.intake.services.excluding import note_excluded
from mandat.intake.services.filing import file_application

Answer = HttpResponse


@application_door
@require_safe
def show_application(request: HttpRequest, application: Application) -> Answer:
    """Where am I, what is the state, what can I do next."""
    mine = Mine(application, timezone.now())
    context = state_context(mine) | {"slots": slot_views(mine)}
    if getattr(request, "htmx", False):
        return render(request, "intake/mine/_progress.html", context)
    return render(request, "intake/mine/application.html", context)


@application_door
@require_http_methods(["GET", "HEAD", "POST"])
def edit_documents(request: HttpRequest, application: Application) -> Answer:
    """A place for each document; a file is there as soon as it is chosen.

    POST is the ordinary form of one place, where there is no script.
    """
    problem, status, slot = "", 200, ""
    if request.method == "POST":
        slot = request.POST.get("slot", "")[:16]
        try:
            given = request.FILES.getlist("files")
            documents.take_files(application=application, slot=slot, files=given, by=request.user)
            return _to_slot(application, slot)
        except RuleBroken as broken:
            problem, status = str(broken.message), 409
    mine = Mine(application, timezone.now())
    context = state_context(mine) | slot_context(mine) | {"problem": problem, "problem_at": slot}
    return render(request, "intake/mine/documents.html", context, status=status)


def _to_slot(application: Application, slot: str) -> Answer:
    address = reverse("my:edit_documents", args=[application.public_id])
    return redirect(f"{address}#slot-{slot.replace('.', '-')}")


@application_door
@require_safe
def show_slot(request: HttpRequest, application: Application, slot: str) -> Answer:
    """One place again: after an upload, and while its files are being counted."""
    part = slot_part(request, application, slot.replace("-", "."))
    if not part:
        raise Http404
    return HttpResponse(part)


def _piece(application: Application, public_id: UUID) -> Piece:
    piece = documents.find_piece(application, public_id)
    if piece is None:
        raise Http404
    return piece


@require_POST
@application_door
def remove_piece(_request: HttpRequest, application: Application, piece: UUID) -> Answer:
    """A document is taken out; the one that was filed stays with its filing."""
    found = _piece(application, piece)
    pieces.remove_piece(piece=found)
    return _to_slot(application, found.slot)


@require_POST
@application_door
def label_piece(request: HttpRequest, application: Application, piece: UUID) -> Answer:
    """What a further document is, in the applicant's words."""
    found = _piece(application, piece)
    label = request.POST.get("label", "").strip()
    pieces.label_piece(piece=found, label=label, at=arrival_of(request))
    return _to_slot(application, found.slot)


@require_POST
@application_door
def join_photos(request: HttpRequest, application: Application) -> Answer:
    """What was photographed page by page becomes one document."""
    slot = request.POST.get("slot", "")[:16]
    documents.join_photos(application=application, slot=slot, by=request.user)
    return _to_slot(application, slot)


@application_door
@require_http_methods(["GET", "HEAD", "POST"])
def check_application(request: HttpRequest, application: Application) -> Answer:
    """Everything at a glance; the click files it at the instant at which it arrived."""
    once, problem, status = request.POST.get("once", ""), "", 200
    if request.method == "POST" and not request.POST.get("declared"):
        problem, status = _("Tick the declaration first: without it nothing is filed."), 422
    elif request.method == "POST":
        try:
            _require_door(application)
            at = arrival_of(request)
            file_application(application=application, once=once, at=at)
            return _see(reverse("receipts:show_receipt", args=[once]))
        except RuleBroken as broken:
            problem, status = str(broken.message), 409
            application.refresh_from_db()
    mine = Mine(application, timezone.now())
    context = check_context(mine, once) | {"problem": problem}
    return render(request, "intake/mine/check.html", context, status=status)


def _require_door(application: Application) -> None:
    """The call takes applications here; what it shuts out is noted and answered."""
    if not takes_here(application):
        note_excluded(call=application.call)
        raise RuleBroken(
            "channel_excluded",
            _("This call takes nothing on this site: send it the way that the call says."),
        )


def _see(address: str) -> Answer:
    """Another page, asked for by GET whatever was sent (303 of RFC 9110)."""
    response = redirect(address)
    response.status_code = 303
    return response


@application_door
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_application(request: HttpRequest, application: Application) -> Answer:
    """A page that says what happens, and a button that does it."""
    if request.method == "POST":
        at = arrival_of(request)
        withdrawing.withdraw_application(application=application, at=at)
        messages.success(request, _("Your application is withdrawn."))
        return redirect("my:show_application", public_id=application.public_id)
    context = state_context(Mine(application, timezone.now()))
    return render(request, "intake/mine/withdrawn.html", context)
