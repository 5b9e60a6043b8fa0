"""Two officers of one organisation, and calls that they both write."""

import pytest

from mandat.people.roles import Role
from tests.calls.test_services import imported
from tests.factories import make_account


@pytest.fixture
def colleague(organisation):
    return make_account(
        role=Role.PROGRAMME_OFFICER, organisation=organisation, name="Odile Mercier"
    )


@pytest.fixture
def call(organisation, officer):
    """A draft read from a text that contradicts itself about its deadline."""
    return imported(organisation, officer)
