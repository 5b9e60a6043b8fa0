"""A public call with the people around it."""

import pytest
from django.test import Client

from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.proving import sign_in


@pytest.fixture
def call(organisation):
    return published_call(organisation, days=30)


@pytest.fixture
def sensitive_call(organisation):
    return published_call(organisation, days=30, sensitive=True)


@pytest.fixture
def approver(organisation):
    return make_account(role=Role.APPROVER, organisation=organisation, name="Ibrahim Cissé")


@pytest.fixture
def colleague(organisation):
    return make_account(
        role=Role.PROGRAMME_OFFICER, organisation=organisation, name="Odile Mercier"
    )


@pytest.fixture
def desk(officer):
    """The officer's browser."""
    client = Client(headers={"accept-language": "en"})
    sign_in(client, officer)
    return client


@pytest.fixture
def client():
    """A visitor who reads English."""
    return Client(headers={"accept-language": "en"})
