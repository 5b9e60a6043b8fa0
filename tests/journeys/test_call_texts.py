"""Two officers at one draft, a corrected file, a translation and documents: in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.people.roles import Role
from tests.calls.published import draft_call, published_call
from tests.calls.test_services import TEXT, imported
from tests.calls.texts.test_documents import added
from tests.calls.texts.test_rereading import CORRECTED, word_file
from tests.calls.texts.test_translating import TITLE, amend, row, save
from tests.factories import make_account
from tests.journeys.test_every_page import LOOKS, _faults, _visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def colleague(organisation):
    return make_account(
        role=Role.PROGRAMME_OFFICER, organisation=organisation, name="Odile Mercier"
    )


def field(call, name="working_days"):
    return call.draft_fields.get(name=name)


def edit(page, value):
    page.locator("#name-working_days").click()
    page.keyboard.press("e")
    page.locator("#working_days-value").fill(value)
    page.keyboard.press("Tab")


def test_two_officers_in_two_browsers_lose_nothing(visits, organisation, officer, colleague):
    call = imported(organisation, officer)
    address = reverse("calls:review_call", args=[call.public_id])
    first, second = visits(), visits()
    first.sign_in(colleague)
    second.sign_in(officer)
    theirs, mine = first.open(address), second.open(address)
    edit(theirs, "20")
    expect(theirs.locator("#field-working_days .state")).to_contain_text("corrected")

    second.expected_status = 409
    edit(mine, "26")

    told = mine.locator("#field-working_days .meanwhile")
    expect(told).to_contain_text("Odile Mercier")
    expect(told).to_contain_text("20 days")
    expect(mine.locator("#working_days-value")).to_have_value("26")
    assert field(call).value == 20
    assert second.violations() == []

    told.get_by_role("button", name="Keep mine").click()

    expect(told).to_have_count(0)
    expect(mine.locator("#field-working_days")).to_contain_text("26 days")
    assert field(call).value == 26
    first.expected_status = 409
    edit(theirs, "21")
    told = theirs.locator("#field-working_days .meanwhile")
    told.get_by_role("link", name="Take theirs").click()
    expect(told).to_have_count(0)
    expect(theirs.locator("#field-working_days")).to_contain_text("26 days")
    expect(theirs.locator("#working_days-value")).to_have_value("26")
    assert field(call).value == 26


def test_without_script_the_second_sees_the_same(visits, organisation, officer, colleague):
    from mandat.calls.services import correct_field  # noqa: PLC0415

    call = imported(organisation, officer)
    visit = visits(java_script_enabled=False)
    visit.sign_in(officer)
    page = visit.open(reverse("calls:review_call", args=[call.public_id]) + "?edit=working_days")
    correct_field(
        public_id=call.public_id, name="working_days", value=20, extra={}, version=1, by=colleague
    )

    visit.expected_status = 409
    page.locator("#working_days-value").fill("26")
    page.locator("#edit-working_days").get_by_role("button", name="Save").click()

    expect(page.locator("#working_days-value")).to_have_value("26")
    expect(page.locator(".meanwhile")).to_contain_text("Odile Mercier")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.locator("#field-working_days")).to_contain_text("26 days")
    assert field(call).value == 26


def test_a_corrected_word_file_is_compared_then_taken_over(visit, organisation, officer, tmp_path):
    from mandat.calls.services import confirm_field  # noqa: PLC0415

    call = imported(organisation, officer)
    confirm_field(public_id=call.public_id, name="budget", version=1, by=officer)
    file = tmp_path / "corrected.docx"
    file.write_bytes(word_file(CORRECTED))
    visit.sign_in(officer)
    page = visit.open(reverse("calls:review_call", args=[call.public_id]))
    page.locator(".menu summary", has_text="Files").click()
    page.get_by_role("link", name="Bring in a corrected file").click()

    page.get_by_label("Choose the corrected file").set_input_files(file)
    expect(page.locator(".file-line")).to_be_visible()
    page.get_by_role("button", name="Compare with the draft").click()

    expect(page.locator("#disputed")).to_contain_text("Budget")
    expect(page.locator("#followed")).to_contain_text("35")
    assert call.texts.count() == 1
    assert visit.violations() == []
    page.locator("#disputed").get_by_label("Take the file’s").check()
    page.get_by_role("button", name="Take it over").first.click()

    expect(page.get_by_text("The file is taken over")).to_be_visible()
    assert field(call, "budget").value["amount"] == 12000
    assert field(call).value == 35


def test_a_translation_is_saved_as_it_is_typed(visit, organisation, officer):
    call = draft_call(organisation, by=officer)
    visit.sign_in(officer)
    page = visit.open(reverse("calls:translate_call", args=[call.public_id, "en"]))

    page.locator("#text-title").fill(TITLE)
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#text-title").fill(TITLE + ", corrected")
        page.keyboard.press("Tab")

    page.reload()
    expect(page.locator("#text-title")).to_have_value(TITLE + ", corrected")
    assert row(call).texts == {"title": TITLE + ", corrected"}


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_the_pages_serve_everybody(visits, organisation, officer, language, width, theme):
    draft = draft_call(organisation, by=officer)
    added(draft, officer)
    read = imported(organisation, officer, TEXT)
    published = published_call(organisation)
    save(published, officer, {"title": TITLE})
    amend(published, title="Étude corrigée")
    visit = _visit(visits, language, width, theme)
    visit.sign_in(officer)
    pages = {
        "documents": reverse("calls:list_documents", args=[draft.public_id]),
        "reread": reverse("calls:reread_call", args=[read.public_id]),
        "languages": reverse("calls:list_translations", args=[published.public_id]),
        "translation": reverse("calls:translate_call", args=[published.public_id, "en"]),
        "into Arabic": reverse("calls:translate_call", args=[draft.public_id, "ar"]),
    }

    faults = []
    for name, path in pages.items():
        faults += _faults(visit, name, path, 200, language)

    assert faults == []
