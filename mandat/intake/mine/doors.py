"""The door of an applicant's own pages: the pass that the link of their mail gave."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mandat.core.doors import door
from mandat.core.passes import takes_passes
from mandat.intake.policies import can_write_application
from mandat.intake.queries import find_application

View = Callable[..., HttpResponse]


def application_door(view: View) -> View:
    """The view receives the application whose pass the browser holds.

    Whoever holds none is told to open the link of their mail again, whether or not there is such
    an application: applicants have no account to sign in with.
    """
    guarded = door(can_write_application, find_application)(view)

    @wraps(guarded)
    def answered(request: HttpRequest, **arguments: Any) -> HttpResponse:
        try:
            response = guarded(request, **arguments)
        except Http404:
            response = render(request, "intake/mine/no_pass.html", status=404)
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow, noarchive")
        return response

    return login_not_required(takes_passes(answered))
