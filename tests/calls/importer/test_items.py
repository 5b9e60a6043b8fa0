"""Entries of lists of every sort."""

import pytest

from mandat.calls.importer.draft import Span
from mandat.calls.importer.layout import read_items
from mandat.calls.importer.text import Source


def items(text: str) -> list[str]:
    return [i.text for i in read_items(Source(text), Span(0, len(text)))]


@pytest.mark.parametrize(
    "mark", ["•", "-", "–", "*", "+", "●", "o", "e", "▪", "➢", "\uf0b7", "*__"]
)
def test_bullets_of_every_sort_open_an_entry(mark):
    assert items(f"{mark} Un master en droit ;\n{mark} Trois ans de pratique.") == [
        "Un master en droit ;",
        "Trois ans de pratique.",
    ]


@pytest.mark.parametrize(
    ("one", "two"),
    [("1.", "2."), ("1)", "2)"), ("(1)", "(2)"), ("a)", "b)"), ("i.", "ii."), ("(i)", "(ii)"),
     ("1 -", "2 -"), ("1.1", "1.2"), ("A.", "B."), ("1°", "2°")],
)  # fmt: skip
def test_numbers_of_every_sort_open_an_entry(one, two):
    assert items(f"{one} Reading\n{two} Writing") == ["Reading", "Writing"]


@pytest.mark.parametrize(
    "text",
    [
        "Livrable 1 : Note de cadrage\nLivrable 2 : Rapport final",
        "Livrable 1 : Note de cadrage Livrable 2 : Rapport final",
        "Deliverable 1 - Note de cadrage; Deliverable 2 - Rapport final.",
        "Producto 1: Note de cadrage\n\nProducto 2: Rapport final",
        "Nous attendons (1) Note de cadrage et (2) Rapport final. Merci à tous.",
    ],
)
def test_labelled_and_numbered_entries_are_told_apart_within_a_text(text):
    found = [item.rstrip(" .").removesuffix(" et") for item in items(text)]

    assert found == ["Note de cadrage", "Rapport final"]


def test_wrapped_lines_are_joined():
    text = "- Diriger une équipe de personnes qui viennent de plusieurs pays\nvoisins ;\n- Écrire."

    assert items(text) == [
        "Diriger une équipe de personnes qui viennent de plusieurs pays voisins ;",
        "Écrire.",
    ]


FOOTER = "Rue du Port 12, Ville\nE-mail : bonjour@port.example\n"


def test_a_page_footer_inside_an_entry_is_left_out_of_its_text_and_stays_in_its_span():
    text = (
        "- Connaître les règles de gestion des\n\n" + FOOTER + "associations de la région.\n"
        "- Savoir compter.\n\n" + FOOTER
    )
    source = Source(text)

    first = read_items(source, Span(0, len(text)))[0]

    assert first.text == "Connaître les règles de gestion des associations de la région."
    assert "bonjour@port.example" in text[first.span.start : first.span.end]


def test_prose_has_no_items():
    text = (
        "The network was founded in 2004. It has members in nine countries, and they meet twice a "
        "year. The first meeting is in May; the second is in the autumn, in a place that members "
        "choose together by a vote that takes place online well before the date of the meeting."
    )

    assert items(text) == []


def test_short_lines_that_stand_for_themselves_are_entries():
    text = "Une formation en droit.\n\nDe la patience.\n\nLe goût du terrain."

    assert items(text) == ["Une formation en droit.", "De la patience.", "Le goût du terrain."]


def test_semicolons_part_the_entries_of_a_single_line_and_parentheses_protect_theirs():
    text = (
        "La personne aura le profil suivant : Un master (droit ; santé ; gestion) ou équivalent ; "
        "Cinq ans d'expérience ; Anglais courant ; français souhaité. Merci de votre intérêt."
    )

    assert items(text) == [
        "Un master (droit ; santé ; gestion) ou équivalent",
        "Cinq ans d'expérience",
        "Anglais courant ; français souhaité",
    ]


def test_sub_entries_stand_deeper():
    text = "- First\n  o Inner one\n  o Inner two\n- Second"
    source = Source(text)

    levels = [i.level for i in read_items(source, Span(0, len(text)))]

    assert levels == [0, 1, 1, 0]


def test_scans_that_mix_bullets_keep_one_level():
    text = "+ Un diplôme\n* De l'expérience\n+ Du calme"
    source = Source(text)

    assert {i.level for i in read_items(source, Span(0, len(text)))} == {0}


def test_a_figure_that_begins_a_wrapped_line_opens_nothing():
    text = "- The report has no more than\n5. pages\n- The note is short"

    assert len(items(text)) == 2
