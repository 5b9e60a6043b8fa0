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
    """A bead of the chain: its label, its first page, and two questions put to it.

    `order` is the room's place in the flow of work. `waits(account)` lists what waits for
    that person; `count(account)` is the number shown beside the label.
    """

    name: str
    order: int
    label: Any
    icon: str
    url_name: str
    is_for: Callable[[Any], bool]
    waits: Callable[[Any], Iterable[Waiting]]
    count: Callable[[Any], int]


_ROOMS: dict[str, Room] = {}


def register_room(room: Room) -> None:
    """The room is on the chain from now on; signing up again replaces it."""
    _ROOMS[room.name] = room


def rooms_of(account: Any) -> list[Room]:
    """The rooms that this person has a reason to enter, in the order of the work."""
    return sorted((r for r in _ROOMS.values() if r.is_for(account)), key=lambda r: r.order)


def waiting_for(account: Any) -> list[Waiting]:
    """Everything that waits for this person in any room, the most pressing first."""
    found = [w for room in rooms_of(account) for w in room.waits(account)]
    return sorted(found, key=lambda w: w.weight)
