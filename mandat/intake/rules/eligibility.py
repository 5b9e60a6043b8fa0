"""Who may stand: yes or no for each criterion, decided by a person, with equal chances to prove it.
Pure.

Source 002: tenderers "must be able to prove, at MdM-F's discretion, that they meet the legal,
technical and financial requirements". So a claim is not enough, and proof can be asked; and what
one applicant may hand in later, all in the same position may.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mandat.calls.content import Content, value_of
from mandat.calls.shapes import items_of
from mandat.calls.times import is_in_time
from mandat.intake.rules.slots import Asked
from mandat.intake.states import CriterionOutcome, Part, ProofState


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the call; `number` is its place in the list, from 0.

    What is not `required` is a plus ("knowledge of MdM is a plus", source 002): it is for the
    committee to mark, and shuts nobody out.
    """

    number: int
    text: str
    required: bool

    @property
    def source(self) -> str:
        return f"eligibility.{self.number}"


class Claim(StrEnum):
    """What applicants say of themselves."""

    YES = "yes"
    NO = "no"
    UNSAID = ""


class Standing(StrEnum):
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    OPEN = "open"  # somebody still decides, or waits for proof


@dataclass(frozen=True, slots=True)
class Candidate:
    """One applicant of a call, as far as criteria go.

    `shown` are the numbers of criteria of which a document lies before the clerk; `is_running` is
    false for whoever withdrew or was refused.
    """

    key: str
    claims: Mapping[int, Claim] = field(default_factory=dict)
    decisions: Mapping[int, CriterionOutcome] = field(default_factory=dict)
    shown: frozenset[int] = frozenset()
    is_running: bool = True


def criteria_of(content: Content) -> list[Criterion]:
    """The criteria of a call. One that does not say whether it is required is required."""
    return [
        Criterion(number, str(row.get("text") or ""), row.get("required") is not False)
        for number, row in enumerate(items_of(value_of(content, "eligibility")))
    ]


def claims_of(application: Mapping[str, object]) -> dict[int, Claim]:
    """What an application claims, by criterion; what is neither yes nor no is not said."""
    answers = application.get("answers")
    rows = answers.items() if isinstance(answers, Mapping) else ()
    return {
        int(number): _claim(answer)
        for number, answer in rows
        if str(number).isascii() and str(number).isdecimal()
    }


def _claim(answer: object) -> Claim:
    says = str(answer.get("says")) if isinstance(answer, Mapping) else ""
    return Claim(says) if says in set(Claim) else Claim.UNSAID


def standing_of(
    criteria: Iterable[Criterion], decisions: Mapping[int, CriterionOutcome]
) -> Standing:
    """What the decisions come to. A claim decides nothing, nor does a plus.

    One required criterion that is not met settles it; one that is undecided keeps it open.
    """
    outcomes = [decisions.get(c.number) for c in criteria if c.required]
    if CriterionOutcome.NOT_MET in outcomes:
        return Standing.INELIGIBLE
    is_settled = all(outcome == CriterionOutcome.MET for outcome in outcomes)
    return Standing.ELIGIBLE if is_settled else Standing.OPEN


def why_not_decide(outcome: CriterionOutcome, *, has_document: bool, note: str) -> str:
    """Why a criterion cannot be decided so; "" when it can.

    Met is met by a document that can be named. Not met is said of a document, or of its absence
    with a reason: whoever is shut out is told which.
    """
    if outcome == CriterionOutcome.MET and not has_document:
        return "document_missing"
    if outcome == CriterionOutcome.NOT_MET and not has_document and not note.strip():
        return "reason_missing"
    return ""


def why_not_reopen(asked: Asked | None) -> str:
    """Why a request for proof cannot reopen this document; "" when it can.

    `asked` is None for a further document that the call never asked, a diploma say. Whoever could
    change price or method after the deadline would apply a second time: these stay shut, and so
    does what might hold them because the call does not say its part.
    """
    if asked is None or asked.part == Part.ADMINISTRATIVE:
        return ""
    return "price_stays" if asked.is_financial else "method_stays"


def takes_proof(state: ProofState, deadline: datetime, at: datetime) -> bool:
    """Whether a request takes its document at that instant: once, until its own deadline."""
    return state == ProofState.ASKED and is_in_time(at, deadline)


def opens(slot: str, reopened: str, state: ProofState, deadline: datetime, at: datetime) -> bool:
    """Whether this slot can be changed under a request that reopened `reopened`: that one only."""
    return slot == reopened and takes_proof(state, deadline, at)


def is_in_position(candidate: Candidate, criterion: int) -> bool:
    """Whether proof of a criterion may be asked of somebody.

    They are running, nobody decided, no document shows it, and they do not say themselves that
    they do not meet it. Who was asked already stays in the position until somebody decides.
    """
    decided = candidate.decisions.get(criterion)
    return (
        candidate.is_running
        and decided in (None, CriterionOutcome.PROOF_ASKED)
        and criterion not in candidate.shown
        and candidate.claims.get(criterion, Claim.UNSAID) != Claim.NO
    )


def same_position(candidates: Iterable[Candidate], criterion: int) -> list[str]:
    """The keys of all who must receive the same request, in the order given."""
    return [c.key for c in candidates if is_in_position(c, criterion)]


def left_out(candidates: Iterable[Candidate], criterion: int, asked: Iterable[str]) -> list[str]:
    """The keys of those in the same position who would not be asked: equal treatment wants none."""
    receive = set(asked)
    return [key for key in same_position(candidates, criterion) if key not in receive]
