"""Ends of memberships, pseudonyms and codes, scopes of a consent."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.core.errors import RuleBroken
from mandat.vault.rules import (
    CODE_LENGTH,
    LONGEST_MEMBERSHIP,
    check_end,
    consistent,
    encode,
    folded_address,
    grouped,
    is_code,
    is_pseudonym,
    may,
    tidy_code,
)
from mandat.vault.scopes import Scope

START = datetime(2026, 3, 1, tzinfo=UTC)
codes = st.integers(0, 32**CODE_LENGTH - 1).map(lambda n: encode(n, CODE_LENGTH))
scopes = st.sets(st.sampled_from(list(Scope)))


@given(st.timedeltas(min_value=-timedelta(days=400), max_value=timedelta(days=400)))
def test_a_membership_ends_after_its_start_and_within_ninety_days(length):
    allowed = timedelta(0) < length <= LONGEST_MEMBERSHIP

    if allowed:
        check_end(START, START + length, "message")
    else:
        with pytest.raises(RuleBroken):
            check_end(START, START + length, "message")


@given(codes, st.sampled_from(["-", " ", "", " - "]), st.booleans())
def test_a_code_is_understood_however_it_is_typed(code, between, small):
    typed = between.join(code[i : i + 4] for i in range(0, CODE_LENGTH, 4))
    typed = typed.lower() if small else typed
    typed = typed.replace("0", "o").replace("1", "l")

    assert tidy_code(typed) == code
    assert is_code(tidy_code(grouped(code)))


@given(st.integers(0, 32**6 - 1), st.integers(0, 32**6 - 1))
def test_different_numbers_give_different_names(one, other):
    assert (encode(one, 6) == encode(other, 6)) == (one == other)
    assert is_pseudonym(f"P-{encode(one, 6)}")


@pytest.mark.parametrize("number", [-1, 32**6])
def test_a_number_that_does_not_fit_is_refused(number):
    with pytest.raises(ValueError, match="fit"):
        encode(number, 6)


@given(scopes, scopes, st.sampled_from(list(Scope)))
def test_nothing_is_covered_that_was_not_granted_or_was_taken_back(granted, withdrawn, scope):
    covered = may(granted, withdrawn, scope)

    if covered:
        assert scope in granted
        assert scope not in withdrawn
        assert Scope.TAKE_PART not in withdrawn
    else:
        assert scope not in granted or scope in withdrawn or Scope.TAKE_PART in withdrawn


def test_who_is_quoted_also_takes_part():
    assert consistent({Scope.TAKE_PART, Scope.RECORD})
    assert not consistent({Scope.RECORD})


def test_an_address_is_found_however_it_is_written():
    assert folded_address(" Nour@Example.ORG ") == folded_address("nour@example.org")
    assert folded_address("+33 6 12-34-56-78") == folded_address("+33612345678")
