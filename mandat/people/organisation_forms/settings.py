"""The sections of an organisation's settings, each a form that is saved by itself.

`values()` gives the columns that `services.organisations.SECTIONS` names.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mandat.core.errors import RuleBroken
from mandat.mail.addresses import checked
from mandat.people import choices
from mandat.people.labels import RETENTION_KINDS, RETENTION_REASONS, months_in_words
from mandat.people.models import LONGEST_NOTICE, Organisation
from mandat.people.organisation_forms.common import SeveralField, TextField, VersionedForm
from mandat.people.refusals import MESSAGES
from mandat.people.rules.procurement import Procedure, thresholds, why_not_thresholds
from mandat.people.rules.retention import PERIODS, RetentionKind, months_kept


class SectionForm(VersionedForm):
    """One section; `organisation` gives what stands there now."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        kwargs["initial"] = {"version": organisation.version} | self.now()
        super().__init__(*args, **kwargs)

    def now(self) -> dict[str, Any]:
        """What the fields say before anybody changes them."""
        return {name: getattr(self.organisation, name) for name in self.base_fields_of_model()}

    def base_fields_of_model(self) -> list[str]:
        return [name for name in self.base_fields if hasattr(self.organisation, name)]

    def values(self) -> dict[str, Any]:
        """The columns to write."""
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}


class IdentityForm(SectionForm):
    name = TextField(label=_("Name"), max_length=200)
    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: [("", "–"), *choices.countries()], required=False
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=choices.time_zones,
        help_text=_("Deadlines of your calls are written in it, and days end in it."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=choices.currencies)


class LanguagesForm(SectionForm):
    call_languages = SeveralField(
        label=_("Languages of your calls"),
        choices=choices.languages,
        required=False,
        help_text=_("The first one is what a new call starts with."),
    )
    screen_languages = forms.MultipleChoiceField(
        label=_("Languages of your screens and mail"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("People whom you invite are written to in the first of them."),
    )


class SenderForm(SectionForm):
    sender_name = TextField(
        label=_("Sender’s name"),
        max_length=120,
        required=False,
        help_text=_("Without one, mail carries the name of the organisation."),
    )
    sender_address = forms.EmailField(
        label=_("Sender’s address"),
        max_length=254,
        required=False,
        help_text=_(
            "Your domain must let this site send for it (SPF, DKIM): ask who runs your mail. "
            "Without an address, mail comes from the site’s own."
        ),
    )

    def clean_sender_address(self) -> str:
        address: str = self.cleaned_data["sender_address"]
        try:
            return checked(address) if address else ""
        except RuleBroken as broken:
            raise ValidationError(broken.message, code=broken.code) from None


class RetentionForm(SectionForm):
    """One number of months for each kind of data."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, period in PERIODS.items():
            label = RETENTION_KINDS[kind]
            self.fields[kind.value] = forms.IntegerField(
                label=_("Months: %(kind)s") % {"kind": label},
                min_value=period.least,
                max_value=period.most,
                help_text=_("%(reason)s From %(least)s to %(most)s; usually %(usual)s.")
                % {
                    "reason": RETENTION_REASONS[kind],
                    "least": months_in_words(period.least),
                    "most": months_in_words(period.most),
                    "usual": months_in_words(period.default),
                },
                widget=forms.NumberInput(attrs={"class": "short-input"}),
            )

    def now(self) -> dict[str, Any]:
        return {kind.value: months_kept(kind, self.organisation.retention) for kind in PERIODS}

    def values(self) -> dict[str, Any]:
        chosen = {kind.value: self.cleaned_data[kind.value] for kind in RetentionKind}
        usual = {kind.value: period.default for kind, period in PERIODS.items()}
        return {"retention": {k: v for k, v in chosen.items() if v != usual[k]}}


def _amount(label: Any, help_text: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"class": "short-input", "step": "any"}),
    )


class ProcurementForm(SectionForm):
    currency = forms.ChoiceField(label=_("Currency of the amounts"), choices=choices.currencies)
    three_quotes_from = _amount(
        _("Three quotes from"), _("Below this amount one buys directly. Without tax.")
    )
    open_call_from = _amount(
        _("Open call from"), _("Below this amount three quotes are asked for. Without tax.")
    )

    def now(self) -> dict[str, Any]:
        document = self.organisation.thresholds
        amounts = {s["procedure"]: s["from"] for s in document.get("steps", ())}
        return {
            "currency": document.get("currency", self.organisation.currency),
            "three_quotes_from": amounts.get(Procedure.THREE_QUOTES),
            "open_call_from": amounts.get(Procedure.OPEN_CALL),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            code = why_not_thresholds(self._document(data))
            if code:
                raise ValidationError(MESSAGES[code], code=code)
        return data

    def _document(self, data: dict[str, Any]) -> dict[str, Any]:
        return thresholds(data["currency"], data["three_quotes_from"], data["open_call_from"])

    def values(self) -> dict[str, Any]:
        return {"thresholds": self._document(self.cleaned_data)}


class NoticeForm(SectionForm):
    notice_days = forms.IntegerField(
        label=_("Days between publication and deadline"),
        min_value=1,
        max_value=LONGEST_NOTICE,
        required=False,
        help_text=_(
            "A call that leaves less time is warned about. Without a number, what is usual for "
            "its kind applies."
        ),
        widget=forms.NumberInput(attrs={"class": "short-input"}),
    )
    amendment_days = forms.IntegerField(
        label=_("Days that applicants keep after a change"),
        min_value=1,
        max_value=LONGEST_NOTICE,
        required=False,
        help_text=_(
            "When a public call is changed closer to its deadline than this, a later deadline is "
            "proposed. Without a number: 7."
        ),
        widget=forms.NumberInput(attrs={"class": "short-input"}),
    )


class OpenDataForm(SectionForm):
    shares_data = forms.BooleanField(
        label=_("Calls may be shared as open contracting data (OCDS)"),
        required=False,
        help_text=_(
            "Each call is still shared only when its author says so, and a sensitive call never. "
            "Of people, nothing is shared."
        ),
    )
    ocid_prefix = forms.RegexField(
        r"\Aocds-[a-z0-9]{6}\Z",
        label=_("Registered prefix"),
        required=False,
        help_text=_(
            "Given free of charge by the Open Contracting Partnership: “ocds-” and six signs."
        ),
        error_messages={"invalid": _("A prefix is “ocds-” and six letters or digits.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("shares_data") and not data.get("ocid_prefix") and not self.errors:
            self.add_error(
                "ocid_prefix", _("Data are shared under a registered prefix: give it here.")
            )
        return data


FORMS: dict[str, type[SectionForm]] = {
    "identity": IdentityForm,
    "languages": LanguagesForm,
    "sender": SenderForm,
    "notice": NoticeForm,
    "open_data": OpenDataForm,
    "procurement": ProcurementForm,
    "retention": RetentionForm,
}

TITLES = {
    "identity": _("Name, place and money"),
    "languages": _("Languages"),
    "sender": _("Sender of the mail"),
    "notice": _("Time to answer a call"),
    "open_data": _("Open data"),
    "procurement": _("Which procedure from which amount"),
    "retention": _("How long data are kept"),
}
