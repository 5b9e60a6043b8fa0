"""Who pays, and which strategy or position the call serves."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.scalars import read_all
from mandat.calls.importer.text import Source


def read(text):
    source = Source(text)
    return read_all(source, read_layout(source), {})


@pytest.mark.parametrize(
    ("text", "donor"),
    [
        ("Source de financement : Fonds propres\n", "Fonds propres"),
        ("Donor: Agence Exemple (AE)\n", "Agence Exemple (AE)"),
        (
            (
                "mené à bien grâce au soutien financier du ministère des Affaires sociales de "
                "Norvège. Il vise"
            ),
            "ministère des Affaires sociales de Norvège",
        ),
        (
            "The programme is funded by the Example Agency (EXA) for three years.",
            "Example Agency (EXA)",
        ),
        ("El proyecto es financiado por la Fundación Ejemplo, en el marco de", "Fundación Ejemplo"),
    ],
)
def test_the_donor_is_named_as_the_text_names_it(text, donor):
    assert read(text)["funding"].value["donor"] == donor


def test_the_period_and_the_objective_of_the_donor_stand_beside_it():
    value = read(
        "ALBA est un projet de 24 mois (mai 2024 - avril 2026) avec le soutien financier de la "
        "Fondation "
        "Exemple. Objectif Général (OG) : Renforcer les associations du littoral. Résultat 1 : "
        "former."
    )["funding"].value

    assert (value["start"], value["end"]) == ("2024-05", "2026-04")
    assert value["objective"] == "Renforcer les associations du littoral"


def test_the_agreement_in_progress_counts_more_than_the_one_before():
    value = read(
        "L'axe relève de la première Convention Pluriannuelle (CPX1) signée avec la Fondation "
        "Exemple (FE) "
        "pour la période 2018-2021, puis de la seconde CPX en cours (période 2021-2025)."
    )["funding"].value

    assert value["donor"] == "Fondation Exemple (FE)"
    assert (value["agreement"], value["start"], value["end"]) == ("seconde CPX", "2021", "2025")


def test_a_text_without_money_has_no_funding():
    assert read("Nous cherchons une consultante.")["funding"].certainty is Certainty.ABSENT


def test_a_dated_strategy_and_an_adopted_position_are_what_the_call_serves():
    value = read(
        "La stratégie plaidoyer 2022-2026 a quatre axes. L'association a adopté une position en "
        "faveur de "
        "l'accès aux soins."
    )["serves"].value

    assert [(v["name"], v["start"], v["end"]) for v in value] == [
        ("stratégie plaidoyer 2022-2026", "2022", "2026"),
        ("adopté une position en faveur de l'accès aux soins", None, None),
    ]


def test_the_agreement_is_the_one_of_the_years_that_count():
    value = read(
        "The money is that of the Northern Development Agency (NDA). A first multi-year agreement "
        "(MYA1) ran over 2018-2021. The next agreement (MYA2) runs over 2021-2025.\n"
    )["funding"].value

    assert value == {
        "donor": "Northern Development Agency (NDA)",
        "agreement": "agreement (MYA2)",
        "start": "2021",
        "end": "2025",
        "objective": None,
    }


def test_a_phase_of_a_strategy_is_not_a_second_one():
    found = read("The care strategy 2017-2021 led, in the last part of the strategy (2020-21), to")

    assert [item["name"] for item in found["serves"].value] == ["strategy 2017-2021"]
