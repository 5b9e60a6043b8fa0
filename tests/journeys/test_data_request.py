"""A person asks what is kept about them, receives it, asks for erasure, and it is gone."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mandat.audit.models import Entry
from mandat.people.models import Account
from mandat.people.roles import Role
from mandat.privacy.models import DataRequest, Transfer
from mandat.privacy.models.records import HoldBasis
from mandat.privacy.services.cases import prove_address, submit_request
from mandat.privacy.services.holds import HoldWanted, propose_hold
from mandat.privacy.services.records import note_breach, save_record
from mandat.privacy.services.retention import keep_retention
from mandat.privacy.states import RequestKind
from tests.factories import make_account
from tests.journeys.test_every_page import LOOKS, _faults, _visit
from tests.privacy.conftest import EMAIL, asked, last_mail, link_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer_of_data(organisation):
    return make_account(
        role=Role.DATA_PROTECTION_OFFICER, organisation=organisation, name="Odile Mercier"
    )


@pytest.fixture
def person(organisation):
    return make_account(
        role=Role.READER, organisation=organisation, email=EMAIL, name="Fatou Ndiaye"
    )


def ask(visit, wish, words):
    page = visit.open("/privacy/")
    page.get_by_role("link", name="Ask about your data").click()
    page.get_by_label(wish).check()
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.get_by_label("In your own words").fill(words)
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at your mail")
    return page


def confirm(visit):
    page = visit.open(link_in(last_mail()))
    page.get_by_role("button", name="Yes, it was me").click()
    expect(page.get_by_text("your address is confirmed")).to_be_visible()
    return page


def test_a_person_receives_their_data_and_has_them_erased(visits, officer_of_data, person):
    hers, officers = visits(), visits()
    ask(hers, "See my data and receive a copy", "I was interviewed in Bamako.")
    page = confirm(hers)
    expect(page.get_by_text("being handled")).to_be_visible()
    assert hers.violations() == []

    officers.sign_in(officer_of_data)
    desk = officers.open("/home/")
    desk.get_by_role("link", name="Open the request").first.click()
    expect(desk.get_by_text(EMAIL)).to_be_visible()
    expect(desk.get_by_text("I was interviewed in Bamako.")).to_be_visible()
    desk.get_by_role("link", name="What we hold").click()
    expect(desk.locator("#main").get_by_text("Your account")).to_be_visible()
    assert officers.violations() == []
    desk.get_by_role("link", name="Back to the request").click()
    desk.get_by_role("button", name="Make the copy").click()
    expect(desk.get_by_text("The copy is ready")).to_be_visible()
    desk.get_by_label("Your answer").fill("Here is everything that we keep.")
    desk.get_by_role("button", name="Send the answer and close").click()
    expect(desk.get_by_text("The answer is on the person's page")).to_be_visible()

    page = hers.open(link_in(last_mail()))
    expect(page.get_by_text("Here is everything that we keep.")).to_be_visible()
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_text("A link to the copy is on its way")).to_be_visible()
    page = hers.open(link_in(last_mail()))
    with page.expect_download() as loading:
        page.get_by_role("link", name="JSON, for programs").click()
    copy = json.loads(loading.value.path().read_text())
    kinds = {o["kind"]: o["data"] for room in copy["rooms"] for o in room["objects"]}
    assert kinds["people.account"]["name"] == "Fatou Ndiaye"
    with page.expect_download() as loading:
        page.get_by_role("link", name="PDF, to read").click()
    assert loading.value.path().read_bytes().startswith(b"%PDF")

    ask(hers, "Erase my data", "Please forget me.")
    confirm(hers)
    desk = officers.open("/privacy/requests/")
    desk.get_by_role("link", name="Erasure").click()
    desk.get_by_role("link", name="Plan the erasure").click()
    expect(desk.get_by_text("This cannot be undone.")).to_be_visible()
    assert Account.objects.get(pk=person.pk).name == "Fatou Ndiaye"
    assert officers.violations() == []
    desk.get_by_role("button", name="Erase").click()
    expect(desk.get_by_text("The data were erased")).to_be_visible()
    page = hers.open(link_in(last_mail()))
    expect(page.get_by_role("heading", name="Your data were erased")).to_be_visible()

    person.refresh_from_db()
    assert person.name == ""
    assert EMAIL not in person.email
    told = [f"{e.action} {e.details} {e.actor}" for e in Entry.objects.all()]
    assert not any(w in line for line in told for w in (EMAIL, "Fatou", "Bamako", "forget"))


def records_of(organisation, officer):
    """One of each record, and the addresses of their pages."""
    hold = propose_hold(
        organisation=organisation,
        wanted=HoldWanted(
            basis=HoldBasis.LEGAL_CLAIM,
            reason="Case 12/2027",
            ends_on=(timezone.now() + timedelta(days=30)).date(),
            objects=(("people.account", str(officer.public_id)),),
        ),
        by=officer,
    )
    breach = note_breach(
        organisation=organisation,
        noticed_at=timezone.now() - timedelta(hours=80),
        nature="A laptop was stolen.",
        people_count=3,
        by=officer,
    )
    transfer = Transfer(
        organisation=organisation,
        country="SN",
        recipient="Field team",
        purpose="Interviews",
        safeguard="adequacy",
        reference="-",
        since=date(2026, 1, 1),
    )
    save_record(row=transfer, by=officer)
    keep_retention()
    return {
        "requests": "/privacy/requests/",
        "holds": "/privacy/holds/",
        "hold": f"/privacy/holds/{hold.public_id}/",
        "new hold": "/privacy/holds/new/",
        "breaches": "/privacy/breaches/",
        "breach": f"/privacy/breaches/{breach.public_id}/",
        "new breach": "/privacy/breaches/new/",
        "register": "/privacy/register/",
        "records": "/privacy/records/",
        "transfer": f"/privacy/records/transfer/{transfer.public_id}/",
        "impact": "/privacy/impact/",
        "retention": "/privacy/retention/",
    }


def test_every_page_of_data_protection_serves_everybody(
    visits, organisation, officer_of_data, person
):
    case = prove_address(
        public_id=submit_request(asked=asked(organisation, RequestKind.ERASURE)).public_id
    )
    follow = link_in(last_mail())
    other = submit_request(asked=asked(organisation, RequestKind.RECTIFICATION))
    prove = link_in(last_mail())
    prove_address(public_id=submit_request(asked=asked(organisation)).public_id)
    desk = f"/privacy/requests/{case.public_id}/"
    inside = {"case": desk, "held": f"{desk}held/", "plan": f"{desk}erase/"}
    inside |= records_of(organisation, officer_of_data)

    faults = []
    for look in LOOKS:
        language, width, theme = look.values
        hers = _visit(visits, language, width, theme)
        for name, path in {"follow": follow, "prove": prove}.items():
            faults += _faults(hers, name, path, 200, language)
        officers = _visit(visits, language, width, theme)
        officers.sign_in(officer_of_data)
        for name, path in inside.items():
            faults += _faults(officers, name, path, 200, language)

    assert faults == []
    assert DataRequest.objects.get(pk=other.pk).proved_at is None
