"""Forms around the writing of calls: how one begins, and what a template is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mandat.calls.inputs import spoken_languages
from mandat.calls.models import CallTemplate
from mandat.people.models import Organisation
from mandat.people.queries import organisations_where
from mandat.people.roles import WRITES_CALLS


class StartForm(forms.Form):
    """Where the call is written, and in which language."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        to_field_name="public_id",
    )
    language = forms.ChoiceField(label=_("Language of the call"), choices=spoken_languages)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = organisations_where(by, WRITES_CALLS)
        self.fields["organisation"].queryset = organisations
        first = organisations.first()
        if len(organisations) == 1:
            self.fields["organisation"].initial = first
            self.fields["organisation"].widget = forms.HiddenInput()
        habits = (first.call_languages if first else None) or ["fr"]
        self.fields["language"].initial = habits[0]


class TemplateForm(forms.Form):
    """The name of a template, and the version that was seen."""

    name = forms.CharField(
        label=_("Name"),
        max_length=CallTemplate._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
