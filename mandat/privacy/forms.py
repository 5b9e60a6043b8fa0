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


def object_named(text: str) -> tuple[str, str] | None:
    """Label and id of an object, from `room.model id`; nothing when it is not that."""
    parts = text.lower().split()
    if len(parts) != 2 or "." not in parts[0] or len(parts[0]) > 60 or len(parts[1]) > 64:
        return None
    return parts[0], parts[1]


class _Objects(forms.MultipleChoiceField):
    """Objects that were ticked. Any may be: what they are is asked when they are shown."""

    MOST = 500

    def validate(self, value: list[str]) -> None:
        forms.Field.validate(self, value)
        if len(value) > self.MOST or not all(object_named(text) for text in value):
            raise ValidationError(_("These are not objects that can be held."))

    def clean(self, value: Any) -> tuple[tuple[str, str], ...]:
        named = (object_named(text) for text in super().clean(value))
        return tuple(sorted({one for one in named if one}))


class FindForm(forms.Form):
    """Which objects are looked for, to be held."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    text = forms.CharField(
        label=_("Name, address or reference (optional)"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds


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
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short-input"}, format="%Y-%m-%d"),
    )
    objects = _Objects(
        label=_("Objects"),
        error_messages={"required": _("Choose at least one object: look for it below, tick it.")},
    )

    def chosen_organisation(self) -> Organisation | None:
        """The organisation as it stands in the form, valid or not; the only one, or the first."""
        field = self.fields["organisation"]
        try:
            return field.clean(self["organisation"].value())  # type: ignore[no-any-return]
        except ValidationError:
            return field.queryset.first()  # type: ignore[no-any-return]

    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The objects that are ticked now, as far as they can be read."""
        given = self["objects"].value() or ()
        return tuple(named for text in given if (named := object_named(text)))

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
