"""Hours of the day in words."""

import pytest

from mandat.calls.importer.clock import last_clock, match_clock
from mandat.calls.importer.text import Source


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("à dix-sept heures", "17:00"),
        ("dix-sept heures trente", "17:30"),
        ("5 heures de l'après-midi", "17:00"),
        ("onze heures et quart", "11:15"),
        ("neuf heures du matin", "09:00"),
        ("five o'clock in the afternoon", "17:00"),
        ("half past four in the afternoon", "16:30"),
        ("5 o’clock p.m.", "17:00"),
        ("twelve noon", "12:00"),
        ("five pm", "17:00"),
        ("las cinco de la tarde", "17:00"),
        ("las 4 y media de la tarde", "16:30"),
        ("doce del mediodía", "12:00"),
        ("dezessete horas", "17:00"),
        ("cinco da tarde", "17:00"),
        ("nove horas e meia", "09:30"),
        ("الساعة الثانية عشرة ظهراً", "12:00"),
        ("الرابعة مساءً", "16:00"),
        ("الساعة الخامسة والنصف مساءً", "17:30"),
        ("الساعة الثالثة بعد الظهر", "15:00"),
        ("الساعة العاشرة صباحاً", "10:00"),
        ("4:00 مساءً", "16:00"),
        ("الثانية عشرة ليلاً", "23:59"),
    ],
)
def test_an_hour_in_words_is_read_on_a_dial_of_twenty_four(text, time):
    assert last_clock(Source(text), 0, len(text)).iso == time


@pytest.mark.parametrize(
    "text", ["cinq jours", "five days", "las cinco personas", "في المرحلة الثانية", "treize pm"]
)
def test_numbers_in_words_without_the_clock_are_no_hour(text):
    assert last_clock(Source(text), 0, len(text)) is None


@pytest.mark.parametrize(("text", "sure"), [("five o'clock", False), ("five o'clock pm", True)])
def test_half_of_the_day_that_is_not_named_leaves_a_doubt(text, sure):
    assert match_clock(Source(text), 0).plain is sure
