"""A circle is closed, a person enters it, and takes a consent back with nothing but a code."""

from playwright.sync_api import expect

from mandat.audit.models import Entry
from mandat.people.roles import Role
from mandat.vault.models import Compartment
from tests.factories import make_account


def test_from_a_closed_circle_to_a_consent_taken_back(visits, organisation, officer):
    make_account(role=Role.READER, organisation=organisation, name="Bintou Sow")
    inside = visits()
    inside.sign_in(officer)

    # Words of consent, then a compartment.
    page = inside.open("/vault/words/")
    page.get_by_label("French").fill("Vous pouvez vous retirer à tout moment.")
    page.get_by_role("button", name="Use these words").click()
    page = inside.open("/vault/")
    page.get_by_label("Name").fill("Consultation of the spring")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Consultation of the spring")
    assert inside.violations() == []

    # A colleague is admitted, a person sealed.
    page.get_by_text("Admit a colleague").click()
    page.get_by_label("Colleague").select_option(label="Bintou Sow")
    page.get_by_role("button", name="Admit", exact=True).click()
    expect(page.get_by_role("rowheader", name="Bintou Sow")).to_be_visible()
    page.get_by_text("Add a person").click()
    page.get_by_label("Name").fill("Nour Zéphyrine")
    page.get_by_role("button", name="Seal").click()
    pseudonym = Compartment.objects.get().identities.get().pseudonym
    expect(page.get_by_role("link", name=pseudonym)).to_be_visible()
    assert "Zéphyrine" not in page.content()

    # Who it is: only after saying so, and on the record.
    page.get_by_role("link", name=pseudonym).click()
    assert "Zéphyrine" not in page.content()
    assert inside.violations() == []
    page.get_by_role("button", name="Show who it is").click()
    expect(page.get_by_text("Nour Zéphyrine")).to_be_visible()
    assert Entry.objects.filter(action="vault.identity.read").count() == 1

    # A consent, and its code.
    page.get_by_role("link", name="Consultation of the spring").click()
    page.get_by_role("link", name="Record a consent").click()
    page.get_by_label("Who", exact=True).select_option(label=pseudonym)
    page.get_by_label("to take part").check()
    page.get_by_label("to be recorded").check()
    assert inside.violations() == []
    page.get_by_role("button", name="Record the consent").click()
    code = page.locator(".code").inner_text()
    assert inside.violations() == []

    # The person, on any device, without account or name.
    outside = visits(viewport={"width": 360, "height": 740})
    page = outside.open("/consent/")
    assert outside.violations() == []
    page.get_by_label("Your code").fill(code.lower())
    page.get_by_role("button", name="Show it").click()
    page.get_by_label("to be recorded").check()
    assert outside.violations() == []
    page.get_by_role("button", name="Take my consent back").click()
    expect(page.get_by_text("no longer counts")).to_be_visible()

    page = inside.open(f"/vault/{Compartment.objects.get().public_id}/")
    expect(page.get_by_text("to be recorded · withdrawn")).to_be_visible()


def test_a_code_that_does_not_exist_says_what_to_check(visit):
    page = visit.open("/consent/")
    page.get_by_label("Your code").fill("0000-0000-0000-0000")
    visit.expected_status = 404

    page.get_by_role("button", name="Show it").click()

    expect(page.get_by_role("alert")).to_contain_text("16 letters and digits")
