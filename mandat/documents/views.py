"""Addresses of files: uploads in pieces, downloads, the page of a file, copies made of it."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mandat.core.doors import door
from mandat.core.errors import RuleBroken
from mandat.core.passes import takes_passes
from mandat.documents import copies, policies, previews, serving
from mandat.documents.labels import copy_lines, line_of
from mandat.documents.models import File, Upload
from mandat.documents.queries import find_file, find_upload
from mandat.documents.services.common import named, owner_of
from mandat.documents.store import SEGMENT
from mandat.documents.store.segments import count_segments
from mandat.documents.taking import sent_files
from mandat.documents.uploads import services as uploads
from mandat.documents.uploads.whole import take_whole
from mandat.documents.uses import Use, use_of

MARK_SHAPE = re.compile(r"[a-z_]{1,40}")  # of the name of a slot's hidden input
_LATER = {"storage_full", "storage_unreachable"}


def _in_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A program asks: a broken rule is an object with code and sentence."""

    @wraps(view)
    def answered(*args: Any, **arguments: Any) -> HttpResponse:
        try:
            return view(*args, **arguments)
        except PermissionDenied:
            raise Http404 from None
        except RuleBroken as broken:
            status = 503 if broken.code in _LATER else 409
            said = {"code": broken.code, "message": str(broken.message)}
            headers = {"Retry-After": "30"} if status == 503 else {}
            return JsonResponse(said, status=status, headers=headers)

    return answered


def _use(code: str) -> Use:
    try:
        return use_of(code)
    except LookupError:
        raise RuleBroken("old_page", _("This page is out of date. Load it again.")) from None


@require_POST
@takes_passes
@door(policies.can_send_files)
@_in_json
def begin_upload(request: HttpRequest) -> HttpResponse:
    size = request.POST.get("size", "")
    upload = uploads.begin_upload(
        use=_use(request.POST.get("use", "")),
        target=request.POST.get("target", ""),
        name=request.POST.get("name", ""),
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0,
        by=request.user,
    )
    everything = [(0, count_segments(upload.size))]
    return JsonResponse(_progress(upload, everything), status=201)


def _progress(
    upload: Upload | File, missing: list[tuple[int, int]] | None = None
) -> dict[str, Any]:
    """How far an upload is, for the program that sends it; for a file, where its line is.

    `missing` are the segments that are known to be missing, when they are known.
    """
    said: dict[str, Any] = {
        "id": str(upload.public_id),
        "address": reverse("documents:continue_upload", args=[upload.public_id]),
    }
    if isinstance(upload, File):
        return said | {"finished": True, "line": reverse("documents:show_line", args=[said["id"]])}
    if missing is None:
        missing = uploads.missing_segments(upload)
    return said | {"finished": False, "segment": SEGMENT, "size": upload.size, "missing": missing}


@require_http_methods(["GET", "POST", "DELETE"])
@takes_passes
@door(policies.can_continue_upload, find_upload)
@_in_json
def continue_upload(request: HttpRequest, upload: Upload | File) -> HttpResponse:
    """How far it is (GET); all of it is there (POST); it is given up (DELETE)."""
    if isinstance(upload, Upload) and request.method == "POST":
        upload = uploads.finish_upload(upload=upload)
    elif isinstance(upload, Upload) and request.method == "DELETE":
        uploads.abandon_upload(upload=upload)
        return HttpResponse(status=204)
    return JsonResponse(_progress(upload))


@require_POST
@takes_passes
@door(policies.can_send_files)
@_in_json
def send_whole(request: HttpRequest) -> HttpResponse:
    """A small file in one request. What it is called stands in a header: no address names it."""
    if not _is_whole(request):
        return HttpResponse(status=400)
    ids = _ids([request.headers.get("X-Upload-Id", "")])
    use = _use(request.headers.get("X-Upload-Use", ""))
    target = unquote(request.headers.get("X-Upload-Target", ""))
    file = take_whole(
        use=use,
        target=target,
        name=unquote(request.headers.get("X-Upload-Name", "")),
        data=request.body,
        by=request.user,
        digest=request.headers.get("X-Piece-SHA256", ""),
        row=ids[0] if ids else None,
    )
    said = _progress(file)
    if use.part and "X-Upload-Part" in request.headers:
        said["part"] = use.part(request, file, target)
    return JsonResponse(said, status=201)


def _is_whole(request: HttpRequest) -> bool:
    """Whether all came that was announced: a line that breaks ends the body early."""
    return (request.META.get("CONTENT_LENGTH") or "0") == str(len(request.body))


@require_http_methods(["PUT"])
@takes_passes
@door(policies.can_continue_upload, find_upload)
@_in_json
def write_piece(request: HttpRequest, upload: Upload | File, first: int) -> HttpResponse:
    if isinstance(upload, Upload):
        if not _is_whole(request):
            return HttpResponse(status=400)
        digest = request.headers.get("X-Piece-SHA256", "")
        uploads.write_piece(upload=upload, first=first, data=request.body, digest=digest)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD"])
@takes_passes
@door(policies.can_read_file, find_file)
def serve_file(request: HttpRequest, file: File) -> HttpResponseBase:
    return serving.answer(
        file=file,
        by=request.user,
        headers=dict(request.headers.items()),
        head=request.method == "HEAD",
    )


@require_GET
@takes_passes
@door(policies.can_watch_file, find_file)
def show_line(request: HttpRequest, file: File) -> HttpResponse:
    """The line of a file, asked for again and again while it is being checked."""
    context = {"line": line_of(file, request.user), "compact": "in" in request.GET, "mark": ""}
    if MARK_SHAPE.fullmatch(request.GET.get("in", "")):
        context["mark"] = request.GET["in"]
    return render(request, "documents/parts/_line.html", context)


@require_GET
@takes_passes
@door(policies.can_look_at_file, find_file)
def show_file(request: HttpRequest, file: File) -> HttpResponse:
    use = use_of(file.use)
    home = use.page_of(file) if use.page_of and policies.can_see_file(request.user, file) else ""
    context = {
        "home": home,
        "label": use.label,
        "line": line_of(file, request.user),
        "file": file,
        "copies": copy_lines(file, request.user),
        "preview": previews.preview_of(file, request.user, request.GET.get("page", "")),
        "zone": file.organisation.time_zone if file.organisation else "UTC",
    }
    return render(request, "documents/file_detail.html", context)


@require_GET
@takes_passes
@door(policies.can_see_pages, find_file)
def show_page(request: HttpRequest, file: File, number: int) -> HttpResponse:
    """One page of the file as an image."""
    return previews.answer(file=file, number=number, by=request.user)


@require_POST
@door(policies.can_change_file, find_file)
def make_clean_copy(request: HttpRequest, file: File) -> HttpResponse:
    copies.make_clean_copy(file=file, by=request.user)
    return redirect(f"{reverse('documents:show_file', args=[file.public_id])}#copies")


@require_POST
@takes_passes
@door(policies.can_send_files)
@_in_json
def join_photos(request: HttpRequest) -> HttpResponse:
    use = _use(request.POST.get("use", ""))
    target = request.POST.get("target", "")
    destination = (use.send_to or _nowhere)(request.user, target)
    if destination is None:
        raise PermissionDenied
    files = sent_files(_ids(request.POST.getlist("file")), use=use, by=request.user)
    if not files or any(f.owner_id and owner_of(f) != named(destination.owner) for f in files):
        raise RuleBroken("file_gone", _("These photos are no longer there. Choose them again."))
    joined = copies.join_into_pdf(
        files=files,
        use=use,
        destination=destination,
        name=files[0].name,
        by=request.user,
        target=target,
    )
    return JsonResponse(_progress(joined), status=201)


def _nowhere(_by: Any, _target: str) -> None:
    return None


def _ids(given: list[str]) -> list[UUID]:
    ids = []
    for text in given[:100]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return ids
