"""What is asked of every request of somebody who is signed in."""

from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.people.sign_in.answers import send_first_to
from mandat.people.sign_in.clock import CLOCK, Clock, unpacked
from mandat.people.sign_in.policy import (
    idle_seconds,
    must_have_second_factor,
    proved_second_factor,
)

Answer = Callable[[HttpRequest], HttpResponse]
BACKGROUND = "X-Background"  # a page that asks by itself says so, and keeps nobody signed in


class TimeOutMiddleware:
    """A session that nobody used for a while ends; the person signs in and comes back.

    The clock stands in the session and is written at most once a minute.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        at = timezone.now().timestamp()
        clock = unpacked(request.session.get(CLOCK))
        if clock is not None and clock.has_ended(at):
            return self._end(request)
        if clock is None or (clock.is_due(at) and BACKGROUND not in request.headers):
            since = clock.since if clock else at
            request.session[CLOCK] = Clock(since, at, idle_seconds(request.user)).packed()
        return self.get_response(request)

    def _end(self, request: HttpRequest) -> HttpResponse:
        """Pages for everybody are still served; an act is not done, not even by a visitor."""
        logout(request)
        messages.info(
            request,
            _("You were signed out because nothing had happened for a while. Welcome back."),
        )
        if request.method in ("GET", "HEAD"):
            return self.get_response(request)
        sign_in = resolve_url(settings.LOGIN_URL)
        return send_first_to(request, sign_in, code="signed_out", status=401)


class SecondFactorMiddleware:
    """Who meets confidential data goes no further without a second factor.

    Without any they are led to a page that explains and offers; with one that this session has
    not seen, they show it first.
    """

    # Beside pages for everybody: what it takes to get a factor, to prove oneself, to leave.
    OPEN = frozenset(
        {
            "account_logout",
            "account_reauthenticate",
            "people:start_second_factor",
            "people:prove_by_code",
            "people:show_clock",
            "people:stay_signed_in",
            "people:make_recovery_codes",
            "people:download_recovery_codes",
            "people:keep_recovery_codes",
        }
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in self.OPEN or name.startswith("mfa_") or proved_second_factor(request):
            return None
        if not must_have_second_factor(request.user):
            return None
        start = reverse("people:start_second_factor")
        return send_first_to(request, start, code="second_factor_needed", status=403)


class FreshProofMiddleware:
    """Whoever must prove again who they are is led there and comes back to the page.

    allauth would keep a whole POST meanwhile, network address and browser included.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, ReauthenticationRequired):
            return None
        prove = reverse("account_reauthenticate")
        return send_first_to(request, prove, code="proof_needed", status=401)
