"""Applications as they were filed, and how they stand: what the clerk reads and decides on.

What somebody typed or added after their last filing is not read here: it was not handed in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mandat.calls.content import Content
from mandat.calls.models import Call, CallVersion
from mandat.intake.checking import Standing, standing_of
from mandat.intake.content import whole
from mandat.intake.models import Application, CriterionDecision, Filing, Piece
from mandat.intake.rules.admission import Case
from mandat.intake.rules.checks import Check, Completeness
from mandat.intake.rules.completeness import completeness_of, without_sealed
from mandat.intake.rules.eligibility import criteria_of
from mandat.intake.rules.eligibility import standing_of as eligibility_of
from mandat.intake.rules.filing import Fate, fate_of
from mandat.intake.sealing import words_of
from mandat.intake.states import CriterionOutcome


@dataclass(frozen=True, slots=True)
class Filed:
    """One application as it was filed last. `checks` say nothing of what is sealed."""

    application: Application
    filing: Filing
    words: dict[str, Any]
    pieces: list[Piece]
    standing: Standing
    checks: list[Check]

    @property
    def completeness(self) -> Completeness:
        return completeness_of(self.checks)


def content_now(call: Call) -> Content:
    """What the call asks now: the same for everybody who applied. Read with the call, or asked."""
    known: Content | None = vars(call).get("content_now")
    if known is not None:
        return known
    content: Content = CallVersion.objects.values_list("content", flat=True).get(
        call=call, number=call.version_number
    )
    return content


def filed_of(applications: Iterable[Application], content: Content) -> dict[int, Filed]:
    """Each application by its key, as it was filed last, in two queries for all of them.

    The applications are of one call and come with it and their organisation.
    """
    numbers = {a.pk: a for a in applications}
    rows = Filing.objects.filter(application__in=list(numbers)).order_by("number")
    filings = {
        f.application_id: f for f in rows if f.number == numbers[f.application_id].filing_number
    }
    pieces = _pieces_of(filings.values())
    return {
        pk: _filed(numbers[pk], filing, content, pieces.get(filing.pk, []))
        for pk, filing in filings.items()
    }


def _pieces_of(filings: Iterable[Filing]) -> dict[int, list[Piece]]:
    """The documents of each filing, with their files; sealed facts are not even read."""
    through = Filing.pieces.through.objects.filter(filing__in=[f.pk for f in filings])
    rows = through.select_related("piece__file").defer(
        "piece__facts", "piece__counts", "piece__pages"
    )
    found: dict[int, list[Piece]] = {}
    for row in rows.order_by("piece_id"):
        found.setdefault(row.filing_id, []).append(row.piece)
    return found


def _filed(
    application: Application, filing: Filing, content: Content, pieces: list[Piece]
) -> Filed:
    for piece in pieces:  # what is nobody's before the opening is not asked for
        piece.facts = piece.counts = piece.pages = None
    words = whole(words_of(application.organisation, filing, "content") or {})
    standing = standing_of(
        application, content, words, pieces, has_price=filing.envelope is not None
    )
    checks = without_sealed(standing.checks)
    return Filed(application, filing, words, pieces, standing, checks)


def outcomes_of(applications: Iterable[int]) -> dict[int, dict[int, CriterionOutcome]]:
    """The last decision on each criterion, by application and number, in one query."""
    rows = CriterionDecision.objects.filter(application__in=list(applications)).order_by("pk")
    found: dict[int, dict[int, CriterionOutcome]] = {}
    for pk, number, outcome in rows.values_list("application_id", "number", "outcome"):
        found.setdefault(pk, {})[number] = CriterionOutcome(outcome)
    return found


def is_over(application: Application, at: datetime) -> bool:
    """Whether the applicant can no longer file at that instant."""
    call = application.call
    fate = fate_of(
        at, call.deadline_at, call.late_rule, call.state, call.closed_at, application.deadline_at
    )
    return fate is not Fate.IN_TIME


def case_of(
    filed: Filed, content: Content, outcomes: Mapping[int, CriterionOutcome], at: datetime
) -> Case:
    """What a decision about the application rests on at that instant."""
    return Case(
        state=filed.application.state,
        is_over=is_over(filed.application, at),
        completeness=filed.completeness,
        eligibility=eligibility_of(criteria_of(content), outcomes),
    )
