"""The page on which a clerk decides each criterion: claim, documents, what was decided before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandat.calls.content import Content
from mandat.documents.labels import STATE_LABELS, STATE_TAGS, page_words
from mandat.documents.states import FileState
from mandat.intake.desk.eligibility_words import Said
from mandat.intake.desk.naming import name_of_check
from mandat.intake.models import Application, CriterionDecision, Piece, ProofRequest
from mandat.intake.rules.checks import Check, Outcome
from mandat.intake.rules.eligibility import Claim, Criterion, claims_of, criteria_of
from mandat.intake.rules.slots import OTHER, Asked, asked_of
from mandat.intake.sealing import words_of
from mandat.intake.services.admitting import LONGEST_NOTE
from mandat.intake.states import CriterionOutcome, Part, ProofState

OUTCOMES: Mapping[str, Any] = {
    CriterionOutcome.MET: gettext_lazy("Met"),
    CriterionOutcome.NOT_MET: gettext_lazy("Not met"),
    CriterionOutcome.PROOF_ASKED: gettext_lazy("Proof asked"),
}
OUTCOME_MARKS: Mapping[str, str] = {
    CriterionOutcome.MET: "ok",
    CriterionOutcome.NOT_MET: "bad",
    CriterionOutcome.PROOF_ASKED: "warn",
}
CLAIMS: Mapping[str, Any] = {
    Claim.YES: gettext_lazy("The applicant says yes"),
    Claim.NO: gettext_lazy("The applicant says no"),
    Claim.UNSAID: gettext_lazy("The applicant says nothing"),
}
PROOFS: Mapping[str, Any] = {
    ProofState.ASKED: gettext_lazy("Asked, not handed in yet"),
    ProofState.ANSWERED: gettext_lazy("Handed in"),
    ProofState.EXPIRED: gettext_lazy("Not handed in by its deadline"),
}
PROOF_MARKS: Mapping[str, str] = {
    ProofState.ASKED: "warn",
    ProofState.ANSWERED: "ok",
    ProofState.EXPIRED: "bad",
}


class CriterionForm(forms.Form):
    """Yes or no about one criterion, on one document. `seen`: how many decisions the page knew."""

    outcome = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        coerce=CriterionOutcome,
        choices=[(o.value, OUTCOMES[o]) for o in (CriterionOutcome.MET, CriterionOutcome.NOT_MET)],
        widget=forms.RadioSelect,
    )
    piece = forms.TypedChoiceField(
        label=gettext_lazy("Seen in this document"), required=False, empty_value=None, choices=()
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy(
            "Where in the document, or why not. Whoever is shut out is told of it."
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, number: int, choices: Sequence[Any], **kwargs: Any) -> None:
        kwargs["auto_id"] = f"criterion-{number}-%s"
        super().__init__(*args, **kwargs)
        self.fields["piece"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision about a criterion, in words."""

    label: Any
    mark: str
    by: str
    at: datetime
    document: str
    note: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A request for proof of a criterion, and what came of it."""

    row: ProofRequest
    label: Any
    mark: str
    document: str
    pages: str
    file_state: Any
    file_mark: str
    url: str


@dataclass(slots=True)
class Line:
    """One criterion: what the applicant claims, what was decided, what was handed in for it."""

    criterion: Criterion
    claim: Any
    claim_note: str
    steps: list[Step] = field(default_factory=list)  # the latest first
    proofs: list[Proof] = field(default_factory=list)
    form: CriterionForm | None = None

    @property
    def last(self) -> Step | None:
        return self.steps[0] if self.steps else None


def asked_now(application: Application, content: Content) -> list[Asked]:
    """The documents that were asked of this application."""
    return asked_of(content, application.stage, application.asked)


def documents_of(said: Said, content: Content, proofs: Sequence[ProofRequest]) -> dict[str, str]:
    """The documents on which a criterion can be decided, by public id: none that is sealed."""
    application = said.application
    pieces = list(said.filing.pieces.select_related("file").order_by("pk"))
    pieces += [p.piece for p in proofs if p.piece is not None and p.state == ProofState.ANSWERED]
    asked = asked_now(application, content)
    return {
        str(p.public_id): _name(p, asked, said.words)
        for p in pieces
        if not (p.part == Part.FINANCIAL and application.call.seals_prices)
    }


def _name(piece: Piece, asked: Sequence[Asked], words: Mapping[str, Any]) -> str:
    where = ""
    if piece.slot[:1].isdecimal():
        where = name_of_check(Check(piece.slot, Outcome.OK), asked, words)
    elif piece.slot != OTHER:
        where = _("Proof handed in later")
    name = piece.file.name or _("File without name")
    return _("%(place)s: %(name)s") % {"place": where, "name": name} if where else name


def proofs_of(application: Application) -> list[ProofRequest]:
    """The requests of an application with what was handed in, the oldest first."""
    rows = ProofRequest.objects.filter(application=application)
    return list(rows.select_related("piece__file", "asked_by").order_by("pk"))


def lines_of(
    said: Said, content: Content, proofs: Sequence[ProofRequest], names: Mapping[str, str]
) -> list[Line]:
    """Every criterion of the call, in its order; one more query."""
    answers = said.words.get("answers")
    answers = answers if isinstance(answers, Mapping) else {}
    claims = claims_of(said.words)
    lines = {
        c.number: Line(
            c, CLAIMS[claims.get(c.number, Claim.UNSAID)], _note(answers.get(str(c.number)))
        )
        for c in criteria_of(content)
    }
    rows = CriterionDecision.objects.filter(application=said.application)
    for row in rows.select_related("decided_by", "piece").order_by("-pk"):
        if row.number in lines:
            lines[row.number].steps.append(_step(row, said.application, names))
    for proof in proofs:
        if proof.criterion in lines:
            lines[proof.criterion].proofs.append(proof_of(proof))
    return list(lines.values())


def _note(answer: object) -> str:
    return str(answer.get("note") or "") if isinstance(answer, Mapping) else ""


def _step(row: CriterionDecision, application: Application, names: Mapping[str, str]) -> Step:
    document = names.get(str(row.piece.public_id), _("an earlier document")) if row.piece else ""
    return Step(
        OUTCOMES[row.outcome],
        OUTCOME_MARKS[row.outcome],
        row.decided_by.name,
        row.decided_at,
        document,
        words_of(application.organisation, row, "note") or "",
    )


def proof_of(row: ProofRequest) -> Proof:
    """The request as the desk shows it."""
    file = row.piece.file if row.piece else None
    return Proof(
        row,
        PROOFS[row.state],
        PROOF_MARKS[row.state],
        (file.name or _("File without name")) if file else "",
        page_words(file) if file else "",
        STATE_LABELS[FileState(file.state)] if file else "",
        STATE_TAGS[FileState(file.state)] if file else "",
        reverse("documents:serve_file", args=[file.public_id]) if file and file.is_readable else "",
    )
