"""After an erasure no table holds the name or the address of the person any more."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.documents.services import receive_file
from mandat.documents.uses import Use, register_use
from mandat.mail.models import Message
from mandat.people import services as people
from mandat.people.roles import Role
from mandat.privacy.services.erasure import execute_erasure, plan_erasure
from mandat.privacy.services.retention import keep_retention
from mandat.privacy.states import RequestKind
from mandat.vault import services as vault
from mandat.vault.scopes import CompartmentKind
from tests.factories import make_account
from tests.mail.delivering import delivered
from tests.privacy.conftest import opened

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Fatou Zwinglerova", "zwinglerova@example.org"
USE = Use("calls.test", "test", frozenset({"text/plain"}), 1_000_000, lambda by, file: True)


def places():
    """The tables whose rows hold the name or the address, as anybody with a dump could search."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- names from the database
            for row in cursor.fetchall():
                values = [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode()
                          for v in row]  # fmt: skip
                if b"zwinglerova" in b"\n".join(values).lower():
                    found.add(table)
    return found


@pytest.fixture
def person(organisation, officer, dpo):
    """Somebody who left traces in every room that can hold some."""
    administrator = make_account(role=Role.ADMINISTRATOR, organisation=organisation)
    for role in (Role.READER, Role.FINANCE):
        people.invite(
            organisation=organisation, email=EMAIL, role=role, language="fr", by=administrator
        )
    account = make_account(role=Role.READER, organisation=organisation, email=EMAIL, name=NAME)
    programme = people.add_programme(
        organisation=organisation, values={"name": "Waters", "theme": "water"}, by=officer
    )
    people.add_contact(
        public_id=programme.public_id, name=NAME, function="", email=EMAIL, by=officer
    )
    compartment = vault.open_compartment(
        organisation=organisation, kind=CompartmentKind.CONSULTATION, name="Circle", by=officer
    )
    vault.keep_identity(
        compartment=compartment, person=vault.Person(name=NAME, address=EMAIL), by=officer
    )
    register_use(USE)
    receive_file(
        use=USE,
        name=f"{NAME}.txt",
        chunks=[NAME.encode()],
        organisation=organisation,
        key_name=f"organisation.{organisation.public_id.hex}",
        owner=None,
        by=account,
    )
    Client().post(reverse("account_login"), {"login": EMAIL, "how": "code"})
    Client().force_login(account)
    delivered()
    return account


def test_no_table_holds_the_name_or_the_address_after_an_erasure(organisation, dpo, person):
    case = opened(organisation, RequestKind.ERASURE, email=EMAIL, name=NAME, words=NAME)
    delivered()
    before = places()
    assert {"people_account", "people_invitation", "people_programmecontact"} <= before
    assert {"documents_file", "mail_message", EmailAddress._meta.db_table} <= before

    plan = plan_erasure(case)
    execute_erasure(public_id=case.public_id, plan_sha256=plan.sha256, by=dpo)

    # The one mail that tells the person so has still to find its way.
    assert places() == {"mail_message"}
    assert Message.objects.get(to=EMAIL).template == "privacy/something_new"
    delivered()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        keep_retention()
        assert places() == set()
