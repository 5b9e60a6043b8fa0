"""The clock of the machine is set back by an hour: nothing is lost, doubled or opened by it."""

from datetime import timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.queries import verify_chain
from mandat.audit.services import record
from mandat.mail.services import send_due
from mandat.people.queries import holds
from mandat.people.roles import Role
from mandat.people.services import invite
from mandat.vault import services as vault
from mandat.vault.queries import is_member
from mandat.vault.scopes import CompartmentKind
from tests.factories import make_account
from tests.proving import sign_in

HOUR = timedelta(hours=1)


def _back(time_machine):
    time_machine.move_to(timezone.now() - HOUR)


def _forth(time_machine):
    time_machine.move_to(timezone.now() + HOUR + timedelta(minutes=1))


def test_the_journal_keeps_its_order_and_stays_whole(organisation, officer, time_machine):
    record(actor=officer, action="people.settings.changed", organisation=organisation)
    _back(time_machine)
    record(actor=officer, action="people.settings.changed", organisation=organisation)

    entries = Entry.objects.filter(organisation=organisation.public_id).order_by("seq")
    earlier, later = list(entries)[-2:]
    assert later.at < earlier.at
    assert later.previous == earlier.hash
    assert verify_chain(str(organisation.public_id), ()).findings == []


def test_a_role_given_in_what_is_now_the_future_counts_only_then(organisation, time_machine):
    account = make_account(role=Role.FINANCE, organisation=organisation)
    assert holds(account, organisation, {Role.FINANCE})

    _back(time_machine)
    grant = account.grants.get()
    grant.starts_at = grant.granted_at
    grant.save()

    assert not holds(account, organisation, {Role.FINANCE})
    _forth(time_machine)
    assert holds(account, organisation, {Role.FINANCE})


def test_a_membership_of_a_compartment_is_not_longer_for_it(organisation, officer, time_machine):
    compartment = vault.open_compartment(
        organisation=organisation, kind=CompartmentKind.SELECTION, name="Cercle", by=officer
    )
    ends_at = compartment.memberships.get().ends_at

    _back(time_machine)
    assert is_member(officer, compartment)
    time_machine.move_to(ends_at + timedelta(seconds=1))

    assert not is_member(officer, compartment)


def test_a_session_goes_on_and_ends_no_later(officer, time_machine):
    client = Client()
    sign_in(client, officer)
    assert client.get("/home/").status_code == 200

    _back(time_machine)
    during = client.get("/home/").status_code
    time_machine.move_to(timezone.now() + HOUR + timedelta(hours=13))

    assert during == 200
    assert client.get("/home/").status_code == 302


def test_mail_waits_for_its_time_and_leaves_once(organisation, administrator, time_machine):
    invite(
        organisation=organisation,
        email="somebody@example.org",
        role=Role.READER,
        language="en",
        by=administrator,
    )

    _back(time_machine)
    send_due()
    during = len(mail.outbox)
    _forth(time_machine)
    send_due()
    send_due()

    assert during <= 1
    assert len(mail.outbox) == 1
