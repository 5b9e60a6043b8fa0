"""Passes: what a visitor without account may open, kept in the session of their browser.

A pass is the string `<room>.<thing>:<32 hexadecimal digits of its public id>`. Whoever opens the
link of a mail is given one; it opens that one thing and nothing else, for twelve hours. Accounts
and visitors alike have `passes`, a frozenset: policies look there, and nowhere at the session.
"""

import re
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.middleware import get_user as account_of
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

LONGEST: Final = 12 * 60 * 60  # seconds that a pass lasts; the link of the mail gives a new one
_KEY: Final = "core.passes"  # its place in a session: {pass: seconds since 1970 when it was given}
_MOST: Final = 20  # passes of one browser; the oldest goes when one more is given
_SHAPE: Final = re.compile(r"[a-z_]{1,30}\.[a-z_]{1,30}:[0-9a-f]{32}")

Answer = Callable[[HttpRequest], HttpResponse]


class Visitor(AnonymousUser):
    """Somebody without account, and the passes that their browser holds."""

    def __init__(self, passes: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.passes = passes


def pass_name(label: str, public_id: UUID | str) -> str:
    """The pass of the thing of this label (`room.thing`) and public id."""
    return f"{label}:{UUID(str(public_id)).hex}"


def pass_of(thing: Any) -> str:
    """The pass that opens this object."""
    return pass_name(thing._meta.label_lower, thing.public_id)


def held_by(who: Any) -> frozenset[str]:
    """The passes of an account or a visitor; none of anything else that acts."""
    passes: frozenset[str] = getattr(who, "passes", frozenset())
    return passes


def opens(who: Any, label: str, identity: str) -> bool:
    """Whether they hold the pass of the thing that the journal names so."""
    held = held_by(who)
    try:
        return bool(held) and pass_name(label, identity) in held
    except ValueError:  # named by something else than a public id
        return False


def give_pass(request: HttpRequest, name: str) -> None:
    """The browser holds the pass from now on, under a new session key: an old one opens nothing."""
    if not _SHAPE.fullmatch(name):
        raise ValueError("a pass reads room.thing:<32 hexadecimal digits>")
    given = {**_given(request), name: int(timezone.now().timestamp())}
    newest = sorted(given.items(), key=lambda one: one[1])[-_MOST:]
    if request.session.session_key:  # a browser without session gets a new key anyhow
        request.session.cycle_key()
    request.session[_KEY] = dict(newest)
    _tell(request)


def drop_pass(request: HttpRequest, name: str) -> None:
    """The browser no longer holds the pass; without it nothing changes."""
    given = _given(request)
    if given.pop(name, None) is not None:
        request.session[_KEY] = given
        _tell(request)


def passes_of(request: HttpRequest) -> frozenset[str]:
    """The passes that the browser holds now. Without a session nothing is asked of the database."""
    return frozenset(_given(request))


def _given(request: HttpRequest) -> dict[str, int]:
    """The passes whose time is not over, and when each was given."""
    held = request.session.get(_KEY)
    if not isinstance(held, dict):
        return {}
    oldest = timezone.now().timestamp() - LONGEST
    return {name: at for name, at in held.items() if at > oldest}


def _tell(request: HttpRequest) -> None:
    """Whoever acts in the rest of this request has the passes of now."""
    request.user = _with_passes(request, request.user)


def _with_passes(request: HttpRequest, who: Any) -> Any:
    """The account with its passes, or a visitor with theirs. Reads the session and no more."""
    if not who.is_authenticated:
        return Visitor(passes_of(request))
    who.passes = passes_of(request)
    return who


class PassesMiddleware:
    """`request.user` knows its passes, looked up when somebody first asks who it is.

    Stands right behind the middleware that says who is signed in. Signing out empties the
    session, and with it every pass.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = SimpleLazyObject(lambda: _with_passes(request, account_of(request)))
        request.user = asked  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Whoever was signed out on the way here is a visitor like any other."""
        if type(request.user) is AnonymousUser:
            _tell(request)


def takes_passes[View: Callable[..., Any]](view: View) -> View:
    """The view is for accounts and for visitors with a pass; its door says which pass.

    Visitors without any are led to the sign-in page, as everywhere. An account still shows its
    second factor where its roles ask for one.
    """
    view.takes_passes = True  # type: ignore[attr-defined]
    return view


class SignInOrPassMiddleware(LoginRequiredMiddleware):
    """Asks for an account, except where a view takes passes and the visitor holds one."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> Any:
        if getattr(view_func, "takes_passes", False) and held_by(request.user):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
