"""Names of countries and cities, in the importer's languages, with their ISO codes and zones.

Countries, cities and zones come from CLDR and the IANA database through Babel. By hand
stand only the short forms that documents use and CLDR lacks: acronyms, capitals that
give no zone its name, states of federations, words for what belongs to a country.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale
from babel.core import get_global

from mandat.calls.importer.demonyms import DEMONYMS
from mandat.calls.importer.region_words import REGIONS
from mandat.calls.importer.territory_words import (
    ALIAS_CITIES,
    MAIN_ZONES,
    STATE_CODES,
    STATES,
    VARIANTS,
)
from mandat.calls.importer.text import Source, fold

_LANGUAGES = ("fr", "en", "es", "pt", "ar")
_TOKEN = re.compile(r"[^\W_]+")
_PREFIXES = ("ب", "ل", "و")  # "in", "to" and "and" are written together with an Arabic name
_LONGEST = 7  # words in the longest name that is looked up
_NOT_COUNTRIES = frozenset({"EU", "UN", "EZ", "ZZ", "XA", "XB", "QO"})
_NO_CITIES = (
    "America/Indiana/",
    "America/North_Dakota/",
    "America/Kentucky/",
    "Antarctica/",
    "Etc/",
)

Kind = Literal["country", "city", "state", "demonym"]


@dataclass(frozen=True, slots=True)
class Place:
    """A named place: its country, its zone when it is a city, and where it stands."""

    code: str
    kind: Kind
    start: int
    end: int
    zone: str | None = None


def plain_name(name: str) -> str:
    """A name as it is looked up: folded words with single blanks between."""
    return " ".join(_TOKEN.findall(fold(name)))


@cache
def _countries() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
                names.setdefault(plain_name(name), code)
    return names | {plain_name(name): code for name, code in VARIANTS.items()}


@cache
def _cities() -> Mapping[str, str]:
    zones = get_global("zone_territories")
    names: dict[str, str] = {}
    for zone in zones:
        if "/" in zone and not zone.startswith(_NO_CITIES):
            names.setdefault(plain_name(zone.rsplit("/", 1)[1]), zone)
    for language in _LANGUAGES:
        for zone, data in Locale(language).time_zones.items():
            if "city" in data and zone in zones and not zone.startswith(_NO_CITIES):
                names.setdefault(plain_name(data["city"]), zone)
    return names | dict(ALIAS_CITIES)


def zone_of_country(code: str) -> str | None:
    """The zone of a country that has one, or whose capital's zone is what its name means."""
    zones = get_global("territory_zones").get(code, [])
    return MAIN_ZONES.get(code) or (zones[0] if len(zones) == 1 else None)


@cache
def _longest() -> Mapping[str, int]:
    """How many words the longest name has that begins with a word; most words begin none."""
    longest: dict[str, int] = {}
    for names in (_countries(), STATES, _cities(), REGIONS, DEMONYMS):
        for name in names:
            words = name.split(" ")
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@cache
def _look_up(name: str) -> tuple[str, Kind, str | None] | None:
    """Country, kind and zone of a folded name."""
    if code := _countries().get(name):
        return code, "country", zone_of_country(code)
    if code := STATES.get(name):
        return code, "state", None
    if zone := _cities().get(name):
        return get_global("zone_territories").get(zone, "ZZ"), "city", zone
    if code := REGIONS.get(name):
        return code, "state", zone_of_country(code)
    if code := DEMONYMS.get(name):
        return code, "demonym", zone_of_country(code)
    return None


def _written_as_name(source: Source, start: int, end: int, name: str) -> bool:
    """Whether the letters say that this is a name: a capital, or all capitals for acronyms."""
    written = source.text[start:end]
    if not written[0].isascii() and not written[0].isupper() and not written[0].islower():
        return True  # a script without capitals
    if len(name) <= 3:
        return written.isupper()
    return written[0].isupper() or written.isupper()


def _candidates(tokens: list[re.Match[str]], first: int) -> Iterator[tuple[str, int]]:
    word = tokens[first][0]
    words = min(_longest().get(word, 0), _LONGEST)
    for last in range(min(len(tokens), first + words), first, -1):
        yield " ".join(t[0] for t in tokens[first:last]), last
    if word[0] in _PREFIXES and len(word) > 3:
        yield word[1:], first + 1


def find_places(
    source: Source, start: int, end: int, *, adjectives: bool = False, any_case: bool = False
) -> list[Place]:
    """The places named in a short stretch of text, longest names first, in order."""
    tokens = list(_TOKEN.finditer(source.fold, start, end))
    found: list[Place] = []
    first = 0
    longest = _longest()
    while first < len(tokens):
        word = tokens[first][0]
        if word not in longest and word[0] not in _PREFIXES:
            first += 1
            continue
        for name, last in _candidates(tokens, first):
            hit = _look_up(name) if 1 < len(name) < 60 else None
            low, high = tokens[first].start(), tokens[last - 1].end()
            if hit is None or (hit[1] == "demonym" and not adjectives):
                continue
            loose = hit[1] == "demonym" or (any_case and len(name) > 3)
            if loose or _written_as_name(source, low, high, name):
                found.append(Place(hit[0], hit[1], low, high, hit[2]))
                first = last
                break
        else:
            first += 1
    return found


_STATE_CODE = re.compile(r", ?([A-Z]{2})\b")


def find_state_codes(source: Source, start: int, end: int) -> list[Place]:
    """Postal codes of states after a comma ("Boston, MA"), which tell the country."""
    return [
        Place("US", "state", m.start(1), m.end(1))
        for m in _STATE_CODE.finditer(source.text, start, end)
        if m[1] in STATE_CODES
    ]
