"""Invitations: a mail, a link of one use, a role."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.core.errors import RuleBroken
from mandat.people.models import Account, Grant, Invitation
from mandat.people.queries import holds
from mandat.people.roles import Role
from mandat.people.services import (
    accept_invitation,
    end_grant,
    invite,
    resend_invitation,
    token_hash,
    withdraw_invitation,
)
from mandat.people.states import InvitationState
from tests.factories import make_account
from tests.mail.delivering import delivered

NEW = "nour@example.org"


@pytest.fixture
def send(organisation, administrator):
    def _send(email=NEW, role=Role.FINANCE, language="en", **rest):
        return invite(
            organisation=organisation,
            email=email,
            role=role,
            language=language,
            by=administrator,
            **rest,
        )

    return _send


def token_in(mail):
    return re.search(r"/invitation/([\w-]+)/", mail.body).group(1)


def sent_token():
    return token_in(delivered()[-1])


def opened(token, client=None):
    client = client or Client(headers={"accept-language": "en"})
    client.get(reverse("people:open_invitation", args=[token]))
    return client


def answer(client, **data):
    return client.post(reverse("people:answer_invitation"), data)


def test_a_mail_in_the_language_of_the_invited_carries_the_link(send, organisation):
    send(language="fr")

    [mail] = delivered()
    assert mail.to == [NEW]
    assert organisation.name in mail.body
    assert re.search(r"^http\S+/invitation/[\w-]{43}/$", mail.body, re.MULTILINE)
    assert NEW not in mail.subject
    assert organisation.name not in mail.subject


def test_the_database_holds_no_link_that_opens(send):
    invitation = send()
    token = sent_token()

    stored = [str(getattr(invitation, f.attname)) for f in Invitation._meta.concrete_fields]
    assert token not in " ".join(stored)
    assert invitation.token_hash == token_hash(token)


def test_a_new_person_accepts_and_works_at_once(send, organisation, administrator):
    send()
    client = opened(sent_token())

    page = client.get(reverse("people:answer_invitation")).content.decode()
    assert organisation.name in page
    assert "finance" in page
    response = answer(client, name="Nour Haddad", language="ar")

    assert response.status_code == 302
    account = Account.objects.get(email=NEW)
    assert (account.name, account.language) == ("Nour Haddad", "ar")
    assert holds(account, organisation, {Role.FINANCE})
    assert client.session["_auth_user_id"] == str(account.pk)
    assert Grant.objects.get(account=account).granted_by == administrator
    assert account.emailaddress_set.get().verified


def test_the_journal_says_it_in_ids_and_codes(send, organisation):
    send()
    answer(opened(sent_token()), name="Nour Haddad", language="en")

    entries = Entry.objects.filter(organisation=organisation.public_id)
    actions = set(entries.values_list("action", flat=True))
    assert {"people.invitation.sent", "people.invitation.accepted"} <= actions
    assert not any(NEW in str(e.details) or "Nour" in str(e.details) for e in entries)


def test_the_link_serves_once(send):
    send()
    token = sent_token()
    answer(opened(token), name="Nour Haddad", language="en")

    second = opened(token)

    assert second.get(reverse("people:answer_invitation")).status_code == 404
    assert answer(second, name="Somebody Else", language="en").status_code == 404
    assert Account.objects.filter(email=NEW).count() == 1


def test_the_link_dies_after_seven_days(send, organisation, time_machine):
    send()
    token = sent_token()
    time_machine.move_to(timezone.now() + timedelta(days=7, seconds=1))

    response = answer(opened(token), name="Nour Haddad", language="en")

    assert response.status_code == 404
    assert not Account.objects.filter(email=NEW).exists()


def test_sending_again_kills_the_link_before(send, administrator, time_machine):
    invitation = send()
    first = sent_token()
    time_machine.move_to(timezone.now() + timedelta(minutes=3))

    resend_invitation(public_id=invitation.public_id, by=administrator)
    second = sent_token()

    assert first != second
    gone = opened(first).get(reverse("people:answer_invitation"))
    assert gone.status_code == 404
    assert opened(second).get(reverse("people:answer_invitation")).status_code == 200


def test_sending_again_at_once_is_refused(send, administrator):
    invitation = send()

    with pytest.raises(RuleBroken) as broken:
        resend_invitation(public_id=invitation.public_id, by=administrator)

    assert broken.value.code == "sent_just_now"
    assert len(delivered()) == 1


def test_a_withdrawn_invitation_opens_nothing(send, administrator):
    invitation = send()
    token = sent_token()

    withdraw_invitation(public_id=invitation.public_id, by=administrator)

    assert opened(token).get(reverse("people:answer_invitation")).status_code == 404
    with pytest.raises(RuleBroken):
        withdraw_invitation(public_id=invitation.public_id, by=administrator)


def test_an_invitation_dies_with_the_power_of_who_sent_it(send, organisation, administrator):
    other = make_account(role=Role.ADMINISTRATOR, organisation=organisation)
    send()
    token = sent_token()

    end_grant(public_id=Grant.objects.get(account=administrator).public_id, by=other)

    assert opened(token).get(reverse("people:answer_invitation")).status_code == 404


def test_who_has_an_account_signs_in_first(send, organisation):
    known = make_account(email=NEW)
    send()
    client = opened(sent_token())

    response = answer(client, name="Impostor", language="en")

    assert response.status_code == 422
    assert not holds(known, organisation, set(Role))
    assert "_auth_user_id" not in client.session
    page = client.get(reverse("people:answer_invitation")).content.decode()
    assert reverse("account_login") in page

    client.force_login(known)
    assert answer(client).status_code == 302
    assert holds(known, organisation, {Role.FINANCE})
    known.refresh_from_db()
    assert known.name == "Amina Diallo"


def test_another_account_does_not_take_the_invitation(send, organisation, stranger):
    send()
    client = Client(headers={"accept-language": "en"})
    client.force_login(stranger)
    opened(sent_token(), client)

    response = answer(client)

    assert response.status_code == 422
    assert not holds(stranger, organisation, set(Role))
    assert Invitation.objects.get().state == InvitationState.WAITING


def test_the_inviter_learns_nothing_about_accounts_elsewhere(
    client, administrator, organisation, stranger
):
    client.force_login(administrator)
    pages = []
    for email in (stranger.email, "nobody@example.org"):
        data = {"email": email, "role": "reader", "language": "en"}
        client.post(reverse("people:invite_person", args=[organisation.public_id]), data)
        page = client.get(reverse("people:list_people", args=[organisation.public_id]))
        pages.append(page.content.decode())
        withdraw_invitation(
            public_id=Invitation.objects.get(email=email).public_id, by=administrator
        )

    secrets = re.compile(r'[0-9a-f-]{36}|(?<=csrfmiddlewaretoken" value=")\w+|(?<=Token": ")\w+')
    known, unknown = (secrets.sub("", page) for page in pages)
    assert stranger.email in known
    assert known.replace(stranger.email, "nobody@example.org") == unknown


def test_an_accepted_invitation_keeps_no_address(send):
    send()
    answer(opened(sent_token()), name="Nour Haddad", language="en")

    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.email) == (InvitationState.ACCEPTED, "")


def test_a_role_with_an_end_keeps_it(send, organisation):
    end = timezone.now() + timedelta(days=30)
    send(ends_at=end)
    answer(opened(sent_token()), name="Nour Haddad", language="en")

    assert Grant.objects.get(account__email=NEW).ends_at == end


def test_who_holds_the_role_already_keeps_what_they_have(send, organisation, reader):
    send(email=reader.email, role=Role.READER, ends_at=timezone.now() + timedelta(days=3))
    grant = accept_invitation(hashed=token_hash(sent_token()), by=reader)

    assert grant.ends_at is None
    assert Grant.objects.filter(account=reader).count() == 1


def test_the_same_invitation_does_not_wait_twice(send):
    send()

    with pytest.raises(RuleBroken) as broken:
        send(email=NEW.upper())

    assert broken.value.code == "invitation_waits"
    assert len(delivered()) == 1


def test_an_administrator_does_not_invite_themselves_to_confidential_data(send, administrator):
    with pytest.raises(RuleBroken) as broken:
        send(email=administrator.email.upper(), role=Role.APPROVER)

    assert broken.value.code == "not_to_oneself"
    assert delivered() == []


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_nobody_but_administrators_invites(organisation, role):
    by = make_account(role=role, organisation=organisation)

    with pytest.raises(PermissionDenied):
        invite(organisation=organisation, email=NEW, role=Role.READER, language="en", by=by)

    assert delivered() == []


def test_the_token_leaves_the_address_at_once(send):
    send()
    response = Client().get(reverse("people:open_invitation", args=[sent_token()]))

    assert response.headers["Location"] == reverse("people:answer_invitation")
    assert "no-store" in response.headers["Cache-Control"]


def test_a_name_is_asked_for(send):
    send()
    client = opened(sent_token())

    response = answer(client, name=" ", language="en")

    assert response.status_code == 422
    assert not Account.objects.filter(email=NEW).exists()


def test_a_guessed_link_opens_nothing(send):
    send()

    assert opened("A" * 43).get(reverse("people:answer_invitation")).status_code == 404
    assert Client().get(reverse("people:answer_invitation")).status_code == 404
