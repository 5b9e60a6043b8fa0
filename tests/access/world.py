"""Two organisations alike in everything, and a person of every role in each.

What the own organisation writes carries `MARK`: a page that shows it to anybody else leaks. Its
name does not: the law asks that whoever answers for personal data be named to everybody.
"""

from dataclasses import dataclass, field
from typing import Any

from mandat.people.models import Account, Organisation
from mandat.people.roles import Role
from tests.access.things import MARK, fill_organisation
from tests.factories import make_account, make_organisation

__all__ = ["MARK", "PERSONS", "VISITOR", "World", "build_world", "passes_as"]


@dataclass
class World:
    """What the matrix is tried on: `things` are those of the own side, by name."""

    own: Organisation
    twin: Organisation
    person: Account | None = None
    things: dict[str, Any] = field(default_factory=dict)
    meant: set[Account] = field(default_factory=set)  # whom its secrets are meant for


VISITOR, NO_ROLE = "visitor", "no role"
# People who are let in for what they are on one object, beside any role: all hold `reader`.
KEEPER, MEMBER, ASKER = "compartment keeper", "compartment member", "person who asked"
SPECIAL = (KEEPER, MEMBER, ASKER)
SIDES = ("own", "twin")
PERSONS = (
    VISITOR,
    NO_ROLE,
    *(f"{role.value} of {side}" for side in SIDES for role in Role),
    *(f"{special} of {side}" for side in SIDES for special in SPECIAL),
)


def passes_as(person: str) -> tuple[set[str], str]:
    """What the person counts as in the table, and their side: `clerk of twin` is a clerk there."""
    name, _of, side = person.partition(" of ")
    if not side:
        return set(), ""
    return ({name, Role.READER.value} if name in SPECIAL else {name}), side


def build_world(person: str) -> World:
    """Both organisations with their things, and the one person who tries the doors."""
    world = World(
        own=make_organisation("Maison première", country="FR", time_zone="Europe/Paris"),
        twin=make_organisation("Maison jumelle", country="FR", time_zone="Europe/Paris"),
    )
    counts_as, side = passes_as(person)
    if person != VISITOR:
        role = next((r for r in Role if r.value in counts_as), None)
        place = {"own": world.own, "twin": world.twin}.get(side)
        world.person = make_account(role=role, organisation=place, name="Nour Haddad")
    for here, organisation, mark in (("own", world.own, MARK), ("twin", world.twin, "Sosie")):
        insider = world.person if side == here and counts_as & set(SPECIAL) else None
        things = fill_organisation(organisation, mark, insider, counts_as)
        if here == "own":
            world.things = things
    return world
