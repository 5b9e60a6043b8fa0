"""When a request arrived: what decides whether somebody was in time."""

from datetime import datetime
from typing import Any

from django.utils import timezone


def note_arrival(request: Any, *, is_whole: bool) -> None:
    """Now is the instant of the request; `is_whole` when its last byte is here."""
    request.arrived_at = timezone.now()
    request.came_whole = is_whole


def arrival_of(request: Any) -> datetime:
    """The instant, by our clock, at which the last byte of the request was here.

    A large body is read to its end first: a request that begins in time and ends late is late,
    and whatever happened while it dripped in happened before it.
    """
    if not getattr(request, "came_whole", False):
        _ = request.POST  # reads forms to their end, files included
        note_arrival(request, is_whole=True)
    at: datetime = request.arrived_at
    return at
