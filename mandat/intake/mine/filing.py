"""The page of the last click: what it shows, and what becomes of the click."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mandat.calls.display import money
from mandat.core.keys import new_token
from mandat.intake.mine.page import Mine, said_when, step_of
from mandat.intake.mine.slots import SlotView, slot_views
from mandat.intake.rule_words import FATES, said_of
from mandat.intake.rules.checks import INCOMPLETE, Check
from mandat.intake.rules.filing import Fate
from mandat.intake.rules.prices import read_prices, totals_of
from mandat.intake.services.filing import ONCE
from mandat.intake.states import ApplicationState

STATES: dict[str, Promise] = {
    ApplicationState.DRAFT: _("Draft"),
    ApplicationState.FILED: _("Filed"),
    ApplicationState.LATE: _("Filed late"),
    ApplicationState.REFUSED: _("Not considered"),
    ApplicationState.WITHDRAWN: _("Withdrawn"),
    ApplicationState.INCOMPLETE: _("Filed"),
    ApplicationState.INELIGIBLE: _("Filed"),
    ApplicationState.ADMITTED: _("Filed"),
}
_TAGS = {
    ApplicationState.FILED: "ok",
    ApplicationState.LATE: "warn",
    ApplicationState.REFUSED: "bad",
    ApplicationState.INCOMPLETE: "ok",
    ApplicationState.INELIGIBLE: "ok",
    ApplicationState.ADMITTED: "ok",
}


def state_context(mine: Mine) -> dict[str, Any]:
    """Where it stands, in words that whoever applies may know before anything is decided."""
    row = mine.application
    state = ApplicationState(row.state)
    zone = row.call.deadline_zone
    return {
        "mine": mine,
        "application": row,
        "call": row.call,
        "now": mine.at,
        "state": state.value,
        "state_words": STATES[state],
        "state_tag": _TAGS.get(state, ""),
        "filed_at": said_when(row.filed_at, zone) if row.filed_at else "",
        "withdrawn_at": said_when(row.withdrawn_at, zone) if row.withdrawn_at else "",
        "saved_at": said_when(row.changed_at, zone),
        "is_late_now": mine.fate in (Fate.LATE_KEPT, Fate.LATE_REFUSED),
        "fate_words": FATES[mine.fate],
    }


def missing_of(mine: Mine, slots: list[SlotView]) -> list[dict[str, Any]]:
    """What leaves it incomplete, each with its place and what to do."""
    names = {slot.key: slot for slot in slots}
    return [
        {
            "where": _where(mine, check, names),
            "said": said_of(check),
            "address": reverse(f"my:edit_{step_of(check)}", args=[mine.application.public_id]),
        }
        for check in mine.standing.checks
        if check.outcome in INCOMPLETE
    ]


def _where(mine: Mine, check: Check, slots: dict[str, SlotView]) -> str:
    """The document or the person that it is about; "" where the sentence says it itself."""
    slot = slots.get(check.key)
    if slot is not None:
        return f"{slot.name} · {slot.member}" if slot.member else slot.name
    if check.key.startswith("members."):
        return mine.names.get(check.key.split(".")[1], "")
    return ""


def check_context(mine: Mine, once: str = "") -> dict[str, Any]:
    """Everything at a glance, and a secret that makes the click count once."""
    slots = slot_views(mine)
    return state_context(mine) | {
        "slots": slots,
        "missing": missing_of(mine, slots),
        "team": [name for name in mine.names.values() if name],
        "offer": _offer(mine),
        "once": once if ONCE.fullmatch(once) else new_token(),
    }


def _offer(mine: Mine) -> dict[str, Any] | None:
    """The sums as they were typed; only the applicant's own page says them."""
    if not mine.secret.get("lines"):
        return {"is_sealed": True} if mine.last and mine.last.envelope else None
    prices, _concerns = read_prices(mine.secret)
    totals = totals_of(prices)
    return {
        "excluding": _sum(totals.excluding, totals.currency),
        "including": _sum(totals.including, totals.currency),
        "lines": len(prices.lines),
    }


def _sum(amount: Decimal | None, currency: str) -> str:
    return money(amount, currency) if amount is not None else ""
