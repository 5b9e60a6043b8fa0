"""The text of a call that was written here says what its fields say, and nothing else."""

import pytest

from mandat.calls.composed import Items, Table
from mandat.calls.composing import as_text, compose
from mandat.calls.content import content_of
from mandat.calls.publishing import content_now, text_now
from mandat.calls.queries import current_draft
from mandat.calls.remarks import remarks_of
from tests.calls.published import ZONE, call_values, draft_call, published_call


def content(language="en", **values):
    said = call_values() | {"language": language} | values
    return {
        "fields": {
            n: {"value": v, "extra": {"timezone": ZONE} if n == "deadline" else {}}
            for n, v in said.items()
        },
        "rules": {},
    }


def section(composed, name):
    return next(s for s in composed.sections if s.name == name)


def test_a_heading_stands_only_over_what_is_said():
    bare = compose({"fields": {"title": {"value": "Étude", "extra": {}}}, "rules": {}})

    assert (bare.title, bare.sections, bare.facts) == ("Étude", (), ())


def test_the_grid_is_a_table_with_its_levels_and_its_total():
    (table,) = section(compose(content()), "criteria").blocks

    assert isinstance(table, Table)
    assert table.rows[1] == ("Compréhension, clarté", "15")
    assert table.rows[-1] == ("Total", "100")
    assert table.levels == (0, 1, 1, 0, 0, 0)


def test_a_column_that_nothing_fills_is_left_out():
    items = [{"text": "Note", "due": None, "pages": None}]
    (table,) = section(
        compose(content(deliverables={"count": 1, "items": items})), "deliverables"
    ).blocks

    assert table == Table(("Deliverable",), (("Note",),))


def test_the_deadline_stands_with_its_zone():
    text = as_text(compose(content(deadline="2027-01-07T20:00")))

    assert "7 January 2027 at 20:00 (Europe/Brussels, local time in Brussels)" in text


def test_the_notice_names_who_answers():
    written = content()
    written["fields"]["privacy_notice"]["extra"] = {
        "controller": "Maison des droits, Bruxelles",
        "contact": "dpo@example.org",
        "retention": "24 months",
    }

    (items,) = section(compose(written), "data_protection").blocks

    assert isinstance(items, Items)
    assert any("Maison des droits, Bruxelles" in line for line in items.lines)
    assert any("dpo@example.org" in line for line in items.lines)
    assert any("24 months" in line for line in items.lines)


@pytest.mark.parametrize(("language", "words"), [("fr", "fr"), ("ar", "ar"), ("es", "en")])
def test_headings_are_in_the_language_of_the_call_where_we_have_it(language, words):
    composed = compose(content(language))

    assert (composed.language, composed.words) == (language, words)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_value_of_every_kind_is_said(language):
    values = {
        "serves": [{"name": "Stratégie 2030"}],
        "funding": {"donor": "Fonds", "agreement": "A-1", "end": "2028-01-01", "objective": "Bien"},
        "daily_rate": {"amount": 300, "currency": "EUR"},
        "duration": {"amount": 6, "unit": "month"},
        "contract_type": "Consultance",
        "price_formula": "Au plus bas",
        "pass_marks": [{"criterion": "Expertise", "minimum": 60, "unit": "percent"}],
        "shortlist_cap": 6,
        "outcome_notice": "all",
    }

    text = as_text(compose(content(language, **values)))

    for word in ("Stratégie 2030", "Fonds", "A-1", "Bien", "300", "Consultance", "Au plus bas"):
        assert word in text


@pytest.mark.django_db
def test_what_is_published_of_a_written_call_is_its_composed_text(organisation):
    call = published_call(organisation)

    version = call.versions.get()
    assert version.text == as_text(compose(version.content, call.language))
    assert "Comparer les lois de six pays." in version.text
    assert text_now(call) == as_text(compose(content_now(call), call.language))


@pytest.mark.django_db
def test_the_checker_reads_the_text_that_would_be_published(organisation):
    call = draft_call(
        organisation,
        values={"methodology": [{"text": "Entretiens, ateliers, etc., et un budget [montant]"}]},
    )

    found = {r.code: r for r in remarks_of(call)}

    assert found["blank_placeholder"].spans == ()
    assert content_of(current_draft(call), {}) == {**content_now(call), "rules": {}}
