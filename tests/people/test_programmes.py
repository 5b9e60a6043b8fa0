"""Programmes, whom to ask about them, and what pays for them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.core.errors import RuleBroken
from mandat.people.models import Funding, Programme, ProgrammeContact
from mandat.people.queries import PAGE_SIZE, page_of, programmes_of
from mandat.people.roles import Role
from mandat.people.services import (
    add_contact,
    add_funding,
    add_programme,
    change_programme,
    move_programme,
    remove_contact,
)
from mandat.people.states import ProgrammeState
from tests.factories import make_account

VALUES = {"name": "Peers", "theme": "Harm reduction", "countries": ["GE", "MM"]}
FUNDING = {
    "donor": "Global Fund",
    "agreement": "QMU-1",
    "starts_on": date(2027, 1, 1),
    "ends_on": date(2028, 12, 31),
    "amount": Decimal("1150000.50"),
    "currency": "EUR",
    "objectives": ["Let peers be heard."],
}


@pytest.fixture
def programme(officer, organisation):
    return add_programme(organisation=organisation, values=VALUES, by=officer)


@pytest.fixture
def desk(officer):
    client = Client(headers={"accept-language": "en"})
    client.force_login(officer)
    return client


def test_a_programme_is_added_by_a_form(desk, organisation):
    address = reverse("people:add_programme", args=[organisation.public_id])

    response = desk.post(address, {"name": "Peers", "countries": ["GE", "", "MM", "GE"]})

    assert response.status_code == 302
    programme = Programme.objects.get()
    assert programme.countries == ["GE", "MM"]
    page = desk.get(response.headers["Location"]).content.decode()
    assert "Georgia, Myanmar" in page
    assert Entry.objects.filter(action="people.programme.added").count() == 1


def test_a_name_stands_once_in_an_organisation_and_again_in_another(
    officer, organisation, programme, stranger, other_organisation
):
    with pytest.raises(ValidationError):
        add_programme(organisation=organisation, values=VALUES | {"name": "PEERS"}, by=officer)

    add_programme(organisation=other_organisation, values=VALUES, by=stranger)
    assert Programme.objects.count() == 2


def test_a_programme_changed_in_the_meantime_is_not_written_over(officer, programme):
    change = {"public_id": programme.public_id, "version": 1, "by": officer}
    change_programme(values=VALUES | {"theme": "Rights"}, **change)

    with pytest.raises(RuleBroken) as broken:
        change_programme(values=VALUES | {"theme": "Health"}, **change)

    assert broken.value.code == "changed_elsewhere"
    programme.refresh_from_db()
    assert programme.theme == "Rights"


def test_a_programme_is_closed_and_taken_up_again(officer, programme):
    for state in (ProgrammeState.CLOSED, ProgrammeState.ACTIVE):
        move_programme(public_id=programme.public_id, state=state, by=officer)
        programme.refresh_from_db()
        assert programme.state == state

    with pytest.raises(RuleBroken):
        move_programme(public_id=programme.public_id, state=ProgrammeState.ACTIVE, by=officer)


def test_the_journal_names_a_contact_by_id_alone(officer, programme):
    contact = add_contact(
        public_id=programme.public_id,
        name="Levan Gogia",
        function="Adviser",
        email="levan@example.org",
        by=officer,
    )
    remove_contact(public_id=programme.public_id, contact=contact.public_id, by=officer)

    assert not ProgrammeContact.objects.exists()
    entries = Entry.objects.filter(action__startswith="people.programme.contact")
    assert len(entries) == 2
    assert all(e.details == {"contact": str(contact.public_id)} for e in entries)


def test_a_contact_of_another_programme_is_not_removed_by_its_id(
    officer, programme, stranger, other_organisation
):
    theirs = add_programme(organisation=other_organisation, values=VALUES, by=stranger)
    contact = add_contact(
        public_id=theirs.public_id, name="Hugo", function="", email="", by=stranger
    )

    remove_contact(public_id=programme.public_id, contact=contact.public_id, by=officer)

    assert ProgrammeContact.objects.get() == contact


def test_funding_is_added_by_a_form_with_its_programmes(desk, organisation, programme):
    address = reverse("people:add_funding", args=[organisation.public_id])
    data = FUNDING | {
        "programmes": [programme.public_id],
        "objectives": "Let peers be heard.\n\nTrain them.",
    }

    response = desk.post(address, data)

    assert response.status_code == 302
    funding = Funding.objects.get()
    assert funding.amount == Decimal("1150000.50")
    assert funding.objectives == ["Let peers be heard.", "Train them."]
    assert list(funding.programmes.all()) == [programme]
    assert "1,150,000.50" in desk.get(response.headers["Location"]).content.decode()


def test_funding_that_ends_before_it_starts_is_refused_by_form_and_database(
    desk, officer, organisation
):
    wrong = FUNDING | {"ends_on": date(2026, 12, 31)}
    response = desk.post(
        reverse("people:add_funding", args=[organisation.public_id]),
        wrong | {"objectives": ""},
    )

    assert response.status_code == 422
    assert "The last day lies before the first." in response.content.decode()
    with pytest.raises(ValidationError):
        add_funding(organisation=organisation, values=wrong, programmes=[], by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Funding.objects.create(organisation=organisation, **wrong)


def test_a_negative_amount_is_refused_by_the_database(organisation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Funding.objects.create(organisation=organisation, **(FUNDING | {"amount": Decimal(-1)}))


def test_funding_covers_no_programme_of_a_neighbour(
    desk, officer, organisation, stranger, other_organisation
):
    theirs = add_programme(organisation=other_organisation, values=VALUES, by=stranger)

    response = desk.post(
        reverse("people:add_funding", args=[organisation.public_id]),
        FUNDING | {"objectives": "", "programmes": [theirs.public_id]},
    )
    with pytest.raises(RuleBroken) as broken:
        add_funding(organisation=organisation, values=FUNDING, programmes=[theirs], by=officer)

    assert response.status_code == 422
    assert broken.value.code == "programme_elsewhere"
    assert not Funding.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_who_writes_programmes_and_who_writes_funding(organisation, role):
    by = make_account(role=role, organisation=organisation)
    writes = {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER}
    acts = {
        "programme": (
            writes,
            lambda: add_programme(organisation=organisation, values=VALUES, by=by),
        ),
        "funding": (
            writes | {Role.FINANCE},
            lambda: add_funding(organisation=organisation, values=FUNDING, programmes=[], by=by),
        ),
    }

    for who, act in acts.values():
        if role in who:
            assert act()
        else:
            with pytest.raises(PermissionDenied):
                act()


def test_a_list_is_paged_by_key_and_names_nobody_in_the_address(officer, organisation):
    for number in range(PAGE_SIZE + 5):
        add_programme(
            organisation=organisation,
            values=VALUES | {"name": f"Programme {number:02}"},
            by=officer,
        )

    first = page_of(programmes_of(organisation))
    second = page_of(programmes_of(organisation), first.next_before)

    assert len(first.rows) == PAGE_SIZE
    assert len(second.rows) == 5
    assert second.next_before == ""
    assert not {p.pk for p in first.rows} & {p.pk for p in second.rows}
    assert first.next_before == str(first.rows[-1].public_id)
    assert page_of(programmes_of(organisation), "nonsense").rows == first.rows
