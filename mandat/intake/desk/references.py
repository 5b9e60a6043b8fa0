"""The references of an application: whom it names, who was asked what, and what they said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mandat.calls.models import Call
from mandat.intake.desk.eligibility_words import Said
from mandat.intake.models import Application, ReferenceCheck
from mandat.intake.services import referring
from mandat.intake.states import ContactState
from mandat.people.models import Account

STATES: Mapping[str, Any] = {
    ContactState.NAMED: _("Not asked yet"),
    ContactState.ASKED: _("Asked, no answer yet"),
    ContactState.ANSWERED: _("Answered"),
    ContactState.UNREACHABLE: _("Not reached"),
}
STATE_MARKS: Mapping[str, str] = {
    ContactState.NAMED: "plain",
    ContactState.ASKED: "warn",
    ContactState.ANSWERED: "ok",
    ContactState.UNREACHABLE: "bad",
}
_HOW: Mapping[str, Any] = {
    "mail": _("asked by mail"),
    "telephone": _("answered on the telephone"),
    "unreachable": _("could not be reached"),
    "form": _("answered in the form"),
    "declined": _("does not wish to answer"),
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of the log of contacts."""

    at: datetime | None
    how: Any
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference as its applicant names it, and what came of it."""

    number: int
    named: Mapping[str, str]
    state: Any
    mark: str
    log: list[Contact]
    answers: list[Mapping[str, str]]
    is_answered: bool
    address: str
    is_erased: bool


def references_of(application: Application, said: Said) -> list[Reference]:
    """Every reference of the application, in two queries."""
    rows = ReferenceCheck.objects.filter(application=application)
    checks = {row.number: row for row in rows}
    words = {}
    for number, row in checks.items():
        row.application = application
        words[number] = referring.words_now(row)
    people = {e["by"] for w in words.values() for e in w.get("log", []) if e.get("by")}
    names = dict(
        Account.objects.filter(public_id__in=people).values_list("public_id", "name")
        if people
        else ()
    )
    shown = {str(key): name for key, name in names.items()}
    return [
        _reference(number, named, checks.get(number), words.get(number, {}), shown)
        for number, named in enumerate(referring.named_references(said.words))
    ]


def _reference(
    number: int,
    named: Mapping[str, Any],
    check: ReferenceCheck | None,
    words: Mapping[str, Any],
    names: Mapping[str, str],
) -> Reference:
    state = ContactState(check.state) if check else ContactState.NAMED
    return Reference(
        number=number,
        named={str(k): str(v or "") for k, v in named.items()},
        state=STATES[state],
        mark=STATE_MARKS[state],
        log=[_contact(e, names) for e in words.get("log", [])],
        answers=list(words.get("answers", [])),
        is_answered=state == ContactState.ANSWERED,
        address=str(words.get("email") or referring.address_in(named.get("contact"))),
        is_erased=check is not None and check.words is None,
    )


def _contact(entry: Mapping[str, str], names: Mapping[str, str]) -> Contact:
    at = datetime.fromisoformat(entry["at"]) if entry.get("at") else None
    how = _HOW.get(entry.get("how", ""), "")
    return Contact(at, how, names.get(entry.get("by", ""), ""), entry.get("text", ""))


def _languages() -> list[tuple[str, str]]:
    return [(c, (Locale.parse(c).display_name or c).capitalize()) for c, _n in settings.LANGUAGES]


class AskRefereeForm(forms.Form):
    """To whom, in which language, and what: the same questions for all referees of a call."""

    address = forms.EmailField(label=_("E-mail address of the referee"), max_length=254)
    language = forms.ChoiceField(label=_("Language of our mail"), choices=_languages)
    questions = forms.CharField(
        label=_("Questions, one a line"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Whoever is asked first settles them: all referees of this call get the same."),
    )

    def __init__(
        self, *args: Any, call: Call, reference: Reference, asked: list[str], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"address": reference.address, "language": call.language}
        kwargs["auto_id"] = f"ask-{reference.number}-%s"
        super().__init__(*args, **kwargs)
        if asked:
            del self.fields["questions"]

    def lines(self) -> list[str]:
        """The questions that were typed; none where they are settled."""
        return str(self.cleaned_data.get("questions", "")).splitlines()


class ContactForm(forms.Form):
    """What was said on the telephone."""

    text = forms.CharField(
        label=_("What the referee said"),
        required=False,
        max_length=referring.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_(
            "Say first who calls and why, that the answer is written down, for how long, and that "
            "nobody has to answer."
        ),
    )

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"note-{number}-%s"
        super().__init__(*args, **kwargs)
