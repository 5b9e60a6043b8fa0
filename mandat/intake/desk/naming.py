"""What a check is about, and what the call says of it, in words: for the desk and for letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mandat.calls import labels
from mandat.calls.content import Content, extra_of, value_of
from mandat.calls.display import lines_of
from mandat.intake.content import names_of
from mandat.intake.models import Application
from mandat.intake.rules.checks import Check
from mandat.intake.rules.slots import OTHER, Asked

_FIELDS: Mapping[str, Any] = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail address"),
    "firm": pgettext_lazy("company", "Firm"),
    "free": gettext_lazy("Free dates"),
    "working_languages": gettext_lazy("Working languages"),
    "references": gettext_lazy("References"),
    "days": gettext_lazy("Days of work"),
    "valid_until": gettext_lazy("Validity of the offer"),
    "answers": gettext_lazy("Requirements"),
    "price": gettext_lazy("Price"),
    OTHER: gettext_lazy("Further documents"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the call says in one place: the name of the place, its words, what qualifies them."""

    place: str
    text: str
    note: str = ""

    @property
    def whole(self) -> str:
        """The sentence in one line: “Documents: CV (maximum pages: 3)”."""
        words = f"{self.text} ({self.note})" if self.note else self.text
        return _("%(label)s: %(value)s") % {"label": self.place, "value": words}


def name_of_check(check: Check, asked: Sequence[Asked], words: Mapping[str, Any]) -> str:
    """What the check is about: “CV, Jean Petit”, “Validity of the offer”."""
    head, _dot, rest = check.key.partition(".")
    if head.isdecimal():
        number = int(head)
        name = next((one.name for one in asked if one.number == number), "")
        return _about(name or _("Document without name"), names_of(words).get(rest, ""))
    if head == "lead":
        return _about(str(_FIELDS.get(rest, rest)), _("lead"))
    if head == "members":
        key, _dot, field = rest.partition(".")
        return _about(str(_FIELDS.get(field, field)), names_of(words).get(key, ""))
    return str(_FIELDS.get(head, head))


def _about(name: str, whose: str) -> str:
    return _("%(name)s, %(whose)s") % {"name": name, "whose": whose} if whose else name


def sentence_of(content: Content, application: Application, source: str) -> Sentence | None:
    """What the call, or the invitation, says in the place that a check names; None without one."""
    name, _dot, number = source.partition(".")
    if name == "invitation":
        place, value = _("The invitation"), application.asked
        lines = lines_of("required_documents", value)
    else:
        place, value = str(labels.FIELDS.get(name, "")), value_of(content, name)
        lines = lines_of(name, value, extra_of(content, name)) if place else []
    if number.isdecimal():
        lines = lines[int(number) : int(number) + 1]
    if not lines:
        return None
    if len(lines) == 1:
        return Sentence(place, lines[0].text, lines[0].note)
    said = [f"{line.text} ({line.note})" if line.note else line.text for line in lines]
    return Sentence(place, " · ".join(said), "")
