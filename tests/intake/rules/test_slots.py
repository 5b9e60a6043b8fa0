"""What a call asks becomes slots: those of the team, and of its members."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.content import content_of
from mandat.calls.importer import read_call
from mandat.intake.rules.slots import asked_of, asks_price, member_keys_of, slots_of, takes_others
from mandat.intake.states import ApplicationStage as Stage
from tests.intake.rules.making import content, document

SAMPLES = Path("mandat/calls/samples/texts")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "name": JSON,
            "part": JSON,
            "per": st.sampled_from(["member", "team", None, ""]),
            "max_pages": JSON,
            "min_references": JSON,
            "attestations": JSON,
        },
    ),
    max_size=6,
)


def sample(name):
    return content_of(read_call((SAMPLES / name).read_text()), {})


def test_the_first_stage_asks_no_price_and_keeps_the_numbers_of_the_call():
    says = content(
        kind="eoi",
        required_documents=[
            document("Price", part="financial"),
            document("CV", per="member", max_pages=3),
        ],
    )

    first = asked_of(says, Stage.EXPRESSION_OF_INTEREST)
    second = asked_of(says, Stage.FULL_PROPOSAL)

    assert [(a.number, a.name) for a in first] == [(1, "CV")]
    assert [a.number for a in second] == [0, 1]
    assert (asks_price(first), asks_price(second)) == (False, True)


def test_a_call_of_one_stage_asks_its_price_whatever_the_stage_is_called():
    says = content(kind="full_proposal", required_documents=[document(part="financial")])

    assert len(asked_of(says, Stage.EXPRESSION_OF_INTEREST)) == 1


def test_an_invitation_asks_its_own_documents_instead():
    says = content(required_documents=[document("CV"), document("Letter")])

    asked = asked_of(says, Stage.FULL_PROPOSAL, [document("Budget", part="financial")])

    assert [(a.name, a.source) for a in asked] == [("Budget", "invitation.0")]


def test_each_member_has_a_slot_where_the_call_asks_one_of_each():
    asked = asked_of(
        content(required_documents=[document("Letter"), document("CV", per="member")]),
        Stage.SINGLE,
    )

    slots = slots_of(asked, ["lead", "m1", "m2"])

    assert [(s.key, s.member_key) for s in slots] == [
        ("0", ""),
        ("1.lead", "lead"),
        ("1.m1", "m1"),
        ("1.m2", "m2"),
    ]


def test_whoever_applies_alone_is_a_team_of_one():
    asked = asked_of(content(required_documents=[document(per="member")]), Stage.SINGLE)

    assert [s.key for s in slots_of(asked, [])] == ["0.lead"]
    assert member_keys_of({"members": [{"key": "m1"}, {"name": "without key"}]}) == ["lead", "m1"]


@pytest.mark.parametrize(
    ("name", "stage", "expected"),
    [
        # A CV of each member and one letter, three pages each, two references.
        (
            "trafficking.en.txt",
            Stage.EXPRESSION_OF_INTEREST,
            [("0.lead", 3, None, False), ("0.m1", 3, None, False), ("1", 3, 2, False)],
        ),
        # An offer in two parts; a list of missions with attestations.
        (
            "protection.fr.txt",
            Stage.SINGLE,
            [
                ("0", None, None, False),
                ("1", None, 2, False),
                ("2", None, None, False),
                ("3", None, None, False),
                ("4", None, None, True),
            ],
        ),
    ],
)
def test_real_calls_ask_what_their_texts_say(name, stage, expected):
    slots = slots_of(asked_of(sample(name), stage), ["lead", "m1"])

    found = [
        (s.key, s.asked.max_pages, s.asked.min_references, s.asked.attestations) for s in slots
    ]
    assert found == expected


def test_further_documents_are_welcome_unless_the_list_is_closed():
    rows = [document()]

    assert takes_others(content(required_documents=rows))
    assert takes_others(content())
    closed = content({}, {"required_documents": {"closed": True}}, required_documents=rows)
    assert not takes_others(closed)


@given(ROWS, st.sampled_from(Stage), st.lists(st.sampled_from(["lead", "m1", "m2"])))
def test_whatever_a_list_holds_slots_have_keys_of_their_own_and_limits_above_zero(
    rows, stage, members
):
    asked = asked_of(content(kind="eoi", required_documents=rows), stage)
    slots = slots_of(asked, members)

    assert len({s.key for s in slots}) == len(slots)
    assert all(a.max_pages is None or a.max_pages > 0 for a in asked)
    assert all(a.min_references is None or a.min_references > 0 for a in asked)
    assert {s.asked.number for s in slots} == {a.number for a in asked}
