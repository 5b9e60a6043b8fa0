"""What the author decides before publication, each part a form that is saved by itself.

`seen` is a digest of what the form showed: whoever saves over somebody else's change is told.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mandat.calls.labels import FORMULA_SENTENCES, FORMULAS, LATE_RULES, TEXT_STAGES
from mandat.calls.life import queries
from mandat.calls.life.services.common import seen_digest
from mandat.calls.life.services.preparing import place_now, rules_now, seats_of
from mandat.calls.models import Call
from mandat.people.models import Funding, Programme
from mandat.people.organisation_forms.common import TextField
from mandat.people.queries import fundings_of, programmes_of
from mandat.people.states import ProgrammeState


class SeenForm(forms.Form):
    """A form about something that others may change at the same time."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


def _with_sentence(words: Any, sentence: Any) -> Any:
    return _("%(name)s: %(sentence)s") % {"name": words, "sentence": sentence}


def _formulas() -> list[tuple[str, Any]]:
    none = _("None is stated: no price becomes points")
    named = [(str(f), _with_sentence(FORMULAS[f], FORMULA_SENTENCES[f])) for f in FORMULAS]
    return [("", none), *named]


class RulesForm(SeenForm):
    formula = forms.ChoiceField(
        label=_("How a price becomes points"),
        choices=_formulas,
        required=False,
        widget=forms.RadioSelect,
    )
    seals_prices = forms.TypedChoiceField(
        label=_("Prices"),
        choices=[
            ("yes", _("sealed: nobody sees them before the technical marks are fixed")),
            ("no", _("not sealed: they can be read with the rest")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    late_rule = forms.ChoiceField(
        label=_("What is late"),
        choices=lambda: [(str(rule), words) for rule, words in LATE_RULES.items()],
        widget=forms.RadioSelect,
    )

    text_stage = forms.ChoiceField(
        label=_("Full text"),
        choices=lambda: list(TEXT_STAGES.items()),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        now = rules_now(call)
        shown = now | {"seals_prices": "yes" if call.seals_prices else "no"}
        super().__init__(*args, initial=shown | {"seen": seen_digest(now)}, **kwargs)


class HoldersForm(SeenForm):
    holder_1 = forms.ChoiceField(label=_("First person"))
    substitute_1 = forms.ChoiceField(label=_("Stands in for the first"))
    holder_2 = forms.ChoiceField(label=_("Second person"))
    substitute_2 = forms.ChoiceField(label=_("Stands in for the second"))

    def __init__(
        self, *args: Any, call: Call, team: queries.Team | None = None, **kwargs: Any
    ) -> None:
        seats = seats_of(call)
        team = team or queries.team_of(call.organisation)
        people = {a.pk: a for a in queries.may_hold_keys(team)}
        initial = {"seen": seen_digest([[s.holder, s.substitute] for s in seats])}
        for place, seat in enumerate(seats, start=1):
            for part, key in (("holder", seat.holder), ("substitute", seat.substitute)):
                if key in people:
                    initial[f"{part}_{place}"] = str(people[key].public_id)
        super().__init__(*args, initial=initial, **kwargs)
        options = [("", "–"), *((str(a.public_id), a.name or a.email) for a in people.values())]
        for name in ("holder_1", "substitute_1", "holder_2", "substitute_2"):
            self.fields[name].choices = options

    def seats(self) -> list[tuple[UUID, UUID]]:
        """Holder and substitute of each place, as public ids."""
        data = self.cleaned_data
        return [(UUID(data[f"holder_{n}"]), UUID(data[f"substitute_{n}"])) for n in (1, 2)]


class PlaceForm(SeenForm):
    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.none(),
        required=False,
        to_field_name="public_id",
    )
    funding = forms.ModelChoiceField(
        label=_("Funding"),
        queryset=Funding.objects.none(),
        required=False,
        to_field_name="public_id",
    )
    reference = TextField(
        label=_("Your reference"),
        max_length=40,
        required=False,
        help_text=_("Printed on the call; used once in your organisation."),
    )
    shares_data = forms.BooleanField(
        label=_("Share this call as open contracting data (OCDS)"), required=False
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        now = place_now(call)
        super().__init__(*args, initial=now | {"seen": seen_digest(now)}, **kwargs)
        organisation = call.organisation
        places = queries.places_for(organisation)
        programmes = programmes_of(organisation, state=ProgrammeState.ACTIVE)
        self.fields["programme"].queryset = programmes
        self.fields["programme"].choices = [("", "–"), *places.programmes]
        self.fields["funding"].queryset = fundings_of(organisation)
        self.fields["funding"].choices = [("", "–"), *places.fundings]
        if call.sensitive or not organisation.shares_data:
            del self.fields["shares_data"]

    def values(self) -> dict[str, Any]:
        return {"shares_data": False} | self.cleaned_data


class DecisionForm(forms.Form):
    """The approver's word: agreed, or what is to be changed."""

    approval = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[("approve", ""), ("return", "")])
    note = forms.CharField(
        label=_("What is to be changed"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == "return" and not data.get("note", "").strip():
            self.add_error(
                "note",
                ValidationError(
                    _("Say what is to be changed, so that the author can."), "required"
                ),
            )
        return data
