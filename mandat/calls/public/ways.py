"""By which page people apply to a public call: a room that takes applications says it here."""

from collections.abc import Callable
from datetime import datetime

from mandat.calls.models import Call
from mandat.calls.public.page import Sending

WayIn = Callable[[Call, Sending, datetime], str]

_WAYS: list[WayIn] = []


def register_way_in(way: WayIn) -> None:
    """`way(call, sending, at)` gives the address to which an e-mail address is posted to begin an
    application, "" when the call takes none there at that moment. Called in `apps.py`; signing up
    again replaces it.
    """
    _WAYS[:] = [way]


def way_in(call: Call, sending: Sending, at: datetime) -> str:
    """That address; "" when no room takes applications to this call now."""
    return next((address for way in _WAYS if (address := way(call, sending, at))), "")
