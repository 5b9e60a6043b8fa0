"""When the time of an application is over. Pure."""

from datetime import UTC, datetime, timedelta

import pytest

from mandat.intake.privacy_times import Standing, is_over
from mandat.intake.states import ApplicationState as State
from mandat.people.rules.retention import months_before

NOW = datetime(2030, 6, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def standing(state, *, months=0, days=0, was_filed=True, last=None, unchosen=None):
    ended = months_before(NOW, months) - days * DAY
    return Standing(state, was_filed, ended, last or ended - DAY, unchosen)


@pytest.mark.parametrize(
    ("state", "months"),
    [
        (State.WITHDRAWN, 24),
        (State.REFUSED, 24),
        (State.INCOMPLETE, 24),
        (State.INELIGIBLE, 24),
        (State.FILED, 60),
        (State.LATE, 60),
        (State.ADMITTED, 120),
    ],
)
def test_each_outcome_has_its_months(state, months):
    early = standing(state, months=months, days=-1)
    late = standing(state, months=months)

    assert (is_over(early, NOW, {}), is_over(late, NOW, {})) == (False, True)


def test_what_was_never_filed_goes_after_thirty_days_whatever_its_state():
    for state in (State.DRAFT, State.WITHDRAWN):
        early = standing(state, days=29, was_filed=False)
        late = standing(state, days=30, was_filed=False)
        assert (is_over(early, NOW, {}), is_over(late, NOW, {})) == (False, True)


def test_the_months_run_from_the_last_thing_that_happened():
    told_lately = standing(State.INELIGIBLE, months=30, last=months_before(NOW, 3))

    assert not is_over(told_lately, NOW, {})
    assert is_over(told_lately, NOW + 700 * DAY, {})


def test_an_admitted_one_of_which_others_were_chosen_has_the_months_of_those_not_taken():
    other = standing(State.ADMITTED, months=30, unchosen=months_before(NOW, 25))

    assert is_over(other, NOW, {})
    assert not is_over(other, NOW, {"refused_applications": 36})


def test_while_the_call_runs_nothing_is_over():
    running = Standing(State.DRAFT, was_filed=False, ended_at=NOW + DAY, last_at=NOW - 900 * DAY)
    endless = Standing(State.DRAFT, was_filed=False, ended_at=None, last_at=NOW - 900 * DAY)

    assert not is_over(running, NOW, {})
    assert not is_over(endless, NOW, {})
