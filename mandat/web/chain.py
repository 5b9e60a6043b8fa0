"""The whole chain as the front page tells it, rooms that come later included."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    """One room in one line. `is_here`: the room stands in this version."""

    label: Any
    line: Any
    is_here: bool


_STEPS = [
    (
        "calls",
        _("Calls"),
        _("Terms of reference become a structured call, checked before it is published."),
    ),
    (
        "intake",
        _("Applications"),
        _("Files arrive by portal or e-mail, each with a receipt that counts as proof."),
    ),
    (
        "selection",
        _("Selection"),
        _("Assessors mark on their own; prices stay sealed until quality is settled."),
    ),
    (
        "missions",
        _("Missions"),
        _("Contract, work plan, deliverables and days worked, in one place."),
    ),
    (
        "consultations",
        _("Consultations"),
        _("Questionnaires, interviews and focus groups, with consent."),
    ),
    (
        "evidence",
        _("Evidence"),
        _("Literature, law by country and voices from the field become findings."),
    ),
    (
        "positions",
        _("Positions"),
        _("Every recommendation cites the findings it rests on."),
    ),
    (
        "protection",
        _("Protection"),
        _("Risks, incidents and measures for activists, behind closed doors."),
    ),
    (
        "community",
        _("Community"),
        _("Members carry the result on, and their advocacy can open the next call."),
    ),
]


def steps() -> list[Step]:
    """The rooms in the order of the work."""
    return [Step(label, line, apps.is_installed(f"mandat.{name}")) for name, label, line in _STEPS]
