"""Rules about the days of work."""

from collections.abc import Iterator

from mandat.calls.checker.days import holidays_between, weekdays_between, weekend_of
from mandat.calls.checker.facts import Facts
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind
from mandat.calls.checker.values import number_of, plain_number, shown_number


def two_working_days(facts: Facts) -> Iterator[Concern]:
    """The text gives two numbers of days of work."""
    readings = facts.conflict("working_days")
    if readings:
        yield Concern(
            tuple(s for r in readings for s in r.spans),
            {"numbers": [shown_number(r.value) for r in readings]},
            Remedy(RemedyKind.CHOOSE, "working_days", readings[0].value, 0),
        )


def days_do_not_fit(facts: Facts) -> Iterator[Concern]:
    """One person cannot work more days than the weeks of the mission hold.

    The window is the widest that the dates allow; the holidays of several countries are not
    taken away, since nobody keeps them all.
    """
    days = number_of(facts.value("working_days"))
    start, end = facts.dated("start_date"), facts.dated("end_date")
    if days is None or not start or not end or end.day.last < start.day.first:
        return
    first, last = start.day.first, end.day.last
    weekdays = weekdays_between(first, last, weekend_of(facts.country, first.year))
    free = 0
    if last.year - first.year <= facts.settings.holiday_years:
        free = holidays_between(first, last, facts.country, facts.holidays_for)
    if days > weekdays - free:
        yield Concern(
            facts.spans("working_days") + start.spans + end.spans,
            {
                "days": plain_number(days),
                "weekdays": weekdays - free,
                "start": start.day.iso,
                "end": end.day.iso,
            },
            Remedy(RemedyKind.ASK, "working_days"),
        )
