"""Sentences of the public page in the reader's language: deadline, time left, rules."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_time, get_timezone_location
from django.utils.translation import gettext, ngettext

from mandat.calls.display import day, reader_language
from mandat.calls.public.time_left import Left, Unit
from mandat.core.days import day_in

_TURNED = str.maketrans("+-", "\u2212+")


def counted(unit: Unit, count: int) -> str:
    """`4 hours`, in the plural that the language asks for."""
    match unit:
        case Unit.DAY:
            text = ngettext("%(count)d day", "%(count)d days", count)
        case Unit.HOUR:
            text = ngettext("%(count)d hour", "%(count)d hours", count)
        case Unit.MINUTE:
            text = ngettext("%(count)d minute", "%(count)d minutes", count)
    return text % {"count": count}


def time_left_words(left: Left) -> str:
    """What is left as a sentence; "" when the deadline is behind."""
    if left.is_over:
        return ""
    said = [counted(unit, count) for unit, count in left.parts]
    match said:
        case [large, small]:
            return gettext("%(large)s and %(small)s left.") % {"large": large, "small": small}
        case [only]:
            return gettext("%(time)s left.") % {"time": only}
    return gettext("Less than a minute left.")


def city_of(zone: str) -> str:
    """The city whose clock an IANA zone names, in the reader's language; "" when none is."""
    if "/" not in zone or zone.startswith("Etc/"):
        return ""
    return get_timezone_location(zone, locale=reader_language(), return_city=True)


def clock_of(zone: str) -> str:
    """Whose clock is meant: Brussels time, heure de Bruxelles, بتوقيت بروكسل; UTC and its shifts
    stay what they are (`Etc/GMT+5` is five hours *behind* UTC, by POSIX)."""
    city = city_of(zone)
    if not city:
        name = zone.rpartition("/")[2].removeprefix("GMT")
        return f"UTC{name.translate(_TURNED)}" if name[:1] in ("+", "-") else name or "UTC"
    if reader_language() == "fr":
        return f"heure {_of_city(city)}"
    return gettext("%(city)s time") % {"city": city}


def _of_city(city: str) -> str:
    """French names of cities after `de`: de Bruxelles, d’Athènes, du Caire, des Caraïbes."""
    for article, joined in (("Le ", "du "), ("Les ", "des ")):
        if city.startswith(article):
            return joined + city.removeprefix(article)
    return f"d’{city}" if city[:1] in "AEÉÈÊIÎOÔUYHaeiou" else f"de {city}"


def hour_of(at: datetime, zone: str) -> str:
    """The hour on the clock of a zone, as the reader's language writes it."""
    return format_time(at.astimezone(ZoneInfo(zone)), "HH:mm", locale=reader_language())


def day_of(at: datetime, zone: str) -> str:
    """The day on the calendar of a zone, with its weekday."""
    return day(day_in(zone, at).isoformat(), weekday=True)


def wall_words(wall: str, zone: str) -> str:
    """`Wednesday 7 January 2026 at 20:00, Brussels time`; a day alone means its end."""
    on, _t, hour = wall.partition("T")
    words = {"day": day(on, weekday=True), "hour": hour, "clock": clock_of(zone)}
    if hour:
        return gettext("%(day)s at %(hour)s, %(clock)s") % words
    return gettext("the end of %(day)s, %(clock)s") % words


def moment_words(at: datetime, zone: str) -> str:
    """An instant on the clock of a zone, in the words of a deadline."""
    return wall_words(at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M"), zone)
