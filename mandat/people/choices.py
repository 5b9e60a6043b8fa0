"""Countries, currencies, languages and time zones to choose from, in the reader's language.

Which ones exist comes with the libraries: countries from the table of ISO 3166 in the time zone
database, currencies in use and languages from the Unicode CLDR.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, localedata
from babel.core import get_global
from django.conf import settings
from django.utils.translation import get_language

from mandat.core.languages import country_name, language_name

Choices = list[tuple[str, str]]


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2."""
    table = (files("tzdata.zoneinfo") / "iso3166.tab").read_text("utf-8")
    rows = (line for line in table.splitlines() if line and not line.startswith("#"))
    return frozenset(row.partition("\t")[0] for row in rows)


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217, those that are legal tender somewhere today."""
    uses = (use for territory in get_global("territory_currencies").values() for use in territory)
    return frozenset(code for code, _since, until, is_tender in uses if is_tender and not until)


@cache
def language_codes() -> frozenset[str]:
    """ISO 639, those whose habits of writing the CLDR knows."""
    return frozenset(name.partition("_")[0] for name in localedata.locale_identifiers()) - {"root"}


def _reader() -> str:
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def _sort_key(pair: tuple[str, str]) -> str:
    plain = unicodedata.normalize("NFKD", pair[1].casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def countries() -> Choices:
    reader = _reader()
    return sorted(((c, country_name(c, reader)) for c in country_codes()), key=_sort_key)


def languages() -> Choices:
    reader = _reader()
    return sorted(((c, language_name(c, reader)) for c in language_codes()), key=_sort_key)


def currencies() -> Choices:
    """By code: people know `EUR` and `XOF`, and the name beside it confirms."""
    names = Locale.parse(_reader()).currencies
    return [(code, f"{code} · {names.get(code, code)}") for code in sorted(currency_codes())]


def time_zones() -> Choices:
    """IANA names, as they stand in every calendar; those without a place are left out."""
    named = (z for z in available_timezones() if "/" in z and not z.startswith("Etc/"))
    return [(zone, zone.replace("_", " ")) for zone in sorted({"UTC", *named})]


def names_of_countries(codes: Iterable[str]) -> list[str]:
    reader = _reader()
    return [country_name(code, reader) for code in codes]


def names_of_languages(codes: Iterable[str]) -> list[str]:
    reader = _reader()
    return [language_name(code, reader) for code in codes]


def first_instant(day: date, zone: str) -> datetime:
    """When the day begins in the zone."""
    return datetime.combine(day, time.min, ZoneInfo(zone))


def last_instant(day: date, zone: str) -> datetime:
    """The last second of the day in the zone, so that its date reads as people chose it."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))
