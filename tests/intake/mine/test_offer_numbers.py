"""Numbers in the digits and signs of those who type them."""

from decimal import Decimal

import pytest

from mandat.intake.mine.offer_numbers import plain_number, shown_again


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1250", "1250"),
        ("1250.50", "1250.50"),
        ("1 234,50", "1234.50"),
        ("1\u202f234\u00a0567,5", "1234567.5"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1\u2019234", "1234"),
        ("1,234,567", "1234567"),
        ("١٢٣٤٫٥", "1234.5"),
        ("١٬٢٣٤٫٥٠", "1234.50"),
        ("\u200f١٢٣٤\u200f", "1234"),
        ("۱۲۳۴", "1234"),
        ("१२३", "123"),
        ("400 €", "400"),
        ("007", "7"),
        ("0,125", "0.125"),
        ("\u22125", "-5"),
        ("", ""),
    ],
)
def test_a_number_is_read_as_it_was_meant(typed, read):
    assert plain_number(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["1,234", "1.234", "12 34", "1,23.4,5", "1e400", "abc", "12 x", "NaN", "½", "²", "1..2", "--5"],
)
def test_what_could_mean_two_things_is_left_as_it_was_typed(typed):
    assert plain_number(typed) == typed


def test_thousandths_are_coins_where_the_currency_has_some():
    assert plain_number("1,250", decimals=3) == "1.250"


def test_what_is_very_long_is_cut_before_it_is_read():
    assert len(plain_number("9" * 10_000)) == 40


@pytest.mark.parametrize("kept", ["1.125", "12.500", "-1.125", "1250", "0.125", "12.5"])
def test_a_number_that_is_shown_again_is_read_as_the_same(kept):
    assert Decimal(plain_number(shown_again(kept))) == Decimal(kept)
