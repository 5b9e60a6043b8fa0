"""Days that a call could have, from the habits of its organisation. Pure, no Django.

They are proposals: nothing is kept until a person says so. The distances are practice: a week
between the last question and the deadline, so that answers reach everybody; three weeks to mark
and decide; two weeks to sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mandat.calls.checker.days import HolidaysFor, is_weekend, next_working_day

TO_APPROVE = 3  # days between the draft and its publication
ANSWERS_BEFORE = 7  # days between the last question and the deadline
TO_DECIDE = 21
TO_SIGN = 14
HOUR = "17:00"
_NOTICE = {"eoi": 15, "full_proposal": 25}
_USUAL_NOTICE = 20
_MISSION_WEEKS_PER_DAY = 1 / 3  # three paid days a week: consultants have other work
_SHORTEST_MISSION = 4  # weeks


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days proposed, each a working day of the organisation's country."""

    questions: date
    deadline: date
    decision: date
    start_date: date
    end_date: date
    hour: str = HOUR


def propose(
    today: date,
    *,
    country: str | None,
    holidays_for: HolidaysFor,
    notice_days: int | None = None,
    kind: str = "",
    working_days: int | None = None,
) -> Calendar:
    """The calendar of a call that is written today.

    `notice_days` is the organisation's minimum between publication and deadline; without it a time
    that suits the kind of call is taken. `working_days` are those that the mission pays.
    """

    def working(day: date) -> date:
        found = next_working_day(day - timedelta(days=1), country, holidays_for)
        return found or day

    notice = notice_days or _NOTICE.get(kind, _USUAL_NOTICE)
    deadline = working(today + timedelta(days=TO_APPROVE + notice))
    decision = working(deadline + timedelta(days=TO_DECIDE))
    start = working(decision + timedelta(days=TO_SIGN))
    weeks = max(_SHORTEST_MISSION, round((working_days or 0) * _MISSION_WEEKS_PER_DAY))
    return Calendar(
        questions=_working_before(deadline - timedelta(days=ANSWERS_BEFORE), country, holidays_for),
        deadline=deadline,
        decision=decision,
        start_date=start,
        end_date=working(start + timedelta(weeks=weeks)),
    )


def _working_before(day: date, country: str | None, holidays_for: HolidaysFor) -> date:
    """The day, or the last working day before it."""
    while rests_on(day, country, holidays_for) is not None:
        day -= timedelta(days=1)
    return day


def rests_on(day: date, country: str | None, holidays_for: HolidaysFor) -> str | None:
    """Why nobody works on the day: the holiday's name, "" for a weekend; None when they do."""
    if is_weekend(day, country):
        return ""
    return holidays_for(country, day.year).get(day) if country else None


def days_of_rest(
    days: Mapping[str, str], country: str | None, holidays_for: HolidaysFor
) -> dict[str, tuple[str, str]]:
    """Of named days (ISO), those on which nobody works: the day and the holiday's name."""
    found = {}
    for name, iso in days.items():
        day = _exact(iso)
        why = rests_on(day, country, holidays_for) if day else None
        if why is not None:
            found[name] = (iso[:10], why)
    return found


def _exact(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None
