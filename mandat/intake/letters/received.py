"""When a letter arrived, by the lines that our own mail host wrote; what it says of the sender."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from mandat.intake.letters.heads import Head, instant_of, without_comments

_BY: Final = re.compile(r"(?:^|\s)by\s+([\w.-]{1,255})", re.IGNORECASE)
_RESULT: Final = re.compile(r"(?:^|[;\s])(spf|dkim|dmarc)\s*=\s*(\w{1,20})", re.IGNORECASE)
_AHEAD: Final = timedelta(minutes=10)  # clocks of two of our machines differ by less


class ArrivalSource(StrEnum):
    """What the instant of arrival rests on."""

    MAILBOX = "mailbox"  # the receipt stamp of our mailbox
    RECEIVED = "received"  # the topmost Received line of our own mail host
    IMPORT = "import"  # neither: the instant of import


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line of our own mail host: its instant (aware, UTC), the host as it names itself.

    `first` is true when no line of another host stands above it. Under lines of others it may
    have been written by anybody.
    """

    at: datetime
    host: str
    first: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a letter arrived, on what that rests, and whether a person should look at it."""

    at: datetime
    source: ArrivalSource
    certain: bool


def is_own(host: str, own_hosts: Collection[str]) -> bool:
    """Whether a host is one of ours or stands below one of ours."""
    name = host.lower().rstrip(".")
    return any(
        name == own or name.endswith("." + own)
        for own in (o.lower().strip(".") for o in own_hosts)
        if own
    )


def stamp_of(head: Head, own_hosts: Collection[str]) -> Stamp | None:
    """The topmost Received line that one of our hosts wrote; None when there is none.

    The host is the last one after `by`, outside brackets: what stands before it was said by the
    other side. The instant stands behind the last semicolon (RFC 5321, 4.4).
    """
    for place, line in enumerate(head.texts("received")):
        clauses, _, date = without_comments(line).rpartition(";")
        hosts = _BY.findall(clauses)
        if hosts and is_own(hosts[-1], own_hosts):
            moment = instant_of(date)
            return Stamp(moment, hosts[-1].lower(), place == 0) if moment else None
    return None


def arrival_of(stamp: Stamp | None, *, at: datetime, mailbox: datetime | None = None) -> Arrival:
    """The mailbox's receipt stamp, else our host's line, else the instant of import.

    A stamp in the future is nobody's receipt. The sender's Date is never asked.
    """
    if mailbox is not None and mailbox <= at + _AHEAD:
        return Arrival(mailbox, ArrivalSource.MAILBOX, certain=True)
    if stamp is not None and stamp.at <= at + _AHEAD:
        return Arrival(stamp.at, ArrivalSource.RECEIVED, certain=stamp.first)
    return Arrival(at, ArrivalSource.IMPORT, certain=False)


def sender_is_refuted(head: Head, own_hosts: Collection[str]) -> bool:
    """Whether our own mail host found that the letter is not from its sender (RFC 8601).

    Only a failure is believed: anybody can write into a letter that all is well.
    """
    found: dict[str, set[str]] = {}
    for line in head.texts("authentication-results"):
        plain = without_comments(line)
        host, _, results = plain.strip().partition(";")
        if is_own((host.split() or [""])[0], own_hosts):
            for way, result in _RESULT.findall(results):
                found.setdefault(way.lower(), set()).add(result.lower())
    if "fail" in found.get("dmarc", ()):
        return True
    return "fail" in found.get("spf", ()) and "pass" not in found.get("dkim", ())
