"""What stands between a draft and its publication, and until when a call is open. Pure.

Two sorts of rules of a call are kept apart. What it states binds everybody; what it does not
state never applies. So nothing is filled in silently: `proposals` says what is usual and why, the
author takes it or leaves it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from mandat.calls.checker.words import PRICE
from mandat.calls.content import (
    Content,
    extra_of,
    has_two_stages,
    other_deadlines,
    value_of,
)
from mandat.calls.importer.draft import JSON
from mandat.calls.importer.text import fold
from mandat.calls.shapes import items_of
from mandat.calls.states import CallState, Formula
from mandat.calls.times import Oddity, instant_of, is_in_time

# What people who buy missions have in common. Pass mark: UNDP's clause on combined scoring (only
# offers of at least 70 percent of the technical points are priced) and calls that quote the World
# Bank's quality and cost based selection. Shortlist: the World Bank's guidelines of 2011, and calls
# of Médecins du Monde, both six.
USUAL_PASS_MARK = 70  # percent of the technical points
USUAL_SHORTLIST = 6


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way, or (`blocks` false) that deserves a second look."""

    code: str
    blocks: bool = True
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who opens sealed prices at one of the two places, as keys of accounts."""

    holder: int
    substitute: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the decision needs to know of a draft.

    `content` is what would be published; `language` is empty when the call names none;
    `blocking` and `remarks` count what the checker says and nobody set aside; `unconfirmed` counts
    values that nobody looked at; `entitled` are the accounts that may hold a key; `approvers`
    counts those who could approve.
    """

    content: Content
    blocking: int
    remarks: int
    unconfirmed: int
    seats: tuple[Seat, ...]
    entitled: frozenset[int]
    approvers: int
    unchecked: int = 0  # documents that are not found safe: on their way, refused or locked


def obstacles(facts: Facts, at: datetime) -> list[Obstacle]:
    """Everything that stands in the way, what blocks first, in the order of the work."""
    found = [
        *_words(facts),
        *_deadline(facts.content, at),
        *_other_deadlines(facts.content),
        *_questions(facts.content),
        *_judging(facts.content),
        *_documents(facts),
        *_keys(facts),
        *_people(facts),
    ]
    return sorted(found, key=lambda o: not o.blocks)


def blocking(found: list[Obstacle]) -> list[Obstacle]:
    """Those without which nobody may ask for approval, nor publish."""
    return [o for o in found if o.blocks]


def _words(facts: Facts) -> Iterator[Obstacle]:
    if facts.blocking:
        yield Obstacle("blocking_remarks", params={"count": facts.blocking})
    if not str(value_of(facts.content, "title") or "").strip():
        yield Obstacle("no_title")
    if not value_of(facts.content, "language"):
        yield Obstacle("no_language")
    if facts.unconfirmed:
        yield Obstacle("unconfirmed", blocks=False, params={"count": facts.unconfirmed})
    if facts.remarks - facts.blocking > 0:
        count = facts.remarks - facts.blocking
        yield Obstacle("open_remarks", blocks=False, params={"count": count})


def _deadline(content: Content, at: datetime) -> Iterator[Obstacle]:
    wall = value_of(content, "deadline") or ""
    zone = extra_of(content, "deadline").get("timezone") or ""
    if not wall or not zone:
        yield Obstacle("deadline_without_zone" if wall else "no_deadline")
        return
    try:
        instant = instant_of(wall, zone)
    except (ValueError, ZoneInfoNotFoundError):
        yield Obstacle("deadline_unreadable", params={"wall": wall})
        return
    if not is_in_time(at, instant.at):
        yield Obstacle("deadline_past", params={"wall": wall})
    if instant.oddity != Oddity.NONE:
        yield Obstacle(f"deadline_{instant.oddity}", blocks=False, params={"wall": wall})
    if "T" not in wall:
        yield Obstacle("deadline_without_hour", blocks=False, params={"wall": wall})


def _other_deadlines(content: Content) -> Iterator[Obstacle]:
    """A second day for what the deadline names; without deadline there is nothing to compare."""
    found = other_deadlines(content) if value_of(content, "deadline") else []
    for other in found[:1]:
        yield Obstacle("other_deadline", blocks=False, params={"wall": other})


def _questions(content: Content) -> Iterator[Obstacle]:
    """The end of the time for questions can be computed, and comes before the deadline."""
    zone = extra_of(content, "deadline").get("timezone") or ""
    for date in items_of(value_of(content, "dates")):
        if date.get("role") != "questions" or len(date.get("date") or "") != 10 or not zone:
            continue
        try:
            wall = f"{date['date']}T{date['time']}" if date.get("time") else date["date"]
            until = instant_of(wall, date.get("timezone") or zone).at
            deadline = instant_of(value_of(content, "deadline") or "", zone).at
        except (ValueError, ZoneInfoNotFoundError):
            yield Obstacle("questions_unreadable", params={"wall": date["date"]})
            return
        if until > deadline:
            yield Obstacle("questions_after_deadline", blocks=False)
        return


def _judging(content: Content) -> Iterator[Obstacle]:
    formula = content["rules"].get("formula")
    if not items_of(value_of(content, "evaluation_grid")):
        yield Obstacle("no_grid")
    elif priced(content) and not formula:
        code = "formula_in_words_only" if value_of(content, "price_formula") else "no_formula"
        yield Obstacle(code, blocks=False)
    if not items_of(value_of(content, "required_documents")):
        yield Obstacle("no_documents", blocks=False)
    if not value_of(content, "submission"):
        yield Obstacle("no_channel", blocks=False)


def _documents(facts: Facts) -> Iterator[Obstacle]:
    if facts.unchecked:
        yield Obstacle("documents_unchecked", params={"count": facts.unchecked})


def _keys(facts: Facts) -> Iterator[Obstacle]:
    if not facts.content["rules"].get("seals_prices"):
        return
    if fault := seats_fault(facts.seats, facts.entitled):
        yield Obstacle(fault)


def seats_fault(seats: tuple[Seat, ...], entitled: frozenset[int]) -> str:
    """Why these people cannot hold the keys to sealed prices; "" when they can.

    Two persons together, each with somebody who stands in: four different people, so that nobody
    opens alone and one absence stops nothing.
    """
    named = [key for seat in seats for key in (seat.holder, seat.substitute)]
    if len(seats) != 2:
        return "no_holders"
    if len(set(named)) != len(named):
        return "holders_twice"
    if not set(named) <= entitled:
        return "holders_left"
    return ""


def _people(facts: Facts) -> Iterator[Obstacle]:
    if not facts.approvers:
        yield Obstacle("nobody_approves")


def priced(content: Content) -> bool:
    """Whether the grid gives points to the price."""
    grid = items_of(value_of(content, "evaluation_grid"))
    return any(PRICE.search(fold(str(row.get("label") or ""))) for row in grid)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A usual value of a rule that the call does not state; `reason` is a code for its words."""

    name: str
    value: JSON
    reason: str


def proposals(content: Content) -> dict[str, Proposal]:
    """What is usual for each rule that this call does not state, by name."""
    found = []
    grid = items_of(value_of(content, "evaluation_grid"))
    if grid and not items_of(value_of(content, "pass_marks")):
        found.append(Proposal("pass_marks", USUAL_PASS_MARK, "pass_mark"))
    if has_two_stages(content) and not value_of(content, "shortlist_cap"):
        found.append(Proposal("shortlist_cap", USUAL_SHORTLIST, "shortlist"))
    if grid and not content["rules"].get("formula"):
        usual = Formula.RATIO_LOW if priced(content) else Formula.QUALITY_ONLY
        found.append(Proposal("formula", usual.value, f"formula_{usual.value}"))
    return {p.name: p for p in found}


def accepts(state: CallState | str, deadline: datetime | None, at: datetime) -> bool:
    """Whether a call takes applications at that instant. Exactly at the deadline is in.

    A closed call stays closed: a clock that is set back opens nothing again.
    """
    return state == CallState.PUBLISHED and deadline is not None and is_in_time(at, deadline)


def shifted(deadline: datetime, computed: datetime, at: datetime) -> bool:
    """Whether a deadline follows its zone to another instant, now that clocks changed.

    What is promised is a wall time, so it does. Only an end that would already be over is left to
    people: nobody is shut out by an update of our tables.
    """
    return computed != deadline and (computed > deadline or computed > at)
