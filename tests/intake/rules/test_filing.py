"""The instant decides: at the deadline is in, a microsecond later is late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.states import CallState, LateRule
from mandat.intake.rules.filing import Fate, fate_of, last_day_of

DEADLINE = datetime(2026, 1, 7, 19, tzinfo=UTC)
TICK = timedelta(microseconds=1)
AT = st.integers(-400 * 24, 400 * 24).map(lambda hours: DEADLINE + timedelta(hours=hours))
PUBLISHED, CLOSED = CallState.PUBLISHED, CallState.CLOSED


def fate(at, state=PUBLISHED, rule=LateRule.KEEP, deadline=DEADLINE, **others):
    return fate_of(at, deadline, rule, state, **others)


def test_exactly_at_the_deadline_is_in_and_a_microsecond_later_is_late():
    assert fate(DEADLINE) == Fate.IN_TIME
    assert fate(DEADLINE + TICK) == Fate.LATE_KEPT
    assert fate(DEADLINE + TICK, rule=LateRule.REFUSE) == Fate.LATE_REFUSED


def test_a_wait_until_the_call_was_closed_makes_nothing_late():
    closed_at = DEADLINE + timedelta(seconds=40)

    assert fate(DEADLINE, CLOSED, closed_at=closed_at) == Fate.IN_TIME
    assert fate(DEADLINE + TICK, CLOSED, closed_at=closed_at) == Fate.LATE_KEPT


def test_a_call_that_is_closed_early_ends_there():
    early = DEADLINE - timedelta(days=3)

    assert fate(early, CLOSED, closed_at=early) == Fate.IN_TIME
    assert fate(early + TICK, CLOSED, closed_at=early) == Fate.LATE_KEPT


def test_a_deadline_of_ones_own_goes_before_that_of_the_call():
    own = DEADLINE + timedelta(days=20)
    sooner = DEADLINE - timedelta(days=1)

    assert fate(own, extension=own) == Fate.IN_TIME
    assert fate(own + TICK, extension=own) == Fate.LATE_KEPT
    assert fate(own, CLOSED, closed_at=DEADLINE, extension=own) == Fate.IN_TIME
    assert fate(DEADLINE, extension=sooner) == Fate.LATE_KEPT
    assert fate(own, deadline=None, extension=own) == Fate.IN_TIME


@pytest.mark.parametrize("state", sorted(set(CallState) - {PUBLISHED, CLOSED}))
def test_a_call_that_is_not_public_or_was_cancelled_takes_nothing(state):
    assert fate(DEADLINE, state) == Fate.NOT_OPEN
    assert fate(DEADLINE, state, extension=DEADLINE) == Fate.NOT_OPEN


def test_a_call_without_deadline_takes_nothing():
    assert fate(DEADLINE, deadline=None) == Fate.NOT_OPEN


def test_what_is_no_rule_and_no_state_is_never_guessed():
    for wrong in ({"rule": "perhaps"}, {"state": "open"}):
        with pytest.raises(ValueError, match="is not a valid"):
            fate(DEADLINE, **wrong)


@given(AT, AT, AT, st.sampled_from([PUBLISHED, CLOSED]), st.none() | AT, st.sampled_from(LateRule))
def test_whoever_is_in_time_would_have_been_so_earlier(at, deadline, closed, state, own, rule):
    def now(moment):
        return fate_of(moment, deadline, rule, state, closed, own)

    if now(at) == Fate.IN_TIME:
        assert now(at - timedelta(hours=1)) == Fate.IN_TIME
        assert at <= (own or deadline)
    else:
        late = Fate.LATE_KEPT if rule == LateRule.KEEP else Fate.LATE_REFUSED
        assert now(at) == now(at + TICK) == late


def test_a_day_that_ends_at_midnight_is_the_last_day():
    # Brussels is an hour ahead: midnight of 28 January there is 23:00 of the 27th here.
    midnight = datetime(2026, 1, 27, 23, tzinfo=UTC)

    assert last_day_of(midnight, "Europe/Brussels") == date(2026, 1, 27)
    assert last_day_of(midnight + TICK, "Europe/Brussels") == date(2026, 1, 28)
    assert last_day_of(DEADLINE, "Europe/Brussels") == date(2026, 1, 7)
