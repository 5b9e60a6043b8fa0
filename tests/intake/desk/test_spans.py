"""How late something came, in words of each language."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from mandat.intake.desk.spans import span_in_words


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(days=2, hours=3, minutes=4), "2 days, 3 hours"),
        (timedelta(minutes=2, seconds=30), "2 minutes, 30 seconds"),
        (timedelta(days=1, seconds=5), "1 day, 5 seconds"),
        (timedelta(milliseconds=250), "250 milliseconds"),
        (timedelta(microseconds=1), "1 millisecond"),
    ],
)
def test_the_two_largest_units_are_said_and_nothing_is_too_short_to_be_late(span, said):
    with override("en"):
        assert span_in_words(span) == said


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("days", [1, 2, 3, 11, 20, 100])
def test_every_language_has_words_for_every_number_of_days(language, days):
    with override(language):
        words = span_in_words(timedelta(days=days, hours=1, minutes=1))

    assert "duration" not in words
    assert "day" not in words
