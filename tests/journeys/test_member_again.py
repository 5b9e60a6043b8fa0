"""The lead changes what a member said yes to, and the page says at once that the yes is void."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mandat.intake.models import TeamMember
from mandat.intake.sealing import link_key
from mandat.intake.services.confirming import answer_member, ask_member
from tests.calls.published import published_call
from tests.intake.applying import draft_application

pytestmark = pytest.mark.django_db(transaction=True)
LOOKS = {
    "desktop": {},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "arabic": {"viewport": {"width": 360, "height": 740}, "locale": "ar"},
    "dark": {"color_scheme": "dark"},
}


@pytest.fixture
def confirmed(organisation):
    """A team of two, whose member said yes."""
    application = draft_application(published_call(organisation))
    ask_member(application=application, key="m1", at=timezone.now())
    row = TeamMember.objects.select_related("application__call__organisation").get()
    answer_member(member=row, takes_part=True, at=timezone.now())
    return application


@pytest.mark.parametrize("look", LOOKS)
def test_a_yes_is_void_while_the_lead_still_types(visits, confirmed, look):
    visit = visits(**{"locale": "en", **LOOKS[look]})
    visit.open(f"/apply/link/{link_key(confirmed.public_id, confirmed.key_at)}/")
    page = visit.open(reverse("my:edit_team", args=[confirmed.public_id]))
    said = page.locator("#member-m1-said")
    expect(said.locator(".tag")).to_have_class("tag ok")

    page.locator("#member-m1-role").fill("Cheffe de mission")

    expect(said.locator(".tag")).to_have_class("tag warn", timeout=5_000)
    expect(said.locator(".help")).to_be_visible()
    assert page.locator("#member-m1-role").input_value() == "Cheffe de mission"
    assert (visit.violations(), visit.overflow() > 0) == ([], False)
