"""What the desk calls states, doors, parts and decisions, and how each is marked."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mandat.intake.rules.checks import Completeness
from mandat.intake.states import (
    ApplicationStage,
    ApplicationState,
    Channel,
    DecisionKind,
    LetterState,
    Part,
)

STATES: Mapping[str, Any] = {
    ApplicationState.DRAFT: pgettext_lazy("application", "Draft"),
    ApplicationState.FILED: pgettext_lazy("application", "Received"),
    ApplicationState.LATE: _("Late, to be decided"),
    ApplicationState.REFUSED: _("Late, refused"),
    ApplicationState.WITHDRAWN: _("Withdrawn"),
    ApplicationState.INCOMPLETE: _("Incomplete"),
    ApplicationState.INELIGIBLE: _("Not eligible"),
    ApplicationState.ADMITTED: _("Admitted"),
}
STATE_MARKS: Mapping[str, str] = {
    ApplicationState.LATE: "warn",
    ApplicationState.REFUSED: "bad",
    ApplicationState.WITHDRAWN: "plain",
    ApplicationState.INCOMPLETE: "bad",
    ApplicationState.INELIGIBLE: "bad",
    ApplicationState.ADMITTED: "ok",
}
COMPLETENESS_MARKS: Mapping[str, str] = {
    Completeness.COMPLETE: "ok",
    Completeness.INCOMPLETE: "bad",
    Completeness.UNKNOWN: "",
}
CHANNELS: Mapping[str, Any] = {Channel.PORTAL: _("Portal"), Channel.EMAIL: _("E-mail")}
STAGES: Mapping[str, Any] = {
    ApplicationStage.SINGLE: "",
    ApplicationStage.EXPRESSION_OF_INTEREST: _("Expression of interest"),
    ApplicationStage.FULL_PROPOSAL: _("Full proposal"),
}
PARTS: Mapping[str, Any] = {
    Part.ADMINISTRATIVE: _("Administrative part"),
    Part.TECHNICAL: _("Technical part"),
    Part.FINANCIAL: _("Financial part"),
}
DECISIONS: Mapping[str, Any] = {
    DecisionKind.LATE_ACCEPTED: _("Late, taken in"),
    DecisionKind.LATE_REFUSED: _("Late, refused"),
    DecisionKind.INCOMPLETE: _("Incomplete"),
    DecisionKind.INELIGIBLE: _("Not eligible"),
    DecisionKind.ADMITTED: _("Admitted"),
}
VERBS: Mapping[str, Any] = {
    DecisionKind.LATE_ACCEPTED: _("Take it in"),
    DecisionKind.LATE_REFUSED: _("Refuse it"),
    DecisionKind.INCOMPLETE: _("Set aside as incomplete"),
    DecisionKind.INELIGIBLE: _("Set aside as not eligible"),
    DecisionKind.ADMITTED: _("Admit"),
}
LETTERS: Mapping[str, Any] = {
    LetterState.PREPARED: _("To be read and sent"),
    LetterState.SENT: pgettext_lazy("letter", "Sent"),
    LetterState.DROPPED: pgettext_lazy("letter", "Set aside"),
}
LETTER_MARKS: Mapping[str, str] = {LetterState.PREPARED: "warn", LetterState.SENT: "ok"}

# Why a decision is not possible now, and what to do.
WHY_NOT: Mapping[str, Any] = {
    "state": _("This application has changed in the meantime. Load the page again."),
    "not_over": _(
        "Applicants can still complete what they filed: this is decided once the deadline is over."
    ),
    "reason_missing": _("Give a reason: whoever is concerned is told, and may ask."),
    "not_complete": _(
        "Something that the call asks is missing or is still being checked. Say why it is "
        "admitted all the same."
    ),
    "criterion_open": _("A criterion is not decided yet. Decide each one first."),
    "criterion_not_met": _("A criterion is not met: the application cannot be admitted."),
    "none_not_met": _(
        "No criterion is decided as not met. Decide the criterion first: its document or its "
        "absence is the reason."
    ),
    "own_sorting": _(
        "You sorted or checked this application. Another approver decides whether it is taken in."
    ),
}
