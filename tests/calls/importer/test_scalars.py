"""All scalar readers together: any text is survived, and a flood of signs stays cheap."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandat.calls.importer.draft import Alternative, Certainty, Span
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.scalars import read_all
from mandat.calls.importer.text import Source

PIECES = st.sampled_from(
    [
        "Date limite : ",
        "le 5 mars 2026",
        " à 17h00",
        " (heure de Dakar)",
        "\n",
        ". ",
        "budget ",
        "6 000 €",
        " TTC",
        " 20 jours",
        " de travail",
        "Lieu : ",
        "Mali",
        "du 1er au ",
        "31/12/2026",
        "2022-2026",
        "deadline ",
        "proposal ",
        "by ",
        "«",
        "(",
        "|",
        "+++\n",
        'salary = "$5"\n',
        "٣٠ آذار ٢٠٢٦",
        "\ud800",
        "\x00",
        " - ",
        "offres valables 90 jours",
        "financé par la Fondation X",
        "stratégie ",
        "max 6 candidats présélectionnés",
    ]
)


def read(text):
    return read_all(Source(text), Layout(()), {})


def assert_places(text, found):
    spans: list[Span] = [*found.spans]
    for alternative in found.alternatives:
        assert isinstance(alternative, Alternative)
        spans += alternative.spans
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_mixture_of_signs_is_survived_and_certainties_hold(text):
    for name, found in read(text).items():
        assert_places(text, found)
        assert (found.value is None) == (found.certainty is Certainty.ABSENT), name
        assert (len(found.alternatives) > 1) == (found.certainty is Certainty.CONFLICT), name


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived(text):
    for found in read(text).values():
        assert_places(text, found)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=30, deadline=None)
def test_the_same_text_gives_the_same_values(text):
    assert read(text) == read(text)


@pytest.mark.parametrize(
    "piece", ["1 ", "5 mars ", "6 000 € ", "lieu : ", "« ", ". A", "12/", "a", "Aa Bb "]
)
def test_reading_takes_time_in_proportion_to_length(piece):
    def seconds(length):
        text = piece * (length // len(piece))
        started = time.process_time()
        read(text)
        return time.process_time() - started

    read("x")
    short = min(seconds(20_000) for _ in range(2))

    assert seconds(200_000) < 40 * max(short, 0.005)
