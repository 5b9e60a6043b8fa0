"""Heads as lines of text: written, copied by people, and read back."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.audit.heads import HeadLine, by_chain, read_heads
from mandat.audit.verification import Point

CHAIN = "019aa000-0000-7000-8000-000000000001"
HASH = "0123456789abcdef" * 4
LINE = HeadLine(date(2027, 3, 3), CHAIN, Point(12, HASH))

lines = st.builds(
    HeadLine,
    day=st.dates(min_value=date(1000, 1, 1)),
    chain=st.uuids().map(str) | st.just("house"),
    point=st.builds(
        Point,
        seq=st.integers(1, 10**12),
        hash=st.text("0123456789abcdef", min_size=64, max_size=64),
    ),
)


@given(st.lists(lines, max_size=5))
def test_what_is_written_is_read_back(heads):
    assert read_heads("\n".join(map(str, heads))) == heads


@pytest.mark.parametrize(
    "text",
    [
        f"> {LINE}",
        f"Bonjour,\r\n\r\n{LINE}\r\n\r\nGardez ce courriel.",
        f"2027-03-03 {CHAIN} 12 " + " ".join(HASH[i : i + 8] for i in range(0, 64, 8)),
        f"2027-03-03\t{CHAIN}\t12\t{HASH[:32]}\n{HASH[32:]}",
    ],
    ids=["cited", "in a mail", "in groups", "broken by a mail program"],
)
def test_a_head_is_found_in_whatever_stands_around_it(text):
    assert read_heads(text) == [LINE]


@pytest.mark.parametrize(
    "text",
    [
        "",
        str(LINE)[:-1],
        f"{LINE}0",
        str(LINE).replace("2027-03-03", "2027-02-30"),
        str(LINE).replace(CHAIN, "somewhere"),
    ],
    ids=["nothing", "short", "long", "no such day", "no chain"],
)
def test_what_is_no_head_is_left_out(text):
    assert read_heads(text) == []


def test_points_are_sorted_by_chain():
    house = HeadLine(date(2027, 3, 4), "house", Point(3, HASH))
    later = HeadLine(date(2027, 3, 4), CHAIN, Point(15, HASH))

    assert by_chain([LINE, house, later]) == {
        CHAIN: [LINE.point, later.point],
        "house": [house.point],
    }
    assert str(UUID(CHAIN)) in str(LINE)
