"""The grammar of dates, their ranges and the years they leave out."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.importer.dates import evidence_of_order, find_figures, find_mentions
from mandat.calls.importer.text import Source
from mandat.calls.importer.years import fill_years, pair_ranges


def iso(text, language="fr", order="dmy"):
    return [m.iso for m in find_mentions(Source(text), language, order)]


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("fr", "le 1er mars 2026", ["2026-03-01"]),
        ("fr", "vendredi 28 mars\n2025", ["2025-03-28"]),
        ("fr", "06 AVR 25", ["2025-04-06"]),
        ("fr", "le 1 4 MAR 25", ["2025-03-14"]),
        ("fr", "20.01.2026, 10/01/24 et 2024-05-07", ["2026-01-20", "2024-01-10", "2024-05-07"]),
        ("fr", "Février 2026, novembre 26", ["2026-02", "2026-11"]),
        ("en", "March 5th, 2026 and 5th of March 2026", ["2026-03-05", "2026-03-05"]),
        ("en", "15-Mar-24", ["2024-03-15"]),
        ("en", "12-15 May 2026", ["2026-05-12", "2026-05-15"]),
        ("en", "May 12-15, 2026", ["2026-05-12", "2026-05-15"]),
        ("es", "15 de marzo de 2024", ["2024-03-15"]),
        ("es", "3 de abril del 2025", ["2025-04-03"]),
        ("pt", "5 de março de 2026", ["2026-03-05"]),
        ("ar", "٣٠ آذار ٢٠٢٦", ["2026-03-30"]),
        ("ar", "15 فيفري 2026", ["2026-02-15"]),
        ("ar", "12 غشت 2025", ["2025-08-12"]),
        ("ar", "5 تشرين الأول 2025", ["2025-10-05"]),
        ("fr", "Novembre 15, 2026", ["2026-11-15"]),
        ("fr", "plan 2022-2026", ["2022", "2026"]),
    ],
)
def test_dates_are_read_in_the_languages_of_the_importer(language, text, dates):
    assert iso(text, language) == dates


@pytest.mark.parametrize(
    "text",
    [
        "le 31/02/2026",
        "tél. 01.02.03.04.05",
        "section 1.2.10",
        "AMI N°26-PI/04-2025",
        "la loi n° 10/010",
        "le 5 foobar 2026",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text):
    assert iso(text) == []


def test_a_word_that_is_seldom_a_month_needs_its_capital_in_english():
    assert iso("applicants may 2 times march 3 in line", "en") == []


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("13/04/2026", "dmy"),
        ("04/13/2026", "mdy"),
        ("04/05/2026", None),
        ("13/04/26 04/13/26", None),
    ],
)
def test_a_date_with_a_day_above_twelve_tells_the_order_of_all(text, order):
    source = Source(text)

    assert evidence_of_order(source, find_figures(source)) == order


def test_an_order_that_nothing_tells_leaves_an_english_date_doubtful():
    assert [m.doubtful for m in find_mentions(Source("03/04/2026 and 5/5/2026"), "en")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("language", "text", "range_"),
    [
        ("fr", "d'août à octobre 2024", ("2024-08", "2024-10")),
        ("fr", "de décembre à mars 2027", ("2026-12", "2027-03")),
        ("fr", "(décembre 25 à mars 27)", ("2025-12", "2027-03")),
        ("fr", "du 1er au 15 mars 2026", ("2026-03-01", "2026-03-15")),
        ("fr", "entre le 7 janvier 2026 et le 9 mars 2027", ("2026-01-07", "2027-03-09")),
        ("en", "from 1 June 2026 until the end of July 2026", ("2026-06-01", "2026-07")),
        ("es", "del 3 al 5 de mayo de 2025", ("2025-05-03", "2025-05-05")),
        ("ar", "من 5 مارس الى 12 أبريل 2026", ("2026-03-05", "2026-04-12")),
    ],
)
def test_the_ends_of_a_range_share_what_only_one_of_them_says(language, text, range_):
    source = Source(text)

    dated = pair_ranges(source, find_mentions(source, language))

    assert [(d.mention.iso, d.place) for d in dated] == [(range_[0], 1), (range_[1], 2)]


def test_the_day_of_the_week_tells_the_year_that_is_left_out():
    source = Source("Friday, January 27")

    filled = fill_years(pair_ranges(source, find_mentions(source, "en")), "2023-01-23")

    assert [(d.mention.iso, d.mention.doubtful) for d in filled] == [("2023-01-27", True)]


def test_a_date_without_year_and_without_any_other_date_is_dropped():
    source = Source("le 5 mars")

    assert fill_years(pair_ranges(source, find_mentions(source, "fr")), None) == []


def test_a_day_of_the_week_that_does_not_fit_is_noticed():
    monday, sunday = find_mentions(Source("lundi 15 mars 2026 ou dimanche 15 mars 2026"), "fr")

    assert (monday.weekday_fits, sunday.weekday_fits) == (False, True)


@given(st.dates(min_value=date(1990, 1, 1)).filter(lambda d: d.year <= 2059))
def test_every_date_in_figures_comes_back(day):
    assert iso(f"le {day:%d/%m/%Y}") == [day.isoformat()]


@given(st.text(alphabet="0123456789/.- marsjuin,'", max_size=80))
def test_every_date_lies_where_it_says_and_in_order(text):
    mentions = find_mentions(Source(text), "fr")

    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
