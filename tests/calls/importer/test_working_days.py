"""Days of work: never calendar length, never a delay."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.text import Source
from mandat.calls.importer.working_days import read_working_days


def read(text):
    return read_working_days(Source(text))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("La mission s'étend sur 80 jours de travail.", 80),
        ("Nombre de jours : 30\nLangues : français", 30),
        ("Charge estimée à 30 hommes-jours", 30),
        ("soit 35 j/h", 35),
        ("un total de quarante-cinq (45) jours ouvrables", 45),
        ("pour une durée de 40 jours, étalée sur un an", 40),
        ("The consultant is expected to work for 20 working days.", 20),
        ("Level of effort: 25 days", 25),
        ("The consultancy of 40 days will start soon.", 40),
        ("thirty (30) person-days", 30),
        ("La consultoría tendrá una duración de 45 días hábiles", 45),
        ("Duração: 30 dias úteis", 30),
        ("مدة المهمة 30 يوم عمل", 30),
        ("Desk review: 5 working days; field: 10 working days; Total: 15 working days", 15),
        ("Number of Days\n40\n", 40),
    ],
)
def test_days_of_work_are_read_in_words_that_mean_work(text, days):
    assert read(text).value == days


@pytest.mark.parametrize(
    "text",
    [
        "Durée de la mission : 10 jours",
        "Duration: 6 months",
        "60 días calendario",
        "within 10 days of signature",
        "within 10 working days of contract signature",
        "Les factures sont payées sous 30 jours ouvrables",
        "The draft will be sent 5 working days before the workshop",
        "Feedback 7 jours ouvrables après réception",
        "Le consultant aura 15 jours ouvrables pour répondre aux commentaires.",
        "offers valid for 90 days, payment within 30 days",
        "16 days of activism",
        "2 days per week",
        "expected input of 15-20 working days",
        "Desk review: 5 working days; field: 10 working days; report: 7 working days",
        "tous les jours ouvrables de 10 heures à 15 heures",
    ],
)
def test_delays_and_calendar_lengths_are_no_days_of_work(text):
    assert read(text).certainty is Certainty.ABSENT


def test_two_different_statements_are_a_conflict_with_their_places():
    text = (
        "Nombre de jours : 36 jours répartis sur dix mois. La mission compte 32 jours de travail."
    )

    found = read(text)

    assert found.certainty is Certainty.CONFLICT
    assert [(a.value, text[a.spans[0].start : a.spans[0].end]) for a in found.alternatives] == [
        (36, "36 jours"),
        (32, "32 jours de travail"),
    ]
