"""An organisation's settings and grids: saved part by part, checked, never written over."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.core.errors import RuleBroken
from mandat.people.choices import country_codes, currency_codes, language_codes, time_zones
from mandat.people.models import GridTemplate, Organisation
from mandat.people.organisation_forms.settings import FORMS, TITLES
from mandat.people.roles import Role
from mandat.people.rules.grids import read_outline
from mandat.people.services import (
    add_grid,
    change_grid,
    change_settings,
    make_grid_default,
    remove_grid,
)
from mandat.people.services.organisations import SECTIONS
from tests.factories import make_account

GRID, _FAULTS = read_outline("Offer | 70\n- Method | 40\n- Team | 30\nPrice | 30")
FILLED = {
    "identity": {"name": "Maison", "country": "BE", "time_zone": "Asia/Tokyo", "currency": "XOF"},
    "languages": {"call_languages": ["sw", "fr", ""], "screen_languages": ["ar", "fr"]},
    "sender": {"sender_name": "Appels", "sender_address": "appels@example.org"},
    "retention": {
        "refused_applications": "12",
        "calls": "60",
        "missions": "120",
        "accounts": "24",
    },
    "procurement": {"currency": "EUR", "three_quotes_from": "4000", "open_call_from": "50000"},
    "notice": {"notice_days": "21", "amendment_days": "10"},
    "open_data": {"shares_data": "on", "ocid_prefix": "ocds-a1b2c3"},
}
STORED = {
    "identity": {"name": "Maison", "country": "BE", "time_zone": "Asia/Tokyo", "currency": "XOF"},
    "languages": {"call_languages": ["sw", "fr"], "screen_languages": ["ar", "fr"]},
    "sender": {"sender_name": "Appels", "sender_address": "appels@example.org"},
    "retention": {"retention": {"refused_applications": 12}},
    "procurement": {
        "thresholds": {
            "currency": "EUR",
            "steps": [
                {"procedure": "direct", "from": "0"},
                {"procedure": "three_quotes", "from": "4000"},
                {"procedure": "open_call", "from": "50000"},
            ],
        }
    },
    "notice": {"notice_days": 21, "amendment_days": 10},
    "open_data": {"shares_data": True, "ocid_prefix": "ocds-a1b2c3"},
}


@pytest.fixture
def at_the_desk(administrator):
    client = Client(headers={"accept-language": "en"})
    client.force_login(administrator)
    return client


def save(client, organisation, section, **changes):
    address = reverse("people:change_settings", args=[organisation.public_id, section])
    return client.post(address, FILLED[section] | {"version": organisation.version} | changes)


def test_every_section_has_a_form_a_title_and_columns():
    assert set(FORMS) == set(TITLES) == set(SECTIONS) == set(FILLED)


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_a_section_is_saved_by_itself(at_the_desk, organisation, section):
    before = {c: getattr(organisation, c) for cs in SECTIONS.values() for c in cs}

    response = save(at_the_desk, organisation, section)

    assert response.status_code == 302
    organisation.refresh_from_db()
    now = {c: getattr(organisation, c) for cs in SECTIONS.values() for c in cs}
    assert now == before | STORED[section]
    entry = Entry.objects.get(action="people.settings.changed")
    assert entry.details == {"section": section}


def test_a_form_drawn_before_somebody_elses_change_writes_nothing(at_the_desk, organisation):
    save(at_the_desk, organisation, "notice")

    response = save(at_the_desk, organisation, "sender")  # still the version of before

    assert response.status_code == 422
    assert "changed in the meantime" in response.content.decode()
    organisation.refresh_from_db()
    assert organisation.sender_name == ""


@pytest.mark.parametrize(
    ("section", "wrong"),
    [
        ("identity", {"country": "ZZ"}),
        ("identity", {"time_zone": "Mars/Olympus"}),
        ("identity", {"currency": "QQQ"}),
        ("identity", {"name": " "}),
        ("languages", {"call_languages": ["qqq"]}),
        ("languages", {"screen_languages": ["de"]}),
        ("sender", {"sender_address": "not an address"}),
        ("retention", {"calls": "59"}),
        ("retention", {"accounts": ""}),
        ("procurement", {"three_quotes_from": "60000"}),
        ("procurement", {"open_call_from": "-1"}),
        ("notice", {"notice_days": "0"}),
        ("notice", {"notice_days": "366"}),
        ("open_data", {"shares_data": "on", "ocid_prefix": ""}),
        ("open_data", {"shares_data": "on", "ocid_prefix": "ours"}),
    ],
)
def test_what_cannot_stand_is_refused_and_stays_in_the_form(
    at_the_desk, organisation, section, wrong
):
    response = save(at_the_desk, organisation, section, **wrong)

    assert response.status_code == 422
    assert (
        "aria-invalid" in response.content.decode() or 'role="alert"' in response.content.decode()
    )
    organisation.refresh_from_db()
    assert organisation.version == 1
    assert not Entry.objects.filter(action="people.settings.changed").exists()


def test_a_name_that_another_organisation_has_is_refused(
    at_the_desk, organisation, other_organisation
):
    response = save(at_the_desk, organisation, "identity", name=other_organisation.name.upper())

    assert response.status_code == 422
    organisation.refresh_from_db()
    assert organisation.name == "Maison des droits"


def test_a_section_that_does_not_exist_is_not_found(at_the_desk, organisation):
    address = reverse("people:change_settings", args=[organisation.public_id, "secrets"])

    assert at_the_desk.post(address, {}).status_code == 404


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_nobody_but_administrators_changes_settings(organisation, role):
    by = make_account(role=role, organisation=organisation)

    with pytest.raises(PermissionDenied):
        change_settings(
            public_id=organisation.public_id,
            section="notice",
            values={"notice_days": 9},
            version=None,
            by=by,
        )

    organisation.refresh_from_db()
    assert organisation.notice_days is None


@pytest.mark.parametrize(
    ("section", "values", "code"),
    [
        ("retention", {"retention": {"calls": 1}}, "retention_unlawful"),
        ("retention", {"retention": {"dreams": 1}}, "retention_unknown"),
        ("procurement", {"thresholds": {}}, "thresholds_empty"),
    ],
)
def test_the_rules_hold_without_the_form(administrator, organisation, section, values, code):
    with pytest.raises(RuleBroken) as broken:
        change_settings(
            public_id=organisation.public_id,
            section=section,
            values=values,
            version=None,
            by=administrator,
        )

    assert broken.value.code == code


@pytest.mark.parametrize("days", [0, 366])
def test_the_database_refuses_a_notice_that_is_no_time(organisation, days):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(notice_days=days)


def test_what_can_be_chosen_comes_from_the_libraries():
    assert len(country_codes()) > 240
    assert {"FR", "SN", "PS", "TW"} <= country_codes()
    assert {"EUR", "XOF", "CDF"} <= currency_codes()
    assert "FRF" not in currency_codes()  # out of use
    assert {"fr", "ar", "sw", "ln"} <= language_codes()
    assert ("Africa/Dakar", "Africa/Dakar") in time_zones()


def test_a_grid_is_kept_and_the_first_one_is_the_default(officer, organisation):
    first = add_grid(organisation=organisation, name="Usual", document=GRID, by=officer)
    second = add_grid(organisation=organisation, name="Short", document=GRID, by=officer)

    assert (first.is_default, second.is_default) == (True, False)
    make_grid_default(public_id=second.public_id, by=officer)
    assert GridTemplate.objects.get(is_default=True) == second


def test_a_grid_that_does_not_add_up_is_never_stored(officer, organisation):
    document, _faults = read_outline("Offer | 70\n- Method | 40\nPrice | 30")

    with pytest.raises(RuleBroken) as broken:
        add_grid(organisation=organisation, name="Usual", document=document, by=officer)

    assert broken.value.code == "grid_does_not_add_up"
    assert not GridTemplate.objects.exists()


def test_two_people_do_not_write_over_each_others_grid(officer, administrator, organisation):
    grid = add_grid(organisation=organisation, name="Usual", document=GRID, by=officer)
    change = {"public_id": grid.public_id, "name": "Mine", "document": GRID, "version": 1}
    change_grid(**change, by=officer)

    with pytest.raises(RuleBroken) as broken:
        change_grid(**(change | {"name": "Theirs"}), by=administrator)

    assert broken.value.code == "changed_elsewhere"
    assert GridTemplate.objects.get().name == "Mine"


def test_two_grids_of_one_organisation_have_two_names(officer, organisation):
    add_grid(organisation=organisation, name="Usual", document=GRID, by=officer)

    with pytest.raises(ValidationError):
        add_grid(organisation=organisation, name="USUAL", document=GRID, by=officer)


def test_a_grid_is_written_as_an_outline_and_faults_name_their_line(at_the_desk, organisation):
    address = reverse("people:add_grid", args=[organisation.public_id])

    wrong = at_the_desk.post(address, {"name": "Usual", "outline": "Offer | 70\nPrice"})
    right = at_the_desk.post(address, {"name": "Usual", "outline": "Offer | 70\nPrice | 30"})

    assert wrong.status_code == 422
    assert "Line 2:" in wrong.content.decode()
    assert right.status_code == 302
    assert Decimal(GridTemplate.objects.get().document["criteria"][1]["maximum"]) == 30


def test_a_grid_is_removed_on_the_record(officer, organisation):
    grid = add_grid(organisation=organisation, name="Usual", document=GRID, by=officer)

    remove_grid(public_id=grid.public_id, by=officer)

    assert not GridTemplate.objects.exists()
    assert Entry.objects.get(action="people.grid.removed").subject_id == str(grid.public_id)


def test_the_overview_shows_what_counts(at_the_desk, organisation):
    save(at_the_desk, organisation, "procurement")

    page = at_the_desk.get(reverse("people:show_organisation", args=[organisation.public_id]))

    text = page.content.decode()
    assert "4,000" in text
    assert "three quotes" in text
    assert "2 years" in text
    assert "months" not in text
