"""The pages of somebody with a passkey, an app and a password, in every look: axe finds nothing."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from mandat.people.sign_in.ways import ways_of
from tests.factories import make_account
from tests.journeys.test_every_page import LOOKS, _faults, _visit
from tests.journeys.test_passkeys import LONG, authenticator

PASSWORD = "a sentence only I know"


@pytest.fixture
def lea(organisation):
    return make_account(email="lea@example.org", name="Léa Martin", password=PASSWORD)


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_pages_about_ones_factors_serve_everybody(visits, lea, language, width, theme):
    visit = _visit(visits, language, width, theme)
    _add_passkey(visit, lea)
    TOTP.activate(lea, "JBSWY3DPEHPK3PXP")

    faults = _faults(visit, "codes, shown", reverse("mfa_view_recovery_codes"), 200, language)
    visit.page.locator(".codes + .row button").first.click()
    passkey, app = (way.key for way in ways_of(lea))
    for name, path in {
        "account": reverse("people:show_account"),
        "codes, shown before": reverse("mfa_view_recovery_codes"),
        "rename": reverse("people:rename_passkey", args=[passkey]),
        "remove a passkey": reverse("people:remove_factor", args=[passkey]),
        "remove the app": reverse("people:remove_factor", args=[app]),
        "proof by passkey": reverse("mfa_reauthenticate_webauthn"),
        "proof by code": reverse("mfa_reauthenticate"),
        "proof by password": reverse("account_reauthenticate"),
        "change password": reverse("account_change_password"),
    }.items():
        faults += _faults(visit, name, path, 200, language)
    _sign_in_again(visit, lea)
    faults += _faults(visit, "second step", reverse("mfa_authenticate"), 200, language)

    assert faults == []


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_being_stopped_serves_everybody(visits, settings, db, language, width, theme):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    visit = _visit(visits, language, width, theme)
    for _attempt in range(2):
        visit.open(reverse("account_login"))
        visit.expected_status = 429
        visit.page.locator("#id_login").fill("nobody@example.org")
        visit.page.locator(".signin-form > .button").click()
        visit.page.wait_for_load_state("networkidle")
        if visit.page.url.endswith("/confirm/"):
            visit.context.clear_cookies(name="sessionid")

    assert visit.page.locator(".empty h1").count() == 1
    assert visit.violations() == []
    assert visit.overflow() <= 0


def _add_passkey(visit, account):
    authenticator(visit)
    visit.sign_in(account, proof="mfa")
    visit.open(reverse("mfa_add_webauthn"))
    visit.page.locator("[data-passkey-go]").click()
    visit.page.wait_for_url("**/recovery-codes/", timeout=LONG)
    assert Authenticator.objects.filter(user=account).count() == 2


def _sign_in_again(visit, account):
    visit.context.clear_cookies(name="sessionid")
    visit.open(reverse("account_login"))
    visit.page.locator("#id_login").fill(account.email)
    visit.page.locator("input[name=how][value=password]").check()
    visit.page.locator("#id_password").fill(PASSWORD)
    visit.page.locator(".signin-form > .button").click()
    visit.page.wait_for_url("**/factors/show/")
