"""The clocks, proved for every day and checked against dates that the law's text fixes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.privacy.rules import (
    add_months,
    answer_due,
    breach_clock,
    can_extend,
    days_between,
    is_working_day,
    working_day_from,
)
from mandat.privacy.services.common import holiday_test
from mandat.privacy.states import (
    BREACH_TRANSITIONS,
    HOLD_TRANSITIONS,
    REQUEST_TRANSITIONS,
    BreachState,
    HoldState,
    RequestState,
    can_move_breach,
    can_move_hold,
    can_move_request,
)

DAYS = st.dates(date(2018, 5, 25), date(2199, 12, 31))
HOLIDAYS = st.frozensets(st.integers(0, 366), max_size=12)
NOTICED = datetime(2027, 3, 5, 16, 0, tzinfo=UTC)


def never(_day):
    return False


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2027, 3, 1), date(2027, 4, 1)),
        (date(2027, 8, 31), date(2027, 9, 30)),  # no 31 September
        (date(2027, 1, 31), date(2027, 3, 1)),  # 28 February 2027 is a Sunday
        (date(2028, 1, 31), date(2028, 2, 29)),  # a leap year, and a Tuesday
        (date(2026, 12, 3), date(2027, 1, 4)),  # over the year's end; 3 January is a Sunday
    ],
)
def test_a_month_ends_on_the_day_of_the_same_number_or_the_last_and_then_a_working_day(
    received, due
):
    assert answer_due(received, never) == due


def test_a_period_that_ends_on_a_public_holiday_ends_on_the_next_working_day():
    # 1 May 2028 is a Monday and a holiday in France; 14 July 2027 is a Wednesday there.
    assert answer_due(date(2028, 4, 1), holiday_test("FR")) == date(2028, 5, 2)
    assert answer_due(date(2027, 6, 14), holiday_test("FR")) == date(2027, 7, 15)
    assert answer_due(date(2027, 6, 14), holiday_test("SN")) == date(2027, 7, 14)
    assert answer_due(date(2027, 6, 14), holiday_test("")) == date(2027, 7, 14)


def test_a_country_without_calendar_has_no_holidays():
    assert not holiday_test("XX")(date(2027, 12, 25))


@given(DAYS, HOLIDAYS, st.booleans(), st.integers(0, 400))
def test_the_due_day_is_a_working_day_never_before_the_month_and_soon_after_it(
    received, offsets, extended, paused
):
    free = {received + timedelta(days=paused + 28 + o) for o in offsets}

    due = answer_due(received, free.__contains__, extended=extended, paused_days=paused)

    earliest = add_months(received, 3 if extended else 1) + timedelta(days=paused)
    assert is_working_day(due, free.__contains__)
    assert due >= earliest
    assert due <= earliest + timedelta(days=2 * len(free) + 4)
    between = [earliest + timedelta(days=n) for n in range((due - earliest).days)]
    assert not any(is_working_day(day, free.__contains__) for day in between)


@given(DAYS, st.integers(0, 36))
def test_months_later_keeps_the_day_or_takes_the_last_one(start, months):
    end = add_months(start, months)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1
    assert end.day <= start.day


@given(DAYS, DAYS, st.booleans())
def test_who_asks_later_is_never_answered_earlier(one, two, extended):
    first, second = sorted((one, two))

    assert answer_due(first, never, extended=extended) <= answer_due(
        second, never, extended=extended
    )


@given(DAYS, st.integers(0, 100))
def test_an_extension_and_a_pause_only_lengthen(received, paused):
    plain = answer_due(received, never)

    assert answer_due(received, never, paused_days=paused) >= plain
    assert answer_due(received, never, extended=True) > plain


def test_a_negative_pause_is_refused():
    with pytest.raises(ValueError, match="negative"):
        answer_due(date(2027, 3, 1), never, paused_days=-1)


def test_the_last_day_of_the_month_is_early_enough_to_extend():
    assert can_extend(date(2027, 4, 1), date(2027, 4, 1))
    assert not can_extend(date(2027, 4, 2), date(2027, 4, 1))


def test_days_between_never_runs_backwards():
    assert days_between(date(2027, 3, 1), date(2027, 3, 8)) == 7
    assert days_between(date(2027, 3, 8), date(2027, 3, 1)) == 0


def test_the_next_working_day_after_a_bridge():
    free = {date(2027, 5, 6), date(2027, 5, 7)}

    assert working_day_from(date(2027, 5, 6), free.__contains__) == date(2027, 5, 10)


def test_the_72_hours_run_over_a_weekend_and_stop_at_the_notice():
    friday = breach_clock(NOTICED, NOTICED + timedelta(hours=1))
    assert (friday.due, friday.left, friday.late, friday.stopped) == (
        datetime(2027, 3, 8, 16, 0, tzinfo=UTC),
        timedelta(hours=71),
        False,
        False,
    )

    told = breach_clock(NOTICED, NOTICED + timedelta(days=30), NOTICED + timedelta(hours=72))
    assert (told.stopped, told.late) == (True, False)

    late = breach_clock(
        NOTICED, NOTICED + timedelta(days=30), NOTICED + timedelta(hours=72, seconds=1)
    )
    assert (late.stopped, late.late) == (True, True)


@given(st.timedeltas(timedelta(0), timedelta(days=60)))
def test_time_spent_and_time_left_make_72_hours(spent):
    clock = breach_clock(NOTICED, NOTICED + spent)

    assert clock.left + spent == timedelta(hours=72)
    assert clock.late == (spent > timedelta(hours=72))


@pytest.mark.parametrize(
    ("states", "table", "can_move"),
    [
        (RequestState, REQUEST_TRANSITIONS, can_move_request),
        (HoldState, HOLD_TRANSITIONS, can_move_hold),
        (BreachState, BREACH_TRANSITIONS, can_move_breach),
    ],
)
def test_every_state_has_its_line_and_nothing_else_is_allowed(states, table, can_move):
    assert set(table) == set(states)
    for start in states:
        for end in states:
            assert can_move(start, end) == (end in table[start])
        assert start not in table[start]
