"""Offers that would end before anybody is chosen. Pure.

Source 003: an offer is valid "at least thirty (30) days from the deadline". Where the choice takes
longer, applicants are asked to let theirs stand; nobody can be held to an offer that ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mandat.calls.content import Content, value_of
from mandat.calls.shapes import items_of
from mandat.intake.rules.answers import day_of, valid_at_least_until


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer; `valid_until` is its last day, None where it names none."""

    key: str
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An offer that ends too early: by how many days, and until when it is asked to stand.

    `valid_until` is the day that counts: its own, or the least that the call asks.
    """

    key: str
    valid_until: date
    days_short: int
    extend_to: date


def expected_award(content: Content) -> date | None:
    """The day on which the call expects its decision; None where it names no whole day."""
    named = [
        day_of(row.get("date"))
        for row in items_of(value_of(content, "dates"))
        if row.get("role") == "decision"
    ]
    return max((day for day in named if day is not None), default=None)


def last_day(offer: Offer, content: Content, closes_on: date) -> date | None:
    """The last day of an offer. One that names none stands as long as the call asks at least."""
    return offer.valid_until or valid_at_least_until(content, closes_on)


def to_extend(
    offers: Iterable[Offer], content: Content, closes_on: date, award: date
) -> list[Shortfall]:
    """The offers whose last day comes before the award, the shortest first.

    An offer that ends on the very day is still one. All are asked for the same day, so that nobody
    knows from the request who applied for how long.
    """
    found = []
    for offer in offers:
        until = last_day(offer, content, closes_on)
        if until is not None and until < award:
            found.append(Shortfall(offer.key, until, (award - until).days, award))
    return sorted(found, key=lambda s: (s.valid_until, s.key))


def without_end(offers: Iterable[Offer], content: Content, closes_on: date) -> list[str]:
    """The keys of offers of which nobody can say until when they stand: they are asked."""
    return [o.key for o in offers if last_day(o, content, closes_on) is None]
