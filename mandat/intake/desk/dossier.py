"""The dossier of a call as a page and as a ZIP, for auditors and clerks."""

import io
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from mandat.calls.models import Call
from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.desk import labels
from mandat.intake.desk.eligibility import OUTCOMES, PROOFS
from mandat.intake.desk.finding import find_call_with_content
from mandat.intake.desk.standing import content_now
from mandat.intake.letters.outcomes import Outcome
from mandat.intake.services import dossiers

PAGE_SIZE = 50
OUTCOME_WORDS: dict[str, Any] = {
    Outcome.FILED: _("became an application"),
    Outcome.COMPLETED: _("completed an earlier one"),
    Outcome.SUPERSEDED: _("replaced an earlier one"),
    Outcome.DESK: _("waits for a person"),
    Outcome.CLARIFICATION: _("a question"),
    Outcome.AUTO_REPLY: _("an automatic reply"),
    Outcome.BOUNCE: _("a mail that came back"),
    Outcome.LATE: _("late"),
    Outcome.EXCLUDED_CHANNEL: _("by a way that the call shuts"),
    Outcome.REFUSED_ATTACHMENT: _("an attachment was refused"),
    Outcome.DUPLICATE: _("the same again"),
    Outcome.ALREADY_IMPORTED: _("imported before"),
}


@require_safe
@door(policies.can_read_dossier, find_call_with_content)
def show_dossier(request: HttpRequest, call: Call) -> HttpResponse:
    """Everything that arrived, fifty at a time; each reading is in the journal."""
    if request.method == "GET":
        dossiers.note_reading(call=call, form="page", by=request.user)
    start = _start(request.GET.get("from", ""))
    rows = list(dossiers.arrived_in(call)[start : start + PAGE_SIZE + 1])
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    content = content_now(call)
    context = {
        "call": call,
        "zone": call.deadline_zone or "UTC",
        "entries": [_shown(e) for e in dossiers.entries_of(call, content, rows)],
        "first": start + 1,
        "next_from": start + PAGE_SIZE if more else 0,
        "arrivals": [] if start else _arrivals(call),
    }
    return render(request, "intake/desk/dossier.html", context)


def _start(said: str) -> int:
    return min(int(said), 1_000_000) if said.isascii() and said.isdecimal() else 0


def _arrivals(call: Call) -> list[dict[str, Any]]:
    rows = dossiers.arrivals_of(call)[:200]
    return [{"row": a, "outcome": OUTCOME_WORDS.get(a.outcome, a.outcome)} for a in rows]


def _shown(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry with its codes in words and its instants as such."""
    return entry | {
        "state_words": labels.STATES[entry["state"]],
        "mark": labels.STATE_MARKS.get(entry["state"], ""),
        "door_words": labels.CHANNELS[entry["door"]],
        "filings": [f | {"at": datetime.fromisoformat(f["received"])} for f in entry["filings"]],
        "steps": [
            s | {"words": _step_words(s), "when": datetime.fromisoformat(s["at"])}
            for s in entry["steps"]
        ],
    }


def _step_words(step: dict[str, Any]) -> Any:
    match step["sort"]:
        case "decision":
            return labels.DECISIONS[step["what"]]
        case "criterion":
            words = OUTCOMES[step["what"]]
        case "proof":
            words = PROOFS[step["what"]]
        case _:
            return _("Asked to let the offer stand for longer")
    place = {"number": step.get("criterion", -1) + 1, "outcome": words}
    if step["sort"] == "proof":
        return _("Proof of criterion %(number)d: %(outcome)s") % place
    return _("Criterion %(number)d: %(outcome)s") % place


@require_GET
@door(policies.can_read_dossier, find_call_with_content)
def download_dossier(request: HttpRequest, call: Call) -> HttpResponse:
    """The dossier as a ZIP; nothing of it is kept on the server."""
    dossiers.note_reading(call=call, form="zip", by=request.user)
    archive = io.BytesIO()
    dossiers.write_zip(call, archive, timezone.now())
    answer = HttpResponse(archive.getvalue(), content_type="application/zip")
    name = f"dossier-{call.public_id.hex}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    return answer
