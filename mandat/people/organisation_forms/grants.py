"""Forms about who holds which role, until when, and who stands in for whom."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mandat.people.choices import first_instant, last_instant
from mandat.people.labels import ROLE_LABELS, ROLE_MEANINGS
from mandat.people.models import Account, Organisation
from mandat.people.organisation_forms.common import DayField, TextField
from mandat.people.roles import Role


def role_choices() -> list[tuple[str, Any]]:
    return [
        (
            role.value,
            _("%(role)s: %(meaning)s")
            % {"role": ROLE_LABELS[role], "meaning": ROLE_MEANINGS[role]},
        )
        for role in Role
    ]


class _RoleForm(forms.Form):
    """A role of an organisation, with a last day in the organisation's time zone."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        super().__init__(*args, **kwargs)

    def ends_at(self) -> datetime | None:
        day = self.cleaned_data["ends_on"]
        return last_instant(day, self.organisation.time_zone) if day else None


class InviteForm(_RoleForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=role_choices, widget=forms.RadioSelect)
    ends_on = DayField(
        label=_("Last day of the role"),
        required=False,
        help_text=_("Empty: until you end it. An auditor’s role ends after 90 days at most."),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        first = next(iter(organisation.screen_languages), settings.LANGUAGE_CODE)
        kwargs.setdefault("initial", {"language": first})
        super().__init__(*args, organisation=organisation, **kwargs)


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic in life
    """Somebody of the organisation, by public id."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Choose a person"))
        super().__init__(queryset=Account.objects.none(), to_field_name="public_id", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name or obj.email)


class GiveRoleForm(_RoleForm):
    account = ColleagueField(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=role_choices, widget=forms.RadioSelect)
    ends_on = DayField(
        label=_("Last day of the role"),
        required=False,
        help_text=_("Empty: until you end it. An auditor’s role ends after 90 days at most."),
    )

    def __init__(self, *args: Any, people: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = people  # type: ignore[attr-defined]


class EndForm(_RoleForm):
    ends_on = DayField(
        label=_("Last day of the role"), required=False, help_text=_("Empty: until you end it.")
    )


class DelegateForm(_RoleForm):
    to = ColleagueField(label=_("Who stands in"))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), help_text=_("It ends by itself after this day."))

    def __init__(self, *args: Any, people: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]

    def starts_at(self) -> datetime:
        return first_instant(self.cleaned_data["starts_on"], self.organisation.time_zone)


class AcceptForm(forms.Form):
    """What a new account needs; the address is proved by the link."""

    name = TextField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        help_text=_("As your colleagues shall read it."),
    )
    language = forms.ChoiceField(label=_("Your language"), choices=settings.LANGUAGES)
