"""The calendar length of the mission."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.duration import read_duration
from mandat.calls.importer.text import Source


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Durée du contrat : 7 mois renouvelables", 7, "month"),
        ("25 working days spread over three months", 3, "month"),
        ("El plazo del trabajo es de 4 meses", 4, "month"),
        ("The consultancy will last for 8 weeks", 8, "week"),
        ("for a period of six (6) months", 6, "month"),
        ("Durée de la mission : 10 jours", 10, "day"),
        ("DURACIÓN DE LA CONSULTORÍA: 75 días calendario", 75, "day"),
    ],
)
def test_the_length_of_the_mission_is_read_with_its_unit(text, amount, unit):
    assert read_duration(Source(text)).value == {"amount": amount, "unit": unit}


@pytest.mark.parametrize(
    "text",
    [
        "un projet de 36 mois",
        "5 years of experience",
        "durée de validité des offres : 90 jours",
        "payment within 30 days",
        "pour une durée de 40 jours, étalée sur la saison",
    ],
)
def test_lengths_of_other_things_are_left_alone(text):
    assert read_duration(Source(text)).certainty is Certainty.ABSENT
