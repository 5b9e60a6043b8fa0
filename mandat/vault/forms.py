"""Forms of the vault."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mandat.people.models import Account, Organisation
from mandat.people.queries import organisations_where
from mandat.people.roles import OPENS_COMPARTMENTS
from mandat.vault.labels import GIVEN_LABELS, KIND_LABELS, SCOPE_LABELS
from mandat.vault.models import Compartment, ConsentText, Identity
from mandat.vault.rules import LONGEST_MEMBERSHIP
from mandat.vault.scopes import CompartmentKind, Given, Scope
from mandat.vault.services import Person


def _in_words(labels: dict[Any, Any]) -> list[tuple[str, Any]]:
    return [(key.value, label) for key, label in labels.items()]


class CompartmentForm(forms.Form):
    """A new compartment."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label=_("What it is for"), choices=_in_words(KIND_LABELS))
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Only its members see it. Name the work, never a person or a place at risk."),
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = organisations_where(by, OPENS_COMPARTMENTS)
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0]
            self.fields["organisation"].widget = forms.HiddenInput()

    def clean_kind(self) -> CompartmentKind:
        return CompartmentKind(self.cleaned_data["kind"])


class UntilForm(forms.Form):
    """The last day of a membership, in the organisation's time zone."""

    until = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, compartment: Compartment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(compartment.organisation.time_zone)
        today = timezone.localdate(timezone=self.zone)
        last = today + LONGEST_MEMBERSHIP - timedelta(days=1)
        self.fields["until"].initial = last
        self.fields["until"].widget.attrs |= {
            "min": (today + timedelta(days=1)).isoformat(),
            "max": last.isoformat(),
        }

    def ends_at(self) -> datetime:
        """The midnight that ends the day."""
        following = self.cleaned_data["until"] + timedelta(days=1)
        return datetime.combine(following, time.min, tzinfo=self.zone)


class AdmissionForm(UntilForm):
    """A colleague enters a compartment."""

    account = forms.ModelChoiceField(
        label=_("Colleague"),
        queryset=Account.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose a person"),
    )
    is_keeper = forms.BooleanField(label=_("May admit others (keeper)"), required=False)
    field_order = ("account", "until", "is_keeper")

    def __init__(self, *args: Any, compartment: Compartment, **kwargs: Any) -> None:
        super().__init__(*args, compartment=compartment, **kwargs)
        now = timezone.now()
        inside = compartment.memberships.filter(ended_at__isnull=True, ends_at__gt=now)
        field = self.fields["account"]
        field.queryset = (
            Account.objects.filter(
                is_active=True,
                grants__organisation=compartment.organisation,
                grants__ended_at__isnull=True,
            )
            .exclude(pk__in=inside.values("account"))
            .distinct()
            .order_by("name", "pk")
        )
        field.label_from_instance = lambda account: account.name or account.email


class IdentityForm(forms.Form):
    """Who a person is: sealed as soon as it is sent."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    address = forms.CharField(
        label=_("E-mail address or telephone number"), max_length=254, required=False
    )
    note = forms.CharField(
        label=_("What is needed to reach them safely"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def person(self) -> Person:
        return Person(**self.cleaned_data)


def _in_language(texts: Iterable[ConsentText], code: str) -> UUID | None:
    """The newest words in the language of whoever records; else the newest of all."""
    found = list(texts)
    mine = [t for t in found if t.language == code[:2]]
    return (mine or found)[0].public_id if found else None


class ConsentForm(forms.Form):
    """What a person agreed to, with which words, when and how."""

    identity = forms.ModelChoiceField(
        label=_("Who"),
        queryset=Identity.objects.none(),
        required=False,
        empty_label=_("a new pseudonym, without identity"),
        to_field_name="public_id",
    )
    scopes = forms.MultipleChoiceField(
        label=_("They agree"),
        choices=_in_words(SCOPE_LABELS),
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.ModelChoiceField(
        label=_("Words they were given"),
        queryset=ConsentText.objects.none(),
        empty_label=None,
        to_field_name="public_id",
    )
    how = forms.ChoiceField(label=_("How they said so"), choices=_in_words(GIVEN_LABELS))
    given_on = forms.DateField(
        label=_("On"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, compartment: Compartment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identity"].queryset = compartment.identities.filter(
            erased_at__isnull=True
        ).defer("sealed")
        texts = self.fields["text"]
        texts.queryset = compartment.organisation.consent_texts.all()
        names = dict(settings.LANGUAGES)
        texts.label_from_instance = lambda text: (
            _("version %(version)s, %(language)s")
            % {
                "version": text.version,
                "language": names.get(text.language, text.language),
            }
        )
        texts.initial = _in_language(texts.queryset, get_language() or settings.LANGUAGE_CODE)
        zone = ZoneInfo(compartment.organisation.time_zone)
        self.fields["given_on"].initial = timezone.localdate(timezone=zone)

    def clean_scopes(self) -> list[Scope]:
        return [Scope(s) for s in self.cleaned_data["scopes"]]

    def clean_how(self) -> Given:
        return Given(self.cleaned_data["how"])


class ConsentTextForm(forms.Form):
    """The words with which consent is asked, in the languages of the site."""

    def __init__(self, *args: Any, newest: Iterable[ConsentText] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written: dict[str, str] = {}
        for text in newest:  # newest first: a correction starts from the words in use
            written.setdefault(text.language, text.text)
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=name,
                required=False,
                initial=written.get(code, ""),
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "lang": code}),
            )

    def texts(self) -> dict[str, str]:
        """The words by language."""
        return {name.removeprefix("text_"): text for name, text in self.cleaned_data.items()}


class CodeForm(forms.Form):
    """The code that a person was given with their consent."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        help_text=_("16 letters and digits, as they were given to you with your consent."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
