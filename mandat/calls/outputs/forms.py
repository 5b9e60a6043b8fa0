"""The form that notes where a call was announced."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from mandat.people.organisation_forms.common import DayField, TextField

_MOST = 500  # characters, as the column takes


class PostingForm(forms.Form):
    place = TextField(
        label=_("Where"),
        max_length=200,
        help_text=_("A site, a mailing list, a network, a notice board."),
    )
    address = forms.URLField(
        label=_("Address of the announcement"),
        required=False,
        max_length=_MOST,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )
    posted_on = DayField(label=_("Day"))

    def posting(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
