"""When an application can be admitted, set aside as incomplete or as not eligible. Pure.

Nothing is decided while its applicant could still complete it. A machine never refuses: it says
what it found, and a named person decides, with a reason.
"""

from dataclasses import dataclass

from mandat.intake.rules.checks import Completeness
from mandat.intake.rules.eligibility import Standing
from mandat.intake.states import ApplicationState, DecisionKind, can_move

# Where each decision leads.
LEADS_TO = {
    DecisionKind.LATE_ACCEPTED: ApplicationState.FILED,
    DecisionKind.LATE_REFUSED: ApplicationState.REFUSED,
    DecisionKind.INCOMPLETE: ApplicationState.INCOMPLETE,
    DecisionKind.INELIGIBLE: ApplicationState.INELIGIBLE,
    DecisionKind.ADMITTED: ApplicationState.ADMITTED,
}
LATE = frozenset({DecisionKind.LATE_ACCEPTED, DecisionKind.LATE_REFUSED})
ADMISSION = (DecisionKind.ADMITTED, DecisionKind.INCOMPLETE, DecisionKind.INELIGIBLE)


@dataclass(frozen=True, slots=True)
class Case:
    """What a decision rests on. `is_over`: the applicant can no longer file."""

    state: ApplicationState | str
    is_over: bool
    completeness: Completeness
    eligibility: Standing


def why_not(kind: DecisionKind, case: Case) -> str:
    """Why the decision is impossible whatever the reason; "" when it is possible."""
    if kind in LATE:
        return "" if case.state == ApplicationState.LATE else "state"
    if not can_move(case.state, LEADS_TO[kind]):
        return "state"
    if not case.is_over:
        return "not_over"
    if kind == DecisionKind.INELIGIBLE:
        return "" if case.eligibility == Standing.INELIGIBLE else "none_not_met"
    if kind == DecisionKind.ADMITTED:
        refusals = {Standing.INELIGIBLE: "criterion_not_met", Standing.OPEN: "criterion_open"}
        return refusals.get(case.eligibility, "")
    return ""


def needs_reason(kind: DecisionKind, case: Case) -> str:
    """Why a reason is asked; "" for the one decision that needs none: complete, so admitted."""
    if kind != DecisionKind.ADMITTED:
        return "reason_missing"
    if case.completeness != Completeness.COMPLETE:
        return "not_complete"
    return "reason_missing" if case.state != ApplicationState.FILED else ""


def is_plain(case: Case) -> bool:
    """Whether it is admitted with all the others: nothing is missing, nothing was decided yet."""
    kind = DecisionKind.ADMITTED
    return not why_not(kind, case) and not needs_reason(kind, case)
