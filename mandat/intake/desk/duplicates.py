"""Applications of one call that may come from the same people: shown to a person, never merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mandat.calls.models import Call, CallDocument
from mandat.calls.queries import find_call
from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.desk import labels
from mandat.intake.desk.eligibility_words import MOST, Said, said_of_call
from mandat.intake.models import Filing
from mandat.intake.rules.duplicates import Applicant, Reason, possible_duplicates
from mandat.intake.states import STANDING, Part

_MOST_PAIRS = 200  # of a page; whoever has more has another problem
REASONS: Mapping[str, Any] = {
    Reason.SAME_EMAIL: _("the same e-mail address"),
    Reason.SAME_PERSON: _("the same person in both teams"),
    Reason.SAME_FIRM_AND_LEAD: _("the same firm and lead"),
    Reason.SAME_FILE: _("the same file"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One application of a pair."""

    said: Said
    state: Any
    mark: str


@dataclass(frozen=True, slots=True)
class Pair:
    first: Look
    second: Look
    reasons: list[Any]

    @property
    def looks(self) -> tuple[Look, Look]:
        return (self.first, self.second)


def pairs_of(call: Call) -> tuple[list[Pair], int]:
    """The pairs that deserve a look, and how many applications were compared; three queries."""
    said = {str(s.application.public_id): s for s in said_of_call(call, STANDING)}
    files = _files_of(call, [s.filing.pk for s in said.values()])
    common = CallDocument.objects.filter(call=call).values_list("file__sha256", flat=True)
    applicants = [_applicant(key, s, files.get(s.filing.pk, set())) for key, s in said.items()]
    found = possible_duplicates(applicants, frozenset(d for d in common if d))
    pairs = [
        Pair(_look(said[p.first]), _look(said[p.second]), [REASONS[r] for r in p.reasons])
        for p in found[:_MOST_PAIRS]
    ]
    return pairs, len(said)


def _look(said: Said) -> Look:
    state = said.application.state
    return Look(said, labels.STATES[state], labels.STATE_MARKS.get(state, ""))


def _files_of(call: Call, filings: list[int]) -> dict[int, set[str]]:
    """Fingerprints of the documents that are not sealed."""
    through = Filing.pieces.through.objects.filter(filing__in=filings, piece__file__is_secret=False)
    if call.seals_prices:
        through = through.exclude(piece__part=Part.FINANCIAL)
    found: dict[int, set[str]] = {}
    for filing, digest in through.values_list("filing_id", "piece__file__sha256"):
        if digest:
            found.setdefault(filing, set()).add(digest)
    return found


def _applicant(key: str, said: Said, files: set[str]) -> Applicant:
    lead = said.words.get("lead") or {}
    members = [m for m in said.words.get("members") or [] if isinstance(m, Mapping)]
    return Applicant(
        key,
        email=str(lead.get("email") or ""),
        lead=str(lead.get("name") or ""),
        firm=str(lead.get("firm") or ""),
        members=tuple(str(m.get("name") or "") for m in members),
        emails=tuple(str(m.get("email") or "") for m in members),
        files=frozenset(files),
    )


@require_safe
@door(policies.can_sort_applications, find_call)
def list_duplicates(request: HttpRequest, call: Call) -> HttpResponse:
    pairs, compared = pairs_of(call)
    context = {"call": call, "pairs": pairs, "compared": compared, "most": MOST}
    return render(request, "intake/desk/duplicate_list.html", context)
