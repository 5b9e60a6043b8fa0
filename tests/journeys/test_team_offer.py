"""Somebody types a team and an offer: nothing is lost, whatever the line does."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mandat.intake.models import Application
from mandat.intake.sealing import link_key
from mandat.intake.services.confirming import ask_member
from mandat.intake.services.drafting import content_now, secret_now
from tests.calls.published import published_call
from tests.intake.applying import draft_application, file_now
from tests.journeys.test_every_page import LOOKS, _faults, _visit

pytestmark = pytest.mark.django_db(transaction=True)
REMEMBERED = "Object.keys(sessionStorage).filter((name) => name.startsWith('autosave:')).length"
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def call(organisation):
    return published_call(organisation)


@pytest.fixture
def application(call):
    return draft_application(call)


def _open(visit, application, name):
    visit.open(f"/apply/link/{link_key(application.public_id, application.key_at)}/")
    return visit.open(reverse(f"my:{name}", args=[application.public_id]))


def _now(application):
    return Application.objects.get(pk=application.pk)


def _kept(page):
    return page.locator("#kept [data-kept]")


def test_what_is_typed_is_saved_within_two_seconds_and_the_sums_follow(visits, application):
    page = _open(visits(**PHONE), application, "edit_offer")

    page.locator("#line-0-price").press_sequentially("500")
    page.locator("#line-0-price").fill("1 500,50")
    expect(_kept(page)).to_contain_text("Saved at", timeout=2_000)
    expect(page.locator("#sums")).to_contain_text("67,522.50")

    assert secret_now(_now(application))["lines"][0]["price"] == "1500.50"
    assert page.locator("#line-0-price").input_value() == "1 500,50"


def test_a_dropped_line_loses_nothing_and_takes_up_by_itself(visits, application):
    visit = visits(**PHONE)
    page = _open(visit, application, "edit_team")

    visit.context.set_offline(True)
    page.locator("#lead-name").fill("Binta Ndiaye")
    expect(_kept(page)).to_contain_text("the line dropped", timeout=5_000)
    kept = page.evaluate(REMEMBERED)
    before = content_now(_now(application))["lead"]["name"]
    visit.context.set_offline(False)
    expect(_kept(page)).to_contain_text("Saved at", timeout=10_000)

    assert before == "Amina Diallo"
    assert kept == 1
    assert content_now(_now(application))["lead"]["name"] == "Binta Ndiaye"
    assert page.evaluate(REMEMBERED) == 0
    visit.said = [line for line in visit.said if "ERR_INTERNET_DISCONNECTED" not in line]


def test_two_windows_are_told_of_each_other_and_one_chooses(visits, application):
    visit = visits(**PHONE)
    page = _open(visit, application, "edit_team")
    other = visit.context.new_page()
    other.goto(page.url)
    other.locator("#lead-name").fill("Awa Sow")
    expect(_kept(other)).to_contain_text("Saved at")

    visit.expected_status = 409
    page.locator("#lead-name").fill("Binta Ndiaye")
    expect(page.locator("#conflict")).to_contain_text("Awa Sow")
    stays = page.locator("#lead-name").input_value()
    page.get_by_role("button", name="Keep what is here").click()
    page.wait_for_load_state()

    assert stays == "Binta Ndiaye"
    expect(page.locator("#lead-name")).to_have_value("Binta Ndiaye")
    assert content_now(_now(application))["lead"]["name"] == "Binta Ndiaye"


def test_a_member_is_added_and_asked_with_the_keyboard(visits, application):
    page = _open(visits(**PHONE), application, "edit_team")

    page.get_by_role("button", name="Add a member").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#member-m2")
    page.locator("#member-m2-name").focus()
    page.keyboard.type("Marie Kane")
    page.keyboard.press("Tab")
    page.keyboard.type("Statisticienne")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    members = content_now(_now(application))["members"]
    assert [(m["key"], m["name"], m["role"]) for m in members][1] == (
        "m2",
        "Marie Kane",
        "Statisticienne",
    )


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_team_offer_and_confirmation_serve_everybody(visits, call, language, width, theme):
    application = draft_application(call)
    filed = file_now(draft_application(call, address="b@example.org")).application
    member = ask_member(application=application, key="m1", at=timezone.now())
    visit = _visit(visits, language, width, theme)

    faults = []
    for one in (application, filed):
        _open(visit, one, "show_application")
        for name in ("edit_team", "edit_offer"):
            path = reverse(f"my:{name}", args=[one.public_id])
            faults += _faults(visit, name, path, 200, language)
    visit.open(f"/my/member/link/{link_key(member.public_id, member.asked_at, 'member')}/")
    path = reverse("my:confirm_member", args=[member.public_id])
    faults += _faults(visit, "confirm_member", path, 200, language)
    faults += _faults(visit, "gone", f"/my/member/link/{'0' * 64}/", 404, language)

    assert faults == []
