"""Who may do what with an organisation: one table, tried by every role here and next door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.people import policies
from mandat.people.models import Grant, Invitation
from mandat.people.roles import Role
from mandat.people.services import (
    add_funding,
    add_grid,
    add_programme,
    delegate_grant,
    invite,
)
from tests.factories import make_account
from tests.people.test_organisations import GRID
from tests.people.test_programmes import FUNDING

EVERY = frozenset(Role)
ADMINISTRATOR = {Role.ADMINISTRATOR}
CALLS = EVERY - {Role.ASSESSOR, Role.CLERK, Role.DATA_PROTECTION_OFFICER}
WRITERS = {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER}

# The policy, what it is asked about, and the roles that pass.
TABLE = {
    "can_see_organisation": ("organisation", EVERY),
    "can_change_settings": ("organisation", ADMINISTRATOR),
    "can_see_people": (
        "organisation",
        {Role.ADMINISTRATOR, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER},
    ),
    "can_manage_grants": ("organisation", ADMINISTRATOR),
    "can_see_grant": ("grant", {Role.ADMINISTRATOR, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER}),
    "can_change_grant": ("grant", ADMINISTRATOR),
    "can_end_grant": ("grant", ADMINISTRATOR),
    "can_delegate_grant": ("grant", ADMINISTRATOR),
    "can_manage_invitation": ("invitation", ADMINISTRATOR),
    "can_see_programmes": ("organisation", CALLS),
    "can_write_programmes": ("organisation", WRITERS),
    "can_see_programme": ("programme", CALLS),
    "can_edit_programme": ("programme", WRITERS),
    "can_see_fundings": ("organisation", CALLS),
    "can_write_fundings": ("organisation", WRITERS | {Role.FINANCE}),
    "can_see_funding": ("funding", CALLS),
    "can_edit_funding": ("funding", WRITERS | {Role.FINANCE}),
    "can_see_grids": ("organisation", CALLS),
    "can_write_grids": ("organisation", WRITERS),
    "can_see_grid": ("grid", CALLS),
    "can_edit_grid": ("grid", WRITERS),
}
READS = {name for name in TABLE if name.startswith("can_see")}


@pytest.fixture
def things(organisation, administrator, reader):
    """One object of each kind, of the organisation."""
    invite(
        organisation=organisation,
        email="n@example.org",
        role=Role.CLERK,
        language="en",
        by=administrator,
    )
    values = {"name": "Peers"}
    return {
        "organisation": organisation,
        "grant": Grant.objects.select_related("organisation").get(account=reader),
        "invitation": Invitation.objects.get(),
        "programme": add_programme(organisation=organisation, values=values, by=administrator),
        "funding": add_funding(
            organisation=organisation, values=FUNDING, programmes=[], by=administrator
        ),
        "grid": add_grid(organisation=organisation, name="Usual", document=GRID, by=administrator),
    }


def test_the_table_has_every_policy():
    ours = {name for name in vars(policies) if name.startswith("can_")}

    assert ours == set(TABLE)


@pytest.mark.parametrize("role", Role)
def test_every_role_passes_where_the_table_says_and_nowhere_else(things, organisation, role):
    account = make_account(role=role, organisation=organisation)

    passes = {
        name
        for name, (kind, _roles) in TABLE.items()
        if getattr(policies, name)(account, things[kind])
    }

    assert passes == {name for name, (_kind, roles) in TABLE.items() if role in roles}


@pytest.mark.parametrize("role", Role)
def test_every_role_of_the_neighbour_is_a_stranger(things, other_organisation, role):
    account = make_account(role=role, organisation=other_organisation)

    assert not [n for n, (kind, _r) in TABLE.items() if getattr(policies, n)(account, things[kind])]


def test_an_auditor_changes_nothing():
    assert {name for name, (_kind, roles) in TABLE.items() if Role.AUDITOR in roles} <= READS


def test_the_holder_sees_lends_and_lays_down_their_own_role_and_does_not_prolong_it(things, reader):
    grant = things["grant"]

    assert policies.can_see_grant(reader, grant)
    assert policies.can_delegate_grant(reader, grant)
    assert policies.can_end_grant(reader, grant)
    assert not policies.can_change_grant(reader, grant)


def test_who_lent_a_role_sees_it_and_takes_it_back(organisation):
    holder = make_account(role=Role.FINANCE, organisation=organisation)
    colleague = make_account(role=Role.READER, organisation=organisation)
    at = timezone.now()
    lent = delegate_grant(
        public_id=Grant.objects.get(account=holder).public_id,
        to=colleague,
        starts_at=at,
        ends_at=at + timedelta(days=3),
        by=holder,
    )

    assert policies.can_see_grant(holder, lent)
    assert policies.can_end_grant(holder, lent)
    assert not policies.can_change_grant(holder, lent)
