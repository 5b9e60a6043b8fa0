"""Calls and applications as plain data, for rules that need no database."""

from mandat.documents.kinds import PDF
from mandat.documents.states import FileState
from mandat.intake.rules.checks import Found


def content(rules=None, extras=None, /, **fields):
    """The content of a call that says these fields."""
    extras = extras or {}
    return {
        "fields": {n: {"value": v, "extra": extras.get(n, {})} for n, v in fields.items()},
        "rules": {"seals_prices": True} | (rules or {}),
    }


def document(name="CV", **says):
    return {"name": name} | says


def pdf(slot="0", pages=1, state=FileState.SAFE, **says):
    return Found(slot, f"{slot}-{pages}", state, pages, says.pop("exact", True), PDF, **says)


def outcomes(checks):
    """What was found, by key; the last word on each."""
    return {check.key: check.outcome.value for check in checks}
