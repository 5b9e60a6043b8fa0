"""Weekends, holidays and working days of a country, and the countries of time zones."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays
from babel.core import get_global

HolidaysFor = Callable[[str, int], Mapping[date, str]]

_SATURDAY_AND_SUNDAY = frozenset({5, 6})
_A_WEEK = 7
_SEARCH_DAYS = 30  # no country rests for a month on end


@lru_cache(maxsize=256)
def country_holidays(country: str, year: int) -> Mapping[date, str]:
    """The public holidays of a country in a year; none where the country is not known."""
    try:
        found = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return {}
    return {day: name for day, name in found.items() if day.year == year}


@lru_cache(maxsize=256)
def holiday_name(country: str, day: date, language: str) -> str | None:
    """The name of a holiday in a language, if the calendar of the country has that language."""
    try:
        spoken = holidays.country_holidays(country).supported_languages
        chosen = next((code for code in spoken if code.split("_")[0] == language), None)
        if chosen is None:
            return None
        return holidays.country_holidays(country, years=day.year, language=chosen).get(day)
    except NotImplementedError:
        return None


@lru_cache(maxsize=256)
def weekend_of(country: str | None, year: int) -> frozenset[int]:
    """The days of rest of a week, Monday being 0; Saturday and Sunday where nothing is known."""
    if country is None:
        return _SATURDAY_AND_SUNDAY
    try:
        return frozenset(holidays.country_holidays(country, years=year).weekend)
    except NotImplementedError:
        return _SATURDAY_AND_SUNDAY


def country_of_zone(zone: str | None) -> str | None:
    """The country of a time zone: FR for Europe/Paris; None for GMT."""
    territory = get_global("zone_territories").get(zone) if zone else None
    return territory if territory and len(territory) == 2 and territory.isalpha() else None


@lru_cache(maxsize=256)
def zones_of_country(country: str) -> tuple[str, ...]:
    """The time zones of a country, as far as they are known."""
    by_zone = get_global("zone_territories")
    return tuple(sorted(zone for zone, territory in by_zone.items() if territory == country))


def weekdays_between(first: date, last: date, weekend: frozenset[int]) -> int:
    """The days from `first` to `last`, both counted, that are not in the weekend."""
    total = (last - first).days + 1
    if total <= 0:
        return 0
    weeks, rest = divmod(total, _A_WEEK)
    tail = sum((first.weekday() + n) % _A_WEEK not in weekend for n in range(rest))
    return weeks * (_A_WEEK - len(weekend)) + tail


def holidays_between(
    first: date, last: date, country: str | None, holidays_for: HolidaysFor
) -> int:
    """The holidays of a country from `first` to `last` that fall on no weekend."""
    if country is None:
        return 0
    count = 0
    for year in range(first.year, last.year + 1):
        weekend = weekend_of(country, year)
        days = holidays_for(country, year)
        count += sum(first <= d <= last and d.weekday() not in weekend for d in days)
    return count


def is_weekend(day: date, country: str | None) -> bool:
    """Whether the day is one of rest in the country."""
    return day.weekday() in weekend_of(country, day.year)


def next_working_day(day: date, country: str | None, holidays_for: HolidaysFor) -> date | None:
    """The first day after `day` that is neither weekend nor holiday."""
    for _ in range(_SEARCH_DAYS):
        if day == date.max:
            return None
        day += timedelta(days=1)
        known = holidays_for(country, day.year) if country else {}
        if not is_weekend(day, country) and day not in known:
            return day
    return None
