"""The clocks of data protection: when an answer is due, when an authority must know.

Periods are counted as Regulation (EEC, Euratom) 1182/71 counts them: the day of the event is
not counted; a month ends on the day of the same number, or on the month's last day when it has
no such day; a period that ends on a Saturday, a Sunday or a public holiday ends with the next
working day (Article 3(1), (2)(c), (4)). A period in hours is not lengthened by holidays.
"""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

IsHoliday = Callable[[date], bool]

ANSWER_MONTHS = 1  # Article 12(3) GDPR: "within one month of receipt of the request"
FURTHER_MONTHS = 2  # the same: "extended by two further months where necessary"
NOTICE_HOURS = 72  # Article 33(1) GDPR: "not later than 72 hours after having become aware of it"
SATURDAY = 5


def add_months(start: date, months: int) -> date:
    """The day of the same number so many months later, or that month's last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def is_working_day(day: date, is_holiday: IsHoliday) -> bool:
    """Neither Saturday, nor Sunday, nor a public holiday."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def working_day_from(day: date, is_holiday: IsHoliday) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day, is_holiday):
        day += timedelta(days=1)
    return day


def answer_due(
    received: date, is_holiday: IsHoliday, *, extended: bool = False, paused_days: int = 0
) -> date:
    """The last day on which the answer is in time (Article 12(3) GDPR).

    `paused_days` are whole days during which the person was asked to prove who they are
    (Article 12(6)): the period stands still meanwhile. Raises ValueError when negative.
    """
    if paused_days < 0:
        raise ValueError("a pause is not negative")
    months = ANSWER_MONTHS + (FURTHER_MONTHS if extended else 0)
    return working_day_from(add_months(received, months) + timedelta(days=paused_days), is_holiday)


def can_extend(today: date, first_due: date) -> bool:
    """Whether the person can still be told in time: within the first month."""
    return today <= first_due


def days_between(start: date, end: date) -> int:
    """Whole days from one day to another, never negative."""
    return max(0, (end - start).days)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the 72 hours stand. `left` is negative when the time is over."""

    due: datetime
    left: timedelta
    stopped: bool
    late: bool


def breach_clock(noticed: datetime, at: datetime, notified: datetime | None = None) -> Clock:
    """The time to tell the authority, counted from when the breach was noticed.

    It stops when the authority is told; a notice after the end is late and gives its reasons
    (Article 33(1) GDPR).
    """
    due = noticed + timedelta(hours=NOTICE_HOURS)
    end = notified or at
    return Clock(due=due, left=due - end, stopped=notified is not None, late=end > due)
