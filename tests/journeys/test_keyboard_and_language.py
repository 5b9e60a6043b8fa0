"""By keyboard alone, without script, in the language of the reader."""

from django.urls import reverse
from playwright.sync_api import expect


def test_the_first_stop_skips_to_the_content(visit, officer):
    visit.sign_in(officer)
    page = visit.open(reverse("web:show_home"))

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_the_account_menu_opens_and_closes_by_keyboard(visit, officer):
    visit.sign_in(officer)
    page = visit.open(reverse("web:show_home"))
    summary = page.locator("details.menu summary")

    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_question_mark_lists_the_shortcuts(visit, db):
    page = visit.open(reverse("web:show_gallery"))

    page.keyboard.press("?")

    expect(page.get_by_role("dialog", name="Shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Shortcuts")).to_be_hidden()


def test_panes_are_tabs_on_a_phone_and_both_stand_on_a_desk(visits, db):
    visit = visits(viewport={"width": 360, "height": 800})
    page = visit.open(reverse("web:show_gallery"))
    text, values = page.get_by_role("tab", name="Text"), page.get_by_role("tab", name="Values")
    expect(values).to_have_attribute("aria-selected", "true")
    expect(page.locator("#pane-source")).to_be_hidden()

    values.focus()
    page.keyboard.press("ArrowLeft")

    expect(text).to_be_focused()
    expect(page.locator("#pane-source")).to_be_visible()
    expect(page.locator("#pane-values")).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("#pane-values")).to_be_visible()
    expect(page.get_by_role("tab")).to_have_count(0)


def test_the_language_is_switched_on_the_page_and_kept(visits, officer):
    visit = visits(locale="ar-EG")
    visit.sign_in(officer)
    officer.language = ""
    officer.save()
    page = visit.open(reverse("web:show_privacy"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")

    page.get_by_role("button", name="Français").click()

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page).to_have_url(visit.address + reverse("web:show_privacy"))
    officer.refresh_from_db()
    assert officer.language == "fr"


def test_without_script_every_way_stays_open(visits, officer):
    visit = visits(java_script_enabled=False, viewport={"width": 360, "height": 800})
    visit.sign_in(officer)
    page = visit.open(reverse("web:show_home"))

    page.get_by_role("button", name="English").click()
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("link", name="Sign in", exact=True).first).to_be_visible()
