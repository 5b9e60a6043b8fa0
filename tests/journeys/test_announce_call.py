"""An officer announces a call: takes a text, notes where it went; and the page serves everybody."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.calls.models import Posting
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account

LOOKS = (
    {"locale": "fr-FR"},
    {"locale": "fr-FR", "viewport": {"width": 320, "height": 720}},
    {"locale": "ar-EG", "viewport": {"width": 360, "height": 780}},
    {"locale": "en-GB", "color_scheme": "dark"},
)


@pytest.fixture
def officer(organisation):
    return make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation)


def path_of(call):
    return reverse("calls:announce_call", args=[call.public_id])


def test_a_text_is_copied_and_the_place_is_noted(visits, organisation, officer):
    call = published_call(organisation)
    visit = visits()
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.sign_in(officer)
    page = visit.open(path_of(call))

    page.get_by_role("button", name=re.compile("^Copy\\b.*Short")).click()
    copied = page.evaluate("navigator.clipboard.readText()")
    expect(page.get_by_role("button", name=re.compile("^Copied\\b.*Short"))).to_be_visible()
    page.get_by_role("textbox", name="Where").fill("ReliefWeb")
    page.get_by_label("Address of the announcement").fill("https://example.org/job/1")
    page.get_by_role("button", name="Note it").click()

    expect(page.get_by_text("It is noted where the call was announced.")).to_be_visible()
    expect(page.get_by_role("link", name="ReliefWeb")).to_be_visible()
    assert call.title in copied
    assert copied.endswith(reverse("open:show_call", args=[call.token]))
    assert Posting.objects.get().noted_by == officer
    visit.check_quiet()


@pytest.mark.parametrize("sensitive", [False, True])
@pytest.mark.parametrize("device", LOOKS)
def test_the_page_serves_everybody(visits, organisation, device, sensitive):
    officer = make_account(
        role=Role.PROGRAMME_OFFICER, organisation=organisation, language=device["locale"][:2]
    )
    call = published_call(organisation, sensitive=sensitive)
    visit = visits(**device)
    visit.sign_in(officer)

    visit.open(path_of(call))

    assert visit.violations() == []
    assert visit.overflow() <= 0
    visit.check_quiet()
