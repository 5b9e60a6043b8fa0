import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import labelled, places, places_of, sentence_at, sentences


def test_a_sentence_ends_at_a_stop_before_a_capital_and_at_a_list_item():
    text = "M. Diop écrit. Il envoie le dossier.e.s à Paris\n- un CV\n\nFin."
    source = Source(text)

    found = [source.quote(s) for s in sentences(source, Span(0, len(text)))]

    assert found == ["M. Diop écrit.", "Il envoie le dossier.e.s à Paris", "- un CV", "Fin."]


def test_the_sentence_around_a_place_is_found():
    text = "First one. The second holds it. A third."

    span = sentence_at(Source(text), text.index("holds"))

    assert text[span.start : span.end] == "The second holds it."


def test_a_phrase_cut_by_a_line_break_is_found_and_a_list_item_is_not_joined():
    text = "portant la\nmention : X\n- la\n- mention"
    source = Source(text)

    assert "la mention" in source.flow[:20]
    assert "la mention" not in source.flow[22:]
    assert len(source.flow) == len(text)


def test_a_labelled_value_stops_at_the_next_label_on_the_line():
    text = "Type de contrat: Consultation nationale Langues: Français"

    span = labelled(Source(text), text.index(":") + 1)

    assert text[span.start : span.end] == "Consultation nationale"


@given(st.text(alphabet="ab .\n-A:", max_size=200))
def test_sentences_follow_each_other_and_hold_every_letter(text):
    source = Source(text)

    spans = list(sentences(source, Span(0, len(text))))

    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert sum(c.isalpha() for s in spans for c in text[s.start : s.end]) == sum(
        c.isalpha() for c in text
    )


@given(st.lists(st.sampled_from(["x" * 170, "send it ", "send that ", "mail ", "\n"]), max_size=12))
def test_searching_around_a_word_finds_what_searching_everywhere_finds(pieces):
    source = Source("".join(pieces))
    pattern = re.compile(r"\bsend (?:it|that) mail")

    near = [m.span() for m in places_of(pattern, ("mail",), source, (20, 10))]

    assert near == [m.span() for m in places(pattern, source)]
