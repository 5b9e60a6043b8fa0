"""What a receipt says to be missing, in words: receipts keep it as `outcome:key`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mandat.intake.rules.checks import Outcome


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that the call asks and the filing does not have."""

    label: Any
    found: Any


_FIELDS: Mapping[str, Any] = {
    "name": _("Name"),
    "email": _("E-mail address"),
    "firm": _("Firm"),
    "free": _("Dates free"),
    "working_languages": _("Working languages"),
    "days": _("Days of work"),
    "valid_until": _("Validity of the offer"),
    "answers": _("Requirements"),
    "price": _("Prices"),
    "references": _("References"),
}
_FOUND: Mapping[str, Any] = {
    Outcome.MISSING: _("not received"),
    Outcome.TOO_LONG: _("longer than the call allows"),
    Outcome.REFUSED: _("did not pass the checks, so nobody can open it"),
    Outcome.TOO_FEW_REFERENCES: _("fewer than the call asks"),
    Outcome.TOO_SHORT_VALIDITY: _("shorter than the call asks"),
    Outcome.REASON_MISSING: _("more than the call foresees, without a reason"),
    Outcome.TOO_MANY_DAYS: _("more than the call allows"),
    Outcome.UNREADABLE: _("cannot be read"),
}


def lack_of(code: str, name_of_slot: Callable[[str], str]) -> Lack:
    """The code of a receipt in words. One of another release of this program is said as it is."""
    outcome, _colon, key = code.partition(":")
    found = _FOUND.get(outcome, outcome)
    if key[:1].isdecimal() or key == "other":
        return Lack(name_of_slot(key), found)
    field = "references" if key.startswith("references.") else key.rpartition(".")[2]
    return Lack(_FIELDS.get(field, key), found)
