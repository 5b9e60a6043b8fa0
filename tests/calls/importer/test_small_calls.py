"""Whole small calls, worded as different kinds of publishers do: nothing wrong is said for sure."""

from mandat.calls.importer.draft import Certainty, Found
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.scalars import read_all
from mandat.calls.importer.text import Source


def read(text: str) -> dict[str, Found]:
    source = Source(text)
    return read_all(source, read_layout(source), {})


def values(found: dict[str, Found], *names: str) -> list[object]:
    return [found[name].value for name in names]


def test_a_public_tender_beside_the_money_and_the_end_of_its_project():
    found = read(
        "Avis de marché\nAudit des comptes du projet SOINS au Bénin\n"
        "Date de publication : 04/04/2025\n"
        "Date limite de réception des offres : 05/05/2025 à 10h00 (heure locale, Cotonou)\n"
        "Le marché est conclu pour une durée de 24 mois à compter de la notification. Il prend "
        "cours le 1er juin 2025 et prend fin le 31 mai 2027.\n"
        "Le délai de validité des offres est de 90 jours calendrier.\n"
        "Le montant estimé du marché est de 80.000 EUR HTVA. Le projet est doté d'un budget de "
        "12.000.000 EUR et s'achève le 31 décembre 2027.\n"
        "Le soumissionnaire justifie d'un chiffre d'affaires annuel de 150.000 EUR.\n"
    )

    assert values(found, "locations", "deadline", "start_date", "end_date") == [
        ["BJ"],
        "2025-05-05T10:00",
        "2025-06-01",
        "2027-05-31",
    ]
    assert found["budget"].value["amount"] == 80000
    assert found["offer_validity_days"].value == 90


def test_a_timetable_whose_field_visit_is_not_the_mission():
    found = read(
        "Évaluation à mi-parcours au Bénin\nCalendrier indicatif :\n"
        "- Date limite de dépôt des offres : 22 avril 2025 (17h00, heure du Bénin)\n"
        "- Réunion de cadrage : 5 mai 2025\n- Mission de terrain : du 19 mai au 6 juin 2025\n"
        "- Remise du rapport définitif : 18 juillet 2025\n"
        "Le budget maximum est de CHF 22'000.- TTC, pour 35 jours/personne.\n"
    )

    assert values(found, "deadline", "end_date", "working_days") == [
        "2025-04-22T17:00",
        None,
        35,
    ]
    assert found["start_date"].certainty is not Certainty.SURE


def test_a_call_of_a_company_whose_project_is_the_mission():
    found = read(
        "Call for Proposals: legal research\n\nThe Coalition (Toronto, Canada) received a "
        "$2 million grant from a fund in 2023.\n\nBudget: $25,000 CAD (inclusive of HST)\n\n"
        "Timeline\n- Proposals due: April 4, 2025, 5:00 PM ET\n- Project start: May 1, 2025\n"
        "- Project completion: November 30, 2025\n"
    )

    assert values(found, "deadline", "start_date", "end_date") == [
        "2025-04-04T17:00",
        "2025-05-01",
        "2025-11-30",
    ]
    assert found["start_date"].certainty is Certainty.LIKELY
    budget = found["budget"].value
    assert (budget["amount"], budget["currency"], budget["tax"]) == (25000, "CAD", "incl")


def test_the_name_and_the_pay_of_an_agency_are_neither_place_nor_budget():
    found = read(
        "Expertise France recrute\nExpert·e Santé publique\n"
        "Démarrage : au plus tard le 1er mai 2025\n"
        "La mission s'inscrit dans le projet PASS (2022-2026) d'un montant de 8 M€.\n"
        "Rémunération : de 3 000 à 4 500 € bruts mensuels.\n"
    )

    assert values(found, "locations", "budget") == [None, None]


def test_a_daily_rate_with_its_own_ceiling_gives_both():
    found = read("Fee: up to £400 per day, to a maximum of £7,200.\n")

    assert found["daily_rate"].value == {"amount": 400, "currency": "GBP"}
    assert found["budget"].value["amount"] == 7200
