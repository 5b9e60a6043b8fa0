"""A second factor by hand: with the keyboard alone, and the notice before the session ends."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse
from playwright.sync_api import expect

from mandat.people.roles import Role
from mandat.people.sign_in.clock import CLOCK, Clock
from mandat.people.sign_in.sessions import SessionStore
from tests.factories import make_account

PASSWORD = "a sentence only I know"


@pytest.fixture
def lea(organisation):
    return make_account(
        email="lea@example.org",
        name="Léa Martin",
        password=PASSWORD,
        role=Role.ADMINISTRATOR,
        organisation=organisation,
    )


def go_to(page, name, *, role, most=40):
    """Tab until the thing of that name has the focus, as somebody without mouse does."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{name} cannot be reached")


def test_an_app_is_added_and_used_by_keyboard_alone(visit, lea, settings):
    settings.SECOND_FACTOR_BY_ROLE = True
    page = visit.open("/home/")
    go_to(page, "E-mail address", role="textbox")
    page.keyboard.type(lea.email)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step protects what you see")
    go_to(page, "Add an app with codes", role="link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="Code to scan with the app")).to_be_visible()
    secret = page.locator(".secret").text_content()
    go_to(page, "Code of the app", role="textbox")
    page.keyboard.type(_code(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    codes = page.locator(".codes code").all_text_contents()
    assert visit.violations() == []
    go_to(page, "I have kept them", role="button")
    page.keyboard.press("Enter")

    expect(page).to_have_url(visit.address + "/home/")
    assert len(codes) == 10


def _code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_the_codes_can_be_taken_as_a_file_and_the_page_goes_on(visit, lea):
    visit.sign_in(lea)
    page = visit.open(reverse("mfa_activate_totp"))
    secret = page.locator(".secret").text_content()
    page.get_by_label("Code of the app").fill(_code(secret))
    page.get_by_role("button", name="Add the app").click()
    codes = page.locator(".codes code").all_text_contents()

    for _again in range(2):
        with page.expect_download() as taken:
            page.get_by_role("button", name="Take them as a text file").click()
    text = taken.value.path().read_text("utf-8")

    assert taken.value.suggested_filename == "mandat-recovery-codes.txt"
    assert [line for line in text.splitlines() if line.isdigit()] == codes


def _shorten(visit, *, idle):
    """The session lasts only so many seconds without activity, counted from now."""
    cookies = {c["name"]: c["value"] for c in visit.context.cookies()}
    session = SessionStore(cookies["sessionid"])
    session[CLOCK] = Clock(since=time.time(), seen=time.time(), idle=idle).packed()
    session.save()


def test_the_page_says_before_the_session_ends_and_staying_is_one_click(visit, lea):
    visit.sign_in(lea)
    visit.open("/home/")
    _shorten(visit, idle=64)
    page = visit.open("/account/")
    notice = page.get_by_role("alertdialog")

    expect(notice).to_be_visible(timeout=20_000)
    expect(notice).to_contain_text("You will be signed out in one minute")
    assert visit.violations() == []
    notice.get_by_role("button", name="Stay signed in").click()

    expect(notice).to_be_hidden()
    assert page.request.get(visit.address + "/account/clock/").json()["left"] > 60


def test_after_the_end_what_was_typed_stands_and_is_sent_after_signing_in_again(visit, lea):
    visit.sign_in(lea)
    visit.open("/home/")
    _shorten(visit, idle=8)
    page = visit.open(reverse("account_change_password"))
    page.get_by_label("Current Password").fill(PASSWORD)
    page.get_by_label("New Password", exact=True).fill("another sentence only I know")
    page.get_by_label("New Password (again)").fill("another sentence only I know")
    notice = page.get_by_role("alertdialog")
    expect(notice).to_contain_text("What you typed is still on this page", timeout=20_000)
    with visit.context.expect_page() as opened:
        notice.get_by_role("link", name="Sign in in another tab").click()
    other = opened.value
    other.get_by_label("E-mail address").fill(lea.email)
    other.get_by_label("With my password").check()
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Continue").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("Hello Léa")

    notice.get_by_role("button", name="I am back").click()
    expect(notice).to_be_hidden()
    page.get_by_role("button", name="Change the password").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    lea.refresh_from_db()
    assert lea.check_password("another sentence only I know")
