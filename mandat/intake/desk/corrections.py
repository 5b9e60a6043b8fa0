"""What an applicant corrected after the deadline, beside what they filed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mandat.intake.desk.panels import register_panel
from mandat.intake.models import Application
from mandat.intake.services.erasing import corrections_of


def fill(application: Application, _by: Any) -> Mapping[str, Any] | None:
    """The corrections, oldest first; nothing when there is none."""
    notes = corrections_of(application)
    if not notes:
        return None
    return {
        "corrections": [
            {"text": note["text"], "at": datetime.fromisoformat(note["at"])} for note in notes
        ]
    }


def register() -> None:
    """The panel stands above all others: it changes how the rest is read."""
    register_panel("corrections", 10, fill, "intake/desk/corrections_panel.html")
