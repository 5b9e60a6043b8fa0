"""What a line of the access matrix says, and the sets of people that lines name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mandat.people.roles import Role
from tests.access.world import APPLICANT, KEEPER, MEMBER, PASS, World

EVERYBODY = frozenset({"everybody"})
SIGNED_IN = frozenset({"signed in"})
NOBODY: frozenset[str] = frozenset()
LINK = "whoever holds the link"
FACTOR = "whoever has a factor of their own"


@dataclass(frozen=True)
class Entry:
    """`who`: EVERYBODY, SIGNED_IN, or roles and parts that people have in one object.

    `names`: the arguments of the address, when it names an object of the own organisation; then
    the same roles of the twin are refused too.
    """

    who: frozenset[Any]
    names: Callable[[World], dict[str, Any]] | None = None
    posts: dict[str, Any] = field(default_factory=dict)
    note: str = ""  # for whom else, in words: holders of a link, of a factor


def own(thing: str, **further: Any) -> Callable[[World], dict[str, Any]]:
    """The address names this thing of the own organisation; `further` may name another."""

    def names(world: World) -> dict[str, Any]:
        rest = {
            k: world.things[v.removeprefix("id of ")].public_id
            if isinstance(v, str) and v.startswith("id of ")
            else v
            for k, v in further.items()
        }
        return {"public_id": world.things[thing].public_id, **rest}

    return names


def _token(thing: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"token": world.things[thing]}


def open_call(thing: str = "open call", **further: Any) -> Callable[[World], dict[str, Any]]:
    """The public address of a call; a sensitive one opens to whoever holds it."""
    return lambda world: {"token": world.things[thing].token, **further}


def _no_token(_world: World) -> dict[str, Any]:
    return {"token": "A" * 43}


def roles(*names: Role) -> frozenset[str]:
    return frozenset(role.value for role in names)


ALL = roles(*Role)
SEES = ALL - roles(Role.ASSESSOR, Role.CLERK, Role.DATA_PROTECTION_OFFICER)
OFFICER = roles(Role.PROGRAMME_OFFICER)
ADMIN = roles(Role.ADMINISTRATOR)
DPO = roles(Role.DATA_PROTECTION_OFFICER)
WRITES_PROGRAMMES = OFFICER | ADMIN
WRITES_FUNDING = WRITES_PROGRAMMES | roles(Role.FINANCE)
READS_DOSSIER = roles(Role.CLERK, Role.AUDITOR)
CLERK = roles(Role.CLERK)
APPROVER = roles(Role.APPROVER)
COUNTS = CLERK | OFFICER | APPROVER | roles(Role.SECRETARY, Role.AUDITOR)
SEES_PEOPLE = ADMIN | DPO | roles(Role.AUDITOR)
DECIDES_HOLDS = DPO | roles(Role.APPROVER)
OPENS_COMPARTMENTS = OFFICER | DPO
INSIDE = frozenset({KEEPER, MEMBER})
APPLIES = frozenset({APPLICANT})
SENDS = SIGNED_IN | {PASS}
