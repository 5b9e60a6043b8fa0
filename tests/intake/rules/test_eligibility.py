"""Yes or no for each criterion, and the same chance for all in the same position."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.intake.rules.eligibility import (
    Candidate,
    Claim,
    Criterion,
    Standing,
    claims_of,
    criteria_of,
    left_out,
    opens,
    same_position,
    standing_of,
    takes_proof,
    why_not_decide,
    why_not_reopen,
)
from mandat.intake.rules.slots import Asked
from mandat.intake.states import CriterionOutcome as Outcome
from mandat.intake.states import Part, ProofState
from tests.intake.rules.making import content

CRITERIA = [Criterion(0, "Master", True), Criterion(1, "Plus", False), Criterion(2, "French", True)]
DEADLINE = datetime(2026, 2, 1, 12, tzinfo=UTC)


def test_what_is_only_a_plus_shuts_nobody_out():
    rows = [
        {"text": "Master"},
        {"text": "Plus", "required": False},
        {"text": "F", "required": True},
    ]

    found = criteria_of(content(eligibility={"count": 3, "items": rows}))

    assert [(c.number, c.required, c.source) for c in found] == [
        (0, True, "eligibility.0"),
        (1, False, "eligibility.1"),
        (2, True, "eligibility.2"),
    ]
    met = {0: Outcome.MET, 1: Outcome.NOT_MET, 2: Outcome.MET}
    assert standing_of(found, met) == Standing.ELIGIBLE


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ({}, Standing.OPEN),
        ({0: Outcome.MET}, Standing.OPEN),
        ({0: Outcome.MET, 2: Outcome.PROOF_ASKED}, Standing.OPEN),
        ({0: Outcome.MET, 2: Outcome.MET}, Standing.ELIGIBLE),
        ({0: Outcome.NOT_MET}, Standing.INELIGIBLE),
        ({0: Outcome.NOT_MET, 2: Outcome.PROOF_ASKED}, Standing.INELIGIBLE),
    ],
)
def test_the_decisions_come_to_a_standing(decisions, expected):
    assert standing_of(CRITERIA, decisions) == expected


def test_without_criteria_everybody_is_eligible():
    assert standing_of([], {}) == Standing.ELIGIBLE


def test_a_claim_is_yes_or_no_or_not_said():
    answers = {
        "0": {"says": "yes"},
        "1": {"says": "no"},
        "2": {"says": "of course"},
        "3": None,
        "4": {"says": []},
        "x": {"says": "yes"},
        "²": {"says": "yes"},
    }

    assert claims_of({"answers": answers}) == {
        0: Claim.YES,
        1: Claim.NO,
        2: Claim.UNSAID,
        3: Claim.UNSAID,
        4: Claim.UNSAID,
    }
    assert claims_of({}) == {}


def test_a_decision_rests_on_a_document_or_says_why_there_is_none():
    assert why_not_decide(Outcome.MET, has_document=False, note="well") == "document_missing"
    assert why_not_decide(Outcome.NOT_MET, has_document=False, note=" ") == "reason_missing"
    assert why_not_decide(Outcome.NOT_MET, has_document=False, note="no diploma") == ""
    assert why_not_decide(Outcome.MET, has_document=True, note="") == ""
    assert why_not_decide(Outcome.PROOF_ASKED, has_document=False, note="") == ""


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (None, ""),
        (Asked(0, "Registration", Part.ADMINISTRATIVE), ""),
        (Asked(0, "Price", Part.FINANCIAL), "price_stays"),
        (Asked(0, "Note", Part.TECHNICAL), "method_stays"),
        (Asked(0, "Technical and financial proposal", None), "method_stays"),
    ],
)
def test_proof_never_reopens_price_or_method(asked, expected):
    assert why_not_reopen(asked) == expected


def test_a_request_takes_its_document_once_until_its_own_deadline():
    assert takes_proof(ProofState.ASKED, DEADLINE, DEADLINE)
    assert not takes_proof(ProofState.ASKED, DEADLINE, DEADLINE + timedelta(microseconds=1))
    assert not takes_proof(ProofState.ANSWERED, DEADLINE, DEADLINE - timedelta(days=1))
    assert opens("1", "1", ProofState.ASKED, DEADLINE, DEADLINE)
    assert not opens("2", "1", ProofState.ASKED, DEADLINE, DEADLINE)


def test_all_in_the_same_position_receive_the_same_request():
    candidates = [
        Candidate("a"),
        Candidate("b", claims={0: Claim.YES}),
        Candidate("asked", decisions={0: Outcome.PROOF_ASKED}),
        Candidate("other criterion", decisions={2: Outcome.MET}),
        Candidate("decided", decisions={0: Outcome.MET}),
        Candidate("out", decisions={0: Outcome.NOT_MET}),
        Candidate("shown", shown=frozenset({0})),
        Candidate("says no", claims={0: Claim.NO}),
        Candidate("withdrew", is_running=False),
    ]

    assert same_position(candidates, 0) == ["a", "b", "asked", "other criterion"]
    assert left_out(candidates, 0, ["a", "asked"]) == ["b", "other criterion"]


OUTCOMES = st.dictionaries(st.integers(0, 3), st.sampled_from(Outcome))


@given(st.lists(st.booleans(), max_size=4), OUTCOMES)
def test_nobody_is_eligible_while_a_required_criterion_is_open(required, decisions):
    criteria = [Criterion(n, "", r) for n, r in enumerate(required)]

    standing = standing_of(criteria, decisions)

    needed = [decisions.get(c.number) for c in criteria if c.required]
    assert (standing == Standing.ELIGIBLE) == all(o == Outcome.MET for o in needed)
    assert (standing == Standing.INELIGIBLE) == (Outcome.NOT_MET in needed)


@given(st.lists(st.tuples(OUTCOMES, st.booleans()), max_size=6))
def test_who_is_asked_with_all_others_leaves_nobody_out(rows):
    candidates = [Candidate(str(n), {}, d, is_running=r) for n, (d, r) in enumerate(rows)]

    asked = same_position(candidates, 0)

    assert left_out(candidates, 0, asked) == []
