"""An organisation lets somebody in: invitation, mail, acceptance, role; and its pages serve all."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.people.models import Account, Grant
from mandat.people.queries import holds
from mandat.people.roles import Role
from mandat.people.services import add_contact, add_funding, add_grid, add_programme, invite
from tests.factories import make_account
from tests.journeys.test_every_page import LOOKS, _faults, _visit
from tests.mail.delivering import delivered
from tests.people.test_organisations import GRID
from tests.people.test_programmes import FUNDING


def test_somebody_is_invited_accepts_and_has_the_role(visits, organisation, administrator):
    desk, phone = visits(), visits(viewport={"width": 360, "height": 800})
    desk.sign_in(administrator)
    page = desk.open("/home/")
    page.locator("details.menu summary").click()
    page.get_by_role("link", name="Your organisations").click()
    page.get_by_role("link", name=organisation.name, exact=True).click()
    page.get_by_role("navigation", name="Parts of the organisation").get_by_role(
        "link", name="People"
    ).click()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill("nour@example.org")
    page.get_by_label("reader").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("The invitation is on its way.")).to_be_visible()
    expect(page.get_by_role("heading", name="What waits")).to_be_visible()

    link = re.search(r"^http\S+$", delivered()[-1].body, re.MULTILINE).group()
    guest = phone.open(urlsplit(link).path)
    expect(guest.get_by_role("heading", level=1)).to_contain_text(organisation.name)
    assert "invitation" in guest.url
    assert link.rstrip("/").rsplit("/", 1)[1] not in guest.url
    assert phone.violations() == []
    assert phone.overflow() <= 0
    guest.get_by_label("Your name").fill("Nour Haddad")
    guest.get_by_role("button", name="Accept").click()

    expect(guest.get_by_text("Welcome. Your role at")).to_be_visible()
    account = Account.objects.get(email="nour@example.org")
    assert holds(account, organisation, {Role.READER})
    page.reload()
    expect(page.get_by_role("link", name="Nour Haddad")).to_be_visible()
    expect(page.get_by_role("heading", name="What waits")).to_be_hidden()


def test_a_role_is_lent_and_taken_back_by_keyboard_and_mouse(visits, organisation):
    holder = make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation, name="Claire F.")
    colleague = make_account(role=Role.READER, organisation=organisation, name="Inès M.")
    visit = visits()
    visit.sign_in(holder)
    page = visit.open(reverse("people:list_organisations"))
    page.get_by_role("link", name="This role").press("Enter")
    page.get_by_role("link", name="Lend it for an absence").press("Enter")
    page.get_by_label("Who stands in").select_option(label="Inès M.")
    page.get_by_label("First day").fill("2026-01-01")
    page.get_by_label("Last day").fill("2099-01-31")
    page.get_by_role("button", name="Lend the role").press("Enter")
    expect(page.get_by_text("It comes back by itself.")).to_be_visible()
    assert holds(colleague, organisation, {Role.PROGRAMME_OFFICER})

    page.get_by_role("link", name="Inès M.").click()
    page.get_by_role("button", name="End this role").click()

    expect(page.get_by_text("The role has ended.")).to_be_visible()
    assert not holds(colleague, organisation, {Role.PROGRAMME_OFFICER})
    assert holds(holder, organisation, {Role.PROGRAMME_OFFICER})


@pytest.fixture
def places(organisation, administrator, reader):
    """Every page of an organisation that has one of each thing, by name."""
    values = {"name": "Pairs", "theme": "Réduction des risques", "countries": ["GE", "MM"]}
    programme = add_programme(organisation=organisation, values=values, by=administrator)
    add_contact(
        public_id=programme.public_id,
        name="Levan Gogia",
        function="Référent",
        email="levan@example.org",
        by=administrator,
    )
    funding = add_funding(
        organisation=organisation, values=FUNDING, programmes=[programme], by=administrator
    )
    grid = add_grid(organisation=organisation, name="Usuelle", document=GRID, by=administrator)
    invite(
        organisation=organisation,
        email="a.rather.long.address.of.somebody@an-organisation.example.org",
        role=Role.DATA_PROTECTION_OFFICER,
        language="fr",
        by=administrator,
    )
    grant = Grant.objects.get(account=reader)
    of_organisation = [
        "show_organisation",
        "show_settings",
        "list_people",
        "invite_person",
        "give_role",
        "list_programmes",
        "add_programme",
        "list_fundings",
        "add_funding",
        "list_grids",
        "add_grid",
    ]
    found = dict.fromkeys(of_organisation, organisation)
    found |= {"show_grant": grant, "delegate_grant": grant, "change_grid": grid}
    found |= {"show_programme": programme, "change_programme": programme}
    found |= {"show_funding": funding, "change_funding": funding}
    return {name: reverse(f"people:{name}", args=[o.public_id]) for name, o in found.items()}


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_the_pages_of_an_organisation_serve_everybody(
    visits, administrator, places, language, width, theme
):
    visit = _visit(visits, language, width, theme)
    visit.sign_in(administrator)

    faults = []
    for name, path in places.items():
        faults += _faults(visit, name, path, 200, language)

    assert faults == []


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_an_empty_organisation_and_a_refusal_serve_everybody(
    visits, organisation, administrator, language, width, theme
):
    visit = _visit(visits, language, width, theme)
    visit.sign_in(administrator)
    faults = []
    for name in ("list_programmes", "list_fundings", "list_grids"):
        path = reverse(f"people:{name}", args=[organisation.public_id])
        faults += _faults(visit, name, path, 200, language)

    visit.expected_status = 422
    page = visit.open(reverse("people:add_grid", args=[organisation.public_id]))
    page.locator("[name=name]").fill("Grille")
    page.locator("[name=outline]").fill("Offre | 70\nPrix")
    visit.expected_status = 422
    page.locator("main form button").click()
    expect(page.locator("[name=outline]")).to_have_attribute("aria-invalid", "true")
    faults += [f"refusal: {line}" for line in visit.violations()]

    assert visit.overflow() <= 0
    assert faults == []
