"""The written form of an entry, its hash, and what may stand in it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.audit import rules

ORGANISATION = UUID("019aa000-0000-7000-8000-000000000001")
ACT = rules.Act(
    chain=str(ORGANISATION),
    seq=7,
    previous="a" * 64,
    public_id=UUID("019aa000-0000-7000-8000-00000000abcd"),
    at=datetime(2026, 11, 22, 10, 54, 0, 123, UTC),
    organisation=ORGANISATION,
    actor="operator",
    action="calls.call.imported",
    subject_label="calls.call",
    subject_id="019aa000-0000-7000-8000-00000000ffff",
    details={"role": "auditor", "n": 3, "sure": True, "none": None, "days": ["2026-01-01"]},
)
WRITTEN = (
    '{"action":"calls.call.imported","actor":"operator","at":"2026-11-22T10:54:00.000123Z",'
    '"chain":"019aa000-0000-7000-8000-000000000001",'
    '"details":{"days":["2026-01-01"],"n":3,"none":null,"role":"auditor","sure":true},'
    '"organisation":"019aa000-0000-7000-8000-000000000001",'
    f'"previous":"{"a" * 64}","public_id":"019aa000-0000-7000-8000-00000000abcd","seq":7,'
    '"subject_id":"019aa000-0000-7000-8000-00000000ffff","subject_label":"calls.call","version":1}'
)

codes = st.from_regex(r"[a-z][a-z0-9]{0,9}(_[a-z0-9]{1,9})?", fullmatch=True)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | codes | st.uuids()
acts = st.builds(
    rules.Act,
    chain=st.uuids().map(str) | st.just("house"),
    seq=st.integers(1, 2**40),
    previous=st.text("0123456789abcdef", min_size=64, max_size=64),
    public_id=st.uuids(),
    at=st.datetimes(timezones=st.just(UTC)),
    organisation=st.none() | st.uuids(),
    actor=st.uuids().map(str) | st.just("operator"),
    action=st.sampled_from(["calls.call.imported", "people.account.added"]),
    subject_label=st.just("calls.call"),
    subject_id=st.uuids().map(str),
    details=st.dictionaries(codes, scalars | st.lists(scalars, max_size=3), max_size=4).map(
        rules.plain_details
    ),
)


class Colour(StrEnum):
    RED = "red"


def test_version_1_is_written_like_this_for_ever():
    assert rules.canonical(ACT).decode() == WRITTEN
    assert rules.digest(ACT) == "6712d4221e947caeee790dca52fa602ac070c3080b53dd0ba0df28cf09b78440"


def test_an_unknown_version_is_not_written_at_all():
    with pytest.raises(ValueError, match="version 2"):
        rules.canonical(replace(ACT, version=2))


@given(acts)
def test_the_written_form_does_not_depend_on_the_database_that_kept_it(act):
    kept = replace(
        act,
        details=json.loads(json.dumps(act.details)),
        at=act.at.astimezone(timezone(timedelta(hours=3))),
        public_id=UUID(str(act.public_id)),
    )

    assert rules.canonical(kept) == rules.canonical(act)
    assert rules.canonical(act).isascii()


@given(acts, acts)
def test_different_acts_are_written_differently(one, other):
    assert (rules.canonical(one) == rules.canonical(other)) == (one == other)


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 8},
        {"chain": "house"},
        {"previous": "b" * 64},
        {"at": ACT.at + timedelta(microseconds=1)},
        {"organisation": None},
        {"actor": "worker"},
        {"action": "calls.call.discarded"},
        {"subject_label": "calls.draftfield"},
        {"subject_id": "019aa000-0000-7000-8000-00000000fffe"},
        {"public_id": UUID("019aa000-0000-7000-8000-00000000abce")},
        {"details": {**ACT.details, "sure": False}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_member_counts(change):
    assert rules.digest(replace(ACT, **change)) != rules.digest(ACT)


@pytest.mark.parametrize(
    ("given_value", "kept"),
    [
        (3, 3),
        (True, True),
        (None, None),
        (Colour.RED, "red"),
        ("programme_officer", "programme_officer"),
        ("application/pdf", "application/pdf"),
        ("EUR", "EUR"),
        ("", ""),
        ("5.1.1", "5.1.1"),
        ("pt-BR", "pt-BR"),
        (ORGANISATION, str(ORGANISATION)),
        ("9f" * 32, "9f" * 32),
        ("3fZ9kQ-7_aBcDeFgHiJkLm", "3fZ9kQ-7_aBcDeFgHiJkLm"),
        (Decimal("1250.50"), "1250.50"),
        (0.5, "0.5"),
        (date(2027, 1, 31), "2027-01-31"),
        (
            datetime(2027, 1, 31, 17, 0, 0, 5, UTC),
            "2027-01-31T17:00:00.000005+00:00",
        ),
        (["auditor", 3], ["auditor", 3]),
        ({"b", "a"}, ["a", "b"]),
    ],
)
def test_ids_codes_numbers_and_dates_are_kept(given_value, kept):
    assert rules.plain_details({"key": given_value}) == {"key": kept}


@pytest.mark.parametrize(
    "value",
    [
        "Amina Diallo",
        "Amina",
        "amina@example.org",
        "o'brien",
        "a sentence of words",
        "سميرة",
        "élodie",
        "+33 6 12 34 56 78",
        "https://example.org/?q=a",
        "line\nbreak",
        "x" * 81,
        {"name": "amina"},
        b"bytes",
        2**60,
        float("nan"),
        object(),
        ["fine", "Not fine"],
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_could_be_a_text_is_refused_by_its_key_and_never_repeated(value):
    with pytest.raises(ValueError, match="'secret_key'") as refused:
        rules.plain_details({"secret_key": value})

    if isinstance(value, str) and value:
        assert value not in str(refused.value)


@pytest.mark.parametrize("key", ["Amina Diallo", "amina@example.org", "", 3, "x" * 41])
def test_a_key_that_is_no_code_is_refused_without_being_repeated(key):
    with pytest.raises(ValueError, match="a key of the details") as refused:
        rules.plain_details({key: 1})

    assert not key or str(key) not in str(refused.value).replace("40", "")


@given(st.text(min_size=1))
def test_no_text_with_a_space_or_a_letter_beyond_ascii_ever_passes(text):
    if text.isascii() and " " not in text:
        text += " é"

    with pytest.raises(ValueError, match="details"):
        rules.plain_details({"key": text})


@pytest.mark.parametrize("actor", ["Amina Diallo", "amina@example.org", "AnonymousUser", ""])
def test_an_actor_is_an_id_or_a_fixed_word(actor):
    assert rules.plain_actor("operator") == "operator"

    with pytest.raises(ValueError, match="an actor"):
        rules.plain_actor(actor)


@pytest.mark.parametrize("action", ["imported", "calls.imported", "Calls.call.imported", "a.b.c d"])
def test_an_action_names_room_object_and_act(action):
    with pytest.raises(ValueError, match="an action"):
        rules.plain_action(action)
