"""The form that brings a corrected file to a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mandat.calls.forms import ImportForm
from mandat.calls.models import Call
from mandat.calls.rereading.rules import Choice


class RereadForm(ImportForm):
    """Either a file or a text, for the organisation that the call has already."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        del self.fields["organisation"]
        slot = self.fields["file"]
        slot.widget.slot |= {"target": str(call.organisation.public_id), "target_from": ""}
        slot.label = _("Choose the corrected file")
        self.of_organisation = call.organisation

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        return {**data, "organisation": self.of_organisation}

    @property
    def choices_made(self) -> dict[str, Choice]:
        """What the person said about each disputed field: `choice.budget` is `mine` or `file`."""
        said = {k.removeprefix("choice."): v for k, v in self.data.items() if "choice." in k}
        return {name: Choice(v) for name, v in said.items() if v in Choice}
