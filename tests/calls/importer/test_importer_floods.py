"""Twice the flood of one small piece takes no more than about twice the time."""

import time

import pytest

from mandat.calls.importer import read_call

FLOODS = (
    "a ", "A ", "1 ", "- ", ": ", "CV, ", "10 points ", "points ", "(a) ", "| ", "offre technique ",
    "et ", "10 % ", "maximum ", "25 نقطة ", "a: 20%\n", "<td>", "send your CV to ", "a@b.c ",
    "by email only ", "langue française ", "not ", "critères : ", "must have experience and ",
)  # fmt: skip
FLOOR = 0.15  # seconds: below it, a measure is mostly noise


def seconds(text: str) -> float:
    start = time.process_time()
    read_call(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", FLOODS)
def test_twice_the_flood_is_at_most_three_times_the_work(piece):
    half = piece * (30_000 // len(piece))

    once = seconds(half)
    twice = min(seconds(half + half), seconds(half + half))

    assert twice < 3 * max(once, FLOOR)
