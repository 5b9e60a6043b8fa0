"""One letter judged with all that the database knows: for whom it is, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from mandat.calls.models import Call
from mandat.calls.states import CallState
from mandat.intake.gate.candidates import calls_with_letters, candidates_of
from mandat.intake.gate.house import house
from mandat.intake.gate.known import Sender, known_of, sender_of
from mandat.intake.gate.teams import asked_now, slots_now, sorted_for, with_team
from mandat.intake.letters.judging import Verdict, judge
from mandat.intake.letters.outcomes import Decision, Outcome, Reason
from mandat.intake.letters.reading import Letter
from mandat.intake.letters.sorting import Proposal
from mandat.intake.models import Application, Mailbox
from mandat.intake.rules.slots import Slot
from mandat.intake.sealing import words_of
from mandat.intake.services.keys import is_spent
from mandat.intake.states import ApplicationState, Channel
from mandat.people.models import Organisation

_CHANGES = frozenset({Outcome.COMPLETED, Outcome.SUPERSEDED})
_FILES = _CHANGES | {Outcome.FILED, Outcome.LATE}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a letter came from, and when it was taken in.

    `organisation` is whose calls it may be for; None for those of all. `fallback` has the desk
    for what nothing places. `stamp` is the date that our mailbox gave it.
    """

    fallback: Organisation
    at: datetime
    organisation: Organisation | None = None
    mailbox: Mailbox | None = None
    stamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A letter and everything that was decided about it.

    `application` is the sender's own at the call; `content` what it says with those who take part,
    and `proposals` sort the documents that are taken, in their order.
    """

    letter: Letter
    source: Source
    verdict: Verdict
    decision: Decision
    call: Call | None
    application: Application | None
    content: Mapping[str, Any]
    proposals: tuple[Proposal, ...]
    is_over: bool  # the call, for good: nothing can be filed for it any more

    @property
    def organisation(self) -> Organisation:
        return self.call.organisation if self.call is not None else self.source.fallback

    @property
    def place(self) -> str:
        return self.verdict.route.call or ""

    def same_as(self, other: "Judged") -> bool:
        """Whether nothing that counts has changed between two looks."""
        mine, theirs = (_counts(one) for one in (self, other))
        return mine == theirs


def _counts(one: Judged) -> tuple[Any, ...]:
    row = one.application
    filed = (row.pk, row.filing_number, row.state) if row is not None else None
    return one.decision, one.place, one.proposals, filed


def judge_letter(letter: Letter, source: Source) -> Judged:
    """The verdict, with the earlier letters and applications of the sender in view."""
    calls = calls_with_letters(source.organisation)
    sender = sender_of(letter, calls)
    verdict = judge(
        letter,
        candidates_of(calls.values(), sender.deadlines()),
        at=source.at,
        house=house(),
        slots=partial(_slots, calls, sender),
        mailbox=source.stamp,
        known=known_of(letter, sender, calls, source.fallback),
    )
    call = calls.get(verdict.route.call or "")
    application = sender.applications.get(verdict.route.call or "")
    content = _content(application, letter)
    proposals = verdict.proposals
    if call is not None and verdict.sifted.taken:
        content = with_team(content, proposals, letter.sender.name)
        proposals = tuple(sorted_for(asked_now(call, application), content, verdict.sifted))
    is_over = call is not None and (call.state == CallState.ARCHIVED or is_spent(call))
    decision = _by_door(verdict.decision, application)
    if is_over and decision.outcome in _FILES:
        decision = _kept_out(decision, in_time=verdict.in_time)
    return Judged(letter, source, verdict, decision, call, application, content, proposals, is_over)


def _kept_out(decision: Decision, *, in_time: bool) -> Decision:
    """A call that is over for good takes nothing: its keys are gone, and nobody judges any more.

    What our mailbox received in time and the gate fetched only now is for a person to answer.
    """
    if in_time:
        return replace(decision, outcome=Outcome.DESK, reason=Reason.CALL_OVER)
    return replace(decision, outcome=Outcome.LATE, reason=Reason.AFTER_DEADLINE)


def _slots(calls: Mapping[str, Call], sender: Sender, call: str) -> list[Slot]:
    application = sender.applications.get(call)
    return slots_now(calls[call], application, _words(application))


def _words(application: Application | None) -> Mapping[str, Any]:
    if application is None:
        return {}
    found: Mapping[str, Any] = words_of(application.organisation, application, "content") or {}
    return found


def _content(application: Application | None, letter: Letter) -> Mapping[str, Any]:
    if application is not None:
        return _words(application)
    return {"lead": {"name": "", "email": letter.sender.address, "phone": "", "firm": "",
                     "country": ""}}  # fmt: skip


def _by_door(decision: Decision, application: Application | None) -> Decision:
    """What came in the portal from a proved address is changed by no mail: anybody can write under
    a name. Nor is one changed that was decided about already. A person looks."""
    if decision.outcome not in _CHANGES or application is None:
        return decision
    if application.channel == Channel.PORTAL:
        return replace(decision, outcome=Outcome.DESK, reason=Reason.APPLIED_IN_PORTAL)
    if application.state != ApplicationState.FILED:
        return replace(decision, outcome=Outcome.DESK, reason=Reason.UNCERTAIN_CALL)
    return decision
