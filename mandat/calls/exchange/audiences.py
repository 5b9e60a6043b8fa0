"""Who is told what happens to a call: lists that rooms sign up, each read piece by piece.

The followers of a call are the first list. A later room adds those who applied, without this room
knowing them: `register_audience("intake.applicants", its_function)` in its `apps.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mandat.calls.exchange.sealing import address_of, key_of
from mandat.calls.models import Call, Follower
from mandat.calls.states import FollowerState
from mandat.mail.addresses import Recipient
from mandat.mail.values import Link

FOLLOWERS = "calls.followers"


@dataclass(frozen=True, slots=True)
class Listener:
    """One person on a list: the row they stand in, where they are reached, in which language.

    `digest` is that of their address (`mail.addresses.digest`): whoever stands on two lists is
    told once. `page` is where mail that says nothing leads; `leave` ends being told, where the
    person may end it.
    """

    row: int
    to: Recipient
    digest: str
    language: str
    page: Link
    leave: Link | None = None


# `(call, after, limit)`: the next people whose row is higher than `after`, lowest first. A row
# that cannot be reached is left out; `Slice.last` says how far the list was read.
@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of a list. `last` is the highest row looked at; `is_end` says that none follows."""

    listeners: Sequence[Listener]
    last: int
    is_end: bool


Recipients = Callable[[Call, int, int], Slice]
_AUDIENCES: dict[str, Recipients] = {}


def register_audience(name: str, recipients: Recipients) -> None:
    """The list is told from now on; signing up again replaces it. Lists are read by name."""
    _AUDIENCES[name] = recipients


def audience(name: str) -> Recipients | None:
    """The list of this name; None when its room is gone."""
    return _AUDIENCES.get(name)


def next_audience(after: str) -> str:
    """The list that is read after this one; "" when it was the last."""
    return min((name for name in _AUDIENCES if name > after), default="")


def follower_links(follower: Follower, token: str) -> tuple[Link, Link]:
    """The follower's own page, and the page that ends following."""
    place = {"token": token, "key": key_of(follower)}
    return Link("open:confirm_follower", place), Link("open:leave_call", place)


def followers(call: Call, after: int, limit: int) -> Slice:
    """Whoever confirmed that they follow the call."""
    found = list(
        Follower.objects.filter(call=call, state=FollowerState.CONFIRMED, pk__gt=after).order_by(
            "pk"
        )[:limit]
    )
    listeners = []
    for follower in found:
        follower.call = call  # with its organisation: one query for all
        address = address_of(follower)
        if address:
            page, leave = follower_links(follower, call.token or "")
            listeners.append(
                Listener(
                    follower.pk,
                    Recipient(address),
                    follower.address_digest,
                    follower.language,
                    page,
                    leave,
                )
            )
    return Slice(listeners, found[-1].pk if found else after, len(found) < limit)


def register() -> None:
    register_audience(FOLLOWERS, followers)
