"""A draft in which nothing stands in the way, and the people whom its publication takes."""

from dataclasses import dataclass
from typing import Any

from mandat.calls.life import services
from mandat.calls.models import Call
from mandat.people.models import Account, Organisation
from mandat.people.roles import Role
from tests.calls.published import draft_call
from tests.factories import make_account, make_organisation

BY_MAIL = {
    "channel": "email",
    "address": "appels@example.org",
    "address_present": True,
    "addresses": ["appels@example.org"],
    "exclusive": True,
}


@dataclass
class Team:
    """An organisation with an officer who writes, an approver, and four who may hold keys."""

    organisation: Organisation
    officer: Account
    approver: Account
    holders: list[Account]

    def seats(self) -> list[tuple[Any, Any]]:
        ids = [a.public_id for a in self.holders]
        return [(ids[0], ids[1]), (ids[2], ids[3])]


def make_team(**values: Any) -> Team:
    organisation = make_organisation(**{"country": "BE", "time_zone": "Europe/Brussels"} | values)
    return Team(
        organisation,
        make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation, name="Olga Petit"),
        make_account(role=Role.APPROVER, organisation=organisation, name="Albert Roy"),
        [
            make_account(role=Role.READER, organisation=organisation, name=f"Reader {n}")
            for n in range(4)
        ],
    )


def ready_draft(team: Team, values: dict[str, Any] | None = None, **columns: Any) -> Call:
    """A draft for which approval can be asked now."""
    wanted = {"submission": BY_MAIL} | (values or {})
    call = draft_call(team.organisation, by=team.officer, values=wanted, **columns)
    if columns.get("seals_prices", True):
        services.name_holders(
            public_id=call.public_id, seats=team.seats(), seen=None, by=team.officer
        )
    call.refresh_from_db()
    return call


def asked(team: Team, call: Call) -> Any:
    return services.ask_approval(public_id=call.public_id, by=team.officer)


def approved(team: Team, call: Call) -> Call:
    """The call, published by its approver."""
    approval = asked(team, call)
    return services.decide_approval(
        public_id=call.public_id,
        approval_id=approval.public_id,
        approved=True,
        note="",
        by=team.approver,
    )
