"""The amendment as it stands: its content, its checks, and the deadline that it should give."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mandat.calls.checker import check_draft
from mandat.calls.checker.days import country_of_zone
from mandat.calls.checker.remarks import Remark
from mandat.calls.content import Content, amended, extra_of, value_of
from mandat.calls.exchange import rules
from mandat.calls.importer.draft import FIELDS, CallDraft, Certainty, Found, revive
from mandat.calls.models import Amendment, Call
from mandat.calls.remarks import check_settings


def draft_of(content: Content) -> CallDraft:
    """The content in the form that the checker reads: every value sure, none with a place."""
    fields = {
        name: Found(
            value=revive(value_of(content, name)),
            certainty=Certainty.SURE,
            extra=revive(dict(extra_of(content, name))),
        )
        if name in content["fields"]
        else Found()
        for name in FIELDS
    }
    return CallDraft(text="", fields=fields)


def new_remarks(call: Call, content: Content, changes: Content) -> list[Remark]:
    """What the checker says of the changed content and did not say before, nobody having set it
    aside in the draft."""
    settings = check_settings(call.organisation)
    dismissed = set(call.dismissals.values_list("key", flat=True))
    known = {r.key for r in check_draft(draft_of(content), settings=settings)}
    after = check_draft(draft_of(amended(content, changes)), settings=settings)
    return [r for r in after if r.key not in known and r.key not in dismissed]


def amendment_days(call: Call) -> int:
    """How many days a change should leave until the deadline, by the organisation's habit."""
    return call.organisation.amendment_days or rules.AMENDMENT_DAYS


@dataclass(frozen=True, slots=True)
class Proposal:
    """A later deadline that is proposed, as a wall time in the zone of the call."""

    wall: str
    zone: str
    days: int


def proposal_for(call: Call, amendment: Amendment, at: datetime) -> Proposal | None:
    """The extension that the change asks for; None when enough time is left, with its own
    deadline taken into account, or when nothing but the deadline changes."""
    if not rules.asks_for_time(amendment.changes):
        return None
    days = amendment_days(call)
    wall, zone = deadline_in(call, amendment.changes)
    country = call.organisation.country or country_of_zone(zone)
    proposed = rules.proposed_deadline(at=at, wall=wall, zone=zone, days=days, country=country)
    return Proposal(proposed, zone, days) if proposed else None


def deadline_in(call: Call, changes: dict[str, Any]) -> tuple[str, str]:
    """Wall time and zone of the deadline that holds once the changes count."""
    if "deadline" in changes:
        field = changes["deadline"]
        return str(field["value"]), str(field["extra"].get("timezone") or call.deadline_zone)
    return call.deadline_wall, call.deadline_zone
