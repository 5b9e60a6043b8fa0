"""Patterns that are tried only where their first words stand find all that they match."""

from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import openings, starts

PAIRS = (
    ("contract", "_PROSE", "_PROSE_WORDS"),
    ("document_lists", "_ANNOUNCE", "_ANNOUNCE_WORDS"),
    ("document_words", "STRONG", "STRONG_WORDS"),
    ("eligibility", "_OPENS_PROFILE", "_OPENS_WORDS"),
    ("funding", "_LABEL", "_LABEL_WORDS"),
    ("funding", "_PROSE", "_PROSE_WORDS"),
    ("grid", "_CUE", "_CUE_WORDS"),
    ("limits", "_VALIDITY_WORD", "_VALIDITY_WORDS"),
    ("notices", "_ASKS", "_ASK_WORDS"),
    ("notices", "_CV", "_CV_WORDS"),
    ("organisation_words", "ARABIC_HIRES", "ARABIC_WORDS"),
    ("organisation_words", "BY", "BY_WORDS"),
    ("organisation_words", "FOR", "FOR_WORDS"),
    ("organisation_words", "HIRES", "HIRES_WORDS"),
    ("organisation_words", "IS_A", "IS_A_WORDS"),
    ("organisation_words", "IS_ORGANISATION", "IS_ORGANISATION_WORDS"),
    ("organisation_words", "RULES", "RULES_WORDS"),
    ("procedure", "_ALL", "_ALL_WORDS"),
    ("remote", "_REMOTE", "_REMOTE_WORDS"),
)


@pytest.mark.parametrize(("module", "pattern", "words"), PAIRS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_pattern_tried_at_its_first_words_finds_what_it_finds_in_the_whole_text(
    module, pattern, words, data
):
    room = import_module(f"mandat.calls.importer.{module}")
    tried, first = getattr(room, pattern), getattr(room, words)
    source = Source(" and ".join(data.draw(st.lists(st.from_regex(tried), min_size=1, max_size=3))))

    found = [m.span() for m in openings(source, tried, first, source.flow)]

    assert found == [m.span() for m in tried.finditer(source.flow)]


def test_the_places_of_words_come_in_order_and_once():
    source = Source("Work plan, work\nplan and a workshop")

    found = starts(source, ("work", "work plan", "plan", "absent"), source.fold)

    assert found == [0, 5, 11, 16, 27]


def test_words_are_sought_in_the_first_characters_alone_when_those_are_asked_for():
    source = Source("one two one two")

    assert starts(source, ("two",), source.fold, 8) == [4]
