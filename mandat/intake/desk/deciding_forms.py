"""What people type when they decide, and when they mend a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mandat.intake.desk import labels
from mandat.intake.rules.admission import ADMISSION, LATE
from mandat.intake.services.deciding import LONGEST_REASON
from mandat.intake.services.lettering import LONGEST
from mandat.intake.states import DecisionKind


class DecisionForm(forms.Form):
    """One decision with its reason. `seen` is what the page showed."""

    kind = forms.TypedChoiceField(
        label=_("Decision"), coerce=DecisionKind, choices=(), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_(
            "It is kept with your name, and stands in the letter that is prepared for the "
            "applicant. Compare with nobody, and name nobody else."
        ),
    )
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Any = ADMISSION, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k.value, labels.VERBS[k]) for k in kinds]  # type: ignore[attr-defined]


class LateForm(DecisionForm):
    """Whether a late application is taken in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kinds=sorted(LATE), **kwargs)
        self.fields["reason"].required = True


class LetterForm(forms.Form):
    """The words of one letter."""

    text = forms.CharField(
        label=_("The letter"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 22, "dir": "auto"}),
    )
    seen = forms.CharField(max_length=32, widget=forms.HiddenInput)
