"""What becomes of a field when a corrected file is read: pure, from a held field and a reading."""

import pytest

from mandat.calls.importer import read_call
from mandat.calls.importer.draft import (
    FIELDS,
    Alternative,
    Certainty,
    Found,
    Span,
    found_json,
    plain,
)
from mandat.calls.origins import Origin
from mandat.calls.rereading.rules import Choice, Fate, Held, compare, is_same, taken
from tests.calls.test_services import TEXT

WORDS = "thirty days, forty days"


def said(value, *, at=0, certainty=Certainty.SURE):
    if value is None:
        return Found()
    return Found(value, certainty, (Span(at, at + 6),))


def both(*values):
    readings = tuple(Alternative(v, (Span(0, 6),)) for v in values)
    return Found(values[0], Certainty.CONFLICT, alternatives=readings)


def held(found, origin=Origin.IMPORTED, value=...):
    value = found.value if value is ... else value
    return Held(plain(WORDS, value), {}, origin, found_json(WORDS, found))


@pytest.mark.parametrize(
    ("old", "new", "fate"),
    [
        (held(said(30)), said(30), Fate.UNCHANGED),
        (held(said(30)), said(30, at=8), Fate.UNCHANGED),  # further down in the text
        (held(said(30)), said(40), Fate.CHANGED),
        (held(said(30)), said(None), Fate.GONE),
        (held(said(None)), said(30), Fate.NEW),
        (held(said(None)), said(None), Fate.UNCHANGED),
        (held(both(30, 40)), said(30), Fate.CHANGED),  # no longer contradicts itself
        (held(said(30), Origin.CONFIRMED), said(40), Fate.DISPUTED),
        (held(said(30), Origin.CONFIRMED), said(None), Fate.DISPUTED),
        (held(said(30), Origin.CONFIRMED), said(30), Fate.UNCHANGED),
        (held(said(30), Origin.CORRECTED, 25), said(40), Fate.DISPUTED),
        (held(said(30), Origin.CORRECTED, 25), said(25), Fate.UNCHANGED),  # the file agrees now
        (held(said(30), Origin.CORRECTED, 25), said(30), Fate.UNCHANGED),  # as it said before
        (held(said(30), Origin.CORRECTED, None), said(40), Fate.DISPUTED),
        (held(both(30, 40), Origin.CHOSEN, 40), both(30, 40), Fate.UNCHANGED),
        (held(both(30, 40), Origin.CHOSEN, 40), said(40), Fate.UNCHANGED),
        (held(both(30, 40), Origin.CHOSEN, 40), said(30), Fate.DISPUTED),
    ],
)
def test_each_field_has_one_fate(old, new, fate):
    assert compare(old, new) == fate


def test_what_a_person_settled_is_kept_unless_they_take_the_files():
    old = held(said(30), Origin.CORRECTED, 25)

    kept = taken(old, said(40), WORDS)
    given_up = taken(old, said(40), WORDS, Choice.FILE)

    assert (kept.value, kept.origin) == (25, Origin.CORRECTED)
    assert (given_up.value, given_up.origin) == (40, Origin.CONFIRMED)


def test_a_file_cannot_be_taken_for_a_value_that_nobody_disputes():
    old = held(said(30), Origin.CORRECTED, 25)

    now = taken(old, said(30), WORDS, Choice.FILE)

    assert now.value == 25


def test_a_contradiction_that_is_taken_from_the_file_is_still_to_be_settled():
    now = taken(held(said(20), Origin.CONFIRMED), both(30, 40), WORDS, Choice.FILE)

    assert (now.origin, now.certainty, now.chosen) == (Origin.IMPORTED, Certainty.CONFLICT, None)


def test_a_chosen_reading_is_found_again_in_another_order():
    now = taken(held(both(30, 40), Origin.CHOSEN, 40), both(40, 30), WORDS)

    assert (now.value, now.origin, now.chosen) == (40, Origin.CHOSEN, 0)


def test_what_the_file_now_says_too_shows_its_place_there():
    now = taken(held(said(30), Origin.CORRECTED, 25), said(25, at=8), WORDS)

    assert now.origin == Origin.CONFIRMED
    assert now.found["spans"][0]["start"] == 8


def test_items_that_a_person_kept_show_no_place_of_the_old_text():
    old_items = {"count": 1, "items": [{"text": "A report", "spans": [Span(0, 6)]}]}
    old = held(said(old_items), Origin.CORRECTED, {**old_items, "count": 1})

    now = taken(old, said({"count": 1, "items": [{"text": "Two reports"}]}), WORDS)

    assert now.value["items"] == [{"text": "A report"}]


def test_a_text_that_only_moved_changes_no_field():
    before, after = read_call(TEXT), read_call("\n\n" + TEXT)

    fates = {
        name: compare(
            Held(
                plain(before.text, before[name].value),
                plain(before.text, dict(before[name].extra)),
                Origin.IMPORTED,
                found_json(before.text, before[name]),
            ),
            after[name],
        )
        for name in FIELDS
    }

    assert {n for n, f in fates.items() if f != Fate.UNCHANGED} == set()


def test_a_place_that_moved_is_nothing_new_to_look_at():
    old = held(said(30))

    assert is_same(old, taken(old, said(30, at=8), WORDS))
    assert not is_same(old, taken(old, said(31), WORDS))
