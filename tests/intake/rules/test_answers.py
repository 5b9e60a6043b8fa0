"""What was typed against what the call asks, and nothing that it does not ask."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.intake.rules.answers import answer_checks, day_of, valid_at_least_until
from mandat.intake.rules.checks import Answered, Outcome, is_complete
from mandat.intake.states import ApplicationStage as Stage
from tests.intake.rules.making import content, outcomes

LEAD = {"name": "Zoé Exemple", "email": "zoe@example.org", "firm": None}
CLOSES = date(2026, 1, 7)


def found(says, words=None, *, stage=Stage.SINGLE, closes_on=CLOSES, is_typed=True):
    answered = Answered(
        application={"lead": LEAD} | (words or {}),
        found=(),
        has_price=False,
        stage=stage,
        closes_on=closes_on,
        is_typed=is_typed,
    )
    return list(answer_checks(says, answered))


def outcome(key, says, words=None, **settings):
    return outcomes(found(says, words, **settings)).get(key)


def test_a_call_that_asks_nothing_is_answered_by_a_name_and_an_address():
    assert is_complete(found(content())) is True
    assert outcome("lead.email", content(), {"lead": {"name": "Z"}}) == "missing"
    assert outcome("lead.email", content(), {"lead": None}) == "missing"


def test_a_blank_firm_is_a_question_and_none_is_an_answer():
    team = {
        "members": [
            {"key": "m1", "name": "A. B.", "firm": ""},
            {"key": "m2", "name": "C. D.", "firm": "Cabinet Exemple"},
            {"key": "m3", "name": "E. F.", "firm": None},
        ]
    }

    said = outcomes(found(content(), team))

    assert said["lead.firm"] == "ok"
    assert [said[f"members.m{n}.firm"] for n in (1, 2, 3)] == ["not_said", "ok", "ok"]
    assert is_complete(found(content(), team)) is True


@pytest.mark.parametrize(
    ("free", "expected"),
    [
        ([], "not_said"),
        ([{"from": "", "to": ""}], "not_said"),
        ([{"from": "2026-01-10", "to": "2026-03-01"}], "ok"),
        ([{"from": "2026-01-20", "to": "2026-01-20"}], "ok"),
        ([{"from": "2026-02-01", "to": "2026-03-01"}], "outside_mission"),
        ([{"from": "2026-03-01", "to": "2026-02-01"}], "unreadable"),
        ([{"from": "2026-02-30", "to": "2026-03-01"}], "unreadable"),
        ([{"from": "2026-02-01"}], "unreadable"),
    ],
)
def test_dates_free_are_compared_with_the_beginning(free, expected):
    assert outcome("free", content(start_date="2026-01-20"), {"free": free}) == expected


def test_a_beginning_that_is_only_a_month_is_compared_with_nothing():
    free = [{"from": "2026-05-01", "to": "2026-05-02"}]

    assert outcome("free", content(start_date="2026-01"), {"free": free}) == "ok"


@pytest.mark.parametrize(
    ("days", "reason", "expected"),
    [
        (["45"], "", "ok"),
        (["40", "5"], "", "ok"),
        (["40", "5.5"], "", "reason_missing"),
        (["46"], "  ", "reason_missing"),
        (["46"], "Two countries more.", "more_days"),
        (["quarante"], "", "unreadable"),
        (["-1"], "", "unreadable"),
        (["NaN"], "", "unreadable"),
        (["1e9999"], "", "unreadable"),
        ([], "", "not_said"),
        ([""], "", "not_said"),
    ],
)
def test_more_days_than_the_call_foresees_need_a_reason(days, reason, expected):
    words = {"days": [{"step": "s", "days": d} for d in days], "days_reason": reason}

    assert outcome("days", content(working_days=45), words) == expected


def test_where_the_call_allows_no_more_days_no_reason_helps():
    says = content({}, {"working_days": {"more": False}}, working_days=45)
    words = {"days": [{"days": "46"}], "days_reason": "Two countries more."}

    assert outcome("days", says, words) == "too_many_days"


def test_days_and_validity_are_not_asked_of_an_interest_expressed():
    says = content(working_days=45, offer_validity_days=30)

    assert outcome("days", says, stage=Stage.EXPRESSION_OF_INTEREST) is None
    assert outcome("valid_until", says, stage=Stage.EXPRESSION_OF_INTEREST) is None


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2026-02-06", "ok"),
        ("2026-02-05", "too_short_validity"),
        ("2027-02-05", "ok"),
        ("", "missing"),
        ("06/02/2026", "unreadable"),
        ("2026-02-31", "unreadable"),
    ],
)
def test_an_offer_stands_at_least_as_long_as_the_call_asks(until, expected):
    assert outcome("valid_until", content(offer_validity_days=30), {"valid_until": until}) == (
        expected
    )


def test_no_validity_is_asked_where_the_call_asks_none():
    assert outcome("valid_until", content()) is None
    assert outcome("valid_until", content(offer_validity_days=30), closes_on=None) is None


def test_languages_count_for_the_team_and_a_plus_is_no_requirement():
    asked = [
        {"code": "fr", "required": True},
        {"code": "en"},
        {"code": "ar", "required": False},
    ]
    says = content(working_languages=asked)
    team = {"working_languages": ["fr"], "members": [{"key": "m1", "languages": ["en"]}]}

    alone = found(says, {"working_languages": ["fr"]})

    lacking = next(c for c in alone if c.key == "working_languages")
    assert (lacking.outcome, lacking.params) == (Outcome.NOT_SAID, {"codes": ["en"]})
    assert outcome("working_languages", says, team) == "ok"


def test_requirements_without_an_answer_are_counted_and_block_nothing():
    rows = [{"text": "Master"}, {"text": "Plus", "required": False}, {"text": "French"}]
    says = content(eligibility={"count": 3, "items": rows})
    words = {"answers": {"0": {"says": "no"}, "2": {"says": ""}}}

    checks = found(says, words)

    said = next(c for c in checks if c.key == "answers")
    assert (said.outcome, said.params) == (Outcome.NOT_SAID, {"count": 1, "numbers": [2]})
    assert is_complete(checks) is True


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
NAMES = [
    "lead",
    "members",
    "free",
    "days",
    "days_reason",
    "valid_until",
    "answers",
    "working_languages",
]


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING))
def test_whatever_was_typed_is_checked_without_falling_over(words):
    says = content(
        start_date="2026-01-20",
        working_days=45,
        offer_validity_days=30,
        working_languages=[{"code": "fr"}],
        eligibility={"count": 1, "items": [{"text": "Master"}]},
    )

    keys = [c.key for c in found(says, words)]

    assert {"lead.name", "free", "days", "valid_until"} <= set(keys)


@given(ANYTHING)
def test_only_a_whole_day_is_a_day(value):
    day = day_of(value)

    assert day is None or day.isoformat() == value


@given(st.integers() | st.floats() | st.none() | st.booleans(), st.dates())
def test_the_least_validity_is_a_later_day_or_none(days, closes_on):
    until = valid_at_least_until(content(offer_validity_days=days), closes_on)

    assert until is None or until >= closes_on
