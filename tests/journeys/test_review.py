"""A programme officer brings terms of reference in and settles what is open, by mouse and keys."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.calls.models import Call
from mandat.calls.origins import Origin
from tests.calls.test_services import TEXT, imported
from tests.journeys.test_every_page import LOOKS, _faults, _visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_the_review(visit, officer, organisation):
    call = imported(organisation, officer)
    visit.sign_in(officer)
    page = visit.open(reverse("calls:review_call", args=[call.public_id]))
    return call, page


def field(call, name):
    return call.draft_fields.get(name=name)


def test_a_text_pasted_by_somebody_new_becomes_a_draft_under_review(visit, officer):
    visit.sign_in(officer)
    page = visit.open(reverse("web:show_home"))

    page.get_by_role("link", name="Import terms of reference").first.click()
    page.get_by_label("Paste the text").fill(TEXT)
    page.get_by_role("button", name="Read the text").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Bamako")
    expect(page.locator("#field-deadline")).to_contain_text("to settle")
    assert Call.objects.get().terms.text == TEXT


def test_a_field_lights_its_places_and_a_place_leads_to_its_field(at_the_review):
    _call, page = at_the_review

    page.locator("#name-working_days").click()
    expect(page.locator("#source mark.on")).to_contain_text("30 jours")

    page.locator("#source mark[data-fields~=budget] a").first.click()
    expect(page.locator("#field-budget")).to_be_focused()


def test_choosing_by_keyboard_alone_is_saved_at_once(at_the_review):
    call, page = at_the_review

    page.keyboard.press("n")
    expect(page.locator("#field-deadline")).to_be_focused()
    page.keyboard.press("2")

    expect(page.locator("#saved")).to_contain_text("Saved at")
    expect(page.locator("#field-deadline .state")).to_contain_text("chosen")
    assert field(call, "deadline").value == "2026-02-12T17:00"
    assert field(call, "deadline").origin == Origin.CHOSEN


def test_correcting_saves_without_a_button_and_keeps_the_editor_open(at_the_review):
    call, page = at_the_review
    page.locator("#name-working_days").click()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("25")

    page.keyboard.press("Tab")

    expect(page.locator("#field-working_days .state")).to_contain_text("corrected")
    expect(page.locator("#edit-working_days")).to_have_attribute("open", "")
    assert field(call, "working_days").value == 25


def test_what_cannot_be_read_is_said_beside_the_input_and_kept(visit, at_the_review):
    call, page = at_the_review
    visit.expected_status = 422
    page.locator("#name-working_days").click()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("a month")
    page.keyboard.press("Tab")

    expect(page.locator("#edit-working_days .error")).to_contain_text("whole number")
    expect(page.locator("#working_days-value")).to_have_value("a month")
    assert field(call, "working_days").value == 30


def test_a_remark_is_set_aside_with_a_reason_and_comes_back(at_the_review):
    call, page = at_the_review
    remarks = page.locator("#remarks")
    remarks.locator("#remarks-blocking > summary").click()
    remark = remarks.locator("#remarks-blocking .remark").last
    remark.get_by_text("Does not apply here").click()
    remark.get_by_label("Why it does not apply").fill("The grid is in the annex.")

    remark.get_by_role("button", name="Set the remark aside").click()
    expect(remarks.locator("#remarks-dismissed > summary")).to_contain_text("1")
    assert call.dismissals.get().reason == "The grid is in the annex."

    remarks.locator("#remarks-dismissed > summary").click()
    remarks.get_by_role("button", name="Bring it back").click()
    expect(remarks.locator("#remarks-dismissed")).to_have_count(0)
    assert not call.dismissals.exists()


def test_a_line_that_drops_loses_nothing_and_goes_again(visit, at_the_review):
    call, page = at_the_review
    page.locator("#name-working_days").click()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("28")
    visit.context.set_offline(True)
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_contain_text("Not saved")
    expect(page.locator("#working_days-value")).to_have_value("28")

    visit.context.set_offline(False)

    expect(page.locator("#field-working_days .state")).to_contain_text("corrected", timeout=12_000)
    assert field(call, "working_days").value == 28
    told = ("ERR_INTERNET_DISCONNECTED", "htmx:")  # what the browser and htmx say of a dropped line
    visit.said[:] = [line for line in visit.said if not any(word in line for word in told)]


def test_on_a_phone_the_two_panes_are_tabs(visits, officer, organisation):
    call = imported(organisation, officer)
    phone = visits(viewport={"width": 360, "height": 740})
    phone.sign_in(officer)
    page = phone.open(reverse("calls:review_call", args=[call.public_id]))
    expect(page.locator("#source")).to_be_hidden()

    page.locator("#field-working_days .see-place").click()

    expect(page.locator("#source")).to_be_visible()
    expect(page.locator("#source mark.on")).to_contain_text("30 jours")


def test_without_script_the_same_acts_work_page_by_page(visits, officer, organisation):
    call = imported(organisation, officer)
    plain = visits(java_script_enabled=False)
    plain.sign_in(officer)
    page = plain.open(reverse("calls:review_call", args=[call.public_id]))

    page.locator("#field-deadline input[name=reading]").nth(1).check()
    page.locator("#field-deadline").get_by_role("button", name="Keep the chosen one").click()

    expect(page.locator("#field-deadline .state")).to_contain_text("chosen")
    assert field(call, "deadline").value == "2026-02-12T17:00"


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_pages_of_calls_serve_everybody(visits, officer, organisation, language, width, theme):
    visit = _visit(visits, language, width, theme)
    visit.sign_in(officer)
    empty = _faults(visit, "no call yet", reverse("calls:list_calls"), 200, language)
    call = imported(organisation, officer)
    review = reverse("calls:review_call", args=[call.public_id])
    faults = [
        *empty,
        *_faults(visit, "list", reverse("calls:list_calls"), 200, language),
        *_faults(visit, "import", reverse("calls:import_call"), 200, language),
        *_faults(visit, "review", review, 200, language),
        *_faults(visit, "editing", f"{review}?edit=deliverables", 200, language),
        *_faults(visit, "home", reverse("web:show_home"), 200, language),
    ]

    assert faults == []
