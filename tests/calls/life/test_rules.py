"""What stands in the way of publication, and until when a call is open."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.life.grids import grid_rows, technical_part
from mandat.calls.life.rules import (
    Facts,
    Seat,
    accepts,
    blocking,
    obstacles,
    proposals,
    seats_fault,
    shifted,
)
from mandat.calls.states import CallState

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GRID = [
    {"label": "Offre technique", "max_points": 70},
    {"label": "Méthode", "max_points": 70, "parent": "Offre technique"},
    {"label": "Offre financière", "max_points": 30},
]
RULES = {"formula": "ratio_low", "seals_prices": True, "late_rule": "refuse"}
FOUR = (Seat(1, 2), Seat(3, 4))


def content(deadline="2026-03-20T17:00", zone="Europe/Paris", rules=None, **values):
    fields = {
        "title": "Étude",
        "language": "fr",
        "evaluation_grid": GRID,
        "required_documents": [{"name": "CV"}],
        "submission": {"channel": "email"},
    } | values
    made = {n: {"value": v, "extra": {}} for n, v in fields.items() if v is not None}
    if deadline:
        made["deadline"] = {"value": deadline, "extra": {"timezone": zone}}
    return {"fields": made, "rules": RULES | (rules or {})}


def codes(says=None, *, at=AT, **facts):
    given_facts = {
        "blocking": 0,
        "remarks": 0,
        "unconfirmed": 0,
        "seats": FOUR,
        "entitled": frozenset({1, 2, 3, 4}),
        "approvers": 1,
    } | facts
    found = obstacles(Facts(content=says or content(), **given_facts), at)
    return [(o.code, o.blocks) for o in found]


def test_nothing_stands_in_the_way_of_a_call_that_says_everything():
    assert codes() == []


@pytest.mark.parametrize(
    ("says", "code"),
    [
        (content(title=None), "no_title"),
        (content(title="  "), "no_title"),
        (content(language=None), "no_language"),
        (content(deadline=""), "no_deadline"),
        (content(zone=None), "deadline_without_zone"),
        (content(zone="Europe/Nowhere"), "deadline_unreadable"),
        (content(zone="Europe"), "deadline_unreadable"),
        (content(deadline="2026-03"), "deadline_unreadable"),
        (content(deadline="9999-12-31"), "deadline_unreadable"),
        (content(deadline="2026-03-02T09:59"), "deadline_past"),
        (content(evaluation_grid=None), "no_grid"),
        (
            content(dates=[{"role": "questions", "date": "2026-02-30"}]),
            "questions_unreadable",
        ),
    ],
)
def test_each_gap_blocks_publication_on_its_own(says, code):
    assert codes(says) == [(code, True)]


@pytest.mark.parametrize(
    ("says", "at", "code"),
    [
        (content(deadline="2026-03-29T02:30"), AT, "deadline_skipped"),
        (content(deadline="2026-10-25T02:30"), AT, "deadline_twice"),
        (content(deadline="2026-03-20"), AT, "deadline_without_hour"),
        (content(rules={"formula": ""}), AT, "no_formula"),
        (
            content(rules={"formula": ""}, price_formula="Au prorata"),
            AT,
            "formula_in_words_only",
        ),
        (content(required_documents=None), AT, "no_documents"),
        (content(submission=None), AT, "no_channel"),
        (
            content(dates=[{"role": "questions", "date": "2026-03-25"}]),
            AT,
            "questions_after_deadline",
        ),
    ],
)
def test_what_is_only_strange_is_said_and_does_not_block(says, at, code):
    assert codes(says, at=at) == [(code, False)]


def test_what_people_left_open_is_counted_and_only_blocking_remarks_block():
    found = codes(blocking=2, remarks=5, unconfirmed=3)

    assert found == [
        ("blocking_remarks", True),
        ("unconfirmed", False),
        ("open_remarks", False),
    ]


def test_exactly_at_the_deadline_a_call_can_still_be_published_and_a_moment_later_not():
    deadline = datetime(2026, 3, 20, 16, 0, tzinfo=UTC)  # 17:00 in Paris

    assert codes(at=deadline) == []
    assert codes(at=deadline + timedelta(microseconds=1)) == [("deadline_past", True)]


def test_a_call_that_nobody_could_approve_is_not_put_before_anybody():
    assert codes(approvers=0) == [("nobody_approves", True)]


def test_sealed_prices_need_two_people_and_two_substitutes_who_are_four():
    entitled = frozenset({1, 2, 3, 4})

    assert seats_fault((), entitled) == "no_holders"
    assert seats_fault((Seat(1, 2),), entitled) == "no_holders"
    assert seats_fault((Seat(1, 2), Seat(2, 3)), entitled) == "holders_twice"
    assert seats_fault((Seat(1, 2), Seat(3, 5)), entitled) == "holders_left"
    assert seats_fault(FOUR, entitled) == ""
    assert codes(content(rules={"seals_prices": False}), seats=()) == []


@given(st.lists(st.integers(1, 5), min_size=4, max_size=4))
def test_only_four_different_people_who_may_see_the_call_hold_the_keys(named):
    seats = (Seat(named[0], named[1]), Seat(named[2], named[3]))

    fits = seats_fault(seats, frozenset({1, 2, 3, 4})) == ""

    assert fits == (set(named) == {1, 2, 3, 4})


def test_a_usual_value_is_proposed_only_where_the_call_states_none():
    bare = content(rules={"formula": ""}, kind="eoi")
    full = content(kind="eoi", pass_marks=[{"minimum": 50}], shortlist_cap=4)

    assert {n: p.value for n, p in proposals(bare).items()} == {
        "pass_marks": 70,
        "shortlist_cap": 6,
        "formula": "ratio_low",
    }
    assert proposals(full) == {}


def test_a_call_in_one_stage_has_no_shortlist_and_one_without_price_has_quality_only():
    one = content(kind="full_proposal", rules={"formula": ""}, evaluation_grid=GRID[:2])

    proposed = proposals(one)

    assert "shortlist_cap" not in proposed
    assert proposed["formula"].value == "quality_only"


def test_a_call_with_two_stages_has_a_shortlist_whatever_it_calls_itself():
    two = content(stages=[{"kind": "expression_of_interest"}, {"kind": "full_proposal"}])

    assert proposals(two)["shortlist_cap"].value == 6


def test_one_stage_that_is_named_twice_is_one_stage():
    same = content(stages=[{"kind": "full_proposal"}, {"kind": "full_proposal"}])

    assert "shortlist_cap" not in proposals(same)


def test_only_a_public_call_takes_applications_and_only_until_its_deadline():
    later = AT + timedelta(microseconds=1)

    open_at = {(s, at) for s, at in product(CallState, (AT, later)) if accepts(s, AT, at)}

    assert open_at == {(CallState.PUBLISHED, AT)}
    assert not accepts(CallState.PUBLISHED, None, AT)


def test_a_deadline_follows_its_clocks_but_never_into_the_past():
    hour = timedelta(hours=1)

    assert shifted(AT, AT + hour, AT - hour * 9)
    assert shifted(AT, AT - hour, AT - hour * 9)
    assert not shifted(AT, AT, AT - hour * 9)
    assert not shifted(AT, AT - hour, AT - hour / 2)


def test_what_blocks_stands_first_and_is_told_apart():
    found = obstacles(
        Facts(content(submission=None, title=None), 0, 0, 0, FOUR, frozenset({1, 2, 3, 4}), 1), AT
    )

    assert [o.code for o in found] == ["no_title", "no_channel"]
    assert [o.code for o in blocking(found)] == ["no_title"]


def test_a_grid_of_the_organisation_becomes_rows_that_name_their_parents():
    document = {
        "criteria": [
            {
                "label": "Offre technique",
                "maximum": "70",
                "children": [
                    {"label": "Méthode", "maximum": "40.5", "children": []},
                    {"label": "Équipe", "maximum": "29.5"},
                ],
            },
            {"label": "Prix", "maximum": "30"},
        ]
    }

    rows = grid_rows(document)

    assert rows == [
        {"label": "Offre technique", "max_points": 70},
        {"label": "Méthode", "max_points": 40.5, "parent": "Offre technique"},
        {"label": "Équipe", "max_points": 29.5, "parent": "Offre technique"},
        {"label": "Prix", "max_points": 30},
    ]
    assert technical_part(content(evaluation_grid=rows)) == "Offre technique"
    assert technical_part(content(evaluation_grid=[*rows, {"label": "Entretien"}])) == ""
