"""Thresholds, retention and grids: pure rules."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.people.labels import RETENTION_KINDS, RETENTION_REASONS
from mandat.people.refusals import MESSAGES
from mandat.people.rules import grids, invitations, procurement, retention
from mandat.people.rules.procurement import Procedure
from mandat.people.rules.retention import PERIODS, RetentionKind

amounts = st.decimals(min_value=1, max_value=10**9, places=2)


@given(one=amounts, other=amounts)
def test_thresholds_stand_only_when_they_rise(one, other):
    document = procurement.thresholds("EUR", one, other)

    code = procurement.why_not_thresholds(document)

    assert code == ("" if one < other else "thresholds_out_of_order")


@given(one=amounts, other=amounts, amount=st.decimals(min_value=0, max_value=10**10, places=2))
def test_every_amount_has_one_procedure(one, other, amount):
    low, high = sorted((one, other + one))
    document = procurement.thresholds("EUR", low, high)

    found = procurement.procedure_for(amount, document)

    if amount < low:
        assert found == Procedure.DIRECT
    elif amount < high:
        assert found == Procedure.THREE_QUOTES
    else:
        assert found == Procedure.OPEN_CALL


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({}, "thresholds_empty"),
        ({"currency": "EUR", "steps": []}, "thresholds_empty"),
        (
            {"currency": "EUR", "steps": [{"procedure": "direct", "from": "5"}]},
            "thresholds_with_gap",
        ),
        ({"currency": "EUR", "steps": [{"procedure": "raffle", "from": "0"}]}, "procedure_unknown"),
        ({"currency": "EUR", "steps": [{"procedure": "direct", "from": "x"}]}, "amount_unreadable"),
        (
            {"currency": "EUR", "steps": [{"procedure": "direct", "from": "NaN"}]},
            "amount_unreadable",
        ),
        (
            {
                "currency": "EUR",
                "steps": [
                    {"procedure": "open_call", "from": "0"},
                    {"procedure": "direct", "from": "9"},
                ],
            },
            "thresholds_out_of_order",
        ),
    ],
)
def test_a_document_with_a_gap_or_a_stranger_in_it_is_refused(document, code):
    assert procurement.why_not_thresholds(document) == code
    assert code in MESSAGES


def test_an_organisation_that_always_asks_three_buys_nothing_directly():
    document = procurement.thresholds("EUR", Decimal(0), Decimal(100))

    assert procurement.why_not_thresholds(document) == ""
    assert procurement.procedure_for(Decimal(0), document) == Procedure.THREE_QUOTES


@given(kind=st.sampled_from(RetentionKind), months=st.integers(-5, 200))
def test_a_period_stays_within_what_the_law_lets_it_be(kind, months):
    period = PERIODS[kind]

    lawful = retention.why_not_retention({kind.value: months}) == ""

    assert lawful == (period.least <= months <= period.most)


def test_every_kind_of_data_has_a_lawful_default_and_a_reason():
    for kind in RetentionKind:
        assert retention.why_not_retention({kind.value: PERIODS[kind].default}) == ""
        assert retention.months_kept(kind, {}) == PERIODS[kind].default
    assert set(RETENTION_REASONS) == set(RETENTION_KINDS) == set(RetentionKind)


def test_a_kind_nobody_knows_is_refused():
    assert retention.why_not_retention({"dreams": 12}) == "retention_unknown"


@given(
    at=st.datetimes(
        datetime(2000, 1, 1),  # noqa: DTZ001 -- the strategy adds the zone
        datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    months=st.integers(0, 240),
)
def test_months_are_counted_back_in_the_calendar(at, months):
    before = retention.months_before(at, months)

    assert before <= at
    assert (at.year - before.year) * 12 + at.month - before.month == months
    assert before.day <= at.day


def test_the_thirty_first_becomes_the_last_day_of_a_shorter_month():
    at = datetime(2027, 3, 31, 9, tzinfo=UTC)

    assert retention.months_before(at, 1) == datetime(2027, 2, 28, 9, tzinfo=UTC)


labels = (
    st.text("abcdé -ن", min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda s: s and not s.startswith("-"))
)


def _tree(levels):
    leaf = st.builds(
        lambda label, maximum: {"label": label, "maximum": str(maximum), "children": []},
        labels,
        st.integers(1, 20),
    )
    if levels == 0:
        return leaf

    def whole(label, children):
        maximum = sum(int(c["maximum"]) for c in children)
        return {"label": label, "maximum": str(maximum), "children": children}

    return leaf | st.builds(whole, labels, st.lists(_tree(levels - 1), min_size=1, max_size=3))


documents = st.lists(_tree(2), min_size=1, max_size=3).map(lambda c: {"criteria": c})


@given(document=documents)
def test_a_grid_that_adds_up_survives_being_written_and_read(document):
    assert grids.grid_faults(document) == []

    again, faults = grids.read_outline(grids.outline(document))

    assert faults == []
    assert again == document
    assert grids.total(again) == sum(int(c["maximum"]) for c in document["criteria"])


def test_parts_that_do_not_add_up_are_found_where_they_stand():
    document, _faults = grids.read_outline("Offer | 70\n- Method | 30\n- Team | 30\nPrice | 30")

    [fault] = grids.grid_faults(document)

    assert (fault.code, fault.place) == ("grid_does_not_add_up", 1)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("Offer 70 points", "line_unreadable", 1),
        ("Offer | 70\n-- Method | 70", "line_too_deep", 2),
        ("- Method | 30", "line_too_deep", 1),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, code, place):
    _document, faults = grids.read_outline(text)

    assert [(f.code, f.place) for f in faults] == [(code, place)]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (None, "grid_unreadable"),
        ([], "grid_unreadable"),
        ({"criteria": []}, "grid_empty"),
        ({"criteria": ["x"]}, "grid_unreadable"),
        ({"criteria": [{"label": "", "maximum": "3"}]}, "label_unreadable"),
        ({"criteria": [{"label": "a", "maximum": "-3"}]}, "maximum_unreadable"),
        ({"criteria": [{"label": "a", "maximum": "NaN"}]}, "maximum_unreadable"),
        ({"criteria": [{"label": "a", "maximum": "1"}] * 61}, "grid_too_long"),
    ],
)
def test_what_is_no_grid_is_refused(document, code):
    assert [f.code for f in grids.grid_faults(document)] == [code]


def test_a_fourth_level_is_refused():
    leaf = {"label": "d", "maximum": "5", "children": []}
    for label in "cba":
        leaf = {"label": label, "maximum": "5", "children": [leaf]}

    assert [f.code for f in grids.grid_faults({"criteria": [leaf]})] == ["grid_too_deep"]


def test_commas_and_other_separators_are_read():
    document, faults = grids.read_outline("Méthode : 12,5\nÉquipe = 7.50\nPrix\t80")

    assert faults == []
    assert [c.maximum for c in grids.flat(document)] == [Decimal("12.5"), Decimal("7.5"), 80]


def test_an_invitation_lives_seven_days_and_is_sent_five_times_at_most():
    sent = datetime(2027, 3, 1, tzinfo=UTC)
    dies = invitations.expires(sent)

    assert (dies - sent).days == 7
    assert invitations.is_alive(sent, dies)
    assert not invitations.is_alive(dies, dies)
    assert invitations.why_not_resend(dies, sent, 4) == ""
    assert invitations.why_not_resend(dies, sent, 5) == "sent_too_often"
    assert invitations.why_not_resend(sent, sent, 1) == "sent_just_now"
