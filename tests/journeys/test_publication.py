"""An officer prepares a call and asks, an approver sends it back, then publishes it."""

import pytest
from playwright.sync_api import expect

from mandat.audit.services import OPERATOR
from mandat.people.services import add_grid
from tests.calls.life.ready import BY_MAIL, approved, asked, make_team, ready_draft
from tests.calls.published import draft_call

GRID = {
    "criteria": [
        {"label": "Offre technique", "maximum": "70"},
        {"label": "Prix", "maximum": "30"},
    ]
}


def test_from_a_draft_with_gaps_to_a_public_call_by_two_people(visits):
    team = make_team(name="Maison des droits")
    add_grid(organisation=team.organisation, name="Usual grid", document=GRID, by=OPERATOR)
    call = draft_call(
        team.organisation,
        by=team.officer,
        values={"submission": BY_MAIL, "evaluation_grid": None},
    )
    inside = visits()
    inside.sign_in(team.officer)

    # What stands in the way, mended on the page itself.
    page = inside.open(f"/calls/{call.public_id}/publication/")
    expect(page.get_by_role("heading", name="2 things stand in the way")).to_be_visible()
    assert inside.violations() == []
    page.get_by_role("button", name="Take “Usual grid”").click()
    for label, number in (
        ("First person", 0),
        ("Stands in for the first", 1),
        ("Second person", 2),
        ("Stands in for the second", 3),
    ):
        page.get_by_label(label, exact=True).select_option(label=f"Reader {number}")
    page.locator("#holders").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Nothing stands in the way")).to_be_visible()

    # Rules are stated by hand, one click each.
    page.get_by_role("button", name="State at least 70 %").click()
    page.get_by_label("In proportion to the lowest price").check()
    page.locator("#rules").get_by_role("button", name="Save").click()
    expect(page.get_by_text("The call says about the price:")).to_be_visible()
    assert inside.violations() == []
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_role("heading", name="The call waits for approval")).to_be_visible()

    # The approver finds it on their home page, and sends it back with a reason.
    beside = visits()
    beside.sign_in(team.approver, proof="mfa")
    second = beside.open("/")
    second.get_by_role("link", name="Read and decide").click()
    expect(second.get_by_text("Comparer les lois de six pays.").first).to_be_visible()
    assert beside.violations() == []
    second.get_by_text("Send it back instead").click()
    second.get_by_label("What is to be changed").fill("Say who may apply.")
    second.get_by_role("button", name="Send it back", exact=True).click()
    page = inside.open(f"/calls/{call.public_id}/publication/")
    expect(page.get_by_text("Say who may apply.")).to_be_visible()

    # Asked again, it is public at once.
    page.get_by_role("button", name="Ask for approval").click()
    second = beside.open(f"/calls/{call.public_id}/approval/")
    second.get_by_role("button", name="Approve and publish").click()
    second.get_by_role("link", name="See the public page").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Étude sur l’accès aux soins")
    call.refresh_from_db()
    assert call.versions.get().content["rules"]["formula"] == "ratio_low"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_fit_a_phone_in_both_directions(visits, language):
    team = make_team(name="Maison des droits")
    waiting, public = ready_draft(team), ready_draft(team)
    asked(team, waiting)
    approved(team, public)
    phone = visits(viewport={"width": 360, "height": 740}, color_scheme="dark")
    phone.speak(language)
    phone.sign_in(team.officer)

    for path in (
        f"/calls/{ready_draft(team).public_id}/publication/",
        f"/calls/{waiting.public_id}/publication/",
        f"/calls/{waiting.public_id}/approval/",
        f"/calls/{public.public_id}/publication/",
        "/calls/",
    ):
        phone.open(path)
        assert (path, phone.overflow(), phone.violations()) == (path, 0, [])
