"""What the organisation has is proposed, and kept only when somebody takes it."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mandat.calls.authoring.saving import link_money
from mandat.calls.models import Call
from mandat.calls.states import Formula
from mandat.people import services as people
from mandat.privacy.models import NoticeContact
from tests.calls.authoring.writing import fill, form_of, send, started, step_url, value

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organisation, officer):
    return started(organisation, officer)


@pytest.fixture
def writing(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def money(organisation, administrator):
    programme = people.add_programme(
        organisation=organisation, values={"name": "Santé et droits"}, by=administrator
    )
    funding = people.add_funding(
        organisation=organisation,
        values={
            "donor": "Fonds nordique",
            "agreement": "FN-12",
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2027, 6, 30),
            "amount": 90_000,
            "currency": "EUR",
            "objectives": ["Soigner", "Témoigner"],
        },
        programmes=[programme],
        by=administrator,
    )
    return programme, funding


def test_a_programme_and_a_funding_that_are_chosen_fill_their_fields(writing, call, money):
    programme, funding = money

    fill(
        writing, call, "purpose",
        {"link.programme": str(programme.public_id), "link.funding": str(funding.public_id)},
    )  # fmt: skip

    call.refresh_from_db()
    assert (call.programme, call.funding) == (programme, funding)
    assert value(call, "programme") == "Santé et droits"
    assert value(call, "funding") == {
        "donor": "Fonds nordique",
        "agreement": "FN-12",
        "start": "2026-01-01",
        "end": "2027-06-30",
        "objective": "Soigner\nTémoigner",
    }


def test_words_typed_after_the_choice_are_not_written_over_again(writing, call, money):
    choice = {"link.programme": str(money[0].public_id)}
    fill(writing, call, "purpose", choice)

    fill(writing, call, "purpose", {"programme.value": "Santé, droits et dignité"})

    assert value(call, "programme") == "Santé, droits et dignité"


def test_money_of_another_organisation_cannot_be_chosen(
    writing, call, other_organisation, stranger
):
    theirs = people.add_programme(
        organisation=other_organisation, values={"name": "Voisin"}, by=stranger
    )

    page = writing.get(step_url(call, "purpose")).content.decode()
    send(
        writing, call, "purpose",
        form_of(writing.get(step_url(call, "purpose"))) | {"link.programme": str(theirs.public_id)},
    )  # fmt: skip

    call.refresh_from_db()
    assert "Voisin" not in page
    assert call.programme is None


def test_a_service_refuses_money_from_elsewhere(call, officer, other_organisation, stranger):
    theirs = people.add_programme(
        organisation=other_organisation, values={"name": "Voisin"}, by=stranger
    )

    with pytest.raises(PermissionDenied):
        link_money(public_id=call.public_id, programme=theirs, funding=None, by=officer)


def test_a_grid_of_the_organisation_is_taken_in_one_gesture(
    writing, call, organisation, administrator
):
    grid = people.add_grid(
        organisation=organisation,
        name="Deux tiers",
        document={
            "criteria": [
                {
                    "label": "Technique",
                    "maximum": "70",
                    "children": [
                        {"label": "Méthode", "maximum": "40", "children": []},
                        {"label": "Équipe", "maximum": "30", "children": []},
                    ],
                },
                {"label": "Prix", "maximum": "30", "children": []},
            ]
        },
        by=administrator,
    )

    fill(writing, call, "grid", {}, f"grid:{grid.public_id}")

    taken = [(c["label"], c["max_points"], c.get("parent")) for c in value(call, "evaluation_grid")]
    assert taken == [
        ("Technique", 70, None),
        ("Méthode", 40, "Technique"),
        ("Équipe", 30, "Technique"),
        ("Prix", 30, None),
    ]


def test_a_grid_that_is_gone_is_said_so(writing, call):
    answer = fill(writing, call, "grid", {}, "grid:not-a-grid")

    assert answer.status_code == 409
    assert "This grid is no longer there" in answer.content.decode()


def test_a_way_to_count_the_price_is_decided_and_said_in_the_call(writing, call):
    fill(writing, call, "grid", {"evaluation_grid.outline": "Méthode | 70\nPrix | 30"})

    fill(writing, call, "grid", {}, "formula:ratio_low")

    assert Call.objects.get().formula == Formula.RATIO_LOW
    assert value(call, "price_formula")


def test_days_are_proposed_and_none_is_kept_until_they_are_taken(writing, call, organisation):
    organisation.notice_days = 30
    organisation.save()

    page = writing.get(step_url(call, "calendar")).content.decode()
    before = value(call, "deadline")
    interview = {"dates.0.role": "interview", "dates.0.date": "2027-04-20"}
    fill(writing, call, "calendar", interview, "calendar")

    deadline = datetime.fromisoformat(value(call, "deadline"))
    assert before is None
    assert f"{deadline:%B %Y}" in page
    assert f"{deadline:%H:%M}" == "17:00"
    assert deadline.date() >= timezone.localdate() + timedelta(days=30)
    assert call.draft_fields.get(name="deadline").extra["timezone"] == "Europe/Paris"
    assert {d["role"] for d in value(call, "dates")} == {"interview", "questions", "decision"}
    assert Call.objects.get().blocking_count <= 1  # the channel is another step's


def test_a_day_on_which_nobody_works_is_said_beside_the_calendar(writing, call):
    days = {"start_date.value": "2027-07-14", "end_date.value": "2027-09-04"}
    fill(writing, call, "calendar", days)

    page = writing.get(step_url(call, "calendar")).content.decode()

    assert "is a public holiday" in page
    assert "is a day of rest" in page


def test_the_notice_comes_from_the_contact_that_the_organisation_published(
    writing, call, organisation
):
    NoticeContact.objects.create(
        organisation=organisation,
        controller="Maison des droits\n1 rue de la Paix, Paris",
        officer_email="dpo@example.org",
    )

    page = writing.get(step_url(call, "notice")).content.decode()
    fill(writing, call, "notice", {}, "notice")

    field = call.draft_fields.get(name="privacy_notice")
    assert "dpo@example.org" in page
    assert field.extra["controller"] == "Maison des droits 1 rue de la Paix, Paris"
    assert field.extra["contact"] == "dpo@example.org"
    assert "24" in field.extra["retention"]
    assert value(call, "outcome_notice") == "all"


def test_what_the_notice_says_can_be_written_otherwise(writing, call):
    fill(writing, call, "notice", {}, "notice")

    fill(writing, call, "notice", {"privacy_notice.contact": "privacy@example.org"})

    field = call.draft_fields.get(name="privacy_notice")
    assert field.extra["contact"] == "privacy@example.org"
    assert len(field.value["parts"]) == 10


def test_a_retention_chosen_by_the_organisation_is_the_one_proposed(writing, call, organisation):
    organisation.retention = {"refused_applications": 12}
    organisation.save()

    fill(writing, call, "notice", {}, "notice")

    assert "12" in call.draft_fields.get(name="privacy_notice").extra["retention"]
