"""The calls that a letter may be for, as the pure rules of routing know them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from mandat.calls.models import Call
from mandat.calls.public.facts import sending_of
from mandat.calls.states import PUBLIC
from mandat.calls.states import CallState as State
from mandat.intake.letters.routing import CallState, Candidate, Channel, LateRule
from mandat.intake.models import Mailbox
from mandat.intake.portal.ways import Way, way_of
from mandat.intake.versions import content_of
from mandat.people.models import Organisation

_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_KEPT = 2_000  # calls; one is some hundred bytes
_CHANNELS = {Way.EMAIL: Channel.EMAIL, Way.BOTH: Channel.BOTH}


@dataclass(frozen=True, slots=True)
class _Written:
    """What a version of a call says of its mail; it never changes."""

    addresses: tuple[str, ...]
    subject: str
    channel: Channel


@lru_cache(maxsize=_KEPT)
def _written(call: UUID, number: int) -> _Written:
    row = Call(public_id=call, version_number=number)
    sending = sending_of(content_of(row))
    found = _ADDRESS.findall(sending.address.lower())
    return _Written(
        addresses=tuple(dict.fromkeys(found)),
        subject=sending.subject,
        channel=_CHANNELS.get(way_of(sending), Channel.PORTAL),
    )


def calls_with_letters(organisation: Organisation | None) -> dict[str, Call]:
    """Every call that people can have read, by the 32 digits of its public id; drafts never.

    Archived ones too: who still writes to one has not written to another. Without an organisation
    those of all of them.
    """
    rows = Call.objects.select_related("organisation", "sealing_key").filter(
        state__in=sorted(s.value for s in PUBLIC | {State.ARCHIVED}), version_number__gte=1
    )
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return {call.public_id.hex: call for call in rows.order_by("pk")}


def candidates_of(calls: Iterable[Call], own: dict[str, datetime]) -> list[Candidate]:
    """The calls for the rules of routing. `own` are later deadlines of this sender, by call."""
    calls = list(calls)
    boxes = _mailboxes({call.organisation_id for call in calls})
    return [_candidate(call, boxes, own.get(call.public_id.hex)) for call in calls]


def _mailboxes(organisations: set[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Mailbox.objects.filter(organisation__in=organisations, is_active=True).order_by("pk")
    for pk, address in rows.values_list("organisation", "address"):
        found[pk] = (*found.get(pk, ()), address.lower())
    return found


def _candidate(call: Call, boxes: dict[int, tuple[str, ...]], own: datetime | None) -> Candidate:
    written = _written(call.public_id, call.version_number)
    found = Candidate(
        call=call.public_id.hex,
        addresses=written.addresses or boxes.get(call.organisation_id, ()),
        subject=written.subject,
        reference=call.reference,
        channel=written.channel,
        deadline=_deadline(call),
        state=CallState(call.state),
        late_rule=LateRule(call.late_rule),
    )
    if own is None or found.deadline is None:
        return found
    return replace(found, deadline=max(own, found.deadline))


def _deadline(call: Call) -> datetime | None:
    """When the call ends, or ended: a call that was closed early ended there."""
    if call.state == State.CLOSED and call.closed_at is not None and call.deadline_at is not None:
        return min(call.deadline_at, call.closed_at)
    return call.deadline_at


def way_to(call: Call) -> Way:
    """By which door the call takes applications."""
    return way_of(sending_of(content_of(call)))
