"""Amendments as officers write them, in pages without script."""

import pytest

from mandat.calls.models import Amendment
from mandat.calls.states import AmendmentState
from tests.calls.exchange.test_amendments import (
    changed,
    started,
)
from tests.calls.published import published_call

pytestmark = pytest.mark.django_db


def test_an_amendment_is_written_and_published_in_pages_without_script(call, desk):
    begun = desk.post(f"/calls/{call.public_id}/amendments/start/")
    page = begun.headers["Location"]
    amendment = Amendment.objects.get()

    put = desk.post(f"{page}fields/working_days/", {"value": "60", "version": "1"})
    shown = desk.get(page).content.decode()
    out = desk.post(
        f"{page}act/", {"act": "publish", "reason": "More.", "version": "2"}, follow=True
    )

    assert put.status_code == 302
    assert "60" in shown
    assert "[new:" in shown
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.PUBLISHED
    assert "Amendment 1" in out.content.decode()


def test_a_value_that_cannot_be_read_is_shown_again_with_the_reason(call, desk, officer):
    amendment = started(call, officer)
    page = f"/calls/{call.public_id}/amendments/{amendment.public_id}/"

    refused = desk.post(f"{page}fields/working_days/", {"value": "many", "version": "1"})

    assert refused.status_code == 422
    assert 'value="many"' in refused.content.decode()


def test_the_second_officer_keeps_what_they_typed(call, desk, officer, colleague):
    amendment = started(call, officer)
    changed(amendment, colleague, value=60, version=1)
    page = f"/calls/{call.public_id}/amendments/{amendment.public_id}/"

    late = desk.post(f"{page}fields/working_days/", {"value": "52", "version": "1"})

    assert late.status_code == 409
    shown = late.content.decode()
    assert 'value="52"' in shown
    assert 'name="version" value="2"' in shown


def test_the_proposal_stands_in_the_page(organisation, desk, officer):
    call = published_call(organisation, days=3)
    amendment = changed(started(call, officer), officer)
    page = f"/calls/{call.public_id}/amendments/{amendment.public_id}/"

    assert "Proposed new deadline" in desk.get(page).content.decode()
    desk.post(f"{page}act/", {"act": "extend", "version": str(amendment.version)})

    amendment.refresh_from_db()
    assert "deadline" in amendment.changes
    assert "Proposed new deadline" not in desk.get(page).content.decode()


def test_a_field_that_does_not_exist_or_is_frozen_is_refused_in_the_page(call, desk, officer):
    amendment = started(call, officer)
    page = f"/calls/{call.public_id}/amendments/{amendment.public_id}/"

    assert desk.post(f"{page}fields/sections/", {"version": "1"}).status_code == 409
    assert desk.post(f"{page}fields/kind/", {"value": "eoi", "version": "1"}).status_code == 409
