"""Who works at admission, and a call whose deadline can be put behind."""

import pytest

from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.proving import sign_in


@pytest.fixture
def call(organisation):
    return published_call(organisation)


@pytest.fixture
def clerk(organisation):
    return make_account(role=Role.CLERK, organisation=organisation, name="Noémie Clerc")


@pytest.fixture
def at_desk(client, clerk):
    """The test client, signed in as the clerk."""
    sign_in(client, clerk)
    return client
