"""Passkeys in a browser, with the virtual authenticator of Chromium's own tests."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import expect

from mandat.audit.models import Entry
from mandat.people.roles import Role
from tests.factories import make_account

PASSWORD = "a sentence only I know"
LONG = 12_000  # milliseconds; an old machine draws slowly


def authenticator(visit, **options):
    """A device of the person's browser that holds passkeys and says yes by itself."""
    line = visit.context.new_cdp_session(visit.page)
    line.send("WebAuthn.enable")
    described = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    line.send("WebAuthn.addVirtualAuthenticator", {"options": described | options})
    return line


@pytest.fixture
def lea(organisation, settings):
    settings.SECOND_FACTOR_BY_ROLE = True
    return make_account(
        email="lea@example.org",
        name="Léa Martin",
        password=PASSWORD,
        role=Role.ADMINISTRATOR,
        organisation=organisation,
    )


def first_step(page, account):
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("With my password").check()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def add_passkey(visit, account):
    """From the first sign-in to the page that was wanted, through the page that explains."""
    page = visit.open("/calls/")
    first_step(page, account)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step protects what you see")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill("Work telephone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Keep your recovery codes", timeout=LONG
    )
    page.get_by_role("button", name="I have kept them").click()
    expect(page).to_have_url(visit.address + "/calls/")
    return page


def sign_out(page):
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()


def test_a_passkey_is_added_and_then_signs_in_alone_and_back_to_the_page(visit, lea):
    authenticator(visit)
    page = add_passkey(visit, lea)
    sign_out(page)
    expect(page).to_have_url(visit.address + "/")

    page = visit.open("/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url(visit.address + "/account/", timeout=LONG)
    expect(page.get_by_text("Work telephone").first).to_be_visible()
    expect(page.get_by_text("Passkey, signs in alone")).to_be_visible()
    assert visit.violations() == []
    factor = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert factor.last_used_at is not None
    assert Entry.objects.get(action="people.factor.added").details == {"kind": "webauthn"}


def test_the_device_learns_the_public_id_and_no_number(visit, lea):
    line = authenticator(visit)
    known = []
    line.on("WebAuthn.credentialAdded", lambda event: known.append(event["credential"]))
    add_passkey(visit, lea)

    import base64  # noqa: PLC0415 -- only here

    assert [base64.b64decode(one["userHandle"]) for one in known] == [lea.public_id.bytes]


def test_after_the_password_the_passkey_is_asked_for(visit, lea):
    authenticator(visit)
    sign_out(add_passkey(visit, lea))

    page = visit.open("/account/")
    first_step(page, lea)
    expect(page.get_by_role("heading", level=1)).to_have_text("Now your second factor")
    assert visit.violations() == []
    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url(visit.address + "/account/", timeout=LONG)


def test_a_key_without_pin_serves_after_the_first_step(visit, lea):
    authenticator(
        visit, hasUserVerification=False, hasResidentKey=False, isUserVerified=False,
        transport="usb",
    )  # fmt: skip
    page = visit.open("/account/")
    first_step(page, lea)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Sign in with this passkey alone").uncheck()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Keep your recovery codes", timeout=LONG
    )
    page.get_by_role("button", name="I have kept them").click()
    sign_out(page)

    page = visit.open("/account/")
    first_step(page, lea)
    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url(visit.address + "/account/", timeout=LONG)
    expect(page.get_by_text("Passkey, after the code or the password")).to_be_visible()


def test_a_passkey_of_nobody_is_refused_in_words(visit, lea):
    authenticator(visit)
    sign_out(add_passkey(visit, lea))
    Authenticator.objects.all().delete()

    page = visit.open(reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("This passkey does not open an account here.")).to_be_visible(
        timeout=LONG
    )
    visit.open("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_refusal_of_the_device_is_said_and_nothing_is_lost(visit, lea):
    line = authenticator(visit, isUserVerified=False)
    page = visit.open("/account/")
    first_step(page, lea)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill("Work telephone")
    page.get_by_role("button", name="Add a passkey").click()

    says = page.get_by_role("alert")
    expect(says).to_contain_text("Try again", timeout=70_000)
    assert visit.violations() == []
    expect(page.get_by_label("Name of the passkey")).to_have_value("Work telephone")
    assert not Authenticator.objects.exists()
    line.detach()


def test_a_passkey_is_renamed_and_proves_again_before_it_is_removed(visit, lea, settings):
    settings.SECOND_FACTOR_BY_ROLE = False
    authenticator(visit)
    visit.sign_in(lea)
    page = visit.open(reverse("mfa_add_webauthn"))
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Keep your recovery codes", timeout=LONG
    )
    page = visit.open("/account/")
    page.get_by_role("link", name="Rename").click()
    page.get_by_label("Name of the passkey").fill("Old key")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Old key").first).to_be_visible()

    visit.sign_in(lea, proof="password")  # a session that has not seen the passkey
    page = visit.open("/account/")
    page.get_by_role("link", name=re.compile("^Remove")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    assert visit.violations() == []
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Remove a passkey", timeout=LONG)
    expect(page.get_by_text("Old key")).to_be_visible()
    page.get_by_role("button", name="Remove").click()

    expect(page.get_by_text("It is removed and no longer signs in.")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_without_script_the_other_ways_are_there(visits, lea):
    visit = visits(java_script_enabled=False)

    page = visit.open(reverse("account_login"))

    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
