"""Which way a call takes applications, and what may be done at its door at a moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.urls import reverse

from mandat.calls.content import value_of
from mandat.calls.models import Call
from mandat.calls.public.building import standing_of
from mandat.calls.public.facts import sending_of
from mandat.calls.public.page import Deadline, Sending, Standing
from mandat.intake.models import Application
from mandat.intake.versions import content_of


class Way(StrEnum):
    """By which door the call takes applications."""

    PORTAL = "portal"
    BOTH = "both"  # here, or by e-mail
    EMAIL = "email"  # by e-mail and no other way
    PAPER = "paper"


CLOSED_HERE = frozenset({Way.EMAIL, Way.PAPER})


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the parts of the call's own page show at the way in, under the names they know."""

    sending: Sending
    deadline: Deadline


def way_of(sending: Sending) -> Way:
    """The way that the call's own words leave open.

    Source 002 takes applications at one address, under one subject, and says that no other way is
    accepted. A call that names no way, or not only the mailbox, is answered here too.
    """
    if sending.channel == "paper":
        return Way.PAPER
    if sending.channel == "email":
        return Way.EMAIL if sending.is_exclusive else Way.BOTH
    return Way.PORTAL


def takes_here(application: Application) -> bool:
    """Whether this application is completed and filed on this site.

    Where the call shuts this door it is not, whatever link its applicant holds: what is missing
    follows the way that the call allows. Whoever was invited by a link of their own comes by it.
    """
    if application.invited_from_id is not None:
        return True
    says = value_of(content_of(application.call), "submission") or {}
    by_mail_alone = says.get("channel") == "email" and says.get("exclusive")
    return not (says.get("paper") or by_mail_alone)


def sending_now(call: Call) -> Sending:
    """Where the call as it is now wants applications."""
    return sending_of(content_of(call))


def way_in(call: Call, sending: Sending, at: datetime) -> str:
    """The address that begins an application; "" where there is none, or another door."""
    if way_of(sending) in CLOSED_HERE or standing_of(call, at) != Standing.OPEN:
        return ""
    return reverse("apply:start_application", args=[call.token])
