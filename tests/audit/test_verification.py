"""A chain that somebody touched is told apart from one that nobody touched, entry by entry."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.audit import rules
from mandat.audit.verification import Fault, Finding, Point, Stored, begin, finish, read

START = datetime(2026, 11, 22, tzinfo=UTC)


def chain(length, *, salt=0):
    made, previous = [], rules.GENESIS
    for seq in range(1, length + 1):
        act = rules.Act(
            chain="house",
            seq=seq,
            previous=previous,
            public_id=UUID(int=seq + salt),
            at=START + timedelta(seconds=seq),
            organisation=None,
            actor="operator",
            action="core.database.migrated",
            subject_label="",
            subject_id="",
            details={"applied": seq + salt},
        )
        previous = rules.digest(act)
        made.append(Stored(act, previous))
    return made


def end(entries):
    return Point(entries[-1].act.seq, entries[-1].hash)


def check(entries, head, earlier=()):
    reading = begin(earlier)
    for stored in sorted(entries, key=lambda s: s.act.seq):
        read(reading, stored)
    return finish(reading, head)


def renumbered(stored, seq):
    return replace(stored, act=replace(stored.act, seq=seq))


def rewritten(stored, **values):
    act = replace(stored.act, **values)
    return Stored(act, rules.digest(act))


def written_anew(entries, place, **values):
    """The entry at this place and everything after it, with hashes that hold together."""
    made = entries[: place - 1]
    for stored in entries[place - 1 :]:
        previous = made[-1].hash if made else rules.GENESIS
        changed = values if stored.act.seq == place else {}
        made.append(rewritten(stored, previous=previous, **changed))
    return made


@pytest.mark.parametrize("length", [0, 1, 2, 50])
def test_an_untouched_chain_has_no_fault(length):
    entries = chain(length)

    assert check(entries, end(entries) if entries else Point(0, rules.GENESIS)) == []
    assert check(entries, end(entries) if entries else None, [end(chain(5))][: length // 5]) == []


@pytest.mark.parametrize("place", [1, 5, 10])
def test_a_changed_entry_is_named(place):
    entries = chain(10)
    head = end(entries)
    touched = entries[place - 1]
    entries[place - 1] = replace(touched, act=replace(touched.act, actor="worker"))

    assert check(entries, head) == [Finding(Fault.CHANGED, place, place)]


@pytest.mark.parametrize("place", [1, 5, 10])
def test_an_entry_changed_with_its_own_hash_is_named(place):
    entries = chain(10)
    head = end(entries)
    entries[place - 1] = rewritten(entries[place - 1], actor="worker")

    assert check(entries, head) == [Finding(Fault.CHANGED, place, place)]


@pytest.mark.parametrize("place", [1, 5, 10])
def test_an_entry_whose_link_was_changed_with_its_own_hash_is_named(place):
    entries = chain(10)
    head = end(entries)
    entries[place - 1] = rewritten(entries[place - 1], previous="e" * 64)

    assert check(entries, head) == [Finding(Fault.CHANGED, place, place)]


def test_changed_entries_in_a_row_are_one_finding():
    entries = chain(400)
    head = end(entries)
    entries[9:359] = [replace(s, act=replace(s.act, actor="worker")) for s in entries[9:359]]

    assert check(entries, head) == [Finding(Fault.CHANGED, 10, 359)]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (4, 4), (4, 7), (1, 9)])
def test_removed_entries_are_named(first, last):
    entries = chain(10)
    head = end(entries)

    found = check(entries[: first - 1] + entries[last:], head)

    assert found == [Finding(Fault.REMOVED, first, last)]


@pytest.mark.parametrize("left", [0, 1, 9])
def test_a_chain_cut_at_its_end_is_shorter_than_its_head(left):
    entries = chain(10)

    assert check(entries[:left], end(entries)) == [Finding(Fault.CUT, left + 1, 10)]


def test_a_chain_cut_together_with_its_head_is_shorter_than_an_earlier_head():
    entries = chain(10)
    cut = entries[:6]

    assert check(cut, end(cut)) == []
    assert check(cut, end(cut), [end(entries)]) == [Finding(Fault.CUT, 7, 10)]
    assert check([], None, [end(entries)]) == [Finding(Fault.CUT, 1, 10)]


def test_a_chain_written_anew_from_some_entry_on_contradicts_an_earlier_head():
    entries = chain(10)
    anew = written_anew(entries, 4, actor="worker")

    assert check(anew, end(anew)) == []
    assert check(anew, end(anew), [end(entries)]) == [Finding(Fault.REWRITTEN, 10, 10)]
    assert check(anew, end(anew), [end(entries[:3])]) == []


@pytest.mark.parametrize(("one", "other"), [(4, 5), (4, 9), (1, 10), (2, 300)])
def test_two_entries_in_each_others_place_are_named(one, other):
    entries = chain(max(10, other))
    head = end(entries)
    first, second = entries[one - 1], entries[other - 1]
    entries[one - 1], entries[other - 1] = renumbered(second, one), renumbered(first, other)

    assert check(entries, head) == [
        Finding(Fault.MOVED, one, one, other),
        Finding(Fault.MOVED, other, other, one),
    ]


def test_an_entry_moved_to_the_end_is_named_with_those_that_made_room():
    entries = chain(30)
    head = end(entries)
    moved = [renumbered(s, s.act.seq - 1) for s in entries[4:]]

    found = check([*entries[:3], *moved, renumbered(entries[3], 30)], head)

    assert found == [Finding(Fault.MOVED, 4, 29, 5), Finding(Fault.MOVED, 30, 30, 4)]


def test_a_removed_entry_is_named_although_the_numbers_were_closed_up():
    entries = chain(500)
    moved = [renumbered(s, s.act.seq - 1) for s in entries[100:]]
    left = [*entries[:99], *moved]

    found = check(left, Point(499, entries[-1].hash))

    assert found == [Finding(Fault.REMOVED, 100, 100), Finding(Fault.MOVED, 100, 499, 101)]


@pytest.mark.parametrize("honest", [True, False])
def test_an_entry_put_in_is_named_although_the_others_made_room(honest):
    entries = chain(500)
    moved = [renumbered(s, s.act.seq + 1) for s in entries[100:]]
    false = rewritten(entries[100], previous=entries[99].hash, actor="worker")
    if not honest:
        false = replace(false, hash="f" * 64)

    found = check([*entries[:100], false, *moved], Point(501, entries[-1].hash))

    assert found == [Finding(Fault.INSERTED, 101, 101), Finding(Fault.MOVED, 102, 501, 101)]


def test_an_entry_put_in_under_a_number_that_was_taken_is_named():
    entries = chain(10)
    twin = rewritten(entries[4], actor="worker")

    assert check([*entries, twin], end(entries)) == [Finding(Fault.INSERTED, 5, 5)]


def test_entries_beyond_the_head_were_put_in():
    entries = chain(10)

    assert check(entries, end(entries[:8])) == [Finding(Fault.INSERTED, 9, 10)]


def test_entries_without_a_head_are_said():
    entries = chain(10)

    assert check(entries, None) == [Finding(Fault.HEADLESS, 10, 10)]


def test_a_head_that_names_another_hash_accuses_the_last_entry():
    entries = chain(10)

    assert check(entries, Point(10, "d" * 64)) == [Finding(Fault.CHANGED, 10, 10)]


@given(st.integers(2, 40), st.randoms(use_true_random=False))
def test_no_single_harm_goes_unseen(length, chance: random.Random):
    entries = chain(length)
    head = end(entries)
    place = chance.randrange(length)
    stored = entries[place]
    harm = chance.choice(["field", "own_hash", "remove", "number", "foreign"])
    if harm == "remove":
        del entries[place]
    elif harm == "field":
        entries[place] = replace(stored, act=replace(stored.act, details={"applied": -1}))
    elif harm == "own_hash":
        entries[place] = rewritten(stored, details={"applied": -1})
    elif harm == "number":
        entries[place] = renumbered(stored, length + 1 + chance.randrange(9))
    else:
        entries[place] = chain(length, salt=1000)[place]

    found = check(entries, head)

    assert any(f.first <= place + 1 <= f.last or f.was == place + 1 for f in found)


@given(st.permutations(range(1, 13)))
def test_any_order_but_the_written_one_is_seen_and_undone(order):
    entries = chain(12)
    shuffled = [renumbered(entries[was - 1], now) for now, was in enumerate(order, 1)]

    found = check(shuffled, end(entries))

    assert {f.fault for f in found} <= {Fault.MOVED}
    undone = {f.first + k: (f.was or 0) + k for f in found for k in range(f.last - f.first + 1)}
    assert [undone.get(now, now) for now in range(1, 13)] == list(order)
