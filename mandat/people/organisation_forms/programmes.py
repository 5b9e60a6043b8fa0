"""Forms about programmes, the people to ask about them, funding and grids."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mandat.people import choices
from mandat.people.models import Programme
from mandat.people.organisation_forms.common import (
    DayField,
    LinesField,
    SeveralField,
    TextField,
    VersionedForm,
)
from mandat.people.refusals import MESSAGES
from mandat.people.rules.grids import grid_faults, read_outline


class ProgrammeForm(VersionedForm):
    name = TextField(label=_("Name"), max_length=200)
    theme = TextField(
        label=_("Theme"),
        max_length=200,
        required=False,
        help_text=_("In a few words: harm reduction, sexual rights, mental health."),
    )
    countries = SeveralField(label=_("Countries"), choices=choices.countries, required=False)


class ContactForm(forms.Form):
    contact_name = TextField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    function = TextField(label=_("Function"), max_length=120, required=False)
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class FundingForm(VersionedForm):
    donor = TextField(label=_("Donor"), max_length=200)
    agreement = TextField(label=_("Reference of the agreement"), max_length=120, required=False)
    amount = forms.DecimalField(
        label=_("Amount"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("What the donor gives over the whole period."),
        widget=forms.NumberInput(attrs={"class": "short-input", "step": "any"}),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=choices.currencies)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    objectives = LinesField(
        label=_("Objectives"), required=False, help_text=_("One a line, as the agreement says.")
    )
    programmes = forms.ModelMultipleChoiceField(
        label=_("Programmes it pays for"),
        queryset=Programme.objects.none(),
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programmes"].queryset = programmes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return data


class GridForm(VersionedForm):
    name = TextField(label=_("Name"), max_length=120)
    outline = forms.CharField(
        label=_("Criteria"),
        help_text=_(
            "One a line, with its maximum at the end. A hyphen makes a part of the line above; "
            "the parts add up to the whole."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "spellcheck": "true"}),
    )
    document: dict[str, Any]

    def clean_outline(self) -> str:
        text: str = self.cleaned_data["outline"]
        self.document, unread = read_outline(text)
        errors = [
            ValidationError(
                _("Line %(place)d: %(what)s"),
                params={"place": f.place, "what": MESSAGES[f.code]},
            )
            for f in unread
        ]
        errors += (
            []
            if unread
            else [
                ValidationError(
                    _("Criterion %(place)d: %(what)s"),
                    params={"place": f.place, "what": MESSAGES[f.code]},
                )
                for f in grid_faults(self.document)
            ]
        )
        if errors:
            raise ValidationError(errors)
        return text
