"""Fresh proof by a code sent by e-mail, for who has neither password nor second factor.

allauth signs in by code but proves nobody again by it. The session holds a hash of the code; a
code serves once, for ten minutes and three attempts.
"""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken

_STATE = "people.proof_code"
_SALT = "mandat.people.sign_in.by_code"
LIFE = 10 * 60  # seconds
ATTEMPTS = 3


def send_code(request: HttpRequest) -> None:
    """A new code is on its way to the account's address; an earlier one no longer serves."""
    email = request.user.email  # type: ignore[union-attr]
    if not ratelimit.consume(request, action="request_login_code", key=email.lower()):
        raise RuleBroken("too_many", _("Too many codes were sent. Wait a minute, then try again."))
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    request.session[_STATE] = {"hash": _hashed(code), "at": time.time(), "failed": 0}
    adapter.send_mail("account/email/proof_code", email, {"code": code})


def is_waiting(request: HttpRequest) -> bool:
    """Whether a code was sent that can still be typed."""
    state = request.session.get(_STATE)
    return state is not None and time.time() - state["at"] < LIFE and state["failed"] < ATTEMPTS


def accept_code(request: HttpRequest, code: str) -> bool:
    """Whether the code is the one that was sent; if so, the session holds a fresh proof."""
    if not is_waiting(request):
        return False
    state: dict[str, Any] = request.session[_STATE]
    if not constant_time_compare(state["hash"], _hashed(code)):
        request.session[_STATE] = state | {"failed": state["failed"] + 1}
        return False
    del request.session[_STATE]
    record_authentication(request, request.user, method="code", reauthenticated=True)
    return True


def _hashed(code: str) -> str:
    return salted_hmac(_SALT, normalize_user_code(code), algorithm="sha256").hexdigest()
