"""The form that brings terms of reference in: a file or pasted text."""

import shutil
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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
    file = forms.FileField(
        label=_("Or give a file"),
        required=False,
        widget=forms.ClearableFileInput(
            attrs={"accept": ".txt,.md,.pdf,.docx,.odt,.html,.htm,text/plain,application/pdf"}
        ),
    )
    ocr = forms.BooleanField(
        label=_("This is a scan: recognise the characters (about five seconds a page)"),
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    pick = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = organisations_where(by, WRITES_CALLS)
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0]
            self.fields["organisation"].widget = forms.HiddenInput()
        if shutil.which("tesseract") is None:
            del self.fields["ocr"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        text, file = data.get("text", "").strip(), data.get("file")
        if not self.errors and not text and not file:
            raise ValidationError(
                _("There is nothing to import yet: paste the text, or choose a file."), "nothing"
            )
        if file and file.size > settings.IMPORT_MAX_BYTES:
            raise ValidationError(
                _(
                    "The file is too large: %(most)d MB at most. Save the text alone, or take "
                    "the images out, and import that."
                ),
                "too_large",
                {"most": settings.IMPORT_MAX_BYTES // 1_000_000},
            )
        return data
