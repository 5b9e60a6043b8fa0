"""Donors without what follows their names, rates as ranges, taxes, rival totals, places."""

import pytest

from mandat.calls.importer import read_call
from mandat.calls.importer.draft import Certainty


@pytest.mark.parametrize(
    ("text", "donor"),
    [
        ("Source de financement : Union européenne, 450 000 €, 2024-2027", "Union européenne"),
        ("Bailleur : Fondation de France (120 000 euros sur 2 ans)", "Fondation de France"),
        (
            "Funded by Global Affairs Canada between 2023 and 2027, the project supports clinics.",
            "Global Affairs Canada",
        ),
        ("El proyecto, financiado por la Unión Europea con 800.000 euros.", "Unión Europea"),
        ("Projeto financiado pela União Europeia no valor de 300.000 EUR.", "União Europeia"),
        ("The work is funded by the European Union (https://eu.example).", "European Union"),
    ],
)
def test_the_name_of_a_donor_ends_before_sums_periods_and_links(text, donor):
    assert read_call(f"Appel\n\n{text}\n")["funding"].value["donor"] == donor


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Daily rate: between 300 and 400 EUR per day", 300, 400),
        ("Taux journalier : 250 à 350 euros HT", 250, 350),
        ("Honorarios: de 150 a 200 USD por día", 150, 200),
    ],
)
def test_a_range_of_daily_rates_keeps_both_ends(text, low, high):
    rate = read_call(f"Appel\n\n{text}\n")["daily_rate"].value

    assert (rate["amount_min"], rate["amount"]) == (low, high)


@pytest.mark.parametrize(
    ("text", "tax"),
    [
        ("Valor: R$ 45.000,00, todos os impostos incluídos", "incl"),
        ("Orçamento máximo de R$ 80.000, já inclusos todos os tributos", "incl"),
        ("Orçamento: 30.000 EUR, impostos não incluídos", "excl"),
        ("الميزانية: 20000 دولار شاملة جميع الضرائب", "incl"),
        ("الميزانية: 15000 دولار متضمنة ضريبة القيمة المضافة", "incl"),
        ("الميزانية: 15000 دولار غير شاملة للضرائب", "excl"),
    ],
)
def test_taxes_are_read_in_portuguese_and_arabic(text, tax):
    assert read_call(f"{text}\n")["budget"].value["tax"] == tax


@pytest.mark.parametrize(
    "text",
    [
        (
            "The level of effort is 25 working days.\n\nThe contract covers a total of 30 working "
            "days."
        ),
        (
            "Nombre total de jours de travail : 25.\n\nLa mission représente au total 30 jours de "
            "travail."
        ),
    ],
)
def test_two_totals_of_days_are_a_conflict(text):
    found = read_call(f"Appel\n\n{text}\n")["working_days"]

    assert found.certainty is Certainty.CONFLICT
    assert {a.value for a in found.alternatives} == {25, 30}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The consultant will work in Lebanon, Iraq, Saudi Arabia and South Sudan.",
         ["LB", "IQ", "SA", "SS"]),
        ("سيتم تنفيذ المهمة في العراق والأردن ولبنان", ["IQ", "JO", "LB"]),
        ("يعمل الاستشاري في مدينة الموصل وأربيل", ["IQ"]),
        ("موقع المشروع: عدن، اليمن", ["YE"]),
        ("Local de realização: Luanda, Angola", ["AO"]),
        ("Trabalho de campo em Nampula e Cabo Delgado.", ["MZ"]),
        ("La mission se déroule au Nord-Kivu et au Sud-Kivu.", ["CD"]),
    ],
)  # fmt: skip
def test_regions_and_places_of_other_scripts_are_the_missions(text, codes):
    assert read_call(f"Termes\n\n{text}\n")["locations"].value == codes


def test_the_dollars_of_another_sentence_are_those_of_the_sign():
    text = "The budget is $ 20,000. All prices are quoted in Canadian dollars."

    assert read_call(text)["budget"].value["currency"] == "CAD"
