"""The form of the page that checks receipts: text, or a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mandat.intake.receipts.in_mail import receipt_in
from mandat.intake.receipts.signing import Signed

LARGEST = 2_000_000  # bytes: a receipt of sixty files has some 30 kB


class CheckForm(forms.Form):
    """A receipt as it was pasted or chosen. Nothing of it is kept."""

    receipt = forms.CharField(
        label=_("The receipt"),
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 8, "dir": "ltr", "spellcheck": "false", "autocomplete": "off"}
        ),
        help_text=_(
            "The passage of your mail that begins and ends with five dashes, or the content of the "
            "file."
        ),
    )
    file = forms.FileField(
        label=_("Or the file"),
        required=False,
        help_text=_("The file of the receipt (.json), or the mail as you saved it (.eml)."),
    )

    def clean(self) -> dict[str, Any]:
        """What was given as a receipt, under `signed`; None when it is none."""
        said = super().clean() or {}
        given = self._given(said)
        if given.strip():
            said["signed"] = receipt_in(given)
        elif not self.errors:
            self.add_error("receipt", _("Paste a receipt, or choose its file."))
        return said

    def _given(self, said: dict[str, Any]) -> bytes:
        file = said.get("file")
        if file is None:
            return str(said.get("receipt") or "").encode("utf-8", "replace")
        if file.size > LARGEST:
            self.add_error("file", _("This is too large for a receipt."))
            return b""
        return bytes(file.read())

    def signed(self) -> Signed | None:
        """The receipt that was read."""
        found: Signed | None = self.cleaned_data.get("signed")
        return found
