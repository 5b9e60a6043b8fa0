"""The form that adds a document to a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mandat.calls.attaching.files import DOCUMENT
from mandat.calls.inputs import spoken_languages
from mandat.calls.models import Call
from mandat.calls.states import Stage
from mandat.documents.forms import SlotField, show_kept
from mandat.documents.models import File

STAGES = {
    Stage.PUBLIC: _("Everybody, once the call is public"),
    Stage.SHORTLISTED: _("Only those who are shortlisted"),
}


class DocumentForm(forms.Form):
    """A file, what it is called on the call's page, its language, and who is given it."""

    label = forms.CharField(
        label=_("What it is"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    file = SlotField(use=DOCUMENT, label=_("Choose a file"))
    language = forms.ChoiceField(label=_("Language of the document"), required=False)
    stage = forms.ChoiceField(
        label=_("Who is given it"),
        choices=[(stage.value, words) for stage, words in STAGES.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["language"].choices = [("", _("Not said")), *spoken_languages()]
        self.fields["language"].initial = call.language
        self.fields["stage"].initial = Stage.PUBLIC.value
        slot = self.fields["file"]
        kept = slot.widget.value_from_datadict(self.data, self.files, self.add_prefix("file"))
        slot.fit(by=by, target=str(call.public_id), kept=kept.ids)

    def keep(self, file: File | None) -> None:
        """The form shown again has this file in its slot: it need not be sent again."""
        show_kept(self, "file", file, self.by)
