"""Many patterns sought at word starts."""

import pytest

from mandat.calls.importer.lexicon import Hit, Lexicon, first_letters


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("abc", {"a"}),
        (r"\bword", {"w"}),
        ("(?:one|two) more", {"o", "t"}),
        ("(?:the )?end", {"t", "e"}),
        ("(?:a(?:b|c)|d)?e", {"a", "d", "e"}),
    ],
)
def test_the_letters_that_a_pattern_may_begin_with(pattern, letters):
    assert first_letters(pattern) == letters


@pytest.mark.parametrize("pattern", [r"\d+", "a?b", ".x"])
def test_a_pattern_that_begins_with_no_letter_is_refused(pattern):
    with pytest.raises(ValueError, match="letter"):
        first_letters(pattern)


def test_patterns_match_at_word_starts_in_order_without_overlaps():
    lexicon = Lexicon({"x": (r"ab\w*", "final report"), "y": ("report", "cab")})

    assert list(lexicon.find("cab abc final report reported", 0, 29)) == [
        Hit("y", 0, 3),
        Hit("x", 4, 7),
        Hit("x", 8, 20),
        Hit("y", 21, 27),
    ]
