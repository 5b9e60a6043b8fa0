"""A passkey that signs in alone stands for two things: one has it, and is or knows something."""

import json

import pytest
from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.test import Client
from django.urls import reverse

from tests.factories import make_account
from tests.people.software_key import SoftwareKey
from tests.proving import later

pytestmark = pytest.mark.django_db
ALONE = reverse("mfa_login_webauthn")
PASSWORD = "a sentence only I know"


@pytest.fixture
def client():
    return Client(headers={"host": "testserver", "accept-language": "en"})


@pytest.fixture
def key(organisation):
    return SoftwareKey(make_account(email="lea@example.org"))


def challenge_of(client):
    return client.session[STATE_SESSION_KEY]["challenge"]


def sent(client, key, *, verified):
    answer = key.signed(challenge_of(client), verified=verified)
    client.post(ALONE, {"credential": json.dumps(answer)})
    return client.session.get("_auth_user_id")


def test_with_finger_face_or_pin_it_opens_the_account(client, key):
    client.get(ALONE, headers={"x-requested-with": "XMLHttpRequest"})

    assert sent(client, key, verified=True) == str(key.account.pk)


def test_found_in_the_street_it_does_not(client, key):
    client.get(ALONE, headers={"x-requested-with": "XMLHttpRequest"})

    assert sent(client, key, verified=False) is None


def test_nor_with_a_challenge_that_was_meant_for_the_second_step_of_somebody_else(
    client, key, time_machine
):
    finder = make_account(email="finder@example.org", password=PASSWORD)
    SoftwareKey(finder)
    fields = {"login": finder.email, "how": "password", "password": PASSWORD}
    client.post(reverse("account_login"), fields)
    client.get(reverse("mfa_authenticate"))
    assert client.session[STATE_SESSION_KEY]["user_verification"] != "required"
    later(time_machine, 16 * 60)  # by then the first step is forgotten, not so the challenge

    assert sent(client, key, verified=False) is None
