"""The door of a public call: whoever holds its address, signed in or not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from mandat.calls.models import Call
from mandat.calls.states import PUBLIC
from mandat.core.doors import View, open_door


def find_public_call(token: str) -> Call | None:
    """The call with this address, unless it was never published or is archived."""
    return (
        Call.objects.select_related("organisation")
        .filter(token=token, state__in=[s.value for s in PUBLIC])
        .first()
    )


def public_door(view: Callable[..., HttpResponse]) -> View:
    """The view receives the call in the place of its token, or the visitor a 404.

    What is told of a sensitive call stays out of search engines, caches and the referrer.
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **arguments: Any) -> HttpResponse:
        call = find_public_call(token)
        if call is None:
            raise Http404
        response = view(request, call, **arguments)
        if call.sensitive:
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            response["Referrer-Policy"] = "no-referrer"
            response["Cache-Control"] = "no-store, private"
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return open_door(guarded)
