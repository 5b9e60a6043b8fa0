"""How much time is left until a deadline. Pure, no Django.

The figures are rounded down: nobody is promised a minute that is not there.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mandat.calls.times import is_in_time


class Unit(StrEnum):
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"


_MINUTES = {Unit.DAY: 24 * 60, Unit.HOUR: 60, Unit.MINUTE: 1}


@dataclass(frozen=True, slots=True)
class Left:
    """What is left: at most two units that follow each other, the larger first.

    No parts and not over: less than a minute. A day is 24 hours, whatever clocks do meanwhile.
    """

    is_over: bool
    parts: tuple[tuple[Unit, int], ...] = ()

    @property
    def is_soon(self) -> bool:
        """Whether less than seven days are left."""
        return not self.is_over and all(u != Unit.DAY or n < 7 for u, n in self.parts)

    @property
    def is_short(self) -> bool:
        """Whether less than two days are left: worth a warning."""
        return not self.is_over and all(u != Unit.DAY or n < 2 for u, n in self.parts)


def time_left(at: datetime, deadline: datetime) -> Left:
    """What is left at a moment. Exactly at the deadline it is not over (`times.is_in_time`)."""
    if not is_in_time(at, deadline):
        return Left(is_over=True)
    rest = int((deadline - at).total_seconds() // 60)
    counts: list[tuple[Unit, int]] = []
    for unit, minutes in _MINUTES.items():
        count, rest = divmod(rest, minutes)
        counts.append((unit, count))
    while counts and counts[0][1] == 0:
        counts.pop(0)
    return Left(is_over=False, parts=tuple(c for c in counts[:2] if c[1]))
