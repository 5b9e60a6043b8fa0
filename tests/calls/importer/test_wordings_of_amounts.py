"""How other publishers word places, days, money and caps: one sentence each, in five languages."""

import pytest

from mandat.calls.importer.draft import Certainty, Found
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.scalars import read_all
from mandat.calls.importer.text import Source

INTRODUCTIONS = {
    "fr": "Termes de référence\nÉtude sur les droits des femmes\nPublié le 3 février 2025\n\n",
    "en": "Terms of Reference\nStudy on the rights of women\nPublished on 3 February 2025\n\n",
    "es": (
        "Términos de referencia\nEstudio sobre los derechos de las mujeres\n"
        "Fecha de publicación: 3 de febrero de 2025\n\n"
    ),
    "pt": (
        "Termos de referência\nEstudo sobre os direitos das mulheres\n"
        "Data de publicação: 3 de fevereiro de 2025\n\n"
    ),
    "ar": "الشروط المرجعية\nدراسة حول حقوق النساء\nتاريخ النشر: 3 فبراير 2025\n\n",
}


def read(field: str, language: str, sentence: str) -> Found:
    source = Source(f"{INTRODUCTIONS[language]}{sentence}\n\n")
    return read_all(source, read_layout(source), {})[field]


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "Duty station: Kampala, Uganda", ["UG"]),
        (
            "en",
            ("The consultancy covers 5 countries: Kenya, Uganda, Rwanda, Burundi and Tanzania."),
            ["KE", "UG", "RW", "BI", "TZ"],
        ),
        (
            "en",
            "Location of assignment: home-based with travel to Lebanon and Jordan",
            ["LB", "JO"],
        ),
        ("en", "The study will be implemented in Ghana, Togo and Benin.", ["GH", "TG", "BJ"]),
        ("en", "Data will be collected in Malawi and Zambia.", ["MW", "ZM"]),
        ("fr", "Lieu d'affectation : Bamako, avec missions à Mopti", ["ML"]),
        ("fr", "Pays concernés : Sénégal, Gambie, Guinée-Bissau", ["SN", "GM", "GW"]),
        ("fr", "La mission couvrira le Niger et le Tchad.", ["NE", "TD"]),
        ("fr", "Poste basé à Cotonou", ["BJ"]),
        ("es", "Lugar de trabajo: Tegucigalpa, Honduras", ["HN"]),
        ("es", "La consultoría se llevará a cabo en Guatemala y El Salvador.", ["GT", "SV"]),
        ("pt", "Local de execução: Maputo, Moçambique", ["MZ"]),
        ("ar", "مكان العمل: تونس", ["TN"]),
        ("en", "The selected consultant will travel to Juba, South Sudan.", ["SS"]),
        ("fr", "Zone d’intervention : Haïti (Port-au-Prince et Artibonite)", ["HT"]),
        ("fr", "L’étude portera sur le Cameroun et le Gabon.", ["CM", "GA"]),
        ("fr", "Terrain : Burkina Faso", ["BF"]),
        ("en", "Countries: Lebanon, Jordan & Iraq", ["LB", "JO", "IQ"]),
        ("en", "Assignment location: Dhaka, Bangladesh, with visits to Cox’s Bazar", ["BD"]),
    ],
)
def test_places_are_read_however_publishers_word_them(language, sentence, value):
    found = read("locations", language, sentence)

    assert found.value == value


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Nos bureaux sont à Paris ; nous travaillons avec le gouvernement du Canada."),
        ("en", "Location: Remote"),
        ("en", "We have offices in Kenya, Peru and Nepal."),
    ],
)
def test_countries_of_others_are_left_alone(language, sentence):
    assert read("locations", language, sentence).certainty is Certainty.ABSENT


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "Level of effort: up to 25 days", 25),
        ("en", "Number of days: 25", 25),
        ("en", "The consultant will be paid for a maximum of 25 working days.", 25),
        ("en", "Estimated LoE: 25 person/days", 25),
        ("en", "The work is expected to take 25 days spread over three months.", 25),
        ("fr", "Durée : 25 jours ouvrés", 25),
        ("fr", "Volume de travail estimé à 25 hommes/jours", 25),
        ("fr", "Le nombre de jours de consultance est fixé à 25.", 25),
        ("fr", "La prestation est estimée à 25 jours.", 25),
        ("es", "Duración: 25 días hábiles", 25),
        ("es", "Se estima un total de 25 días de trabajo.", 25),
        ("pt", "A consultoria terá a duração de 25 dias úteis.", 25),
        ("ar", "مدة الاستشارة 25 يوم عمل", 25),
        ("fr", "Durée de la mission : du 10 mars au 30 avril 2025, soit 20 jours de travail", 20),
        ("en", "The assignment is for 30 consultancy days over 4 months.", 30),
        (
            "fr",
            (
                "15 jours de travail pour la phase 1 et 10 jours de travail pour la phase "
                "2, soit au total 25 jours de travail."
            ),
            25,
        ),
        ("fr", "mission de 20 jours (hors week-end)", 20),
    ],
)
def test_days_of_work_are_read_however_publishers_word_them(language, sentence, value):
    found = read("working_days", language, sentence)

    assert found.value == value


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Payment is made within 30 days of invoice. The training lasts 3 days."),
        ("en", "Probation period: 90 days. Comments are returned within 5 working days."),
        ("fr", "Le paiement intervient sous 30 jours. Atelier de 3 jours."),
        ("en", "10 days of annual leave. Reports are reviewed within 10 working days."),
        ("en", "The training will last five days and gather 25 people for 3 working days."),
        ("en", "Total: 42 days"),
        ("fr", "Délai d’exécution : 90 jours calendaires"),
        ("fr", "Une réponse sera donnée sous 15 jours ouvrables."),
        ("es", "Plazo de ejecución: 60 días calendario"),
        ("es", "Plazo: 60 días naturales"),
    ],
)
def test_days_of_something_else_are_left_alone(language, sentence):
    assert read("working_days", language, sentence).certainty is Certainty.ABSENT


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "The maximum budget available is EUR 20,000 (VAT excl.).", (20000, "EUR", "excl")),
        ("en", "Fixed fee: USD 12 500 all inclusive", (12500, "USD", None)),
        ("en", "Budget: up to £15k inclusive of VAT", (15000, "GBP", "incl")),
        ("en", "The consultancy fee is KES 850,000 before tax.", (850000, "KES", "excl")),
        ("fr", "Budget maximum : 20 000 euros TTC", (20000, "EUR", "incl")),
        (
            "fr",
            "L'enveloppe allouée à cette prestation s'élève à 12.500 € HT.",
            (12500, "EUR", "excl"),
        ),
        (
            "fr",
            "Le montant de la prestation ne pourra excéder 8 000 000 FCFA.",
            (8000000, "XOF", None),
        ),
        (
            "es",
            "El presupuesto máximo es de USD 15.000 incluidos impuestos.",
            (15000, "USD", "incl"),
        ),
        ("es", "Presupuesto disponible: 15.000 euros, IVA no incluido", (15000, "EUR", "excl")),
        ("pt", "O orçamento máximo é de 90.000 MZN.", (90000, "MZN", None)),
        ("ar", "الميزانية القصوى: 15000 دولار أمريكي", (15000, "USD", None)),
        (
            "en",
            "Price: The total price shall not exceed 18,000 euros (excluding VAT).",
            (18000, "EUR", "excl"),
        ),
        (
            "en",
            (
                "The total cost of the consultancy may not exceed US$ 22,000, including "
                "all taxes and travel."
            ),
            (22000, "USD", "incl"),
        ),
        (
            "fr",
            (
                "Le budget du projet est de 1 200 000 €. Le budget de l’évaluation est de "
                "25 000 € TTC."
            ),
            (25000, "EUR", "incl"),
        ),
        (
            "fr",
            ("Le budget plafond est de 30 000 € (trente mille euros) toutes taxes comprises."),
            (30000, "EUR", "incl"),
        ),
        (
            "es",
            "El monto total de la consultoría es de Q. 45,000.00 con impuestos incluidos.",
            (45000, "GTQ", "incl"),
        ),
    ],
)
def test_a_budget_is_read_however_publishers_word_it(language, sentence, value):
    found = read("budget", language, sentence)

    read_sum = found.value["amount"], found.value["currency"], found.value["tax"]
    assert read_sum == value


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Our annual budget is USD 3 million. The project received EUR 500,000."),
        ("en", "Applicants must have managed budgets of over USD 100,000."),
        ("fr", "Une subvention de 250 000 € a été accordée par la Fondation X."),
        ("fr", "Honoraires : 350 € par jour"),
        ("en", "The budget of the project is EUR 1,200,000 over three years."),
        ("en", "The winner receives a prize of USD 5,000."),
        ("en", "Salary: USD 4,000 per month"),
        ("en", "Bidders must show an annual turnover of at least USD 200,000."),
        ("en", "A bid security of USD 2,000 is required."),
        ("fr", "Montant du lot : 15 000 € par pays"),
        ("fr", "Paiement : 30 % à la signature, soit 3 000 €."),
        ("fr", "Les frais de dossier sont de 10 000 FCFA."),
        ("fr", "Nous avons distribué 20 000 € à 5 associations en 2023."),
        ("es", "El proyecto cuenta con un presupuesto de 300.000 euros."),
    ],
)
def test_money_of_something_else_is_left_alone(language, sentence):
    assert read("budget", language, sentence).certainty is Certainty.ABSENT


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "A maximum of five candidates will be shortlisted for interview.", 5),
        ("fr", "Les trois meilleures offres seront retenues pour la deuxième étape.", 3),
        ("fr", "Au maximum 5 candidats seront présélectionnés.", 5),
        ("es", "Se preseleccionará a un máximo de tres candidatas.", 3),
    ],
)
def test_a_cap_is_read_however_publishers_word_it(language, sentence, value):
    found = read("shortlist_cap", language, sentence)

    assert found.value == value


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "Offers shall remain valid for a period of 90 days.", 90),
        ("fr", "Délai de validité des offres : 120 jours", 120),
        ("es", "Validez de la oferta: 60 días", 60),
        ("pt", "As propostas devem ter validade de 60 dias.", 60),
    ],
)
def test_a_validity_is_read_however_publishers_word_it(language, sentence, value):
    found = read("offer_validity_days", language, sentence)

    assert found.value == value
