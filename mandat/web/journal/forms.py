"""The filter of the journal: who, what, when."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mandat.audit.queries import Wanted
from mandat.audit.words import acts

_LATEST = 9998  # years; a day later must still be a date


class FilterForm(forms.Form):
    """What a reader looks for. Anything that cannot be read is left out of the search."""

    actor = forms.CharField(label=_("Who"), required=False, widget=forms.Select)
    action = forms.ChoiceField(label=_("What"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    object = forms.CharField(required=False, widget=forms.HiddenInput, max_length=130)

    def __init__(self, *args: Any, has_people: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter-%s", **kwargs)
        self.fields["action"].choices = [("", _("Everything")), *_sorted_acts()]
        if not has_people:  # one's own acts
            del self.fields["actor"]

    def offer(self, people: Mapping[str, str]) -> None:
        """These can be chosen, by public id; whoever was chosen already stays so."""
        chosen = public_id_of(self.data.get("actor", ""))
        named = sorted(people.items(), key=lambda pair: pair[1].casefold())
        if chosen and chosen not in people:
            named.append((chosen, gettext("The account that you chose")))
        self.fields["actor"].widget.choices = [("", _("Everybody")), *named]

    def wanted(self, zone: str) -> Wanted:
        """What is looked for; days are those of the zone (IANA name)."""
        self.is_valid()
        found = self.cleaned_data
        label, _colon, subject_id = found.get("object", "").partition(":")
        since, until = (self._day(name, zone) for name in ("since", "until"))
        return Wanted(
            actor=public_id_of(found.get("actor", "")),
            action=found.get("action", ""),
            subject_label=label,
            subject_id=subject_id,
            since=since,
            until=until + timedelta(days=1) if until else None,
        )

    def _day(self, name: str, zone: str) -> datetime | None:
        day = self.cleaned_data.get(name)
        if day is None or not 1900 <= day.year <= _LATEST:
            return None
        return datetime.combine(day, time(), ZoneInfo(zone))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is looked for at all."""
        return self.is_bound and any(self.data.get(name) for name in self.fields)


def _sorted_acts() -> list[tuple[str, str]]:
    return sorted(((code, str(word)) for code, word in acts().items()), key=lambda act: act[1])


def public_id_of(text: str) -> str:
    """The text if it is a public id, in the form in which the journal holds it; else empty."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""
