"""The facts of a stored draft on which the rules of publication decide."""

from typing import Any

from django.utils import timezone

from mandat.calls.life import queries
from mandat.calls.life.rules import Facts, Obstacle, Seat, obstacles
from mandat.calls.models import Call
from mandat.calls.publishing import content_now
from mandat.calls.remarks import open_remarks


def facts_of(call: Call, *, asked_by: Any, team: queries.Team) -> Facts:
    """What the rules need to know, for a request by this person; `team` is the organisation's."""
    remarks = open_remarks(call)
    return Facts(
        content=content_now(call),
        blocking=sum(r.blocks for r in remarks),
        remarks=len(remarks),
        unconfirmed=call.present_count - call.settled_count,
        seats=tuple(Seat(k.holder_id, k.substitute_id) for k in call.key_holders.all()),
        entitled=frozenset(a.pk for a in queries.may_hold_keys(team)),
        approvers=len(queries.approvers_for(call, asked_by=asked_by, team=team)),
        unchecked=queries.unchecked_count(call),
    )


def obstacles_of(call: Call, *, asked_by: Any, team: queries.Team | None = None) -> list[Obstacle]:
    """What stands between the call and its publication now."""
    team = team or queries.team_of(call.organisation)
    return obstacles(facts_of(call, asked_by=asked_by, team=team), timezone.now())
