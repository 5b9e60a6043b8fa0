"""Days are proposed that are working days, in the right order, with time for everybody."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.authoring.calendar import days_of_rest, propose, rests_on
from mandat.calls.checker.days import country_holidays

COUNTRIES = st.sampled_from(["FR", "BE", "TN", "EG", None])


def calendar(today, country="FR", **habits):
    return propose(today, country=country, holidays_for=country_holidays, **habits)


@given(
    st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    COUNTRIES,
    st.none() | st.integers(1, 365),
    st.none() | st.integers(1, 300),
)
def test_every_day_is_worked_and_comes_after_the_one_before(today, country, notice, days):
    found = calendar(today, country, notice_days=notice, working_days=days)

    order = [found.deadline, found.decision, found.start_date, found.end_date]
    assert order == sorted(set(order))
    assert found.questions <= found.deadline - timedelta(days=7)
    assert found.deadline >= today + timedelta(days=notice or 15)
    for day in (found.questions, *order):
        assert rests_on(day, country, country_holidays) is None


def test_the_organisation_s_own_notice_counts():
    monday = date(2027, 3, 1)

    assert calendar(monday, notice_days=30).deadline == date(2027, 4, 5) + timedelta(days=0)


def test_thirty_paid_days_are_given_ten_weeks():
    found = calendar(date(2027, 3, 1), working_days=30)

    assert found.end_date - found.start_date >= timedelta(weeks=10)


def test_a_holiday_and_a_weekend_are_told_apart():
    days = {"end": "2027-05-01", "start": "2027-07-14", "decision": "2027-03-03", "odd": "2027-13"}

    assert days_of_rest(days, "FR", country_holidays) == {
        "end": ("2027-05-01", ""),
        "start": ("2027-07-14", "Fête nationale"),
    }
