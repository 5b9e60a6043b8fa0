"""A legal hold needs two people, and beats the erasure of what it names, until it is lifted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mandat.people.models import Account
from mandat.people.roles import Role
from mandat.privacy.services.cases import submit_request
from mandat.privacy.states import RequestKind
from tests.factories import make_account
from tests.privacy.conftest import EMAIL, asked

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def fatou(organisation):
    return make_account(
        role=Role.READER, organisation=organisation, email=EMAIL, name="Fatou Ndiaye"
    )


@pytest.fixture
def case(organisation, fatou):
    """Fatou asked for erasure, signed in."""
    wish = asked(organisation, RequestKind.ERASURE, email="", name="")
    return submit_request(asked=wish, by=fatou)


def _people(organisation):
    odile = make_account(
        role=Role.DATA_PROTECTION_OFFICER, organisation=organisation, name="Odile Mercier"
    )
    ibrahim = make_account(role=Role.APPROVER, organisation=organisation, name="Ibrahim Cissé")
    return odile, ibrahim


def test_what_two_people_hold_is_kept_and_the_rest_is_erased(visits, organisation, fatou, case):
    odile, ibrahim = _people(organisation)
    hers, his = visits(), visits(**PHONE)
    hers.sign_in(odile)
    his.sign_in(ibrahim)
    plan = f"/privacy/requests/{case.public_id}/erase/"

    desk = hers.open("/privacy/holds/")
    desk.get_by_role("link", name="Propose a legal hold").click()
    desk.get_by_label("Kind").select_option(label="Account")
    desk.get_by_label("Name, address or reference").fill("ndiaye")
    desk.get_by_role("button", name="Look for it").click()
    desk.get_by_label("Fatou Ndiaye").check()
    desk.get_by_label("Reason").fill("Case 12/2029")
    last = (timezone.now() + timedelta(days=90)).date().isoformat()
    desk.get_by_label("Last day").fill(last)
    assert hers.violations() == []
    desk.get_by_role("button", name="Propose the hold").click()
    expect(desk.get_by_text("Until then it protects nothing").first).to_be_visible()
    expect(desk.get_by_role("button", name="Approve")).to_have_count(0)
    assert "ndiaye" not in desk.url

    desk = hers.open(plan)
    expect(desk.get_by_label("Will be erased").get_by_text("Fatou Ndiaye")).to_be_visible()

    pocket = his.open("/home/")
    pocket.get_by_role("link", name="Decide").click()
    expect(pocket.get_by_text("You are the second person")).to_be_visible()
    expect(pocket.get_by_text("Fatou Ndiaye")).to_be_visible()
    assert his.violations() == []
    assert his.overflow() == 0
    pocket.get_by_role("button", name="Approve").click()
    expect(pocket.get_by_text("The hold protects these objects from now on.")).to_be_visible()
    held = pocket.url

    desk = hers.open(plan)
    kept = desk.get_by_label("Will be kept, and why")
    expect(kept.get_by_text("Fatou Ndiaye")).to_be_visible()
    expect(kept.get_by_text("a legal hold protects it")).to_be_visible()
    assert hers.violations() == []
    desk.get_by_role("button", name="Erase").click()
    expect(desk.get_by_text("The data were erased")).to_be_visible()
    assert Account.objects.get(pk=fatou.pk).name == "Fatou Ndiaye"

    desk = hers.open(held.removeprefix(hers.address))
    desk.get_by_text("End the hold now").click()
    desk.get_by_role("button", name="End the hold").click()
    expect(desk.get_by_text("it protects nothing any more")).to_be_visible()
    desk = hers.open(plan)
    desk.get_by_role("button", name="Erase").click()
    expect(desk.get_by_text("The data were erased")).to_be_visible()
    assert Account.objects.get(pk=fatou.pk).name == ""


def test_the_parts_of_data_protection_stay_in_one_row_on_a_phone(visits, organisation):
    odile, _ibrahim = _people(organisation)
    hers = visits(**PHONE)
    hers.sign_in(odile)

    page = hers.open("/privacy/retention/")

    row = page.get_by_role("navigation", name="Parts of data protection")
    tops = row.get_by_role("link").evaluate_all("links => links.map(l => l.offsetTop)")
    assert len(tops) == 7
    assert len(set(tops)) == 1
    assert hers.overflow() == 0
    expect(row.get_by_role("link", name="Retention")).to_be_in_viewport(ratio=1)
