"""The source text cut into lit and plain stretches."""

from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.importer.draft import Span
from mandat.calls.lit import AROUND, WHOLE_TEXT, Place, segments


def test_overlapping_places_share_the_stretch_in_which_they_meet():
    found = segments(
        "0123456789", [Place(Span(2, 6), "budget"), Place(Span(4, 8), "dates", conflict=True)]
    )

    assert [(s.text, s.fields, s.conflict) for s in found] == [
        ("01", (), False),
        ("23", ("budget",), False),
        ("45", ("budget", "dates"), True),
        ("67", ("dates",), True),
        ("89", (), False),
    ]


def test_a_very_long_text_keeps_the_neighbourhood_of_what_was_read():
    text = "x" * (WHOLE_TEXT + 10) + "DEADLINE" + "y" * 20
    at = text.index("DEADLINE")

    found = segments(text, [Place(Span(at, at + 8), "deadline")])

    assert [s.text for s in found if s.fields] == ["DEADLINE"]
    assert sum(s.skipped for s in found) == at - 2 * AROUND
    assert len("".join(s.text for s in found)) < 2 * AROUND + 100


_TEXT = st.text("abc\n", min_size=0, max_size=60)
_PLACES = st.lists(
    st.tuples(st.integers(0, 70), st.integers(0, 70), st.sampled_from("uvw")).map(
        lambda t: Place(Span(min(t[:2]), max(t[:2])), t[2])
    )
)


@given(_TEXT, _PLACES)
def test_the_stretches_joined_are_the_text_and_light_exactly_their_places(text, places):
    found = segments(text, places)

    assert "".join(s.text for s in found) == text
    for segment in found:
        inside = [p for p in places if p.span.start <= segment.start < p.span.end <= len(text)]
        assert set(segment.fields) == {p.field for p in inside}
