"""The rooms on the chain, and what waits in each: every room signs up in its `apps.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person: what it is, why, and where to do it.

    `weight` orders the list, the most pressing first (0 is the most pressing).
    """

    title: Any
    reason: Any
    url: str
    action: Any
    weight: int = 50


@dataclass(frozen=True, slots=True)
class Room:
    """A bead of the chain, for holders of `roles` anywhere, and two questions put to it.

    `order` is the room's place in the flow of work. `waits(account)` lists what waits for
    that person; `count(account)` is the number shown beside the label.
    """

    name: str
    order: int
    label: Any
    icon: str
    url_name: str
    roles: frozenset[str]
    waits: Callable[[Any], Iterable[Waiting]]
    count: Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Place:
    """A page beside the chain, in the menu of the account: for holders of `roles` anywhere.

    `also` asks further, of those who hold none of them.
    """

    name: str
    order: int
    label: Any
    icon: str
    url_name: str
    roles: frozenset[str]
    also: Callable[[Any], bool] | None = None


_ROOMS: dict[str, Room] = {}
_PLACES: dict[str, Place] = {}
_WAITS: dict[str, tuple[Callable[[Any], Iterable[Waiting]], frozenset[str]]] = {}


def register_room(room: Room) -> None:
    """The room is on the chain from now on; signing up again replaces it."""
    _ROOMS[room.name] = room


def register_waits(
    name: str, waits: Callable[[Any], Iterable[Waiting]], roles: frozenset[str]
) -> None:
    """A room without a bead of its own also says what waits, for holders of these roles."""
    _WAITS[name] = (waits, roles)


def register_place(place: Place) -> None:
    """The page is in the menu of those it is for; signing up again replaces it."""
    _PLACES[place.name] = place


def places_of(account: Any, roles: Iterable[str]) -> list[Place]:
    """The pages beside the chain for a person who holds these roles somewhere."""
    held = set(roles)
    mine = (
        p for p in _PLACES.values() if p.roles & held or (p.also is not None and p.also(account))
    )
    return sorted(mine, key=lambda p: p.order)


def rooms_of(roles: Iterable[str]) -> list[Room]:
    """The rooms that whoever holds these roles has a reason to enter, in the order of the work."""
    held = set(roles)
    return sorted((r for r in _ROOMS.values() if r.roles & held), key=lambda r: r.order)


def waiting_for(account: Any, roles: Iterable[str]) -> list[Waiting]:
    """Everything that waits for a person who holds these roles, the most pressing first."""
    held = set(roles)
    found = [w for room in rooms_of(held) for w in room.waits(account)]
    for _name, (waits, asked) in sorted(_WAITS.items()):
        found += waits(account) if asked & held else ()
    return sorted(found, key=lambda w: w.weight)
