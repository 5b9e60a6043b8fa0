"""Before and after, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.exchange.difference import Mark, compared, compared_lines


def marked(side, mark):
    return [piece.text for piece in side if piece.mark == mark]


def whole(side):
    return "".join(piece.text for piece in side)


def test_only_the_words_that_changed_are_marked():
    pair = compared("45 days of work in Paris", "60 days of work in Paris and Lyon")

    assert marked(pair.before, Mark.GONE) == ["45"]
    assert marked(pair.after, Mark.NEW) == ["60", " and Lyon"]


def test_arabic_words_are_compared_as_words():
    pair = compared("آخر موعد يوم الاثنين", "آخر موعد يوم الخميس")

    assert marked(pair.before, Mark.GONE) == ["الاثنين"]
    assert marked(pair.after, Mark.NEW) == ["الخميس"]


def test_lines_stand_beside_those_that_took_their_place():
    pairs = compared_lines(["CV", "Letter", "Budget"], ["CV", "Budget in euros", "References"])

    assert [(whole(p.before), whole(p.after)) for p in pairs] == [
        ("CV", "CV"),
        ("Letter", "Budget in euros"),
        ("Budget", "References"),
    ]
    assert pairs[0].is_same


def test_a_line_that_goes_or_comes_has_nothing_beside_it():
    gone, came = compared_lines(["CV"], []), compared_lines([], ["CV"])

    assert (whole(gone[0].before), gone[0].after) == ("CV", ())
    assert (came[0].before, whole(came[0].after)) == ((), "CV")


def test_a_very_long_text_is_one_piece_and_takes_no_time():
    old, new = "word " * 50_000, "word " * 50_000 + "more"

    assert marked(compared(old, new).before, Mark.GONE) == [old]


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_can_be_read_back(old, new):
    pair = compared(old, new)

    assert (whole(pair.before), whole(pair.after)) == (old, new)
    assert marked(pair.before, Mark.NEW) == marked(pair.after, Mark.GONE) == []


def test_a_number_is_one_word_with_its_separators():
    for old, new in (("6,000", "7,500"), ("6\u202f000", "7\u202f500"), ("1.250,50", "2.250,50")):
        pair = compared(f"{old} € (incl.)", f"{new} € (incl.)")

        assert marked(pair.before, Mark.GONE) == [old]
        assert marked(pair.after, Mark.NEW) == [new]
