"""What the pages of the records show."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from mandat.core.holdings import holdings
from mandat.core.languages import country_name
from mandat.people.models import Organisation
from mandat.privacy.clocks import hours_left
from mandat.privacy.forms import BreachStepForm
from mandat.privacy.models import Breach, RetentionRun
from mandat.privacy.queries import joint_controllers_of, transfers_of
from mandat.privacy.rules import breach_clock
from mandat.privacy.sealing import words
from mandat.privacy.states import BREACH_TRANSITIONS, BreachState
from mandat.privacy.words import (
    BREACH_ACTS,
    BREACH_STATES,
    SAFEGUARDS,
    reason_in_words,
    room_label,
)


def breach_page(breach: Breach, *, whole: bool = False) -> dict[str, Any]:
    """A breach with its clock; `whole` opens its log and offers the next steps."""
    clock = breach_clock(breach.noticed_at, timezone.now(), breach.notified_at)
    needs_notice = breach.state in (BreachState.NOTICED, BreachState.ASSESSED)
    page = {
        "breach": breach,
        "state": BREACH_STATES[breach.state],
        "nature": words(breach, "nature"),
        "clock": clock,
        "left": hours_left(clock) if needs_notice or clock.stopped else "",
        "tag": "bad" if clock.late and (needs_notice or clock.stopped) else "",
        "needs_notice": needs_notice,
    }
    if whole:
        steps = breach.steps.select_related("by", "breach__organisation")
        page["steps"] = [
            {
                "at": s.at,
                "state": BREACH_STATES[s.state],
                "who": s.by.name,
                "words": words(s, "words"),
            }
            for s in steps
        ]
        page["acts"] = _acts(breach)
    return page


def _acts(breach: Breach) -> list[dict[str, Any]]:
    states = [s for s in BreachState if s in BREACH_TRANSITIONS[BreachState(breach.state)]]
    told = (BreachState.NOTIFIED_AUTHORITY, BreachState.TOLD_PERSONS)
    return [
        {
            "state": state.value,
            "label": BREACH_ACTS[state],
            "form": BreachStepForm(auto_id=f"{state.value}-%s"),
            "has_time": state in told,
            "is_first": number == 0,
        }
        for number, state in enumerate(states)
    ]


def record_rows(
    organisations: Iterable[Organisation], *, whole: bool = False
) -> dict[str, list[Any]]:
    """Joint controllers and transfers: as plain data, or with their rows for pages."""
    reader = get_language() or "en"
    wanted = list(organisations)
    joint = [
        {
            "organisation": j.organisation.name,
            "name": j.name,
            "contact": j.contact,
            "does": j.does,
            "arrangement": j.arrangement,
            "since": j.since.isoformat(),
            "until": j.until.isoformat() if j.until else None,
        }
        | ({"row": j} if whole else {})
        for j in joint_controllers_of(wanted)
    ]
    transfers = [
        {
            "organisation": t.organisation.name,
            "country": country_name(t.country, reader),
            "recipient": t.recipient,
            "purpose": t.purpose,
            "safeguard": str(SAFEGUARDS[t.safeguard]),
            "reference": t.reference,
            "since": t.since.isoformat(),
            "until": t.until.isoformat() if t.until else None,
        }
        | ({"row": t} if whole else {})
        for t in transfers_of(wanted)
    ]
    return {"joint_controllers": joint, "transfers": transfers}


def run_rows(runs: Iterable[RetentionRun]) -> list[dict[str, Any]]:
    """Runs of the retention job with their counts in words."""
    labels = {h.room: room_label(h) for h in holdings()}
    return [
        {
            "run": run,
            "rooms": [
                {
                    "label": labels.get(room, room),
                    "erased": counts["erased"],
                    "kept": [
                        {"reason": reason_in_words(code), "count": n}
                        for code, n in sorted(counts["kept"].items())
                    ],
                }
                for room, counts in sorted(run.counts.items())
            ],
            "failed": [labels.get(room, room) for room in run.failed_rooms],
        }
        for run in runs
    ]
