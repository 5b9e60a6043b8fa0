"""What the page of a message shows, as plain values; what is sealed is not named."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mandat.intake.content import names_of
from mandat.intake.gate.placing import calls_for, parts_of
from mandat.intake.gate.teams import asked_now
from mandat.intake.gate.words import PARTS, STAMPS
from mandat.intake.letters.outcomes import Outcome, Reason
from mandat.intake.letters.routing import Why
from mandat.intake.letters.sorting import Certainty
from mandat.intake.letters.words import CERTAINTIES, OUTCOMES, REASONS, ROUTES
from mandat.intake.models import Arrival, ArrivalPart
from mandat.intake.receipts.slot_names import slot_name
from mandat.intake.rules.slots import OTHER, member_keys_of, slots_of
from mandat.intake.sealing import words_of
from mandat.intake.states import Part, StampSource

_MARKS = {
    Outcome.FILED: "ok",
    Outcome.COMPLETED: "ok",
    Outcome.SUPERSEDED: "ok",
    Outcome.DESK: "warn",
    Outcome.CLARIFICATION: "warn",
    Outcome.LATE: "warn",
    Outcome.REFUSED_ATTACHMENT: "bad",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One message in the list."""

    arrival: Arrival
    outcome: Any
    mark: str
    reason: Any


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment. `name` is empty where it is sealed."""

    part: ArrivalPart
    number: int
    name: str
    place: Any
    slot: str
    certainty: Any
    is_sealed: bool
    refusal: Any
    is_readable: bool


def row_of(arrival: Arrival) -> Row:
    outcome = Outcome(arrival.outcome)
    reason = REASONS[Reason(arrival.reason)] if arrival.reason in set(Reason) else ""
    return Row(arrival, OUTCOMES[outcome], _MARKS.get(outcome, "plain"), reason)


def slots_for(arrival: Arrival) -> list[tuple[str, str]]:
    """The places that the call has for documents, by key, as people know them."""
    call = arrival.call
    if call is None:
        return []
    application = arrival.application
    words = words_of(arrival.organisation, application, "content") if application else None
    asked, names = asked_now(call, application), names_of(words or {"members": []})
    found = [
        (slot.key, slot_name(slot.key, asked, names))
        for slot in slots_of(asked, member_keys_of(words or {}))
    ]
    return [*found, (OTHER, _("Further document"))]


def context_of(arrival: Arrival) -> dict[str, Any]:
    """Everything on the page of one message."""
    said = words_of(arrival.organisation, arrival, "words") or {}
    slots = dict(slots_for(arrival))
    parts = [_attached(part, slots) for part in parts_of(arrival)]
    can_place = arrival.application_id is None and any(p.part.file_id for p in parts)
    return {
        "arrival": arrival,
        "row": row_of(arrival),
        "said": said,
        "also": [REASONS[Reason(r)] for r in said.get("also", []) if r in set(Reason)],
        "route": ROUTES[Why(said["route"])] if said.get("route") in set(Why) else "",
        "stamp": STAMPS[StampSource(arrival.stamped_by)],
        "parts": parts,
        "calls": calls_for(arrival) if can_place and said.get("address") else [],
        "likely": str(arrival.call.public_id) if arrival.call is not None else "",
        "zone": (arrival.call.deadline_zone if arrival.call else "")
        or arrival.organisation.time_zone,
    }


def _attached(part: ArrivalPart, slots: dict[str, str]) -> Attached:
    organisation = part.arrival.organisation
    file = part.file
    sealed = file is not None and file.is_secret
    reason = REASONS[Reason(part.refusal_code)] if part.refusal_code in set(Reason) else ""
    known = part.certainty in set(Certainty) and part.confirmed_at is None
    return Attached(
        part=part,
        number=part.number + 1,
        name="" if sealed else words_of(organisation, part, "name") or "",
        place=_place(part, sealed=sealed),
        slot=slots.get(part.slot, ""),
        certainty=CERTAINTIES[Certainty(part.certainty)] if known else "",
        is_sealed=sealed,
        refusal=reason,
        is_readable=file is not None and file.is_readable and not sealed,
    )


def _place(part: ArrivalPart, *, sealed: bool) -> Any:
    """The part of the application; a price that no call's key can seal yet is said to be open."""
    if not part.part:
        return _("not sorted")
    if part.part == Part.FINANCIAL and part.file_id is not None and not sealed:
        return _("Financial, not sealed")
    return PARTS[Part(part.part)]
