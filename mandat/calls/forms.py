"""The form that brings terms of reference in: a file or pasted text."""

import shutil
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mandat.calls.files import TERMS
from mandat.documents.forms import SlotField, show_kept
from mandat.documents.models import File
from mandat.people.models import Organisation
from mandat.people.queries import organisations_where
from mandat.people.roles import WRITES_CALLS


class ImportForm(forms.Form):
    """Either a file or a text, and the organisation that issues the call."""

    text = forms.CharField(
        label=_("Paste the text"),
        required=False,
        strip=False,
        max_length=5_000_000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto", "spellcheck": "false"}),
    )
    file = SlotField(use=TERMS, label=_("Choose a file"), required=False)
    ocr = forms.BooleanField(
        label=_("This is a scan: recognise the characters (about five seconds a page)"),
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        to_field_name="public_id",
    )
    pick = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        organisations = organisations_where(by, WRITES_CALLS)
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0]
            self.fields["organisation"].widget = forms.HiddenInput()
        if shutil.which("tesseract") is None:
            del self.fields["ocr"]
        slot = self.fields["file"]
        kept = slot.widget.value_from_datadict(self.data, self.files, self.add_prefix("file"))
        slot.fit(by=by, target_from=self.add_prefix("organisation"), kept=kept.ids)

    def keep(self, file: File | None) -> None:
        """The form shown again has this file in its slot: it need not be sent again."""
        show_kept(self, "file", file, self.by)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("text", "").strip() and not data.get("file"):
            raise ValidationError(
                _("There is nothing to import yet: paste the text, or choose a file."), "nothing"
            )
        return data
