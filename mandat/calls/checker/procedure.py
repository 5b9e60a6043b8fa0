"""Rules about how applicants are treated."""

from collections.abc import Iterator

from mandat.calls.checker.facts import Facts
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind


def early_closing_reserved(facts: Facts) -> Iterator[Concern]:
    """A deadline is promised, and the right to choose someone before it is kept."""
    if facts.value("early_closing") is True and facts.deadline:
        yield Concern(
            facts.spans("early_closing") + facts.deadline.spans,
            {"deadline": facts.deadline.day.iso},
            Remedy(RemedyKind.DROP, "early_closing"),
        )


def only_selected_informed(facts: Facts) -> Iterator[Concern]:
    """Those who are not chosen are left to guess."""
    if facts.value("outcome_notice") == "selected_only":
        remedy = Remedy(RemedyKind.SET, "outcome_notice", "all")
        yield Concern(facts.spans("outcome_notice"), remedy=remedy)
