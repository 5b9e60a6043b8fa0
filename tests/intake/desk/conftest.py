"""Who works at the desk."""

import pytest

from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account


@pytest.fixture
def call(organisation):
    return published_call(organisation)


@pytest.fixture
def clerk(organisation):
    return make_account(role=Role.CLERK, organisation=organisation, name="Noémie Clerc")


@pytest.fixture
def approver(organisation):
    return make_account(role=Role.APPROVER, organisation=organisation, name="Ibrahim Cissé")
