"""Time zones that a text states: "heure de Paris/CET", "UTC+1", "Brussels time", "hora de Lima".

A zone is never guessed from a country: it is read where words of time say it.
"""

import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from mandat.calls.importer.territories import find_places
from mandat.calls.importer.text import Source

_EASTERN, _CENTRAL = "America/New_York", "America/Chicago"
_MOUNTAIN, _PACIFIC = "America/Denver", "America/Los_Angeles"

# Abbreviations that mean one clock to those who write calls; only in capitals, since many
# are also words ("EST", "CAT", "ET"). Those that mean several clocks (AST, IST...) are left out.
_ABBREVIATIONS = {
    "CET": "CET",
    "CEST": "CET",
    "MEZ": "CET",
    "HEC": "CET",
    "EET": "EET",
    "EEST": "EET",
    "WET": "WET",
    "BST": "Europe/London",
    "MSK": "Europe/Moscow",
    "TRT": "Europe/Istanbul",
    "WAT": "Africa/Lagos",
    "CAT": "Africa/Maputo",
    "EAT": "Africa/Nairobi",
    "SAST": "Africa/Johannesburg",
    "EST": _EASTERN,
    "EDT": _EASTERN,
    "ET": _EASTERN,
    "HNE": "America/Toronto",
    "HAE": "America/Toronto",
    "CST": _CENTRAL,
    "CDT": _CENTRAL,
    "CT": _CENTRAL,
    "MDT": _MOUNTAIN,
    "MST": _MOUNTAIN,
    "PST": _PACIFIC,
    "PDT": _PACIFIC,
    "PT": _PACIFIC,
    "BRT": "America/Sao_Paulo",
    "COT": "America/Bogota",
    "PKT": "Asia/Karachi",
    "NPT": "Asia/Kathmandu",
    "PHT": "Asia/Manila",
    "ICT": "Asia/Bangkok",
    "HDP": "Europe/Paris",
}
_NAMED = {
    "eastern": _EASTERN,
    "central": _CENTRAL,
    "mountain": _MOUNTAIN,
    "pacific": _PACIFIC,
    "central european": "CET",
    "central european summer": "CET",
    "east africa": "Africa/Nairobi",
    "east african": "Africa/Nairobi",
    "west africa": "Africa/Lagos",
    "west african": "Africa/Lagos",
    "central africa": "Africa/Maputo",
    "central african": "Africa/Maputo",
    "south african": "Africa/Johannesburg",
    "south africa standard": "Africa/Johannesburg",
    "greenwich mean": "UTC",
    "coordinated universal": "UTC",
    "uk": "Europe/London",
    "us eastern": _EASTERN,
    "u.s. eastern": _EASTERN,
    "us central": _CENTRAL,
    "us pacific": _PACIFIC,
}
_GMT = re.compile(
    r"\b(?:gmt|utc|t\.?u\.?c?\b\.?|temps universel|tiempo universal)"
    r"(?:\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?:[:h.]?(?P<minutes>[0-5]\d))?)?(?![^\W_])"
    r"|(?:توقيت )?غرينتش|(?<=:\d\d)\s?z\b"
)
# The name that the time zone database gives: nothing says more.
_IANA = re.compile(
    r"\b(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)"
    r"(?:/[A-Z][A-Za-z_-]{1,30}){1,2}(?![/\w])|\bEtc/(?:UTC|GMT[+-][0-9]{1,2})(?![/\w])"
)
_ABBREVIATION = re.compile(rf"\b(?:{'|'.join(_ABBREVIATIONS)})\b", re.IGNORECASE)
_LONGEST_FIRST = "|".join(sorted(_NAMED, key=lambda name: (-len(name), name)))
_NAMED_TIME = re.compile(rf"\b({_LONGEST_FIRST})(?: standard| daylight)? time\b")
US_ZONE = re.compile(r"\s?\(?(eastern|central|mountain|pacific)\b(?! (?:europe|afric|asia|amer))")
_TIME_OF = re.compile(
    r"\b(?:heures?|horas?|horario|h\.)\s(?:(?:locale?|legale?|oficial|standard)\s)?(?:(?:de|du"
    r"|des|d'|do|da|del|a|au|en|em)\s?)?"
    r"(?:(?:la|le|l'|el|os)\s?)?|توقيت\s(?:مدينة\s)?|\blocal time (?:in |of |at )?\(?"
    r"|\btime (?:in|of) "
)
_TIME_AFTER = re.compile(r"(?:'s)?\s(?:local |standard |mean )?time\b")
_BEFORE_TIME = 40


@dataclass(frozen=True, slots=True)
class Zone:
    """A stated zone: its IANA name, and where it stands."""

    name: str
    start: int
    end: int


def _fixed(match: re.Match[str]) -> str | None:
    """UTC, or the IANA name of a whole offset, whose sign is the reverse of the usual one."""
    if not match.groupdict().get("hours"):
        return "UTC"
    hours = int(match["hours"])
    if int(match["minutes"] or 0) or hours > 14:
        return None
    if hours == 0:
        return "UTC"
    return f"Etc/GMT{'-' if match['sign'] == '+' else '+'}{hours}"


def _of_places(source: Source, start: int, end: int) -> list[Zone]:
    """Zones named by a city or country: "heure de Kinshasa", "Nairobi time"."""
    found = []
    for match in _TIME_OF.finditer(source.fold, start, end):
        near = find_places(
            source, match.end(), min(len(source.text), match.end() + 40), adjectives=True
        )
        if near and near[0].start - match.end() <= 2 and near[0].zone:
            found.append(Zone(near[0].zone, match.start(), near[0].end))
    for match in _TIME_AFTER.finditer(source.fold, start, end):
        low = max(0, match.start() - _BEFORE_TIME)
        near = find_places(source, low, match.start(), adjectives=True)
        if near and near[-1].end == match.start() and near[-1].zone:
            found.append(Zone(near[-1].zone, near[-1].start, match.end()))
    return found


# Right before an abbreviation: an hour, words of time, another zone or a bracket.
_BESIDE_HOUR = re.compile(
    r"(?:[\d:.](?:h|hs|hrs?|hours?|heures?|horas?|[ap]\.? ?m\.?)?\.?|\b(?:h|hs|hrs?|hours?|heures?"
    r"|horas?|[ap]\.? ?m\.?|noon|midi|midday|midnight|minuit|mediodia|medianoche|meia-noite"
    r"|meio-dia"
    r"|time|ete|hiver|gmt|utc|o'clock|afternoon|evening|morning|tarde|manha|manana|noche|noite))"
    r"[^\S\n]{0,2}[(\[,/=|-]?[^\S\n]{0,2}\Z"
)
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d[^\S\n]{0,2},?[^\S\n]{0,2}\Z")
_CAPITALS_AFTER = re.compile(
    r"[^\S\n]{1,3}(?!(?:ON|THE|TIME|OR|AND|OF|BY)\b)(?=[A-ZÀ-Þ]{2})[A-ZÀ-Þ]{2,30}(?![\w+-])"
)
_CAPITALS_BEFORE = re.compile(r"(?:^|[^\S\n])(?![AP]M\b)[A-ZÀ-Þ]{2,30}['’]?[^\S\n]{1,3}\Z")
# Abbreviations that are also words of the languages read, or short enough to be anything.
_WORDLIKE = frozenset({"ET", "EST", "CAT", "WET", "WAT", "EAT", "CT", "PT", "MST", "COT", "ICT"})


def _states_zone(source: Source, match: re.Match[str]) -> bool:
    """Whether capitals stand for a zone: beside an hour or in brackets, not inside a heading."""
    text, start, end = source.text, match.start(), match.end()
    if match[0] == "hdP":
        return True
    before = source.fold[max(0, start - 24) : start]
    bracketed = before.rstrip(" ")[-1:] in ("(", "[") and text[end : end + 1] in (
        ")",
        "]",
        "/",
        ",",
    )
    if bracketed:
        return True
    if _CAPITALS_AFTER.match(text, end) and not find_places(source, end, min(len(text), end + 30)):
        return False
    if match[0].upper() not in _WORDLIKE:
        named = find_places(source, max(0, start - 30), start)  # "heure de Paris/CET"
        beside = bool(named) and start - named[-1].end <= 3
        return beside or bool(_BESIDE_HOUR.search(before)) or "heure" in before
    if _YEAR_BEFORE.search(before) or not _BESIDE_HOUR.search(before):
        return False
    return (
        not _CAPITALS_BEFORE.search(text, max(0, start - 24), start)
        or "M " in text[start - 3 : start]
    )


def _with_place(source: Source, zone: Zone) -> Zone:
    """The zone of the place that stands beside its abbreviation: "Paris/CET", "CET, Brussels"."""
    low, high = max(0, zone.start - 26), min(len(source.text), zone.end + 26)
    before = find_places(source, low, zone.start)[-1:]
    after = find_places(source, zone.end, high)[:1]
    for place, gap in (
        *((p, source.text[p.end : zone.start]) for p in before),
        *((p, source.text[zone.end : p.start]) for p in after),
    ):
        if (
            place.zone
            and same_clock(place.zone, zone.name)
            and gap.strip() in ("/", ",", "(", "-", "")
        ):
            return Zone(place.zone, min(place.start, zone.start), max(place.end, zone.end))
    return zone


def _of_words(source: Source, start: int, end: int) -> list[Zone]:
    found = [
        Zone(_NAMED[m[1]], m.start(), m.end())
        for m in _NAMED_TIME.finditer(source.fold, start, end)
    ]
    for match in _ABBREVIATION.finditer(source.text, start, end):
        written = match[0]
        if (written.isupper() or written == "hdP") and _states_zone(source, match):
            zone = Zone(_ABBREVIATIONS[written.upper()], match.start(), match.end())
            found.append(_with_place(source, zone))
    return found


def _of_offsets(source: Source, start: int, end: int) -> list[Zone]:
    found = []
    for match in _GMT.finditer(source.fold, start, end):
        written = source.text[match.start() : match.end()]
        name = _fixed(match)
        if name and (len(match[0]) > 4 or written.lstrip()[:1].isupper()):
            found.append(Zone(name, match.start(), match.end()))
    return found


def _of_names(source: Source, start: int, end: int) -> list[Zone]:
    return [
        Zone(m[0], m.start(), m.end())
        for m in _IANA.finditer(source.text, start, end)
        if m[0] in _names()
    ]


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def find_zones(source: Source, start: int, end: int) -> list[Zone]:
    """The zones stated in a short stretch; a place says more than an abbreviation or an offset."""
    return [
        *_of_names(source, start, end),
        *_of_places(source, start, end),
        *_of_words(source, start, end),
        *_of_offsets(source, start, end),
    ]


def bare_us_zone(source: Source, at: int) -> Zone | None:
    """The American zone that stands alone right after an hour: "5 pm Pacific"."""
    match = US_ZONE.match(source.fold, at)
    return Zone(_NAMED[match[1]], match.start(1), match.end(1)) if match else None


def same_clock(first: str, second: str) -> bool:
    """Whether two names are the same statement: an abbreviation beside the place it stands for."""
    return first == second or ("CET" in (first, second) and {first, second} <= _CET_PLACES)


_CET_PLACES = {
    "CET", "Europe/Paris", "Europe/Brussels", "Europe/Berlin", "Europe/Madrid", "Europe/Rome",
    "Europe/Amsterdam", "Europe/Zurich", "Europe/Vienna", "Europe/Copenhagen", "Europe/Oslo",
    "Europe/Stockholm", "Europe/Luxembourg",
}  # fmt: skip
