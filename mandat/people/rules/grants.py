"""Since when and until when a role counts, who may hand it on, and who may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mandat.people.roles import LONGEST_GRANT_DAYS, NEEDS_SECOND_FACTOR, Role
from mandat.people.states import GrantState

SOON = timedelta(days=30)  # a role that ends within this waits for a decision


@dataclass(frozen=True, slots=True)
class Term:
    """From when until when: `ends` None means until somebody ends it. Aware instants."""

    begins: datetime
    ends: datetime | None = None


def state_at(at: datetime, term: Term, ended: datetime | None = None) -> GrantState:
    """What a grant is at that moment. It counts from its first instant, no more from its last."""
    if (ended is not None and ended <= at) or (term.ends is not None and term.ends <= at):
        return GrantState.ENDED
    return GrantState.COMING if at < term.begins else GrantState.IN_FORCE


def ends_soon(at: datetime, term: Term) -> bool:
    """Whether it is time to think about what comes after."""
    return term.ends is not None and at < term.ends <= at + SOON


def longest_end(role: Role, begins: datetime) -> datetime | None:
    """The last instant that a grant of this role may have; None when it may last."""
    days = LONGEST_GRANT_DAYS.get(role)
    return begins + timedelta(days=days) if days else None


def why_not_term(role: Role, term: Term, at: datetime) -> str:
    """Why a role cannot be granted for this time."""
    if term.ends is not None and term.ends <= term.begins:
        return "ends_before_start"
    if term.ends is not None and term.ends <= at:
        return "ends_in_the_past"
    last = longest_end(role, term.begins)
    if last is not None and term.ends is None:
        return "end_missing"
    if last is not None and term.ends is not None and term.ends > last:
        return "too_long"
    return ""


def why_not_to_oneself(role: Role, *, is_oneself: bool) -> str:
    """Nobody opens data of class 3 or 4 to themselves: it takes a second administrator."""
    return "not_to_oneself" if is_oneself and role in NEEDS_SECOND_FACTOR else ""


def keeps_an_administrator(ends: datetime | None, others: Iterable[datetime | None]) -> bool:
    """Whether an organisation still has an administrator when one leaves.

    `ends` is when the one who leaves would have ended, `others` the ends of the other own grants
    in force: one of them must last at least as long, or the end is only put off.
    """
    return any(other is None or (ends is not None and other >= ends) for other in others)


def why_not_delegate(
    *, own: Term, wanted: Term, at: datetime, is_delegated: bool, to_oneself: bool
) -> str:
    """Why a role cannot be lent for an absence: lent once, to another, within one's own time."""
    if is_delegated:
        return "delegated_already"
    if to_oneself:
        return "to_oneself"
    if wanted.ends is None:
        return "end_missing"
    if wanted.ends <= wanted.begins:
        return "ends_before_start"
    if wanted.ends <= at:
        return "ends_in_the_past"
    if wanted.begins < own.begins or (own.ends is not None and wanted.ends > own.ends):
        return "longer_than_own"
    return ""
