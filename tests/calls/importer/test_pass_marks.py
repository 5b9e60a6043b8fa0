import pytest

from mandat.calls.importer.pass_marks import read_pass_marks, read_price_formula
from mandat.calls.importer.text import Source


@pytest.mark.parametrize(
    ("text", "minimum", "unit"),
    [
        (
            "Seules les offres ayant obtenu une note technique minimale de 70/100 seront ouvertes.",
            70,
            "points",
        ),
        ("Only offers with at least 49 points pass the technical stage.", 49, "points"),
        ("A minimum technical score of 70% is required.", 70, "percent"),
        ("Proposals scoring fewer than 55 technical points will be set aside.", 55, "points"),
        ("El puntaje mínimo es de 75 puntos.", 75, "points"),
        ("Toute note technique inférieure à 50/70 est éliminatoire.", 50, "points"),
        ("The technical score must be 70 points or more.", 70, "points"),
    ],
)
def test_a_pass_mark_is_read(text, minimum, unit):
    value = read_pass_marks(Source(text)).value

    assert [(m["minimum"], m["unit"]) for m in value] == [(minimum, unit)]


def test_the_criterion_of_a_pass_mark_is_named_as_printed():
    value = read_pass_marks(Source("Note technique minimale : 60 points.")).value

    assert value[0]["criterion"] == "technique"


@pytest.mark.parametrize(
    "text",
    [
        "Au moins 5 ans d'expérience et 10 points de contact.",
        "Expérience minimum de 5 ans, notée sur 20 points.",
        "At least 3 references are needed.",
    ],
)
def test_other_minimums_are_no_pass_marks(text):
    assert read_pass_marks(Source(text)).value is None


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            "The financial score is: FS = 30 x lowest price / price of the offer.",
            "FS = 30 x lowest price / price of the offer.",
        ),
        (
            "Nf = 20 x (offre moins-disante / montant de l'offre)",
            "Nf = 20 x (offre moins-disante / montant de l'offre)",
        ),
    ],
)
def test_a_price_formula_is_given_as_printed(text, formula):
    assert read_price_formula(Source(text)).value.rstrip(".") == formula.rstrip(".")


def test_a_formula_told_in_a_sentence_is_given_whole():
    text = "Prices are opened later. The lowest priced offer receives the maximum points. The end."

    found = read_price_formula(Source(text))

    assert found.value == "The lowest priced offer receives the maximum points."


def test_a_text_without_formula_gives_none():
    assert read_price_formula(Source("The price counts for 30 points.")).value is None
