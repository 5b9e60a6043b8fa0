"""When a session ends by itself. Pure: moments are seconds since 1970, passed in.

Idle limits follow NIST SP 800-63B (4.2.3 and 4.3.3: 15 minutes to an hour without activity,
12 hours in all) where confidential data is met, and are wider for everybody else.
"""

from dataclasses import dataclass
from typing import Any

CLOCK = "people.clock"  # its place in a session
LONGEST = 12 * 60 * 60  # seconds from signing in, however busy the person is
MARK_EVERY = 60  # seconds; activity is written down no more often than this
WARN_BEFORE = 60  # seconds before the end in which the page says so


@dataclass(frozen=True, slots=True)
class Clock:
    """Since when somebody is signed in, when they last did something, and how long that lasts."""

    since: float
    seen: float
    idle: int  # seconds

    @property
    def ends(self) -> float:
        """The moment at which the session ends if nothing happens."""
        return min(self.seen + self.idle, self.since + LONGEST)

    def has_ended(self, at: float) -> bool:
        return at >= self.ends

    def is_due(self, at: float) -> bool:
        """Whether activity at this moment is to be written down."""
        return at - self.seen >= MARK_EVERY

    def packed(self) -> list[float]:
        """As it stands in a session."""
        return [self.since, self.seen, self.idle]


def unpacked(stored: Any) -> Clock | None:
    """The clock of a session; None when it has none yet, or none that can be read."""
    try:
        since, seen, idle = stored
        return Clock(float(since), float(seen), int(idle))
    except (TypeError, ValueError):
        return None
