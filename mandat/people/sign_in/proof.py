"""Fresh proof: before a grave act a person shows again that it is they who sit there.

Views of class 4, and changes of the ways to sign in, ask for a proof that is at most ten minutes
old: signing in itself, the password, a passkey, the app, or a code by e-mail for who has nothing
else. The records are allauth's own.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponseBase

from mandat.people.sign_in.policy import factors_of, proved_second_factor

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
MINUTES = 10


def is_proved(request: HttpRequest, *, minutes: int = MINUTES) -> bool:
    """Whether the person proved in the last minutes, in this session, who they are.

    Who has a second factor must have used it in this session, though not in the last minutes.
    """
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    newest = max((float(record.get("at", 0)) for record in records), default=0.0)
    if not 0 <= time.time() - newest < minutes * 60:
        return False
    return proved_second_factor(request) or not factors_of(request.user)


def recently_proved(*, minutes: int = MINUTES) -> Callable[[V], V]:
    """The view runs only with a fresh proof; else the person gives one and comes back.

    It stands inside the door: `@door(policy) @recently_proved() def view(...)`. What was sent
    with POST is not kept meanwhile: the person comes back to the page that holds the form.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **arguments: Any) -> HttpResponseBase:
            if not is_proved(request, minutes=minutes):
                raise ReauthenticationRequired
            return view(request, *args, **arguments)

        return cast("V", guarded)

    return decorate
