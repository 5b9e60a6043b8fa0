"""Pages for what went wrong, in the look and the language of the site."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

LATER = 30  # seconds after which it is worth trying again


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Drawn without request or database: either may be what failed.

    A database that is full, locked for too long or gone is no fault of the program: it is said so,
    with 503, and programs that send know that they may try again.
    """
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        page, later = render_to_string("unavailable.html"), {"Retry-After": str(LATER)}
        return HttpResponse(page, status=503, headers=later)
    return HttpResponse(render_to_string("500.html"), status=500)


def form_expired(request: HttpRequest, **_rest: Any) -> HttpResponse:
    """The form carries no valid token: mostly an old tab, or cookies that are refused."""
    return render(request, "403_csrf.html", status=403)
