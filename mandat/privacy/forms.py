"""Forms of requests and records."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mandat.core.languages import country_name
from mandat.people.models import Organisation
from mandat.privacy.models import JointController, NoticeContact, Transfer
from mandat.privacy.models.records import HoldBasis
from mandat.privacy.queries import organisations_of
from mandat.privacy.services.cases import Asked
from mandat.privacy.services.holds import HoldWanted
from mandat.privacy.states import RequestKind
from mandat.privacy.words import HOLD_BASES, KINDS, SAFEGUARDS

LONGEST_WORDS = 5000


def _language_names() -> list[tuple[str, str]]:
    return [(c, (Locale.parse(c).display_name or c).capitalize()) for c, _n in settings.LANGUAGES]


class RequestForm(forms.Form):
    """What a person asks about their data. Signed in, their own address counts."""

    organisation = forms.ModelChoiceField(
        label=_("Which organisation do you ask?"),
        queryset=Organisation.objects.order_by("name"),
        empty_label=_("Choose the organisation"),
    )
    kind = forms.ChoiceField(
        label=_("What do you want?"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("A link is sent there, to be sure that it is yours."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    name = forms.CharField(
        label=_("Your name (optional)"),
        help_text=_("Only if it helps to find you."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    words = forms.CharField(
        label=_("In your own words (optional)"),
        help_text=_("What it is about, what is wrong, since when. Do not send identity papers."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of our answers"), choices=_language_names)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or settings.LANGUAGE_CODE)[:2]
        organisation = self.fields["organisation"]
        if len(organisation.queryset) == 1:
            organisation.empty_label = None
        if by.is_authenticated:
            del self.fields["email"]
            self.fields["name"].initial = by.name

    def asked(self) -> Asked:
        """What the person wrote, once the form is valid."""
        data = self.cleaned_data
        return Asked(
            organisation=data["organisation"],
            kind=RequestKind(data["kind"]),
            email=data.get("email", ""),
            name=data["name"],
            words=data["words"],
            language=data["language"],
        )


class WordsForm(forms.Form):
    """One passage of words; what it is for stands in the page."""

    text = forms.CharField(
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class OfOrganisation(forms.Form):
    """A form for one of the organisations for which the person handles data protection."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_of(by)
        self.fields["organisation"].queryset = mine
        if len(mine) == 1:
            self.fields["organisation"].initial = mine[0]
            self.fields["organisation"].widget = forms.HiddenInput()


class HoldForm(OfOrganisation):
    """What is to be kept, why and until when."""

    basis = forms.ChoiceField(label=_("Legal basis"), choices=list(HOLD_BASES.items()))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The proceedings, the law or the order. It is kept sealed."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    ends_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    objects = forms.CharField(
        label=_("Objects"),
        help_text=_(
            "It fills itself when you come from a request: “What we hold”, then “Propose a legal "
            "hold for it”. By hand, one to a line: kind and identifier."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false"}),
    )

    def clean_objects(self) -> tuple[tuple[str, str], ...]:
        found = []
        for line in self.cleaned_data["objects"].splitlines():
            parts = line.split()
            if not parts:
                continue
            if len(parts) != 2 or "." not in parts[0] or len(parts[0]) > 60 or len(parts[1]) > 64:
                raise ValidationError(
                    _("This line does not name an object: %(line)s"), params={"line": line[:80]}
                )
            found.append((parts[0].lower(), parts[1].lower()))
        return tuple(found)

    def wanted(self) -> HoldWanted:
        """What was asked for, once the form is valid."""
        data = self.cleaned_data
        return HoldWanted(
            basis=HoldBasis(data["basis"]),
            reason=data["reason"],
            ends_on=data["ends_on"],
            objects=data["objects"],
        )


class _LocalMoment(forms.DateTimeField):
    """A wall-clock time; its zone is added by the form that knows the organisation."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def in_zone(moment: datetime, organisation: Organisation) -> datetime:
    """The instant of a wall-clock time in the organisation's zone."""
    return moment.replace(tzinfo=ZoneInfo(organisation.time_zone))


class BreachForm(OfOrganisation):
    """What is known when a breach is noticed."""

    noticed_at = _LocalMoment(
        label=_("When was it noticed?"),
        help_text=_("In the organisation's own time. The 72 hours run from here."),
    )
    nature = forms.CharField(
        label=_("What happened?"),
        help_text=_("Which data, whose, how, as far as it is known. It is kept sealed."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    people_count = forms.IntegerField(
        label=_("How many people, about? (optional)"), min_value=0, required=False
    )


class BreachStepForm(forms.Form):
    """One step further, with its words and, for a notice, its time."""

    at = _LocalMoment(
        label=_("When?"), required=False, help_text=_("In the organisation's own time. Empty: now.")
    )
    text = forms.CharField(
        label=_("What was found, decided or done"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class _RecordForm(forms.ModelForm):  # type: ignore[type-arg] # of several models
    """A record of one of the organisations for which the person handles data protection."""

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_of(by)
        self.fields["organisation"].queryset = mine
        self.fields["organisation"].empty_label = None
        if len(mine) == 1:
            self.fields["organisation"].initial = mine[0]
            self.fields["organisation"].widget = forms.HiddenInput()
        # A record stays with its organisation: elsewhere its journal would not say where it went.
        self.fields["organisation"].disabled = bool(self.instance.organisation_id)


_DAYS = {
    "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
}


class JointControllerForm(_RecordForm):
    class Meta:
        model = JointController
        fields = ("organisation", "name", "contact", "does", "arrangement", "since", "until")
        widgets = _DAYS | {
            "does": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "arrangement": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }


def countries() -> list[tuple[str, str]]:
    """Every country of the CLDR by its ISO code, in the reader's language and order."""
    reader = get_language() or settings.LANGUAGE_CODE
    codes = [c for c in Locale.parse("en").territories if len(c) == 2 and c.isalpha()]
    left_out = {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"}
    named = [(c, country_name(c, reader)) for c in codes if c not in left_out]
    return sorted(named, key=lambda pair: pair[1].casefold())


class TransferForm(_RecordForm):
    country = forms.ChoiceField(label=_("Country"), choices=countries)
    safeguard = forms.ChoiceField(label=_("Safeguard"), choices=list(SAFEGUARDS.items()))

    class Meta:
        model = Transfer
        fields = (
            "organisation",
            "country",
            "recipient",
            "purpose",
            "safeguard",
            "reference",
            "since",
            "until",
        )
        widgets = _DAYS


class ContactForm(_RecordForm):
    class Meta:
        model = NoticeContact
        fields = ("organisation", "controller", "officer_email", "authority")
        widgets = {"controller": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}
