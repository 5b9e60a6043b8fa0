"""Numbers in words and figures."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.importer.numbers import number_form, number_in, words_to_number

DAYS = re.compile(number_form() + r"\s(?:jours|days|dias)")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("trente (30) jours", 30),
        ("six ( 6 ) days", 6),
        ("30 (thirty) days", 30),
        ("quatre-vingt-dix jours", 90),
        ("soixante-dix jours", 70),
        ("vingt et un jours", 21),
        ("forty-five days", 45),
        ("cent vingt jours", 120),
        ("cuarenta y cinco dias", 45),
        ("45 jours", 45),
    ],
)
def test_a_number_is_read_in_words_and_in_figures(text, number):
    assert number_in(DAYS.search(text)) == number


@pytest.mark.parametrize("text", ["1200 jours", "1 200 jours", "48,5 days", "10/30 days"])
def test_the_end_of_a_longer_number_is_not_a_number(text):
    assert DAYS.search(text) is None


@given(st.text(max_size=60))
def test_any_words_give_a_positive_number_or_none(words):
    number = words_to_number(words)

    assert number is None or number > 0
