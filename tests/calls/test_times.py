"""A wall time in a place becomes an instant, whatever clocks do there."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import TZPATH, ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.times import Oddity, instant_of, is_in_time

ZONES = sorted(available_timezones())


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "zone", "at", "oddity"),
    [
        ("2026-01-07T20:00", "Europe/Brussels", utc(2026, 1, 7, 19), Oddity.NONE),
        ("2026-07-07T20:00", "Europe/Brussels", utc(2026, 7, 7, 18), Oddity.NONE),
        ("2026-01-07T20:00", "Africa/Dakar", utc(2026, 1, 7, 20), Oddity.NONE),
        ("2026-01-07T20:00", "Asia/Kathmandu", utc(2026, 1, 7, 14, 15), Oddity.NONE),
        # The last instant of a day belongs to it: the day alone ends where the next begins.
        ("2026-03-28", "Europe/Brussels", utc(2026, 3, 28, 23), Oddity.NONE),
        ("2026-03-29", "Europe/Brussels", utc(2026, 3, 29, 22), Oddity.NONE),
        # Clocks went from 02:00 to 03:00: half an hour after the jump.
        ("2026-03-29T02:30", "Europe/Brussels", utc(2026, 3, 29, 1, 30), Oddity.SKIPPED),
        # Clocks went from 03:00 back to 02:00: the second time.
        ("2026-10-25T02:30", "Europe/Brussels", utc(2026, 10, 25, 1, 30), Oddity.TWICE),
        # Half an hour on Lord Howe, and a midnight that Lebanon skips.
        ("2026-04-05T01:45", "Australia/Lord_Howe", utc(2026, 4, 4, 15, 15), Oddity.TWICE),
        ("2026-03-28", "Asia/Beirut", utc(2026, 3, 28, 22), Oddity.SKIPPED),
    ],
)
def test_a_wall_time_means_the_instant_that_is_kindest_to_the_applicant(wall, zone, at, oddity):
    found = instant_of(wall, zone)

    assert (found.at, found.oddity) == (at, oddity)


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        ("", "UTC"),
        ("2026-01", "UTC"),
        ("2026-02-30", "UTC"),
        ("9999-12-31", "UTC"),
        ("0001-01-01T00:00", "Asia/Tokyo"),
        ("2026-01-07T24:30", "UTC"),
        ("2026-01-07T20:00+01:00", "UTC"),
        ("2026-01-07T20:00", ""),
        ("2026-01-07T20:00", "Europe"),
        ("2026-01-07T20:00", "../../etc/passwd"),
        ("2026-01-07T20:00", "x" * 400),
        ("2026-01-07T20:00", "Europe/Atlantis"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_one_of_two_ways(wall, zone):
    with pytest.raises((ValueError, ZoneInfoNotFoundError)):
        instant_of(wall, zone)


WALLS = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2037-12-31"))


@given(WALLS, st.sampled_from(ZONES))
def test_the_instant_shows_the_wall_time_again_unless_clocks_skipped_it(wall, zone):
    minute = wall.replace(second=0, microsecond=0)

    found = instant_of(minute.strftime("%Y-%m-%dT%H:%M"), zone)

    shown = found.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if found.oddity == Oddity.SKIPPED:
        assert shown > minute
    else:
        assert shown == minute


@given(WALLS, st.sampled_from(ZONES))
def test_no_reading_of_a_wall_time_ends_later_than_the_one_that_is_taken(wall, zone):
    found = instant_of(wall.strftime("%Y-%m-%dT%H:%M"), zone)

    place, naive = ZoneInfo(zone), wall.replace(second=0, microsecond=0)
    readings = [naive.replace(tzinfo=place, fold=f).astimezone(UTC) for f in (0, 1)]
    assert found.at == max(readings)
    assert (found.oddity == Oddity.NONE) == (readings[0] == readings[1])


@given(st.dates(date(1990, 1, 1), date(2037, 12, 30)), st.sampled_from(ZONES))
def test_a_day_alone_ends_where_the_next_one_begins(day, zone):
    following = (day + timedelta(days=1)).isoformat()

    assert instant_of(day.isoformat(), zone) == instant_of(f"{following}T00:00", zone)


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_that_people_type_makes_another_error(wall, zone):
    try:
        instant_of(wall, zone)
    except (ValueError, ZoneInfoNotFoundError):
        return


def test_exactly_on_time_is_in_and_a_microsecond_later_is_late():
    deadline = utc(2026, 1, 7, 19)

    assert is_in_time(deadline, deadline)
    assert not is_in_time(deadline + timedelta(microseconds=1), deadline)


def test_clocks_come_from_the_package_and_not_from_this_machine():
    assert TZPATH == ()
    assert {"Africa/Dakar", "Europe/Brussels", "Asia/Yangon"} <= set(ZONES)
