"""Nothing raises, nothing hangs, and every span lies in the text."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandat.calls.importer import read_call
from mandat.calls.importer.draft import FIELDS, Span
from mandat.calls.importer.layout import read_items, read_layout
from mandat.calls.importer.text import Source

PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "• ", "- ", "1. ", "(1) ", "a) ", "**", "### ", ":", ";", ".", "\x00",
     "\ud800", "\u202e", "\t", "+++\n", "---\n", "\f", "Profil", "Livrable 1 :", "Objectives",
     "How to apply", "Le Réseau Aube recrute", "un consultant", "المخرجات", "page 1/2", "12",
     "Date limite : 3 mai 2025", "(ABC)", "a@b.example", "|", "...", "Appel à candidatures"],
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


def spans_in(value: Any) -> list[Span]:
    match value:
        case Span():
            return [value]
        case dict():
            return [s for v in value.values() for s in spans_in(v)]
        case list() | tuple():
            return [s for v in value for s in spans_in(v)]
        case _:
            return []


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_yields_a_draft_whose_spans_lie_in_it(text):
    draft = read_call(text)

    assert tuple(draft.fields) == FIELDS
    found = [s for f in draft.fields.values() for s in (*f.spans, *spans_in(f.value))]
    assert all(s.end <= len(text) for s in found)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_sections_follow_one_another_and_hold_their_items(text):
    source = Source(text)

    sections = read_layout(source).sections

    for one, two in pairwise(sections):
        assert one.heading.end <= one.body.start <= one.body.end <= two.heading.start
    for section in sections:
        for item in read_items(source, section.body):
            assert section.body.start <= item.span.start < item.span.end <= section.body.end
            assert item.text


@pytest.mark.parametrize(
    "piece",
    ["A ", ": ", "; A", "• ", "1. ", "Profil : ", "# A\n", "(ABC) ", "Aa de ", "\n", "a@b.c ",
     "L'objectif est de ", "Deliverable 1: ", 'projet "', "Le Réseau recrute ", "tdr "],
)  # fmt: skip
def test_hundred_thousand_columns_of_anything_are_read_quickly(piece):
    text = piece * (100_000 // len(piece))
    source = Source(text)
    start = time.process_time()

    read_layout(source)
    read_items(source, Span(0, len(text)))

    assert time.process_time() - start < 2
