"""From one part of the work to the next: each keeps what is typed and leads on."""

import re

import pytest

from mandat.intake.mine.page import DOCUMENTS, OFFER, TEAM, page_after
from mandat.intake.models import Application
from tests.calls.published import published_call
from tests.intake.mine.walking import begun, page

pytestmark = pytest.mark.django_db
_VALUE = re.compile(r'name="(version|seen|call_currency)" value="([^"]*)"')


@pytest.fixture
def mine(organisation):
    return begun(published_call(organisation))


def gone_on(client, address, **typed):
    """Where "Save and go on" leads from the page at that address."""
    form = dict(_VALUE.findall(client.get(address).text))
    return client.post(address, form | typed | {"act": "go"})


def test_each_part_keeps_what_is_typed_and_leads_to_the_next(mine):
    client, application = mine
    team, offer = page("edit_team", application), page("edit_offer", application)

    after_team = gone_on(client, team, **{"lead.name": "Amina Étoile"})
    after_offer = gone_on(client, after_team["Location"], valid_until="2099-01-01")

    assert f'href="{team}"' in client.get(page("edit_documents", application)).text
    assert (after_team.status_code, after_team["Location"]) == (303, offer)
    assert (after_offer.status_code, after_offer["Location"]) == (
        303,
        page("check_application", application),
    )
    assert "Amina Étoile" in client.get(team).text
    assert "2099-01-01" in client.get(offer).text


def test_an_expression_of_interest_goes_from_the_team_to_the_last_click(mine):
    _client, application = mine
    Application.objects.filter(pk=application.pk).update(stage="expression_of_interest")
    application.refresh_from_db()

    assert page_after(TEAM, application) == page("check_application", application)
    assert page_after(DOCUMENTS, application) == page("edit_team", application)
    assert page_after(OFFER, application) == page("check_application", application)
