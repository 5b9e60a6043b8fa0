"""Everybody in the same position with one criterion: who is asked for proof, all alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mandat.calls.content import Content
from mandat.calls.models import Call
from mandat.intake.desk.eligibility_words import Said, said_of_call
from mandat.intake.desk.standing import is_over, outcomes_of
from mandat.intake.models import ProofRequest
from mandat.intake.rules.eligibility import (
    Candidate,
    Criterion,
    claims_of,
    criteria_of,
    same_position,
    why_not_reopen,
)
from mandat.intake.rules.slots import Asked, asked_of
from mandat.intake.states import ApplicationStage, ProofState

LONGEST_QUESTION = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Position:
    """Who is asked now, and who was asked already and has not been decided on."""

    criterion: Criterion
    to_ask: list[Said]
    asked: list[Said]


def criterion_of(content: Content, number: int) -> Criterion | None:
    """The criterion of that number, if the call has it."""
    return next((c for c in criteria_of(content) if c.number == number), None)


def position_of(call: Call, criterion: Criterion, at: datetime) -> Position:
    """All in the position that `rules.eligibility` names, in three queries."""
    number = criterion.number
    said = {str(s.application.pk): s for s in said_of_call(call) if is_over(s.application, at)}
    outcomes = outcomes_of(int(key) for key in said)
    rows = ProofRequest.objects.filter(application__call=call, criterion=number)
    states: dict[str, set[str]] = {}
    for pk, state in rows.values_list("application_id", "state"):
        states.setdefault(str(pk), set()).add(state)
    candidates = [
        Candidate(
            key,
            claims=claims_of(one.words),
            decisions=outcomes.get(int(key), {}),
            shown=frozenset({number})
            if ProofState.ANSWERED in states.get(key, set())
            else frozenset(),
        )
        for key, one in said.items()
    ]
    same = same_position(candidates, number)
    waiting = [k for k in same if ProofState.ASKED in states.get(k, set())]
    return Position(
        criterion,
        to_ask=[said[k] for k in same if k not in waiting],
        asked=[said[k] for k in waiting],
    )


def reopened_by_proof(content: Content) -> list[Asked]:
    """The documents of the call that a request can reopen: neither price nor method."""
    asked = asked_of(content, ApplicationStage.SINGLE)
    return [one for one in asked if not why_not_reopen(one)]


class ProofForm(forms.Form):
    """What is asked, of which document, until when on the clock of the call."""

    question = forms.CharField(
        label=_("What you ask for"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The same words go to everybody in this position: name nobody."),
    )
    slot = forms.ChoiceField(label=_("Which document is reopened"), required=False, choices=())
    day = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    time = forms.TimeField(
        label=_("Hour"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(str(one.number), one.name) for one in reopened_by_proof(content)]
        self.fields["slot"].choices = [("", _("A further document")), *own]  # type: ignore[attr-defined]

    def wall(self) -> str:
        """The wall time, once the form is valid."""
        data = self.cleaned_data
        return f"{data['day'].isoformat()}T{data['time'].strftime('%H:%M')}"
