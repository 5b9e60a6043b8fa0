"""Sizes of files in words, and nothing else."""

from babel.units import format_unit
from django.utils.translation import get_language

_UNITS = (("gigabyte", 10**9), ("megabyte", 10**6))


def shown_size(size: int) -> str:
    """The size as people and their devices say it, in thousands: 25 MB, 25 Mo, 25 م.ب."""
    locale = (get_language() or "en").replace("-", "_")
    for unit, bytes_in_it in _UNITS:
        if size >= bytes_in_it:
            return str(format_unit(round(size / bytes_in_it, 1), unit, "short", locale=locale))
    thousands = round(max(size, 100) / 1000, 1) if size else 0
    return str(format_unit(thousands, "kilobyte", "short", locale=locale))
