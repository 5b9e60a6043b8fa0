"""Rules about the moment until which applications are taken."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mandat.calls.checker.days import (
    is_weekend,
    next_working_day,
    zones_of_country,
)
from mandat.calls.checker.facts import Dated, Facts
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind
from mandat.calls.checker.values import Day, day_of, spans_of

_LAST_MINUTE = "23:59"
_STAGES = ("expression_of_interest", "full_proposal")


def no_deadline(facts: Facts) -> Iterator[Concern]:
    """No day is named until which to apply."""
    if not facts.deadlines:
        yield Concern(facts.found("deadline").spans, remedy=Remedy(RemedyKind.ASK, "deadline"))


def two_deadlines(facts: Facts) -> Iterator[Concern]:
    """The text names two moments for the same act."""
    readings = facts.conflict("deadline")
    if readings:
        yield Concern(
            tuple(s for r in readings for s in r.spans),
            {"deadlines": [r.value for r in readings]},
            Remedy(RemedyKind.CHOOSE, "deadline", readings[0].value, 0),
        )


def deadline_without_hour(facts: Facts) -> Iterator[Concern]:
    """A day alone: some read its beginning, some office hours, some midnight."""
    deadline = facts.deadline
    if deadline and deadline.day.time is None:
        end = deadline.day.last.isoformat()
        yield Concern(
            deadline.spans,
            {"deadline": deadline.day.iso},
            Remedy(RemedyKind.ASK, "deadline", f"{end}T{_LAST_MINUTE}"),
        )


def deadline_without_zone(facts: Facts) -> Iterator[Concern]:
    """An hour without a zone is as many instants as the call has time zones."""
    deadline = facts.deadline
    if deadline is None or deadline.zone:
        return
    offsets = _offsets(facts, deadline.day)
    yield Concern(
        deadline.spans + (facts.spans("locations") if len(offsets) > 1 else ()),
        {
            "deadline": deadline.day.iso,
            "countries": len(facts.places),
            "first": offsets[0] if offsets else None,
            "last": offsets[-1] if offsets else None,
        },
        Remedy(RemedyKind.ASK, "deadline.timezone", _only_zone(facts)),
    )


def _only_zone(facts: Facts) -> str | None:
    """The zone to propose: that of the issuer's country, or of the only place, if it has one."""
    zones = zones_of_country(facts.country) if facts.country else ()
    return zones[0] if len(zones) == 1 else None


def _offsets(facts: Facts, day: Day) -> list[int]:
    """The differences to UTC, in minutes, of the places of the mission on that day."""
    noon = datetime(day.first.year, day.first.month, day.first.day, 12, tzinfo=UTC)
    minutes = set()
    for country in facts.places:
        for zone in zones_of_country(country):
            ahead = noon.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
            minutes.add(int(ahead.total_seconds() // 60))
    return sorted(minutes)


def deadline_on_weekend(facts: Facts) -> Iterator[Concern]:
    """Nobody answers questions, or repairs a portal, on a day of rest."""
    for deadline in facts.deadlines:
        day = deadline.day
        if day.exact and is_weekend(day.first, facts.country):
            yield Concern(deadline.spans, {"deadline": day.iso}, _next_day(facts, deadline))


def deadline_on_holiday(facts: Facts) -> Iterator[Concern]:
    """As for a weekend, in the country of the issuer."""
    country = facts.country
    for deadline in facts.deadlines if country else ():
        day = deadline.day
        name = facts.holidays_for(country, day.first.year).get(day.first) if country else None
        if day.exact and name and not is_weekend(day.first, country):
            params = {"deadline": day.iso, "holiday": name, "country": country}
            yield Concern(deadline.spans, params, _next_day(facts, deadline), [day.iso, country])


def _next_day(facts: Facts, deadline: Dated) -> Remedy:
    """The same hour on the next working day."""
    found = next_working_day(deadline.day.first, facts.country, facts.holidays_for)
    if found is None:
        return Remedy(RemedyKind.ASK, "deadline")
    return Remedy(RemedyKind.SET, "deadline", Day(found, found, deadline.day.time).iso)


def deadline_before_publication(facts: Facts) -> Iterator[Concern]:
    """The call was closed on the day that it appeared."""
    deadline, published = facts.deadline, _published(facts)
    if deadline and published and deadline.day.last < published.day.first:
        yield Concern(
            published.spans + deadline.spans,
            {"deadline": deadline.day.iso, "published": published.day.iso},
            Remedy(RemedyKind.ASK, "deadline"),
        )


def short_notice(facts: Facts) -> Iterator[Concern]:
    """Fewer days to apply than the organisation's minimum for this kind of call."""
    deadline, since = facts.deadline, _published(facts) or _checked_at(facts)
    if deadline is None or since is None:
        return
    minimum = facts.settings.minimum_notice.get(str(facts.value("kind") or "other"), 0)
    days = (deadline.day.last - since.day.first).days
    if 0 <= days < minimum:
        yield Concern(
            since.spans + deadline.spans,
            {"days": days, "minimum": minimum, "deadline": deadline.day.iso},
            Remedy(RemedyKind.ASK, "deadline", _later(since.day, deadline.day, minimum)),
            [deadline.day.iso, minimum],
        )


def _later(since: Day, deadline: Day, minimum: int) -> str | None:
    """The deadline that gives the minimum, at the same hour."""
    try:
        day = since.first + timedelta(days=minimum)
    except OverflowError:
        return None
    return Day(day, day, deadline.time).iso


def _published(facts: Facts) -> Dated | None:
    return next(iter(facts.with_role("publication")), None)


def _checked_at(facts: Facts) -> Dated | None:
    return Dated(Day(facts.at.date(), facts.at.date())) if facts.at else None


def second_stage_before_first(facts: Facts) -> Iterator[Concern]:
    """Full proposals are due before the expressions of interest that open the way to them."""
    first, second = (_stage(facts, kind) for kind in _STAGES)
    if not first or not second or second.day.last >= first.day.first:
        return
    # The same two days, when the text gives both for one act, are two deadlines already.
    conflicting = {d.day.first for d in facts.deadlines} if facts.conflict("deadline") else set()
    if {first.day.first, second.day.first} <= conflicting:
        return
    yield Concern(
        first.spans + second.spans,
        {"first": first.day.iso, "second": second.day.iso},
        Remedy(RemedyKind.ASK, "stages"),
    )


def _stage(facts: Facts, kind: str) -> Dated | None:
    """The deadline of a stage, from the stages or from the dates of the text."""
    for item in facts.items("stages"):
        day = day_of(item.get("deadline")) if item.get("kind") == kind else None
        if day is not None:
            return Dated(day, spans_of(item), item.get("timezone"))
    return next(iter(facts.with_role(kind)), None)
