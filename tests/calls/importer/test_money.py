"""Amounts, the budget ceiling and the daily rate."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.money import find_amounts
from mandat.calls.importer.scalars import read_all
from mandat.calls.importer.text import Source


def amounts(text):
    return [(a.minimum, a.amount, a.currency) for a in find_amounts(Source(text))]


def read(text):
    source = Source(text)
    return read_all(source, read_layout(source), {})


def budget(text):
    value = read(text)["budget"].value
    return value and (value["amount"], value["currency"], value["tax"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 000 €", (None, 6000, "EUR")),
        ("6000€", (None, 6000, "EUR")),
        ("€ 6,000.00", (None, 6000, "EUR")),
        ("12.500 EUR", (None, 12500, "EUR")),
        ("USD 10,000-15,000", (10000, 15000, "USD")),
        ("$20,000 -26,000", (20000, 26000, "USD")),
        ("20,000-25,000 CAD", (20000, 25000, "CAD")),
        ("$ 12 500 CAD", (None, 12500, "CAD")),
        ("entre 10 000 et 15 000 euros", (10000, 15000, "EUR")),
        ("10-15k EUR", (10000, 15000, "EUR")),
        ("25 000 000 FCFA", (None, 25000000, "XOF")),
        ("3.000.000,50 XOF", (None, 3000000.5, "XOF")),
        ("six mille (6 000) euros", (None, 6000, "EUR")),
        ("1,5 million d'euros", (None, 1500000, "EUR")),
        ("5'000 CHF", (None, 5000, "CHF")),
        ("5 000 MAD", (None, 5000, "MAD")),
        ("R$ 30.000,00", (None, 30000, "BRL")),
        ("5000 دولار", (None, 5000, "USD")),
    ],
)
def test_an_amount_is_read_in_the_writing_of_any_country(text, expected):
    assert amounts(text) == [expected]


@pytest.mark.parametrize("text", ["mad 5", "Réf. 2024/15 EURO", "5 pages", "tel 00 000 00 00"])
def test_what_is_no_money_is_not_read_as_money(text):
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Budget disponible\n\n7500€\n", (7500, "EUR", None)),
        (
            "The total budget of this mission is 7500 Euros TTC maximum.",
            (7500, "EUR", "incl"),
        ),
        (
            "Le budget maximum alloué à cette consultance est de 12 500 € HTVA.",
            (12500, "EUR", "excl"),
        ),
        ("The available budget is maximum EUR 20.000 (incl. VAT).", (20000, "EUR", "incl")),
        ("budget of up to £30,000 (excl. VAT)", (30000, "GBP", "excl")),
        ("El presupuesto máximo es de USD 8,000 (impuestos incluidos)", (8000, "USD", "incl")),
        ("Valor total: R$ 40.000,00 (impostos incluídos).", (40000, "BRL", "incl")),
        ("الميزانية القصوى 5000 دولار شاملة الضرائب", (5000, "USD", "incl")),
        (
            "The project budget is EUR 1,200,000. The consultancy fee shall not exceed EUR 15,000.",
            (15000, "EUR", None),
        ),
        ("Prix maximum : 5 000 € HT (6 000 € TTC)", (5000, "EUR", "excl")),
        (
            "Budget total : 10 000 € : 30% (3 000 €) à la signature et 70% (7 000 €) à la fin.",
            (10000, "EUR", None),
        ),
        ("Honoraires : 5 000 €\nTransport : 1 000 €\nTotal : 6 000 €\n", (6000, "EUR", None)),
        (
            '+++\ntitle = "Consultant"\nsalary = "$20,000 - $30,000"\n+++\nText.',
            (30000, "USD", None),
        ),
        ("Lieu : Yaoundé, Cameroun\nBudget : 5 000 000 FCFA\n", (5000000, "XAF", None)),
    ],
)
def test_the_ceiling_of_the_mission_is_read_with_its_tax_basis(text, expected):
    assert budget(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Deliver two grant proposals totalling $80,000.",
        "Chiffre d'affaires annuel minimum de 50 000 €",
        "Avoir géré des budgets supérieurs à 100 000 €",
        "has managed $2 million budgets",
        "With a grant of 500 000 € from a foundation",
        "Le montant de la subvention est de 40 000 €",
        "Le projet, d'un montant total de 12 000 000 $ CAN, court de 2021 à 2026.",
        "The project is funded by a donor with a total budget of NOK 30,000,000.",
        "Non-refundable fee of USD 50",
        "Garantie de soumission : 500 000 FCFA",
        "Salaire mensuel : 2 500 €",
        "Remuneration: 2 500 € par mois",
        "Taux journalier : 350 €/jour",
        '+++\ntitle = "Manager"\nsalary = "$70,000 per year"\n+++\nText.',
    ],
)
def test_other_money_is_no_budget(text):
    assert budget(text) is None


def test_what_is_covered_and_the_share_for_contingencies_are_kept():
    value = read(
        "Le budget maximal est de 9 000 € TTC, y compris les déplacements et les imprévus (4 % "
        "au plus)."
    )["budget"].value

    assert value["covers"] == "y compris les déplacements et les imprévus (4 % au plus)"
    assert value["contingency_percent"] == 4


def test_two_budgets_are_a_conflict():
    found = read("Le budget total est de 15 000 €. Plus loin : budget total de 12 000 € TTC.")[
        "budget"
    ]

    assert found.certainty is Certainty.CONFLICT
    assert [a.value["amount"] for a in found.alternatives] == [15000, 12000]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Taux journalier : 350 € HT / jour", 350),
        ("Up to EUR 450 per day", 450),
        ("Les honoraires journaliers sont plafonnés à 400 € HT.", 400),
    ],
)
def test_a_price_by_the_day_is_a_rate(text, amount):
    assert read(text)["daily_rate"].value["amount"] == amount


@given(st.text(alphabet="0123456789 .,'-€$kEURUSDàto()", max_size=60))
def test_amounts_are_positive_numbers_in_order(text):
    found = find_amounts(Source(text))

    assert all(a.amount >= 0 and (a.minimum is None or a.minimum < a.amount) for a in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
