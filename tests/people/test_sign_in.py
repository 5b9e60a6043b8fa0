"""Sign-in: one form, two ways; the account page."""

import pytest
from django.test import Client
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.people.labels import ROLE_LABELS
from mandat.people.roles import Role
from tests.factories import make_account
from tests.mail.delivering import delivered

PASSWORD = "a sentence only I know"


@pytest.fixture
def lea(db):
    return make_account(email="lea@example.org", password=PASSWORD, name="Léa Martin")


def _post(client, **data):
    return client.post(reverse("account_login"), data, headers={"accept-language": "en"})


def test_the_code_goes_out_even_if_the_browser_filled_in_a_password(client, lea):
    response = _post(client, login=lea.email, how="code", password="filled in by the browser")

    assert response.headers["Location"] == reverse("account_confirm_login_code")
    assert delivered()[0].to == [lea.email]


def test_an_unknown_address_is_answered_like_a_known_one(client, lea):
    known = _post(client, login=lea.email, how="code")
    unknown = _post(Client(), login="nobody@example.org", how="code")

    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]


def test_the_password_signs_in(client, lea):
    response = _post(client, login=lea.email, how="password", password=PASSWORD)

    assert response.headers["Location"] == reverse("web:show_home")
    assert delivered() == []


def test_choosing_the_password_without_one_asks_for_it(client, lea):
    response = _post(client, login=lea.email, how="password", password="")

    assert "Type your password, or choose the code by e-mail." in response.content.decode()
    assert delivered() == []


def test_nobody_makes_an_account_alone(client, db):
    response = client.post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": PASSWORD},
        headers={"accept-language": "en"},
    )

    assert "Accounts are made by organisations" in response.content.decode()
    assert delivered() == []


def test_mail_names_no_network_address_and_no_browser(client, lea):
    client.post(
        reverse("account_login"),
        {"login": lea.email, "how": "code"},
        headers={"user-agent": "Curious/1.0"},
        REMOTE_ADDR="203.0.113.7",
    )

    [sent] = delivered()
    assert "203.0.113.7" not in sent.body
    assert "Curious" not in sent.body


def test_signing_out_is_journalled_once_and_only_for_who_was_in(client, lea):
    client.force_login(lea)
    client.post(reverse("account_logout"))
    client.post(reverse("account_logout"))

    assert Entry.objects.filter(action="people.account.signed_out").count() == 1


def test_the_account_page_shows_ones_own_roles_alone(client, officer, organisation, stranger):
    client.force_login(officer)

    page = client.get(reverse("people:show_account")).content.decode()

    assert organisation.name in page
    assert officer.email in page
    assert stranger.email not in page
    assert "Maison voisine" not in page


def test_every_role_has_a_label():
    assert set(ROLE_LABELS) == set(Role)


def test_the_page_that_waits_for_a_code_leads_whoever_is_signed_in_to_their_account(
    client, officer
):
    client.force_login(officer)

    response = client.get(reverse("account_email_verification_sent"), follow=True)

    assert response.request["PATH_INFO"] == reverse("people:show_account")
