"""What goes from one call to the next holds no date and no amount."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.authoring.carrying import ASKED_ANEW, blanked, without_dates_and_amounts
from mandat.calls.shapes import SHAPES, Codes, Kind, Moment, One, Record, Rows
from tests.calls.published import call_values

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
AMOUNT = re.compile(r"[0-9](?:[0-9 .,]*[0-9])? ?(?:EUR|€)")

days = st.dates().map(lambda d: d.isoformat())
sums = st.integers(100, 10**7).map(lambda n: f"{n} EUR")
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Nd", "No", "Nl"]), max_size=12
)
texts = st.lists(st.one_of(words, days, sums), max_size=5).map(" ".join)
CELLS = {
    Kind.TEXT: texts,
    Kind.LONG: texts,
    Kind.WHOLE: st.integers(0, 999),
    Kind.NUMBER: st.integers(0, 999),
    Kind.DAY: days,
    Kind.TIME: st.just("17:00"),
    Kind.ZONE: st.just("Europe/Paris"),
    Kind.COUNTRY: st.sampled_from(["BE", "FR"]),
    Kind.CURRENCY: st.just("EUR"),
    Kind.LANGUAGE: st.sampled_from(["fr", "ar"]),
    Kind.FLAG: st.booleans(),
}


def cell(column):
    kind = st.sampled_from(column.options) if column.kind == Kind.CHOICE else CELLS[column.kind]
    return st.none() | kind


def record(columns):
    return st.fixed_dictionaries({c.name: cell(c) for c in columns})


def value(shape):
    match shape:
        case One(column):
            return cell(column)
        case Moment():
            return days.map(lambda d: f"{d}T20:00")
        case Record(columns):
            return record(columns)
        case Rows(columns, counted):
            rows = st.lists(record(columns), max_size=3)
            return rows.map(lambda r: {"count": len(r), "items": r}) if counted else rows
        case Codes(column, under):
            codes = st.lists(cell(column), max_size=3).map(lambda c: [x for x in c if x])
            return codes.map(lambda c: {under: c}) if under else codes


calls = st.fixed_dictionaries({}, optional={n: value(s) for n, s in SHAPES.items()})


@given(calls, st.sampled_from(["fr", "en", "ar"]), texts)
def test_no_date_and_no_amount_survives_anywhere(values, language, aside):
    fields = {n: {"value": v, "extra": {"contact": aside}} for n, v in values.items()}

    carried = without_dates_and_amounts(fields, language)

    told = json.dumps(carried, ensure_ascii=False)
    assert not ISO.search(told)
    assert not AMOUNT.search(told)
    assert not ASKED_ANEW & carried.keys()


@given(calls)
def test_carrying_twice_changes_nothing_more(values):
    once = without_dates_and_amounts({n: {"value": v, "extra": {}} for n, v in values.items()})

    assert without_dates_and_amounts(once) == once


def test_what_is_neither_date_nor_amount_is_taken_over_whole():
    fields = {n: {"value": v, "extra": {}} for n, v in call_values().items()}

    carried = without_dates_and_amounts(fields, "fr")

    for name in ("title", "objectives", "methodology", "locations", "themes"):
        assert carried[name]["value"] == call_values()[name]
    assert [c["label"] for c in carried["evaluation_grid"]["value"]] == [
        c["label"] for c in call_values()["evaluation_grid"]
    ]
    assert [d["text"] for d in carried["deliverables"]["value"]["items"]] == [
        "Note méthodologique",
        "Rapport final",
    ]
    assert [d["pages"] for d in carried["deliverables"]["value"]["items"]] == [6, 40]


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("fr", "Le rapport est dû le 31 mars 2027.", "Le rapport est dû le [date]."),
        ("fr", "Un atelier en février 2026 à 3 000 €.", "Un atelier en [date] à [montant]."),
        ("en", "Due by 3 March 2026 for USD 5,000", "Due by [date] for [amount]"),
        ("ar", "قبل 7 يناير 2026 بمبلغ 5000 يورو", "قبل [التاريخ] بمبلغ [المبلغ]"),
        ("fr", "La loi du 13 avril 2016 s’applique.", "La loi du 13 avril 2016 s’applique."),
        ("fr", "45 jours, 3 entretiens, en 2026", "45 jours, 3 entretiens, en 2026"),
    ],
)
def test_a_date_or_an_amount_in_a_text_leaves_a_blank(language, text, left):
    assert blanked(text, language) == left
