"""How other publishers word what a call states once: one sentence each, in five languages."""

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
        ("en", "Applications must reach us by midnight UTC on 14 March 2025.", "2025-03-14T23:59"),
        ("en", "Closing date: 14 March 2025, 5 p.m. EST", "2025-03-14T17:00"),
        ("en", "How to apply\nSend your CV to x@y.org by COB 14 March 2025.", "2025-03-14"),
        ("en", "Submission deadline | 2025-03-14 17:00 CET", "2025-03-14T17:00"),
        (
            "en",
            "Proposals received after 14 March 2025 at 12 noon will not be considered.",
            "2025-03-14T12:00",
        ),
        (
            "en",
            "The call closes on Friday, March 14th, 2025 at 11:59PM (GMT+3).",
            "2025-03-14T23:59",
        ),
        ("en", "Please email your quotation not later than 14th of March 2025.", "2025-03-14"),
        (
            "en",
            "Deadline for receipt of bids: 14-Mar-2025 @ 16:00 hrs local time",
            "2025-03-14T16:00",
        ),
        ("fr", "Les candidatures sont à envoyer avant le 14/03/2025 minuit.", "2025-03-14T23:59"),
        (
            "fr",
            "Date et heure limites de dépôt : vendredi 14 mars 2025 à 17h00 TU",
            "2025-03-14T17:00",
        ),
        ("fr", "Clôture des candidatures : 14 mars 2025", "2025-03-14"),
        (
            "fr",
            "Merci de nous faire parvenir votre offre pour le 14 mars 2025 au plus tard.",
            "2025-03-14",
        ),
        (
            "fr",
            (
                "Les dossiers devront être déposés au plus tard le 14 mars 2025 à 12 "
                "heures précises, heure de Dakar."
            ),
            "2025-03-14T12:00",
        ),
        ("fr", "Délai de soumission : jusqu'au 14 mars 2025 inclus", "2025-03-14"),
        (
            "es",
            (
                "Las propuestas se recibirán hasta el 14 de marzo de 2025 a las 17:00 "
                "horas (hora de Lima)."
            ),
            "2025-03-14T17:00",
        ),
        ("es", "Fecha límite para postular: 14 de marzo de 2025", "2025-03-14"),
        (
            "es",
            "El plazo para presentar ofertas vence el 14/03/2025 a las 23:59 h.",
            "2025-03-14T23:59",
        ),
        (
            "pt",
            "As candidaturas devem ser enviadas até 14 de março de 2025 às 17h.",
            "2025-03-14T17:00",
        ),
        ("pt", "Prazo para envio de propostas: 14/03/2025", "2025-03-14"),
        ("ar", "آخر أجل لقبول الطلبات: 14 مارس 2025 على الساعة 17:00", "2025-03-14T17:00"),
        ("ar", "ترسل الطلبات قبل 14 مارس 2025", "2025-03-14"),
        (
            "en",
            ("Questions may be sent until 1 March 2025. Proposals are due by 14 March 2025."),
            "2025-03-14",
        ),
        (
            "fr",
            (
                "Les questions sont reçues jusqu’au 1er mars 2025 ; les offres jusqu’au "
                "14 mars 2025 à 12h."
            ),
            "2025-03-14T12:00",
        ),
        (
            "es",
            (
                "Las personas interesadas deben enviar su CV a x@y.org a más tardar el 14 "
                "de marzo de 2025."
            ),
            "2025-03-14",
        ),
    ],
)
def test_a_deadline_is_read_however_publishers_word_it(language, sentence, value):
    found = read("deadline", language, sentence)

    assert found.value == value


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Le rapport final sera remis au plus tard le 15 mai 2025."),
        (
            "en",
            (
                "Deliverables\nInception report by 10 April 2025\nFinal report no later "
                "than 30 May 2025"
            ),
        ),
        ("en", ("Deliverable | Due\nInception report | 10 April 2025\nFinal report | 30 May 2025")),
        ("en", ("The law was adopted on 3 May 2024 and must be implemented by 31 December 2026.")),
        ("en", "Since March 2020 our strategy, valid until 31 December 2025, guides us."),
        ("en", "The project will close on 31 December 2026."),
        ("en", "Contracts must be signed before 30 April 2025."),
        ("es", "Los productos deberán entregarse antes del 30 de junio de 2025."),
        ("pt", "O relatório final deve ser entregue até 30 de junho de 2025."),
        ("ar", "تقديم التقرير النهائي قبل 30 يونيو 2025"),
    ],
)
def test_a_date_that_is_no_deadline_is_left_alone(language, sentence):
    assert read("deadline", language, sentence).certainty is Certainty.ABSENT


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "Expected start: 1 April 2025", "2025-04-01"),
        ("en", "The consultant is expected to be available as of 1 April 2025.", "2025-04-01"),
        ("en", "Duration: 3 months (April – June 2025)", "2025-04"),
        ("en", "Timeline: 1 April to 30 June 2025", "2025-04-01"),
        ("en", "The evaluation will take place between April and June 2025.", "2025-04"),
        ("fr", "Début de la mission : à compter du 1er avril 2025", "2025-04-01"),
        ("fr", "Prise de poste souhaitée : avril 2025", "2025-04"),
        ("fr", "Période de réalisation : du 1er avril au 30 juin 2025", "2025-04-01"),
        ("es", "Vigencia del contrato: del 1 de abril al 30 de junio de 2025", "2025-04-01"),
        ("ar", "تاريخ بدء المهمة: 1 أبريل 2025", "2025-04-01"),
        ("fr", "Le marché court du 1er avril 2025 au 31 mars 2026.", "2025-04-01"),
    ],
)
def test_a_start_is_read_however_publishers_word_it(language, sentence, value):
    found = read("start_date", language, sentence)

    assert found.value == value


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Durée du projet : mars 2024 - février 2027"),
        ("en", "Interviews will be held from 20 to 22 March 2025."),
    ],
)
def test_a_date_that_starts_something_else_is_left_alone(language, sentence):
    assert read("start_date", language, sentence).certainty is Certainty.ABSENT


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "Contract duration: from 1 April 2025 to 30 June 2025.", "2025-06-30"),
        ("en", "Starting date: April 2025; end date: June 2025", "2025-06"),
        ("en", "The assignment shall be completed no later than 30 June 2025.", "2025-06-30"),
        (
            "en",
            (
                "The consultancy is anticipated to begin in early April 2025 and conclude "
                "by 30 June 2025."
            ),
            "2025-06-30",
        ),
        ("fr", "La mission se déroulera de mars à juin 2025.", "2025-06"),
        ("fr", "La mission doit être achevée au plus tard fin juin 2025.", "2025-06"),
        (
            "fr",
            (
                "La consultation démarrera dès la signature du contrat, prévue le 1er "
                "avril 2025, et prendra fin le 30 juin 2025."
            ),
            "2025-06-30",
        ),
        (
            "fr",
            "Le contrat sera conclu pour la période du 1er avril au 30 juin 2025.",
            "2025-06-30",
        ),
        (
            "es",
            ("La consultoría iniciará el 1 de abril de 2025 y finalizará el 30 de junio de 2025."),
            "2025-06-30",
        ),
        (
            "pt",
            ("A consultoria terá início em 1 de abril de 2025 e término em 30 de junho de 2025."),
            "2025-06-30",
        ),
        ("ar", "مدة العقد: من 1 أبريل 2025 إلى 30 يونيو 2025", "2025-06-30"),
        (
            "fr",
            (
                "Atelier de restitution : 12 juin 2025. La mission se termine au plus "
                "tard le 30 juin 2025."
            ),
            "2025-06-30",
        ),
    ],
)
def test_an_end_is_read_however_publishers_word_it(language, sentence, value):
    found = read("end_date", language, sentence)

    assert found.value == value


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The five-year project (2021-2026) ends on 31 December 2026."),
        ("en", "Our strategy runs from January 2024 to December 2027."),
        ("fr", "Le programme, lancé en janvier 2023, prendra fin en décembre 2026."),
        ("es", "El proyecto finaliza el 31 de diciembre de 2026."),
        ("pt", "Vigência do projeto: janeiro de 2024 a dezembro de 2026"),
        (
            "en",
            (
                "The consultancy is part of a grant funded by Norway, which ends on 30 "
                "September 2026."
            ),
        ),
        ("en", "The grant ends on 30 September 2026. It will be evaluated by June."),
        (
            "fr",
            (
                "Date de démarrage du projet : 1er janvier 2024. Date de fin du projet : "
                "31 décembre 2026."
            ),
        ),
        ("fr", "Calendrier\nLancement : 10 mars 2025\nRapport provisoire : 30 avril 2025"),
        ("fr", "Le rapport final sera remis au plus tard le 15 mai 2025."),
        ("fr", "Les entretiens auront lieu entre le 20 et le 22 mars 2025."),
    ],
)
def test_a_date_that_ends_something_else_is_left_alone(language, sentence):
    assert read("end_date", language, sentence).certainty is Certainty.ABSENT


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "Duration of the consultancy: 4 months", {"amount": 4, "unit": "month"}),
        ("pt", "A vigência do contrato será de 6 meses", {"amount": 6, "unit": "month"}),
    ],
)
def test_a_length_is_read_however_publishers_word_it(language, sentence, value):
    found = read("duration", language, sentence)

    assert found.value == value


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Le projet dure 36 mois."),
    ],
)
def test_the_length_of_a_project_is_left_alone(language, sentence):
    assert read("duration", language, sentence).certainty is Certainty.ABSENT
