"""The dates of a public call as a calendar file (RFC 5545).

An hour is written with its zone and the rules of that zone. Where clocks go back, the hour that
is shown twice would mean the first one (RFC 5545, 3.3.5); a deadline means the second: such an
hour is written in UTC.

What a sensitive call puts into a calendar, which others may see, names neither the call nor its
address.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from icalendar import STATUS, TRANSP, Calendar, Event, Timezone

from mandat.calls.display import code, reader_language
from mandat.calls.models import Call, Milestone
from mandat.calls.public.building import end_of
from mandat.calls.public.meta import address_of, cut
from mandat.calls.public.milestones import SENDING
from mandat.calls.public.page import PublicPage, Standing

MEDIA_TYPE = "text/calendar; charset=utf-8"
_PRODUCT = "-//mandat//calls//EN"
_HOUR = timedelta(hours=1)
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the calendar: a whole day, or an hour with its end when it is a midnight."""

    name: str  # stays the same when its date moves
    label: str
    start: date | datetime
    end: date | datetime | None = None
    note: str = ""


def calendar_file(
    call: Call, page: PublicPage, milestones: Iterable[Milestone], *, at: datetime
) -> bytes:
    """The file as it is made at that moment, in the language that is active."""
    entries = list(_entries(call, milestones))
    calendar = Calendar.new(prodid=_PRODUCT, language=reader_language())
    calendar.add("method", "PUBLISH")
    if any(_has_zone(e.start) for e in entries):
        calendar.add_component(_rules_of(call.deadline_zone, entries))
    for entry in entries:
        calendar.add_component(_event(call, page, entry, at))
    whole: bytes = calendar.to_ical()
    return whole


def _entries(call: Call, milestones: Iterable[Milestone]) -> Iterator[Entry]:
    zone = call.deadline_zone
    yield Entry("deadline", gettext("Deadline"), *hour_of(end_of(call), zone))
    if call.questions_until_at:
        label = gettext("Last moment to ask")
        yield Entry("questions", label, *hour_of(call.questions_until_at, zone))
    last_day = date.fromisoformat(call.deadline_wall[:10])
    counts: dict[str, int] = {}
    for milestone in sorted(milestones, key=lambda m: (m.planned_on, m.pk)):
        if milestone.role in SENDING and milestone.planned_on == last_day:
            continue  # the deadline says it already
        if milestone.role == "questions" and call.questions_until_at:
            continue
        place = counts[milestone.role] = counts.get(milestone.role, 0) + 1
        on = milestone.done_on or milestone.due_on
        name = f"{milestone.role}.{place}"
        yield Entry(name, code(milestone.role), on, on + timedelta(days=1), milestone.note)


def hour_of(at: datetime, zone: str) -> tuple[datetime, datetime | None]:
    """When the entry begins and ends. One that ends with the day stands on that day.

    An event at midnight would show on the day after: the last hour before it is taken.
    """
    wall = at.astimezone(ZoneInfo(zone))
    if (wall.hour, wall.minute) == (0, 0):
        return _written(at - _HOUR, zone), _written(at, zone)
    return _written(at, zone), None


def _written(at: datetime, zone: str) -> datetime:
    """On the clock of the zone; in UTC where that clock shows the hour twice."""
    wall = at.astimezone(ZoneInfo(zone))
    is_twice = wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
    return at.astimezone(UTC) if is_twice or zone in ("UTC", "Etc/UTC") else wall


def _has_zone(at: date | datetime) -> bool:
    return isinstance(at, datetime) and at.tzinfo is not UTC


def _rules_of(zone: str, entries: Sequence[Entry]) -> Timezone:
    """The clock rules of the zone, a year around the entries."""
    days = [e.start.date() if isinstance(e.start, datetime) else e.start for e in entries]
    return Timezone.from_tzid(zone, first_date=min(days) - _YEAR, last_date=max(days) + _YEAR)


def _event(call: Call, page: PublicPage, entry: Entry, at: datetime) -> Event:
    is_cancelled = page.standing == Standing.CANCELLED
    event = Event.new(
        uid=uid_of(call.public_id, entry.name),
        start=entry.start,
        end=entry.end,
        stamp=at,  # delays of a step make no version: what was made last counts
        sequence=call.version_number,
        summary=_summary(page, entry),
        status=STATUS.CANCELLED if is_cancelled else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,  # nobody is busy because of a deadline
    )
    if not page.is_sensitive:
        address = address_of(page, "" if page.is_original else page.language)
        event.add("url", address)
        lines = (page.title, page.organisation, entry.note, address)
        event.add("description", "\n".join(line for line in lines if line))
    return event


def uid_of(call: UUID, name: str) -> str:
    """The same for every version of the call. The address of the call cannot be read from it."""
    return str(uuid5(call, name))


def _summary(page: PublicPage, entry: Entry) -> str:
    if not page.is_sensitive:
        words = {"what": entry.label[:1].upper() + entry.label[1:], "call": cut(page.title)}
        return gettext("%(what)s: %(call)s") % words
    return gettext("Deadline") if isinstance(entry.start, datetime) else gettext("Date")
