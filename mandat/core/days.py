"""Which calendar day an instant is where somebody lives. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def day_in(zone: str, at: datetime) -> date:
    """The calendar day of an instant in a time zone, such as "Africa/Dakar"."""
    return at.astimezone(ZoneInfo(zone)).date()
