"""How long something took, in words: the two largest units of it."""

from datetime import timedelta

from babel.lists import format_list
from babel.units import format_unit

from mandat.calls.display import reader_language
from mandat.calls.public.time_left import Unit
from mandat.calls.public.words import counted

_UNITS = ((Unit.DAY, 86_400), (Unit.HOUR, 3_600), (Unit.MINUTE, 60))


def span_in_words(span: timedelta) -> str:
    """“2 days, 3 hours”; less than a second is said as such, for it is late all the same."""
    left, parts = int(span.total_seconds()), []
    for unit, seconds in _UNITS:
        number, left = divmod(left, seconds)
        if number:
            parts.append(counted(unit, number))
    if left:
        parts.append(_of_clock(left, "second"))
    if not parts:
        parts.append(_of_clock(max(1, span // timedelta(milliseconds=1)), "millisecond"))
    return str(format_list(parts[:2], "unit", locale=reader_language()))


def _of_clock(number: int, unit: str) -> str:
    return str(format_unit(number, f"duration-{unit}", "long", locale=reader_language()))
