"""What the author decides before a call is public."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mandat.audit.services import OPERATOR
from mandat.calls.life import services
from mandat.calls.life.services.common import seen_digest
from mandat.calls.life.services.preparing import rules_now
from mandat.calls.publishing import content_now
from mandat.core.errors import RuleBroken
from mandat.people.services import add_funding, add_grid, add_programme
from tests.calls.life.ready import approved, make_team, ready_draft

pytestmark = pytest.mark.django_db

GRID = {
    "criteria": [
        {
            "label": "Offre technique",
            "maximum": "70",
            "children": [{"label": "Méthode", "maximum": "70"}],
        },
        {"label": "Prix", "maximum": "30"},
    ]
}


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def call(team):
    return ready_draft(team)


def rules(call, by, **wanted):
    usual = {"formula": "", "late_rule": "refuse", "seals_prices": True, "text_stage": "public"}
    chosen = {**usual, "seen": None} | wanted
    return services.change_rules(public_id=call.public_id, by=by, **chosen)


def says(call, name):
    return call.draft_fields.get(name=name).value


def place(call, by, **wanted):
    chosen = {
        "programme": None,
        "funding": None,
        "reference": "",
        "shares_data": False,
        "seen": None,
    } | wanted
    return services.place_call(public_id=call.public_id, by=by, **chosen)


def test_a_formula_is_said_in_the_language_of_the_call_unless_the_author_wrote_it(team, call):
    rules(call, team.officer, formula="ratio_low")
    first = says(call, "price_formula")
    rules(call, team.officer, formula="least_cost")
    second = says(call, "price_formula")
    rules(call, team.officer, formula="")

    assert "÷" in first
    assert second != first
    assert says(call, "price_formula") is None

    call.draft_fields.filter(name="price_formula").update(value="Au prorata, selon nous")
    rules(call, team.officer, formula="ratio_low")
    assert says(call, "price_formula") == "Au prorata, selon nous"


def test_a_formula_of_a_call_in_a_language_that_the_site_does_not_write_stays_a_code(team):
    call = ready_draft(team, {"language": "pt"})

    rules(call, team.officer, formula="ratio_low")

    assert says(call, "price_formula") is None
    call.refresh_from_db()
    assert content_now(call)["rules"]["formula"] == "ratio_low"


def test_a_usual_value_becomes_a_value_of_the_draft_only_when_the_author_takes_it(team, call):
    assert says(call, "pass_marks") is None

    services.accept_proposal(public_id=call.public_id, name="pass_marks", by=team.officer)

    (mark,) = says(call, "pass_marks")
    assert (mark["minimum"], mark["unit"]) == (70, "percent")
    assert call.draft_fields.get(name="pass_marks").settled_by == team.officer
    with pytest.raises(RuleBroken) as broken:
        services.accept_proposal(public_id=call.public_id, name="pass_marks", by=team.officer)
    assert broken.value.code == "proposal_gone"

    services.drop_rule(public_id=call.public_id, name="pass_marks", by=team.officer)
    assert says(call, "pass_marks") is None


@pytest.mark.parametrize("name", ["title", "formula", "nothing"])
def test_only_rules_are_taken_and_left_here(team, call, name):
    with pytest.raises(RuleBroken):
        services.accept_proposal(public_id=call.public_id, name=name, by=team.officer)
    with pytest.raises(RuleBroken):
        services.drop_rule(public_id=call.public_id, name=name, by=team.officer)


def test_the_default_grid_of_the_organisation_becomes_the_grid_of_the_draft(team, call):
    with pytest.raises(RuleBroken) as broken:
        services.take_grid(public_id=call.public_id, by=team.officer)
    assert broken.value.code == "no_default_grid"
    add_grid(organisation=team.organisation, name="Usuelle", document=GRID, by=OPERATOR)

    services.take_grid(public_id=call.public_id, by=team.officer)

    assert says(call, "evaluation_grid") == [
        {"label": "Offre technique", "max_points": 70},
        {"label": "Méthode", "max_points": 70, "parent": "Offre technique"},
        {"label": "Prix", "max_points": 30},
    ]


def test_a_holder_has_a_role_in_the_organisation_that_may_see_calls(team, call):
    stranger = make_team().holders[0]
    (first, second), (third, _fourth) = team.seats()
    seats = [(first, second), (third, stranger.public_id)]

    with pytest.raises(RuleBroken):
        services.name_holders(public_id=call.public_id, seats=seats, seen=None, by=team.officer)

    assert call.key_holders.count() == 2


def test_what_somebody_else_decided_in_the_meantime_is_not_written_over(team, call):
    seen = seen_digest(rules_now(call))
    rules(call, team.officer, late_rule="keep", seen=seen)

    with pytest.raises(RuleBroken) as broken:
        rules(call, team.officer, formula="ratio_low", seen=seen)

    assert broken.value.code == "changed_elsewhere"


def test_programme_and_funding_are_those_of_the_organisation(team, call):
    own = add_programme(
        organisation=team.organisation, values={"name": "Santé", "theme": ""}, by=OPERATOR
    )
    other = add_programme(
        organisation=make_team().organisation, values={"name": "Ailleurs", "theme": ""}, by=OPERATOR
    )

    placed = place(call, team.officer, programme=own, reference=" MDM-7 ")

    assert (placed.programme, placed.reference) == (own, "MDM-7")
    with pytest.raises(RuleBroken) as broken:
        place(call, team.officer, programme=other)
    assert broken.value.code == "elsewhere"


def test_a_reference_serves_once_in_an_organisation(team, call):
    place(call, team.officer, reference="MDM-7")
    second = ready_draft(team)

    with pytest.raises(RuleBroken) as broken:
        place(second, team.officer, reference="MDM-7")

    assert broken.value.code == "reference_taken"
    assert not connection.needs_rollback


def test_data_are_shared_only_where_the_organisation_shares_and_the_call_is_ordinary(team, call):
    with pytest.raises(RuleBroken):
        place(call, team.officer, shares_data=True)
    team.organisation.shares_data, team.organisation.ocid_prefix = True, "ocds-abcdef"
    team.organisation.save()

    assert place(call, team.officer, shares_data=True).shares_data
    sensitive = services.switch_sensitive(public_id=call.public_id, sensitive=True, by=team.officer)

    assert (sensitive.sensitive, sensitive.shares_data) == (True, False)
    with pytest.raises(RuleBroken):
        place(call, team.officer, shares_data=True)


def test_a_call_becomes_sensitive_at_any_time_and_ordinary_only_while_a_draft(team, call):
    services.switch_sensitive(public_id=call.public_id, sensitive=True, by=team.officer)
    services.switch_sensitive(public_id=call.public_id, sensitive=False, by=team.officer)
    public = approved(team, call)

    now = services.switch_sensitive(public_id=public.public_id, sensitive=True, by=team.officer)

    assert now.sensitive
    with pytest.raises(RuleBroken):
        services.switch_sensitive(public_id=public.public_id, sensitive=False, by=team.officer)


def test_grid_formula_and_holders_are_fixed_at_publication(team, call):
    add_grid(organisation=team.organisation, name="Usuelle", document=GRID, by=OPERATOR)
    public = approved(team, call)
    before = public.versions.get().content

    for act in (
        lambda: services.take_grid(public_id=call.public_id, by=team.officer),
        lambda: rules(call, team.officer, formula="ratio_low"),
        lambda: services.accept_proposal(
            public_id=call.public_id, name="pass_marks", by=team.officer
        ),
        lambda: services.drop_rule(public_id=call.public_id, name="shortlist_cap", by=team.officer),
        lambda: services.name_holders(
            public_id=call.public_id, seats=team.seats()[::-1], seen=None, by=team.officer
        ),
        lambda: place(call, team.officer, reference="X"),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.code == "not_now"

    assert public.versions.get().content == before
    assert [k.holder for k in public.key_holders.all()] == [team.holders[0], team.holders[2]]


def test_only_officers_of_the_organisation_prepare_a_call(team, call):
    stranger = make_team().officer

    for person in (team.approver, team.holders[0], stranger):
        with pytest.raises(PermissionDenied):
            rules(call, person, formula="ratio_low")
        with pytest.raises(PermissionDenied):
            services.switch_sensitive(public_id=call.public_id, sensitive=True, by=person)
        with pytest.raises(PermissionDenied):
            services.ask_approval(public_id=call.public_id, by=person)


def test_a_funding_of_the_organisation_pays_for_the_call(team, call):
    funding = add_funding(
        organisation=team.organisation,
        values={
            "donor": "Fonds",
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "amount": 1000,
            "currency": "EUR",
        },
        programmes=[],
        by=OPERATOR,
    )

    assert place(call, team.officer, funding=funding).funding == funding
