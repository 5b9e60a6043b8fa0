"""What the clerk's pages put first."""

import pytest
from django.urls import reverse

from tests.calls.published import published_call
from tests.intake.applying import filed_application
from tests.intake.desk.making import end_call, filed_whole, met
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, clerk):
    sign_in(client, clerk)
    return client


def show(desk, name, thing):
    answer = desk.get(
        reverse(f"intake:{name}", args=[thing.public_id]), headers={"accept-language": "en"}
    )
    assert answer.status_code == 200
    return answer.text


def test_a_complete_application_leads_to_its_open_criteria_before_any_other_decision(
    desk, call, clerk
):
    application = filed_whole(call)
    end_call(call)

    before = show(desk, "show_application", application)
    met(application, clerk)
    after = show(desk, "show_application", application)

    assert "Complete: its criteria are to be decided" in before
    assert "Another decision" in before
    assert "Ready to be decided" in after
    assert "Another decision" not in after


@pytest.mark.parametrize("name", ["show_call", "show_dossier", "list_duplicates", "list_validity"])
def test_every_page_of_an_open_call_says_that_it_is_open(desk, organisation, name):
    call = published_call(organisation)
    filed_application(call)

    open_page = show(desk, name, call)
    end_call(call)
    over = show(desk, name, call)

    assert "Deadline over" not in open_page
    assert "Deadline over" in over


def test_the_history_names_whose_it_is(desk, call):
    application = filed_application(call)

    shown = show(desk, "show_history", application)

    assert "<h1><bdi>Amina Diallo</bdi></h1>" in shown
