"""Guessing is slowed down by address and account; whose they are cannot be read from the counts."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.core.jobs import clear_sessions
from mandat.people.models import Count, Session
from tests.factories import make_account
from tests.mail.delivering import delivered
from tests.proving import later

PASSWORD = "a sentence only I know"
ADDRESS = "203.0.113.7"
FORGED = (
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30",'
    '"authenticatorData":"AAAA","signature":"AA","userHandle":"AAAAAAAAAAAAAAAAAAAAAA"}}'
)


@pytest.fixture
def lea(db):
    return make_account(email="lea@example.org", password=PASSWORD, name="Léa Martin")


def attempt(login, password, **extra):
    client = Client(headers={"accept-language": "en", "user-agent": "Curious/1.0"})
    data = {"login": login, "how": "password", "password": password}
    return client.post(reverse("account_login"), data, **extra)


def test_after_five_wrong_passwords_even_the_right_one_waits(lea):
    for number in range(5):
        attempt(lea.email, "wrong", REMOTE_ADDR=f"198.51.100.{number}")

    response = attempt(lea.email, PASSWORD, REMOTE_ADDR="198.51.100.99")

    assert "Too many attempts" in response.content.decode()


def test_guessing_at_one_account_leaves_the_others_alone(lea):
    noah = make_account(email="noah@example.org", password=PASSWORD)
    for number in range(6):
        attempt(lea.email, "wrong", REMOTE_ADDR=f"198.51.100.{number}")

    response = attempt(noah.email, PASSWORD, REMOTE_ADDR="198.51.100.99")

    assert response.headers["Location"] == reverse("web:show_home")


def test_a_made_up_forwarding_header_does_not_help(lea):
    for number in range(30):
        attempt(
            f"guess{number}@example.org",
            "wrong",
            REMOTE_ADDR=ADDRESS,
            headers={"x-forwarded-for": f"198.51.100.{number}"},
        )

    response = attempt(lea.email, PASSWORD, REMOTE_ADDR=ADDRESS)

    assert response.status_code == 429
    assert "Too many attempts" in response.content.decode()


def test_behind_a_proxy_the_entry_that_it_wrote_is_counted(lea, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(30):
        attempt(
            f"guess{number}@example.org",
            "wrong",
            REMOTE_ADDR="10.0.0.1",
            headers={"x-forwarded-for": f"198.51.100.{number}, {ADDRESS}"},
        )

    same = attempt(lea.email, PASSWORD, headers={"x-forwarded-for": ADDRESS})
    other = attempt(lea.email, PASSWORD, headers={"x-forwarded-for": "198.51.100.99"})

    assert (same.status_code, other.status_code) == (429, 302)


def test_codes_to_one_address_are_limited_and_the_answer_stays_the_same(lea):
    texts = []
    for address in (lea.email, "nobody@example.org"):
        for _ in range(4):
            client = Client(headers={"accept-language": "en"})
            response = client.post(reverse("account_login"), {"login": address, "how": "code"})
        texts.append(response.content.decode().replace(address, "").split("<main")[1])

    assert "Too many attempts" in texts[0]
    # The token of the form differs at every load.
    assert _without_token(texts[0]) == _without_token(texts[1])
    assert [m.to[0] for m in delivered()].count(lea.email) == 3


def _without_token(text):
    lines = text.splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


def test_neither_counts_nor_sessions_hold_an_address_or_a_browser(lea):
    client = Client(headers={"user-agent": "Curious/1.0"}, REMOTE_ADDR=ADDRESS)
    client.post(reverse("account_login"), {"login": lea.email, "how": "code"})
    attempt(lea.email, PASSWORD, REMOTE_ADDR=ADDRESS)

    assert Count.objects.count() > 2
    assert Session.objects.count() == 2
    for row in Count.objects.all():
        for secret in (ADDRESS, lea.email, "Curious", str(lea.pk) + ":"):
            assert secret not in row.cache_key
            assert secret not in row.value
    for row in Session.objects.all():
        assert ADDRESS not in repr(row.get_decoded())
        assert "Curious" not in repr(row.get_decoded())


def test_a_session_row_names_its_account_and_goes_with_it(lea):
    client = Client()
    client.force_login(lea)
    assert Session.objects.get().account == lea

    client.logout()

    assert not Session.objects.filter(account=lea).exists()


def test_counts_whose_time_is_over_are_forgotten(db, time_machine):
    cache.set("short", 1, timeout=30)
    cache.set("long", 1, timeout=3600)
    later(time_machine, 60)

    clear_sessions()

    assert Count.objects.count() == 1
    assert Count.objects.get().expires > timezone.now()


@pytest.mark.parametrize(
    "credential",
    ["", "x", "1", "[]", "null", "{}", '{"response": {}}', '{"id": "AA", "rawId": "AA"}',
     '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AA"}}',
     FORGED],
)  # fmt: skip
def test_a_made_up_passkey_signs_nobody_in(lea, credential):
    client = Client()
    asked = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert asked.json()["request_options"]["publicKey"]["challenge"]

    response = client.post(reverse("mfa_login_webauthn"), {"credential": credential})

    assert response.headers["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session
