"""Deadlines: a wall time and a zone make an instant. Pure, no Django.

What is published is a wall time in a place; the instant follows from the clock rules of that
place, which countries change (IANA time zone database, from the `tzdata` package).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Oddity(StrEnum):
    """What is strange about a wall time in its zone."""

    NONE = ""
    SKIPPED = "skipped"  # clocks go forward over it: nobody's clock shows it
    TWICE = "twice"  # clocks go back: it is shown twice


@dataclass(frozen=True, slots=True)
class Instant:
    """The instant that a wall time means, in UTC, and whether it needs a second look."""

    at: datetime
    oddity: Oddity


def instant_of(wall: str, zone: str) -> Instant:
    """The instant of `2026-01-07T20:00` in an IANA zone; a day alone ends at its midnight.

    An hour that is shown twice means the second time, an hour that is skipped the same number of
    minutes after the jump: in doubt, for the applicant. Raises ValueError for an unreadable wall
    time, ZoneInfoNotFoundError for an unknown zone.
    """
    try:
        return _instant(wall, ZoneInfo(zone))
    except (OverflowError, OSError) as error:  # a year 9999, a folder of zones
        raise ValueError(str(error)) from None


def _instant(wall: str, place: ZoneInfo) -> Instant:
    if len(wall) == 10:
        naive = datetime.fromisoformat(wall) + timedelta(days=1)
    else:
        naive = datetime.fromisoformat(wall)
    if naive.tzinfo is not None:
        raise ValueError("a wall time has no offset of its own")
    first, second = (naive.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return Instant(first, Oddity.NONE)
    # In a gap the earlier offset gives the later instant; in a fold the later offset does.
    is_gap = first.astimezone(place).replace(tzinfo=None) != naive
    return Instant(max(first, second), Oddity.SKIPPED if is_gap else Oddity.TWICE)


def is_in_time(at: datetime, deadline: datetime) -> bool:
    """Exactly at the deadline is in; a microsecond later is late."""
    return at <= deadline
