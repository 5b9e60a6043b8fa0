"""When a role counts, and what may be done with it: no clock, no database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mandat.people.roles import LONGEST_GRANT_DAYS, NEEDS_SECOND_FACTOR, Role
from mandat.people.rules import grants as rules
from mandat.people.rules.grants import Term
from mandat.people.states import (
    INVITATION_TRANSITIONS,
    PROGRAMME_TRANSITIONS,
    GrantState,
    InvitationState,
    ProgrammeState,
    can_move_invitation,
    can_move_programme,
)

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
moments = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001 -- the strategy adds the zone
    datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
ends = st.none() | moments


@given(at=moments, begins=moments, end=ends, ended=ends)
def test_a_role_counts_from_its_first_instant_until_the_earlier_of_its_ends(at, begins, end, ended):
    state = rules.state_at(at, Term(begins, end), ended)

    counts = begins <= at and not (end and end <= at) and not (ended and ended <= at)
    assert (state == GrantState.IN_FORCE) == counts


@given(begins=moments, end=moments, at=moments)
def test_what_has_ended_never_comes_back(begins, end, at):
    later = at + timedelta(days=1)
    assume(rules.state_at(at, Term(begins, end)) == GrantState.ENDED)

    assert rules.state_at(later, Term(begins, end)) == GrantState.ENDED


@given(role=st.sampled_from(Role), begins=moments, end=ends, at=moments)
def test_a_term_that_is_accepted_is_within_the_longest_time_of_its_role(role, begins, end, at):
    assume(rules.why_not_term(role, Term(begins, end), at) == "")

    assert end is None or (end > begins and end > at)
    days = LONGEST_GRANT_DAYS.get(role)
    assert days is None or (end is not None and end - begins <= timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "code"), [(90, ""), (91, "too_long"), (None, "end_missing"), (0, "ends_before_start")]
)
def test_an_auditor_comes_for_ninety_days_at_most(days, code):
    end = None if days is None else NOW + timedelta(days=days)

    assert rules.why_not_term(Role.AUDITOR, Term(NOW, end), NOW) == code


def test_a_reader_may_stay_without_end():
    assert rules.why_not_term(Role.READER, Term(NOW), NOW) == ""


def test_an_end_in_the_past_is_refused():
    term = Term(NOW - timedelta(days=9), NOW - timedelta(days=1))

    assert rules.why_not_term(Role.READER, term, NOW) == "ends_in_the_past"


@pytest.mark.parametrize("role", Role)
def test_nobody_opens_confidential_data_to_themselves(role):
    refused = rules.why_not_to_oneself(role, is_oneself=True) != ""

    assert refused == (role in NEEDS_SECOND_FACTOR)
    assert rules.why_not_to_oneself(role, is_oneself=False) == ""


@given(end=ends, others=st.lists(ends, max_size=4))
def test_the_last_administrator_stays_until_another_lasts_as_long(end, others):
    kept = rules.keeps_an_administrator(end, others)

    far = datetime.max.replace(tzinfo=UTC)
    assert kept == (max((o or far for o in others), default=NOW - timedelta(3650)) >= (end or far))


OWN = Term(NOW - timedelta(days=10), NOW + timedelta(days=30))


@given(
    begins=moments,
    end=moments,
    is_delegated=st.booleans(),
    to_oneself=st.booleans(),
)
def test_a_role_is_lent_within_ones_own_time_once_and_to_another(
    begins, end, is_delegated, to_oneself
):
    code = rules.why_not_delegate(
        own=OWN,
        wanted=Term(begins, end),
        at=NOW,
        is_delegated=is_delegated,
        to_oneself=to_oneself,
    )

    inside = OWN.begins <= begins < end <= OWN.ends and end > NOW
    assert (code == "") == (inside and not is_delegated and not to_oneself)


def test_lending_without_end_is_refused():
    code = rules.why_not_delegate(
        own=Term(NOW), wanted=Term(NOW), at=NOW, is_delegated=False, to_oneself=False
    )

    assert code == "end_missing"


def test_the_tables_of_states_allow_what_they_list_and_nothing_else():
    for start in InvitationState:
        for end in InvitationState:
            assert can_move_invitation(start, end) == (end in INVITATION_TRANSITIONS[start])
    for start in ProgrammeState:
        for end in ProgrammeState:
            assert can_move_programme(start, end) == (end in PROGRAMME_TRANSITIONS[start])
    assert not INVITATION_TRANSITIONS[InvitationState.ACCEPTED]
