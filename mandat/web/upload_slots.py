"""Slow lines do not take every thread: only so many large requests are read at once."""

import threading
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render, resolve_url

from mandat.core.passes import held_by
from mandat.people.sign_in.answers import send_first_to

LARGE = 64 * 1024  # bytes; what is smaller is read at once even on a bad line
RETRY_AFTER = 5  # seconds


class UploadSlotsMiddleware:
    """A large body is read while its request holds one of a few slots; without one it is a 503.

    A thread reads a body as slowly as it comes: without the cap a few dozen people who upload at
    10 kB/s would take every thread, and every page would wait for them. The slot is given back
    as soon as the body is read. Whoever uploads in pieces tries again by itself; the answer to
    everybody else is a page that says how long to wait. Of visitors without a pass nothing large
    is read, so that nobody who just came by can hold the slots of those who work.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.slots = threading.BoundedSemaphore(settings.UPLOADS_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= LARGE:
            return self.get_response(request)
        if not (request.user.is_authenticated or held_by(request.user)):  # no form for everybody
            return send_first_to(request, resolve_url(settings.LOGIN_URL), code="signed_out",
                                 status=401)  # fmt: skip
        if not self.slots.acquire(blocking=False):
            return _busy(request)
        try:
            _read(request)
        except UnreadablePostError:  # the line broke: nobody is there to be answered
            return HttpResponse(status=400)
        finally:
            self.slots.release()
        return self.get_response(request)


def _read(request: HttpRequest) -> None:
    """The body is read: a form into its fields and files, anything else into memory."""
    is_form = request.content_type == "multipart/form-data"
    _ = request.POST if is_form else request.body


def _busy(request: HttpRequest) -> HttpResponse:
    context = {"seconds": RETRY_AFTER, "back": request.path}
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
