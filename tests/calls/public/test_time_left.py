"""The time that is left, and its sentence in three languages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.public.time_left import Left, Unit, time_left
from mandat.calls.public.words import clock_of, time_left_words, wall_words

END = datetime(2026, 1, 7, 19, 0, tzinfo=UTC)
_LENGTH = {
    Unit.DAY: timedelta(days=1),
    Unit.HOUR: timedelta(hours=1),
    Unit.MINUTE: timedelta(minutes=1),
}
before = st.timedeltas(timedelta(0), timedelta(days=4000))


def left(**before):
    return time_left(END - timedelta(**before), END)


@given(before)
def test_nobody_is_promised_more_time_than_there_is(gap):
    said = sum((_LENGTH[u] * n for u, n in time_left(END - gap, END).parts), timedelta(0))

    assert timedelta(0) <= said <= gap


@given(before)
def test_what_is_left_out_is_smaller_than_the_smaller_unit(gap):
    parts = time_left(END - gap, END).parts
    said = sum((_LENGTH[u] * n for u, n in parts), timedelta(0))
    order = list(Unit)
    largest = parts[0][0] if parts else Unit.MINUTE
    smaller = order[min(order.index(largest) + 1, 2)]

    assert gap - said < _LENGTH[smaller]


@given(before)
def test_a_count_is_never_nought_nor_negative_and_units_follow_each_other(gap):
    parts = time_left(END - gap, END).parts
    places = [list(Unit).index(unit) for unit, _count in parts]

    assert all(count > 0 for _unit, count in parts)
    assert places in ([], [0], [1], [2], [0, 1], [1, 2])


@given(st.timedeltas(timedelta(microseconds=1), timedelta(days=4000)))
def test_after_the_deadline_nothing_is_left(gap):
    assert time_left(END + gap, END) == Left(is_over=True)


def test_exactly_at_the_deadline_it_is_not_over():
    assert time_left(END, END) == Left(is_over=False)
    assert time_left(END + timedelta(microseconds=1), END).is_over


@pytest.mark.parametrize(
    ("gap", "parts"),
    [
        ({"days": 6, "hours": 4, "minutes": 59}, ((Unit.DAY, 6), (Unit.HOUR, 4))),
        ({"days": 6, "minutes": 59}, ((Unit.DAY, 6),)),
        ({"hours": 23, "minutes": 59, "seconds": 59}, ((Unit.HOUR, 23), (Unit.MINUTE, 59))),
        ({"hours": 24}, ((Unit.DAY, 1),)),
        ({"minutes": 35}, ((Unit.MINUTE, 35),)),
        ({"seconds": 60}, ((Unit.MINUTE, 1),)),
        ({"seconds": 59}, ()),
    ],
)
def test_the_two_largest_units_are_said(gap, parts):
    assert left(**gap).parts == parts


@given(st.timedeltas(timedelta(-30), timedelta(days=60)), st.sampled_from(["fr", "en", "ar"]))
def test_the_sentence_holds_no_minus_and_is_empty_only_when_it_is_over(gap, language):
    state = time_left(END - gap, END)
    with translation.override(language):
        said = time_left_words(state)

    assert "-" not in said
    assert "−" not in said
    assert (said == "") == state.is_over


ENGLISH = {
    (1, 1): "1 day and 1 hour left.",
    (2, 0): "2 days left.",
    (6, 4): "6 days and 4 hours left.",
}


@pytest.mark.parametrize(("count", "words"), ENGLISH.items())
def test_english_has_a_form_for_one_and_one_for_many(count, words):
    with translation.override("en"):
        assert time_left_words(left(days=count[0], hours=count[1])) == words


def test_french_counts_nought_and_one_alike_and_joins_with_et():
    with translation.override("fr"):
        assert time_left_words(left(days=1, hours=1)) == "Encore 1 jour et 1 heure."
        assert time_left_words(left(days=6, hours=4)) == "Encore 6 jours et 4 heures."
        assert time_left_words(left(seconds=30)) == "Encore moins d’une minute."


@pytest.mark.parametrize(
    ("days", "form"),
    [(1, "يوم واحد"), (2, "يومان"), (3, "3 أيام"), (11, "11 يوماً"), (100, "100 يوم")],
)
def test_arabic_has_five_forms_of_a_day(days, form):
    with translation.override("ar"):
        assert time_left_words(left(days=days)) == f"بقي {form}."


@pytest.mark.parametrize(
    ("zone", "french"),
    [
        ("Europe/Brussels", "heure de Bruxelles"),
        ("Europe/Athens", "heure d’Athènes"),
        ("Africa/Cairo", "heure du Caire"),
        ("America/La_Paz", "heure de La Paz"),
        ("UTC", "UTC"),
        ("Etc/GMT+5", "UTC\u22125"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_the_clock_that_is_meant_has_its_common_name(zone, french):
    with translation.override("fr"):
        assert clock_of(zone) == french


def test_a_deadline_without_hour_is_the_end_of_its_day():
    with translation.override("en"):
        said = wall_words("2026-01-07", "Europe/Brussels")

    assert said == "the end of Wednesday, 7 January 2026, Brussels time"


def test_a_week_before_the_deadline_it_is_soon_and_two_days_before_it_is_short():
    assert not left(days=7).is_soon
    assert left(days=6, hours=23).is_soon
    assert not left(days=2).is_short
    assert left(days=1, hours=23).is_short
    assert not time_left(END + timedelta(seconds=1), END).is_soon
