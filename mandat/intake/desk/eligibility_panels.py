"""What the page of an application says of admission: criteria, proofs, referees, lists of names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mandat.calls.content import Content
from mandat.core.rooms import Waiting, register_waits
from mandat.core.tasks import Job, register_job
from mandat.intake.desk.eligibility import (
    CLAIMS,
    OUTCOME_MARKS,
    OUTCOMES,
    PROOF_MARKS,
    PROOFS,
)
from mandat.intake.desk.eligibility_words import RUNNING, Said, said_of
from mandat.intake.desk.panels import register_panel
from mandat.intake.desk.standing import content_now
from mandat.intake.mine import proofs_files
from mandat.intake.models import Application, CriterionDecision, ProofRequest
from mandat.intake.policies import SORTS
from mandat.intake.rules.eligibility import Claim, Criterion, claims_of, criteria_of
from mandat.intake.services.referring import named_references
from mandat.intake.services.sanctions import possible_matches
from mandat.intake.states import CriterionOutcome, ProofState
from mandat.people.queries import organisations_where

_MOST = 20  # lines of each sort
_RECENT = timedelta(days=365)  # what nobody decided for a year is not pressing any more


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as it stands: the last decision, and the request for proof under way."""

    criterion: Criterion
    claim: Any
    outcome: Any
    mark: str
    proof: Any
    proof_mark: str


def fill(application: Application, _by: Any) -> Mapping[str, Any] | None:
    """Admission at a glance; two queries beside what the page has read."""
    said = said_of(application)
    if said is None:
        return None
    return {
        "lines": _lines(said, content_now(application.call)),
        "references": len(named_references(said.words)),
        "matches": possible_matches(application.organisation, said.words),
    }


def _lines(said: Said, content: Content) -> list[Line]:
    proofs = ProofRequest.objects.filter(
        application=OuterRef("application"), criterion=OuterRef("number")
    ).order_by("-pk")
    rows = CriterionDecision.objects.filter(application=said.application).order_by("pk")
    decided = rows.annotate(proof=Subquery(proofs.values("state")[:1]))
    last = {n: (o, p) for n, o, p in decided.values_list("number", "outcome", "proof")}
    outcomes = {n: CriterionOutcome(o) for n, (o, _proof) in last.items()}
    vars(said.application)["outcomes_now"] = outcomes  # the page decides on them
    claims = claims_of(said.words)
    lines = []
    for criterion in criteria_of(content):
        outcome, proof = last.get(criterion.number, ("", None))
        shown = proof if outcome == CriterionOutcome.PROOF_ASKED else None
        lines.append(
            Line(
                criterion,
                CLAIMS[claims.get(criterion.number, Claim.UNSAID)],
                OUTCOMES.get(outcome, ""),
                OUTCOME_MARKS.get(outcome, ""),
                PROOFS.get(shown or "", ""),
                PROOF_MARKS.get(shown or "", ""),
            )
        )
    return lines


def waits(account: Any) -> Iterator[Waiting]:
    """Proofs that were handed in, or whose time is over: somebody decides the criterion."""
    last = CriterionDecision.objects.filter(
        application=OuterRef("application"), number=OuterRef("criterion")
    ).order_by("-pk")
    rows = (
        ProofRequest.objects.annotate(now=Subquery(last.values("outcome")[:1]))
        .filter(
            application__organisation__in=organisations_where(account, SORTS),
            application__state__in=sorted(RUNNING),
            state__in=[ProofState.ANSWERED, ProofState.EXPIRED],
            now=CriterionOutcome.PROOF_ASKED,
            deadline_at__gt=timezone.now() - _RECENT,
        )
        .order_by()
        .values("application__public_id", "application__reference", "application__call__title")
        .annotate(n=Count("pk"))
    )
    for row in rows.order_by("application__reference")[:_MOST]:
        said = ngettext(
            "%(reference)s: %(count)d proof to look at",
            "%(reference)s: %(count)d proofs to look at",
            row["n"],
        )
        yield Waiting(
            title=row["application__call__title"],
            reason=said % {"reference": row["application__reference"], "count": row["n"]},
            url=reverse("intake:show_eligibility", args=[row["application__public_id"]]),
            action=_("Decide"),
            weight=22,
        )


def register() -> None:
    """The panel, the way in for proofs, what waits, and the job that closes what is over."""
    register_panel("admission", 20, fill, "intake/desk/eligibility_panel.html")
    register_waits("intake.proofs", waits, SORTS)
    proofs_files.register()
    register_job(Job("expire_proofs", "mandat.intake.tasks.expire_proofs", minutes=10))
