"""Sentences about the exchange around a call, in the reader's language."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mandat.calls.models import Call
from mandat.calls.public.words import moment_words, wall_words


def questions_until(call: Call) -> str:
    """Until when questions are taken, on the clock of the call; "" where it has no deadline."""
    until = call.questions_until_at or call.deadline_at
    return end_words(until, call.deadline_zone) if until else ""


def end_words(at: datetime, zone: str) -> str:
    """The end of a time: midnight is said as the end of the day before, which nobody misreads."""
    local = at.astimezone(ZoneInfo(zone))
    if local.time() == time():
        return wall_words((local.date() - timedelta(days=1)).isoformat(), zone)
    return moment_words(at, zone)
