"""Times of the day and the zones that a text states."""

import pytest

from mandat.calls.importer.clock import last_clock
from mandat.calls.importer.dates import find_mentions
from mandat.calls.importer.moments import moment_of
from mandat.calls.importer.text import Source
from mandat.calls.importer.zones import find_zones


def moment(text, language="fr"):
    source = Source(text)
    found = moment_of(source, find_mentions(source, language)[0])
    return found.clock.iso if found.clock else None, found.zone


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("12 h", "12:00"),
        ("12h00", "12:00"),
        ("14 heures 30", "14:30"),
        ("20h", "20:00"),
        ("5 pm", "17:00"),
        ("5:30 p.m.", "17:30"),
        ("12:00 noon", "12:00"),
        ("12 am", "00:00"),
        ("1700 hrs", "17:00"),
        ("midi", "12:00"),
        ("minuit", "23:59"),
        ("24h00", "23:59"),
        ("الساعة 5 مساء", "17:00"),
        ("17:00 (UTC+02:00)", "17:00"),
    ],
)
def test_a_time_of_the_day_is_read_as_calls_write_it(text, time):
    assert last_clock(Source(text), 0, len(text)).iso == time


@pytest.mark.parametrize("text", ["il est 5", "1.1700 hrs", "au 12e", "14 pages", "13 pm"])
def test_figures_alone_are_no_time(text):
    assert last_clock(Source(text), 0, len(text)) is None


def test_midnight_leaves_a_doubt_that_an_hour_does_not():
    assert not last_clock(Source("minuit"), 0, 6).plain
    assert last_clock(Source("23h59"), 0, 5).plain


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("heure de Paris/CET", "Europe/Paris"),
        ("hdP/CET", "Europe/Paris"),
        ("heure belge", "Europe/Brussels"),
        ("heure de Kinshasa", "Africa/Kinshasa"),
        ("GMT", "UTC"),
        ("TU", "UTC"),
        ("UTC+1", "Etc/GMT-1"),
        ("GMT-5", "Etc/GMT+5"),
        ("17:00 EST", "America/New_York"),
        ("(EAT)", "Africa/Nairobi"),
        ("Brussels time", "Europe/Brussels"),
        ("Nairobi local time", "Africa/Nairobi"),
        ("hora de Guatemala", "America/Guatemala"),
        ("horário de Brasília", "America/Sao_Paulo"),
        ("heure d'Haïti", "America/Port-au-Prince"),
        ("توقيت تونس", "Africa/Tunis"),
        ("East Africa Time", "Africa/Nairobi"),
    ],
)
def test_a_stated_zone_has_its_iana_name(text, zone):
    assert find_zones(Source(text), 0, len(text))[0].name == zone


@pytest.mark.parametrize(
    "text", ["heure locale", "l'heure est grave", "it is time", "est ouverte", "UTC+19", "the cat"]
)
def test_words_that_state_no_zone_give_none(text):
    assert find_zones(Source(text), 0, len(text)) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "le 5 mars 2026 à 14\nheures 00 (heure de Dakar), sous pli",
            ("14:00", "Africa/Dakar"),
        ),
        ("en", "by 17:00 hours (EAT) on Friday 6 March 2026", ("17:00", "Africa/Nairobi")),
        ("en", "no later than 5 PM on March 5th, 2026. The", ("17:00", None)),
        ("en", "March 5, 2026 at 11:59 PM EST", ("23:59", "America/New_York")),
        (
            "es",
            "a las 17:00 horas (hora de Lima) del 5 de marzo de 2026",
            ("17:00", "America/Lima"),
        ),
        (
            "pt",
            "às 18h00 (horário de Brasília) do dia 5 de março de 2026",
            ("18:00", "America/Sao_Paulo"),
        ),
        ("ar", "15 مارس 2026 على الساعة 17:00 بتوقيت تونس", ("17:00", "Africa/Tunis")),
        ("en", "5 March 2026, 17:00 (Nairobi)", ("17:00", "Africa/Nairobi")),
        ("en", "15-Mar-24 (Midnight New York, USA)", ("23:59", "America/New_York")),
        ("en", "30 April 2026 by 5:00pm Pacific", ("17:00", "America/Los_Angeles")),
        ("fr", "le 30 avril 2026 au plus tard à 12 heures TU", ("12:00", "UTC")),
        ("fr", "le 5 mars 2026. Les entretiens auront lieu à 10h", (None, None)),
        ("en", "2026-01-07T20:00", ("20:00", None)),
        ("en", "5 March 2026, close of business", (None, None)),
    ],
)
def test_a_date_finds_its_hour_and_its_zone(language, text, expected):
    assert moment(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "14 mars 2026 à 17h00\nET CONDITIONS DE PARTICIPATION",
        "2 JUIN 2026 À 17H00 EST LA DATE À RETENIR",
        "le 2 juin 2026. CET APPEL EST OUVERT",
        "17:00\nMST Foundation is a charity",
        "PROFIL ET COMPÉTENCES",
    ],
)
def test_words_in_capitals_are_no_zone(text):
    assert find_zones(Source(text), 0, len(text)) == []


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("12 h (Paris/CET)", "Europe/Paris"),
        ("17:00 CET, Brussels", "Europe/Brussels"),
        ("16:00 (Iraqi time)", "Asia/Baghdad"),
        ("17h (horário moçambicano)", "Africa/Maputo"),
        ("23:59, hora salvadoreña", "America/El_Salvador"),
        ("16:00 Afghan time", "Asia/Kabul"),
    ],
)
def test_a_place_or_an_adjective_names_the_zone(text, zone):
    assert find_zones(Source(text), 0, len(text))[0].name == zone
