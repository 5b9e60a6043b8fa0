"""A draft becomes what the public reads: one version after the other, none ever changed."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from mandat.calls import finding
from mandat.calls.composing import as_text, compose
from mandat.calls.content import (
    Content,
    content_of,
    extra_of,
    headline,
    roles_of_deadline,
    sha256_of,
    value_of,
)
from mandat.calls.display import day
from mandat.calls.models import Call, CallVersion, Milestone
from mandat.calls.public.facets import write_facets
from mandat.calls.queries import current_draft
from mandat.calls.shapes import items_of
from mandat.calls.states import CallState
from mandat.calls.times import Instant, instant_of
from mandat.calls.translating.following import follow
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_token

# What happens to whoever applies, in the order of the chain; other dates are the mission's own.
TOLD_ROLES = (
    "questions",
    "expression_of_interest",
    "full_proposal",
    "application",
    "opening",
    "interview",
    "decision",
    "mission_start",
)


def rules_of(call: Call) -> dict[str, Any]:
    """The rules that the author decided, as the content of a call holds them."""
    return {
        "formula": call.formula,
        "seals_prices": call.seals_prices,
        "late_rule": call.late_rule,
        "text_stage": call.text_stage,
    }


def content_now(call: Call) -> dict[str, Any]:
    """The content that the draft would be published with, as it stands."""
    return content_of(current_draft(call), rules_of(call))


def text_now(call: Call) -> str:
    """The full text that goes with it: that of the terms, or one made from what the draft says."""
    return text_of(call, content_now(call))


def text_of(call: Call, content: Content) -> str:
    """The full text of a content of the call: a call that was written here has it made of it."""
    return call.terms.text if call.terms else as_text(compose(content, call.language))


def deadline_of(content: Content) -> Instant:
    """When the call ends. A deadline that cannot be computed breaks a rule."""
    wall = value_of(content, "deadline") or ""
    zone = extra_of(content, "deadline").get("timezone") or ""
    if not wall or not zone:
        raise RuleBroken(
            "deadline_without_zone",
            _("A call needs a deadline with its time zone before it can be published."),
        )
    return _instant(wall, zone)


def questions_end_of(content: Content) -> datetime | None:
    """The end of the time for questions, where the call gives one; its zone is the deadline's."""
    zone = extra_of(content, "deadline").get("timezone") or "UTC"
    for date in items_of(value_of(content, "dates")):
        if date["role"] == "questions" and len(date["date"]) == 10:
            wall = f"{date['date']}T{date['time']}" if date.get("time") else date["date"]
            return _instant(wall, date.get("timezone") or zone).at
    return None


def _instant(wall: str, zone: str) -> Instant:
    """The instant of a wall time. One that cannot be computed breaks a rule."""
    try:
        return instant_of(wall, zone)
    except (ValueError, ZoneInfoNotFoundError):
        raise RuleBroken(
            "deadline_unreadable",
            _("The date %(day)s cannot be computed in its time zone.") % {"day": _shown(wall)},
        ) from None


def _shown(wall: str) -> str:
    """The day in words, or as it stands when it is none."""
    try:
        return day(wall)
    except ValueError:
        return wall


def title_of(content: Content, usual: str = "") -> str:
    """The title as it stands in lists: it begins with a capital, whatever it was cut from."""
    return headline(value_of(content, "title") or usual)[:500]


def make_version(call: Call, content: Content, text: str, *, by: Any, at: datetime) -> CallVersion:
    """The content is the next version; the call's own columns say what it says.

    The caller holds the row of the call, has asked the policies, and saves the state.
    """
    wall, deadline = value_of(content, "deadline"), deadline_of(content)
    call.language = value_of(content, "language") or call.language
    version = CallVersion.objects.create(
        call=call,
        number=call.version_number + 1,
        language=call.language,
        title=title_of(content, call.title),
        content=content,
        text=text,
        sha256=sha256_of(content, text),
        published_at=at,
        published_by=None if isinstance(by, str) else by,
    )
    call.version_number = version.number
    call.token = call.token or new_token()
    call.title = version.title
    call.deadline_wall = wall
    call.deadline_zone = extra_of(content, "deadline")["timezone"]
    call.deadline_at, call.deadline_before_at = deadline.at, None
    call.questions_until_at = questions_end_of(content)
    call.published_at = call.published_at or at
    if call.state == CallState.IN_APPROVAL:
        call.state = CallState.PUBLISHED
    call.save()
    _write_milestones(call, content)
    follow(call, content)
    write_facets(call, content)
    finding.keep(call)
    return version


def _write_milestones(call: Call, content: Content) -> None:
    """Each date that whoever applies waits for is a milestone; what was said of one before stays.

    An amendment that moves a date leaves the old one out, unless something was said about it. The
    deadline is none of them: it is the call's own, and a date that repeats it would stay behind
    when the deadline moves.
    """
    roles = frozenset(TOLD_ROLES) - roles_of_deadline(content)
    told = {
        (d["role"], d["date"])
        for d in items_of(value_of(content, "dates"))
        if d["role"] in roles and len(d["date"]) == 10
    }
    untouched = call.milestones.filter(done_on__isnull=True, note="")
    for milestone in untouched:
        if (milestone.role, milestone.planned_on.isoformat()) not in told:
            milestone.delete()
    for role, iso in sorted(told):
        planned = datetime.fromisoformat(iso).date()
        Milestone.objects.get_or_create(
            call=call, role=role, planned_on=planned, defaults={"due_on": planned}
        )
