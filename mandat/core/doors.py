"""Doors: each view names the policy that decides who passes, and the door asks it.

`door` finds the object first and answers 404 both when it does not exist and when the
policy refuses: that a thing exists can itself be a secret. A view reached without account
says so with `open_door`. A test reads `view.policy` of every address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def door(
    policy: Callable[..., bool], find: Callable[..., Any] | None = None
) -> Callable[[View], View]:
    """The view runs only when `policy(account)` or `policy(account, found)` says yes.

    `find` takes the address's `public_id` and returns the object or nothing; the view
    receives the object in its place, and the address's other arguments as they are.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
            if find is None:
                if not policy(request.user):
                    raise Http404
                return view(request, **arguments)
            found = find(arguments.pop("public_id"))
            if found is None or not policy(request.user, found):
                raise Http404
            return view(request, found, **arguments)

        guarded.policy = f"{policy.__module__}.{policy.__name__}"  # type: ignore[attr-defined]
        return guarded

    return decorate


def open_door(view: View) -> View:
    """The view is for everybody, signed in or not."""
    view.policy = "everybody"  # type: ignore[attr-defined]
    return login_not_required(view)
