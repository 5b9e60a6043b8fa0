"""The time of the day and the zone that belong to a date: after it, before it, or on its label."""

import re
from dataclasses import dataclass

from mandat.calls.importer.calendar_words import WEEKDAY
from mandat.calls.importer.clock import Clock, last_clock, match_clock
from mandat.calls.importer.dates import Mention
from mandat.calls.importer.territories import find_places
from mandat.calls.importer.text import Source
from mandat.calls.importer.zones import Zone, bare_us_zone, find_zones

# What may stand between a date and its time.
_TO_TIME = re.compile(
    rf"(?:[\s,;:()|*_.·@-]|\((?={WEEKDAY})|{WEEKDAY}"
    r"|(?:au plus tard|at|a|aux?|to|by|before|until|till|no later than|not later than|later than"
    r"|latest|on or"
    r"|avant|jusqu'a|vers|las|a las|hasta|as|ate|ate as|pelas|antes|de|des"
    r"|sharp|inclus|inclusive|inclusivement|included|incluido|inclusivo|time|heures?|horaire"
    r"|heure limite|time limit|hora|hora limite|limite|limit|close of business|cob|e|et|and|في"
    r"|عند|قبل|حتى|على|تمام|الموافق|l'heure de)(?![^\W\d_]))*+"
)
# What may stand between a time and its date, zones left out.
_TO_DATE = re.compile(
    rf"(?:[\s,;:()|*/._-]|{WEEKDAY}"
    r"|(?:on|the|le|du|de|del|d|el|l|dia|do|em|no|of|day|local|locale|legal|oficial|time|heures?"
    r"|hora|horas|hours|hrs|tarde|manana|noche|pm|am|by|avant|before|au plus tard|يوم"
    r"|من|الموافق|بتاريخ|punto|en punto)(?![^\W\d_]))*+"
)
_BRACKETS = re.compile(r"\s?\(((?:republica de |republique du |republic of )?[^()\d]{3,40})\)")
_IN_BRACKETS = re.compile(r"\s([^()\d\n]{3,40})\)")  # "(midnight New York, USA)"
_GAP = 60
_ZONE_REACH = 60
_SENTENCE_END = re.compile(r"[.!?]\s{1,3}(?=[A-ZÀ-ÖØ-Þ])|\n\s*\n|\n(?=\s{0,8}[•●▪*·|-])")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with the time and the zone that the text gives it."""

    mention: Mention
    clock: Clock | None = None
    zone: str | None = None
    start: int = 0
    end: int = 0


def _stop_after(source: Source, at: int, reach: int) -> int:
    end = min(len(source.text), at + reach)
    stop = _SENTENCE_END.search(source.text, at, end)
    return stop.start() if stop else end


def _clock_after(source: Source, mention: Mention) -> Clock | None:
    gap = _TO_TIME.match(source.fold, mention.end, min(len(source.fold), mention.end + _GAP))
    at = gap.end() if gap else mention.end
    if source.fold[mention.end : mention.end + 1] == "t" and source.fold[at : at + 1] == "t":
        at += 1  # 2026-01-07T20:00
    clock = match_clock(source, at)
    return clock if clock and "\n\n" not in source.text[mention.end : clock.start] else None


def _clock_before(source: Source, mention: Mention) -> Clock | None:
    low = max(0, mention.start - _GAP)
    clock = last_clock(source, low, mention.start)
    if clock is None:
        return None
    gap, at = [], clock.end
    bracketed = _zone_in_brackets(source, clock)
    zones = [*find_zones(source, clock.end, mention.start), *([bracketed] if bracketed else [])]
    for zone in sorted(zones, key=lambda z: z.start):
        gap.append(source.fold[at : max(at, zone.start)])
        at = max(at, zone.end)
    gap.append(source.fold[at : mention.start])
    return clock if all(_TO_DATE.fullmatch(piece) for piece in gap) else None


def _zone_in_brackets(source: Source, clock: Clock) -> Zone | None:
    """The zone of a place that stands alone in brackets after the hour: "17:00 (Nairobi)"."""
    match = _BRACKETS.match(source.fold, clock.end) or _IN_BRACKETS.match(source.fold, clock.end)
    if match is None:
        return None
    places = find_places(source, match.start(1), match.end(1))
    if not places or not places[0].zone or match.end(1) - places[-1].end > 1:
        return None
    if len({p.code for p in places}) > 1:
        return None
    return Zone(places[0].zone, match.start(1), match.end(1))


def _zone_near(source: Source, clock: Clock, mention: Mention) -> Zone | None:
    """The zone beside a time: just after it, or between it and its date."""
    last = max(clock.end, mention.end)
    zones = find_zones(
        source, min(clock.start, mention.end), _stop_after(source, last, _ZONE_REACH)
    )
    near = [z for z in zones if z.start <= last + 30]
    if near:
        return near[0]
    return bare_us_zone(source, clock.end) or _zone_in_brackets(source, clock)


# A line of its own for the hour, below the one for the date: "Closing time: 15:00 (UTC-6)".
_HOUR_LINE = re.compile(
    r"[^\S\n]{0,4}\.?[^\S\n]{0,4}(?:\n[^\S\n]{0,8}){1,2}[•●▪◦*|_+ -]{0,6}(?:closing |submission "
    r"|deadline )?"
    r"(?:hora|heure|time|horario|الساعة)(?![^\W\d_])[^\n:|\d]{0,30}[:|][^\n]{0,90}"
)


def _on_next_line(source: Source, mention: Mention) -> Moment | None:
    """The hour and zone that the next line gives under a label of its own."""
    line = _HOUR_LINE.match(source.fold, mention.end)
    clock = last_clock(source, mention.end, line.end()) if line else None
    if line is None or clock is None:
        return None
    zones = find_zones(source, mention.end, line.end())
    return Moment(mention, clock, zones[0].name if zones else None, mention.start, clock.end)


def moment_of(source: Source, mention: Mention) -> Moment:
    """The date with its time and zone, as far as the text gives them."""
    plain = Moment(mention, None, None, mention.start, mention.end)
    if mention.precision != "day":
        return plain
    clock = _clock_after(source, mention) or _clock_before(source, mention)
    if clock is None:
        below = _on_next_line(source, mention)
        if below:
            return below
        zones = find_zones(source, mention.end, _stop_after(source, mention.end, 45))
        zone = zones[0] if zones else None
        return Moment(mention, None, zone.name, mention.start, zone.end) if zone else plain
    zone = _zone_near(source, clock, mention)
    start, end = min(mention.start, clock.start), max(mention.end, clock.end)
    return Moment(
        mention, clock, zone.name if zone else None, start, max(end, zone.end if zone else 0)
    )
