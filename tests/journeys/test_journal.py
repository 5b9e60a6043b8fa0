"""The journal in a browser: read, narrowed down, countersigned, in both directions of writing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mandat.audit.models import Countersignature
from mandat.audit.services import OPERATOR, check_journal, record, write_daily_head
from mandat.people.roles import Role
from tests.calls.test_services import TEXT, imported
from tests.factories import make_account, make_organisation

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [
    pytest.param("fr", 1280, "light", id="fr-wide-light"),
    pytest.param("fr", 360, "dark", id="fr-narrow-dark"),
    pytest.param("ar", 1280, "dark", id="ar-wide-dark"),
    pytest.param("ar", 320, "light", id="ar-narrow-light"),
]


@pytest.fixture
def world():
    """An organisation in which two people have worked, and whose yesterday is closed."""
    organisation = make_organisation("Maison des droits", country="FR", time_zone="Europe/Paris")
    officer = make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation)
    administrator = make_account(
        role=Role.ADMINISTRATOR, organisation=organisation, name="Claire Fontanel"
    )
    imported(organisation, officer, TEXT)
    record(actor=administrator, action="people.settings.changed", organisation=organisation)
    record(actor=OPERATOR, action="people.organisation.added", organisation=organisation)
    head = write_daily_head(
        chain=str(organisation.public_id), day=timezone.now().date() + timedelta(days=1)
    )
    check_journal(by=OPERATOR)
    return organisation, administrator, head


def test_an_administrator_narrows_the_journal_and_countersigns_a_day(visit, world):
    organisation, administrator, head = world
    visit.sign_in(administrator, proof="mfa")

    page = visit.open(f"/journal/{organisation.public_id}/")
    expect(page.get_by_role("main")).to_contain_text("Amina Diallo imported a call")
    page.get_by_label("Who").select_option(label="Claire Fontanel")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".journal")).not_to_contain_text("imported a call")
    expect(page.locator(".journal")).to_contain_text("changed the settings")

    page.get_by_role("link", name="Compare and countersign").click()
    page.locator("summary", has_text="Countersign").click()
    page.get_by_label("The last eight characters on your copy").fill(head.hash[-8:])
    page.get_by_role("button", name="I have compared: they are the same").click()

    expect(page.locator("#messages")).to_contain_text("You have countersigned")
    expect(page.locator(".heads")).to_contain_text("Claire Fontanel")
    assert Countersignature.objects.get().account == str(administrator.public_id)


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_the_pages_of_the_journal_are_sound(visits, world, language, width, theme):
    organisation, administrator, _head = world
    visit = visits(
        locale={"fr": "fr-FR", "ar": "ar-EG"}[language],
        viewport={"width": width, "height": 800},
        color_scheme=theme,
    )
    visit.speak(language)
    visit.sign_in(administrator, proof="mfa")

    for path in ("", f"{organisation.public_id}/", f"{organisation.public_id}/heads/"):
        visit.open(f"/journal/{path}")
        assert visit.violations() == []
        assert visit.overflow() <= 0


def test_a_page_of_heads_can_be_printed_without_its_buttons(visit, world):
    organisation, administrator, head = world
    visit.sign_in(administrator, proof="mfa")
    page = visit.open(f"/journal/{organisation.public_id}/heads/")

    page.emulate_media(media="print")

    expect(page.locator(".heads code")).to_be_visible()
    expect(page.locator("summary", has_text="Countersign")).to_be_hidden()
    assert page.locator(".heads code").inner_text().split() == [
        head.hash[i : i + 8] for i in range(0, 64, 8)
    ]
    assert head.day > date(2020, 1, 1)
