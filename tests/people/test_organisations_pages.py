"""Pages of an organisation as requests: what they show, whom they let in, what they ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mandat.audit.services import OPERATOR
from mandat.core.rooms import waiting_for
from mandat.people.models import Grant, Invitation
from mandat.people.queries import roles_anywhere
from mandat.people.roles import Role
from mandat.people.services import (
    add_contact,
    add_funding,
    add_grid,
    add_programme,
    grant_role,
    invite,
)
from tests.factories import make_account
from tests.people.test_organisations import GRID
from tests.people.test_programmes import FUNDING

MOST = 12  # design: at most twelve queries a page
LISTS = ["list_people", "list_programmes", "list_fundings", "list_grids"]


@pytest.fixture
def desk(administrator):
    client = Client(headers={"accept-language": "en"})
    client.force_login(administrator)
    return client


def fill(organisation, by, number):
    """One more row on every list of the organisation."""
    programme = add_programme(
        organisation=organisation, values={"name": f"Programme {number}"}, by=by
    )
    values = FUNDING | {"agreement": f"A-{number}"}
    add_funding(organisation=organisation, values=values, programmes=[programme], by=by)
    add_grid(organisation=organisation, name=f"Grid {number}", document=GRID, by=by)
    invite(
        organisation=organisation,
        email=f"n{number}@example.org",
        role=Role.CLERK,
        language="en",
        by=by,
    )
    account = make_account(role=Role.READER, organisation=organisation)
    end = timezone.now() + timedelta(days=9)
    grant_role(account=account, organisation=organisation, role=Role.ASSESSOR, ends_at=end, by=by)


@pytest.mark.parametrize("name", [*LISTS, "show_organisation"])
def test_the_number_of_queries_does_not_grow_with_the_rows(desk, organisation, administrator, name):
    address = reverse(f"people:{name}", args=[organisation.public_id])
    desk.get(address)  # the session's own first request
    counts, made = [], 0
    for rows in (1, 3, 12):
        while made < rows:
            made += 1
            fill(organisation, administrator, made)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]
    assert counts[-1] <= MOST


@pytest.mark.parametrize("name", [*LISTS, "show_organisation", "show_settings", "invite_person"])
def test_the_pages_of_a_neighbour_are_not_there(
    organisation, administrator, other_organisation, name
):
    fill(organisation, administrator, 1)
    client = Client()
    client.force_login(make_account(role=Role.ADMINISTRATOR, organisation=other_organisation))

    response = client.get(reverse(f"people:{name}", args=[organisation.public_id]))

    assert response.status_code == 404
    assert organisation.name not in response.content.decode()


def test_a_person_sees_the_parts_that_their_role_opens(organisation):
    shown = {}
    for role in (Role.ASSESSOR, Role.READER, Role.AUDITOR, Role.ADMINISTRATOR):
        client = Client(headers={"accept-language": "en"})
        client.force_login(make_account(role=role, organisation=organisation))
        page = client.get(reverse("people:show_organisation", args=[organisation.public_id]))
        shown[role] = [str(tab.label) for tab in page.context["tabs"]]

    assert shown[Role.ASSESSOR] == ["Overview"]
    assert shown[Role.READER] == ["Overview", "Programmes", "Funding", "Grids"]
    assert "People" in shown[Role.AUDITOR]
    assert "Settings" not in shown[Role.AUDITOR]
    assert shown[Role.ADMINISTRATOR][-1] == "Settings"


def test_every_tab_that_is_shown_opens(organisation):
    for role in Role:
        client = Client()
        client.force_login(make_account(role=role, organisation=organisation))
        page = client.get(reverse("people:show_organisation", args=[organisation.public_id]))
        for tab in page.context["tabs"]:
            assert client.get(tab.url).status_code == 200, (role, tab.url)


def test_the_days_are_those_of_the_organisation(desk, organisation, reader):
    organisation.time_zone = "Pacific/Auckland"
    organisation.save()
    grant = Grant.objects.get(account=reader)
    until = {"ends_on": "2031-03-31"}

    desk.post(reverse("people:change_grant_end", args=[grant.public_id]), until)

    grant.refresh_from_db()
    assert grant.ends_at.isoformat() == "2031-03-31T10:59:59+00:00"
    page = desk.get(reverse("people:show_grant", args=[grant.public_id])).content.decode()
    assert "31 March 2031" in page
    assert 'value="2031-03-31"' in page


def test_what_waits_stands_on_the_page_and_at_home(desk, organisation, administrator, reader):
    soon = timezone.now() + timedelta(days=9)
    Grant.objects.filter(account=reader).update(ends_at=soon)
    invite(
        organisation=organisation,
        email="n@example.org",
        role=Role.CLERK,
        language="en",
        by=administrator,
    )
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    page = desk.get(reverse("people:list_people", args=[organisation.public_id])).content.decode()
    waits = [w.url for w in waiting_for(administrator, roles_anywhere(administrator))]

    assert "ends on" in page
    assert "without answer" in page
    grant = Grant.objects.get(account=reader)
    assert reverse("people:show_grant", args=[grant.public_id]) in waits
    assert reverse("people:list_people", args=[organisation.public_id]) in waits
    assert not [w for w in waiting_for(reader, roles_anywhere(reader)) if w.url in waits]


def test_both_sides_see_that_a_role_is_lent(organisation, reader):
    holder = make_account(role=Role.FINANCE, organisation=organisation, name="Mourad Tazi")
    grant = Grant.objects.get(account=holder)
    client = Client(headers={"accept-language": "en"})
    client.force_login(holder)
    today = timezone.localdate()
    response = client.post(
        reverse("people:delegate_grant", args=[grant.public_id]),
        {"to": reader.public_id, "starts_on": today, "ends_on": today + timedelta(days=3)},
    )
    assert response.status_code == 302

    own = client.get(reverse("people:list_organisations")).content.decode()
    client.force_login(reader)
    theirs = client.get(reverse("people:list_organisations")).content.decode()

    assert f"lent to {reader.name}" in own
    assert "standing in for Mourad Tazi" in theirs


def test_nobody_of_another_organisation_can_be_chosen(desk, organisation, stranger):
    page = desk.get(reverse("people:give_role", args=[organisation.public_id])).content.decode()
    response = desk.post(
        reverse("people:give_role", args=[organisation.public_id]),
        {"account": stranger.public_id, "role": "reader"},
    )

    assert str(stranger.public_id) not in page
    assert response.status_code == 422
    assert not Grant.objects.filter(account=stranger, organisation=organisation).exists()


def test_a_refusal_says_why_and_keeps_what_was_typed(desk, organisation, administrator):
    response = desk.post(
        reverse("people:give_role", args=[organisation.public_id]),
        {"account": administrator.public_id, "role": "approver"},
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert "second administrator" in page
    assert 'value="approver"' in page


def test_ending_a_role_by_a_form_leads_back_to_the_list(desk, organisation, reader):
    grant = Grant.objects.get(account=reader)

    response = desk.post(reverse("people:end_grant", args=[grant.public_id]))

    assert response.headers["Location"] == reverse(
        "people:list_people", args=[organisation.public_id]
    )
    ended = desk.get(response.headers["Location"] + "?show=ended").content.decode()
    assert reader.name in ended


def test_a_contact_is_added_and_removed_by_forms(desk, organisation):
    programme = add_programme(organisation=organisation, values={"name": "Peers"}, by=OPERATOR)
    contacts = reverse("people:add_contact", args=[programme.public_id])

    wrong = desk.post(contacts, {"contact_name": ""})
    desk.post(contacts, {"contact_name": "Levan Gogia", "contact_email": "l@example.org"})
    page = desk.get(reverse("people:show_programme", args=[programme.public_id])).content.decode()
    contact = programme.contacts.get()
    desk.post(reverse("people:remove_contact", args=[programme.public_id, contact.public_id]))

    assert wrong.status_code == 422
    assert "Levan Gogia" in page
    assert not programme.contacts.exists()


def test_text_of_people_is_never_markup(desk, organisation):
    bad = "<script>alert(1)</script>"
    programme = add_programme(
        organisation=organisation, values={"name": bad, "theme": bad}, by=OPERATOR
    )
    add_contact(public_id=programme.public_id, name=bad, function=bad, email="", by=OPERATOR)

    for name in ("show_programme", "change_programme"):
        page = desk.get(reverse(f"people:{name}", args=[programme.public_id])).content.decode()
        assert bad not in page
        assert "&lt;script&gt;" in page
