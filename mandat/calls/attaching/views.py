"""Pages of officers: the documents of a call."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mandat.calls import policies
from mandat.calls.attaching import services
from mandat.calls.attaching.files import DOCUMENT
from mandat.calls.attaching.forms import STAGES, DocumentForm
from mandat.calls.files import destination_of
from mandat.calls.models import Call, CallDocument
from mandat.calls.queries import find_call
from mandat.calls.states import Stage
from mandat.calls.tabs import tabs_of
from mandat.core.doors import door
from mandat.core.errors import RuleBroken
from mandat.documents.labels import FileLine, line_of
from mandat.documents.models import File
from mandat.documents.taking import take_files
from mandat.documents.uses import use_of


@dataclass(frozen=True, slots=True)
class Attached:
    """A document of the call, with the line of its file and who is given it."""

    row: CallDocument
    line: FileLine
    stage: Any

    @property
    def is_restricted(self) -> bool:
        return self.row.stage != Stage.PUBLIC


@require_http_methods(["GET", "HEAD", "POST"])
@door(policies.can_see_call, find_call)
def list_documents(request: HttpRequest, call: Call) -> HttpResponse:
    """The documents, and while the call is a draft the form that adds one."""
    if request.method != "POST":
        return _page(request, call)
    if not policies.can_edit_call(request.user, call):
        return HttpResponse(status=405)
    form = DocumentForm(request.POST, request.FILES, by=request.user, call=call)
    if not form.is_valid():
        return _page(request, call, form, status=422)
    return _add(request, call, form)


def _add(request: HttpRequest, call: Call, form: DocumentForm) -> HttpResponse:
    data, file = form.cleaned_data, None
    try:
        file = _take(request, call, form)
        services.add_document(
            public_id=call.public_id,
            file=file,
            label=data["label"],
            language=data["language"],
            stage=Stage(data["stage"]),
            by=request.user,
        )
    except RuleBroken as broken:
        form.keep(file)
        form.add_error(None, str(broken.message))
        return _page(request, find_call(call.public_id) or call, form, status=409)
    messages.success(request, _("The document goes with the call."))
    return redirect("calls:list_documents", public_id=call.public_id)


def _take(request: HttpRequest, call: Call, form: DocumentForm) -> File:
    return take_files(
        chosen=form.cleaned_data["file"],
        use=use_of(DOCUMENT),
        destination=destination_of(call.organisation),
        by=request.user,
    )


def _page(
    request: HttpRequest, call: Call, form: DocumentForm | None = None, *, status: int = 200
) -> HttpResponse:
    can_change = policies.can_change_documents(request.user, call)
    if form is None and can_change:
        form = DocumentForm(by=request.user, call=call)
    context = {
        "call": call,
        "tabs": tabs_of(call, request.user, "documents"),
        "documents": _documents(request, call),
        "can_change": can_change,
        "form": form,
    }
    return render(request, "calls/attaching/document_list.html", context, status=status)


def _documents(request: HttpRequest, call: Call) -> list[Attached]:
    rows = call.documents.select_related("file", "file__organisation")
    return [
        Attached(row, line_of(row.file, request.user), STAGES[Stage(row.stage)]) for row in rows
    ]


@require_POST
@door(policies.can_edit_call, find_call)
def remove_document(request: HttpRequest, call: Call, document_id: UUID) -> HttpResponse:
    services.remove_document(public_id=call.public_id, document_id=document_id, by=request.user)
    messages.success(request, _("The document is taken out, and its file is erased."))
    return redirect("calls:list_documents", public_id=call.public_id)
