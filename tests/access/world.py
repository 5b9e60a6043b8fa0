"""Two organisations alike in everything, and a person of every role in each.

What the own organisation writes carries `MARK`: a page that shows it to anybody else leaks. Its
name does not: the law asks that whoever answers for personal data be named to everybody.
"""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from mandat.intake.models import TeamMember
from mandat.intake.sealing import link_key
from mandat.people.models import Account, Organisation
from mandat.people.roles import Role
from tests.access.things import MARK, fill_organisation
from tests.factories import make_account, make_organisation
from tests.proving import sign_in

__all__ = [
    "MARK",
    "PERSONS",
    "VISITOR",
    "World",
    "build_world",
    "come_in",
    "has_account",
    "is_insider",
    "link_of",
    "passes_as",
]


@dataclass
class World:
    """What the matrix is tried on: `things` are those of the own side, by name."""

    own: Organisation
    twin: Organisation
    person: Account | None = None
    things: dict[str, Any] = field(default_factory=dict)
    twin_things: dict[str, Any] = field(default_factory=dict)
    meant: set[Account] = field(default_factory=set)  # whom its secrets are meant for


VISITOR, NO_ROLE = "visitor", "no role"
# People who are let in for what they are on one object, beside any role: all hold `reader`.
KEEPER, MEMBER, ASKER = "compartment keeper", "compartment member", "person who asked"
SPECIAL = (KEEPER, MEMBER, ASKER)
# People without account: the links that their browser opened gave it passes.
APPLICANT, OTHER_APPLICANT, TEAM_MEMBER = "applicant", "applicant beside", "team member"
PASS = "holder of a pass"  # each of them, whatever it opens
LINKED = {
    APPLICANT: ("filed application", "draft application", "late application", "ended application"),
    OTHER_APPLICANT: ("other application",),
    TEAM_MEMBER: ("team member",),
}
SIDES = ("own", "twin")
PERSONS = (
    VISITOR,
    NO_ROLE,
    *(f"{role.value} of {side}" for side in SIDES for role in Role),
    *(f"{special} of {side}" for side in SIDES for special in SPECIAL),
    *(f"{linked} of {side}" for side in SIDES for linked in LINKED),
)


def passes_as(person: str) -> tuple[set[str], str]:
    """What the person counts as in the table, and their side: `clerk of twin` is a clerk there."""
    name, _of, side = person.partition(" of ")
    if not side:
        return set(), ""
    if name in LINKED:
        return {name, PASS}, side
    return ({name, Role.READER.value} if name in SPECIAL else {name}), side


def has_account(person: str) -> bool:
    """Whether they sign in; the others come without anything, or with passes."""
    return person != VISITOR and PASS not in passes_as(person)[0]


def is_insider(person: str) -> bool:
    """Whether they may read what the own organisation writes, or what was written with them."""
    counts_as, side = passes_as(person)
    return side == "own" and OTHER_APPLICANT not in counts_as


def come_in(client: Any, person: str, world: "World") -> None:
    """The browser of that person: signed in, or with the passes of the links that it opened."""
    if world.person is not None:
        sign_in(client, world.person)
    name, _of, side = person.partition(" of ")
    for thing in LINKED.get(name, ()):
        found = (world.things if side == "own" else world.twin_things)[thing]
        answer = client.get(link_of(found))
        assert answer.status_code == 302


def link_of(thing: Any) -> str:
    """The path that the mail about an application, or to a member of its team, leads to."""
    if isinstance(thing, TeamMember):
        key = link_key(thing.public_id, thing.asked_at, "member")
        return reverse("my:open_member_link", kwargs={"key": key})
    key = link_key(thing.public_id, thing.key_at)
    return reverse("apply:open_link", kwargs={"key": key})


def build_world(person: str) -> World:
    """Both organisations with their things, and the one person who tries the doors."""
    world = World(
        own=make_organisation("Maison première", country="FR", time_zone="Europe/Paris"),
        twin=make_organisation("Maison jumelle", country="FR", time_zone="Europe/Paris"),
    )
    counts_as, side = passes_as(person)
    if has_account(person):
        role = next((r for r in Role if r.value in counts_as), None)
        place = {"own": world.own, "twin": world.twin}.get(side)
        world.person = make_account(role=role, organisation=place, name="Nour Haddad")
    for here, organisation, mark in (("own", world.own, MARK), ("twin", world.twin, "Sosie")):
        insider = world.person if side == here and counts_as & set(SPECIAL) else None
        things = fill_organisation(organisation, mark, insider, counts_as)
        if here == "own":
            world.things = things
        else:
            world.twin_things = things
    return world
