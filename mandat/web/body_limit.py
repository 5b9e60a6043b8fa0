"""No request larger than the site ever accepts is read at all."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class BodyLimitMiddleware:
    """A body longer than `UPLOAD_MAX_BYTES` is answered with 413 before any of it is read.

    A form's security token stands inside the body, so without this the whole of a file of any
    size would be received first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= settings.UPLOAD_MAX_BYTES:
            return self.get_response(request)
        most = settings.IMPORT_MAX_BYTES // 1_000_000
        return render(request, "413.html", {"most": most, "back": request.path}, status=413)
