"""When a request arrived: once its body was read, and before anything waits for the database."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from mandat.core.instants import note_arrival

SMALL = 64 * 1024  # bytes; what is larger is a file, and its last click comes after it


class ArrivalInstantMiddleware:
    """Notes the instant, by our clock, at which the last byte was there: `core.instants`.

    Outermost, so that neither a session, a lock nor another's upload makes anybody late. A large
    body is still on its way then: whoever asks `arrival_of` reads it to its end first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        is_small = length.isdecimal() and int(length) <= SMALL
        if request.method == "POST" and is_small and int(length):
            try:
                _ = request.body
            except UnreadablePostError:  # the line broke: nobody is there to be answered
                return HttpResponse(status=400)
        note_arrival(request, is_whole=is_small)
        return self.get_response(request)
