"""Administrators set up mailboxes; their passwords are shown to nobody."""

import pytest
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.intake.gate.imap import Encryption, Trouble
from mandat.intake.gate.mailboxes import Wanted, add_mailbox, place_of
from mandat.intake.models import Mailbox
from mandat.people.roles import Role
from tests.factories import make_account
from tests.intake.gate.dovecot import LOGIN, PASSWORD, free_port
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


def typed(organisation, port, **changes):
    return {
        "organisation": str(organisation.public_id),
        "address": "calls@example.org",
        "host": "127.0.0.1",
        "port": port,
        "encryption": "none",
        "login": LOGIN,
        "password": PASSWORD,
        "folder": "INBOX",
    } | changes


@pytest.fixture
def mailbox(organisation, administrator):
    wanted = Wanted("calls@example.org", "127.0.0.1", free_port(), Encryption.NONE, LOGIN, PASSWORD)
    return add_mailbox(organisation=organisation, wanted=wanted, by=administrator)


def page(name, *arguments):
    return reverse(f"intake:{name}", args=arguments)


def test_an_administrator_adds_a_mailbox_and_tests_it(client, organisation, administrator, dovecot):
    sign_in(client, administrator)

    added = client.post(page("add_mailbox"), typed(organisation, dovecot.port))
    mailbox = Mailbox.objects.get()
    tried = client.post(page("try_mailbox", mailbox.public_id), follow=True)

    assert added.status_code == 302
    assert "calls@example.org" in tried.text
    assert {m.level_tag for m in tried.context["messages"]} == {"success"}
    assert PASSWORD.encode() not in bytes(mailbox.password)
    assert place_of(mailbox).password == PASSWORD


def test_a_test_that_fails_says_why(client, administrator, mailbox):
    sign_in(client, administrator)

    tried = client.post(page("try_mailbox", mailbox.public_id), follow=True)

    assert [m.level_tag for m in tried.context["messages"]] == ["error"]


def test_the_password_is_never_shown_and_stays_when_none_is_typed(
    client, organisation, administrator, mailbox
):
    sign_in(client, administrator)
    address = page("change_mailbox", mailbox.public_id)

    shown = client.get(address)
    client.post(address, typed(organisation, 143, password=""))

    mailbox.refresh_from_db()
    assert LOGIN in shown.text
    assert PASSWORD not in shown.text
    assert (mailbox.port, place_of(mailbox).password) == (143, PASSWORD)


def test_trouble_is_shown_on_the_page(client, administrator, mailbox):
    Mailbox.objects.update(trouble=Trouble.LOGIN.value)
    sign_in(client, administrator)

    shown = client.get(page("list_mailboxes"))

    assert "callout bad" in shown.text


def test_the_same_mailbox_is_not_added_twice(client, organisation, administrator, mailbox):
    sign_in(client, administrator)

    again = client.post(page("add_mailbox"), typed(organisation, mailbox.port))

    assert again.status_code == 422
    assert Mailbox.objects.count() == 1


def test_a_stopped_mailbox_is_looked_into_no_more(client, administrator, mailbox):
    sign_in(client, administrator)

    client.post(page("stop_mailbox", mailbox.public_id))

    mailbox.refresh_from_db()
    assert not mailbox.is_active
    assert Entry.objects.filter(action="intake.mailbox.stopped").exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.APPROVER, Role.PROGRAMME_OFFICER])
def test_nobody_else_sees_mailboxes(client, organisation, mailbox, role):
    sign_in(client, make_account(role=role, organisation=organisation))

    assert client.get(page("list_mailboxes")).status_code == 404
    assert client.get(page("change_mailbox", mailbox.public_id)).status_code == 404


def test_an_administrator_of_another_organisation_changes_nothing(
    client, other_organisation, mailbox
):
    other = make_account(role=Role.ADMINISTRATOR, organisation=other_organisation)
    sign_in(client, other)

    assert client.post(page("stop_mailbox", mailbox.public_id)).status_code == 404
    taken = typed(mailbox.organisation, 1, address="other@example.org")
    assert client.post(page("add_mailbox"), taken).status_code == 422
