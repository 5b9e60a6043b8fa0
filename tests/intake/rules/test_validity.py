"""Offers that end before anybody is chosen are named, with the days that they lack."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mandat.intake.rules.validity import (
    Offer,
    Shortfall,
    expected_award,
    to_extend,
    without_end,
)
from tests.intake.rules.making import content

CLOSES, AWARD = date(2026, 1, 7), date(2026, 3, 1)


def test_an_offer_that_ends_on_the_day_of_the_award_is_long_enough():
    offers = [
        Offer("day", AWARD),
        Offer("before", AWARD - timedelta(days=1)),
        Offer("long before", date(2026, 2, 1)),
    ]

    assert to_extend(offers, content(), CLOSES, AWARD) == [
        Shortfall("long before", date(2026, 2, 1), 28, AWARD),
        Shortfall("before", date(2026, 2, 28), 1, AWARD),
    ]


def test_an_offer_without_a_day_stands_as_long_as_the_call_asks():
    offers = [Offer("a", None)]

    assert to_extend(offers, content(offer_validity_days=30), CLOSES, AWARD) == [
        Shortfall("a", date(2026, 2, 6), 23, AWARD)
    ]
    assert without_end(offers, content(), CLOSES) == ["a"]
    assert without_end(offers, content(offer_validity_days=30), CLOSES) == []


def test_the_award_is_expected_on_the_last_day_that_the_call_names():
    dates = [
        {"role": "decision", "date": "2026-02-01"},
        {"role": "decision", "date": "2026-02-15"},
        {"role": "decision", "date": "2026-04"},
        {"role": "mission_start", "date": "2026-05-01"},
    ]

    assert expected_award(content(dates=dates)) == date(2026, 2, 15)
    assert expected_award(content()) is None


@given(
    st.lists(st.builds(Offer, key=st.uuids().map(str), valid_until=st.none() | st.dates())),
    st.dates(),
)
def test_every_offer_is_long_enough_once_it_is_extended(offers, award):
    short = to_extend(offers, content(), CLOSES, award)

    extended = {s.key: s.extend_to for s in short}
    mended = [Offer(o.key, extended.get(o.key, o.valid_until)) for o in offers]
    assert all(s.days_short > 0 and s.valid_until < award for s in short)
    assert to_extend(mended, content(), CLOSES, award) == []
