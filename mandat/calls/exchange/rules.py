"""What may be asked, changed and moved around a public call, and until when. Pure, no Django."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from mandat.calls.checker.days import HolidaysFor, country_holidays, is_weekend, next_working_day
from mandat.calls.importer.draft import JSON
from mandat.calls.times import instant_of, is_in_time
from mandat.core.days import day_in

LONGEST_QUESTION = 2_000  # characters, after cleaning
LONGEST_TEXT = 20_000  # of an answer, a reason, a correction
AMENDMENT_DAYS = 7  # unless the organisation says otherwise
LINK_DAYS = 7  # the link that confirms an address opens so long

# Floods. What is counted is what nobody has proved or answered yet: many people may follow a call.
MOST_MAILS_A_DAY = 3  # to one address, about one call
MOST_MAILS_A_DAY_OF_ALL = 20  # to one address, about all calls
MOST_UNPROVED_FOLLOWERS = 300  # of a call, within an hour
MOST_UNPROVED = 3_000  # of the whole site, within an hour
MOST_QUESTIONS_OF_CALL = 60  # within an hour
MOST_QUESTIONS = 600  # of the whole site, within an hour
MOST_UNANSWERED = 1_000  # of a call, at any time

# Marks that several scripts need to be written; the other invisible ones only mislead.
_NEEDED_MARKS = "\u200c\u200d\u200e\u200f\u061c"

# What whoever applies must keep: it moves by an amendment of the deadline, never by a delay.
DEADLINE_ROLES = frozenset(
    {"questions", "application", "expression_of_interest", "full_proposal", "publication"}
)


def clean_text(raw: str) -> str:
    """Plain text as a person meant it: NFC, LF, no control characters, none that turn the order.

    Overrides, embeddings and isolates (Unicode Standard Annex 9) can make a sentence read as
    another one, so they go; joiners and single direction marks stay. At most one empty line.
    """
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(_kept(character) for character in text)
    lines = "\n".join(line.strip() for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _kept(character: str) -> str:
    if character == "\n" or character in _NEEDED_MARKS:
        return character
    if character in "\u2028\u2029\x85\v\f":
        return "\n"
    category = unicodedata.category(character)
    if character == "\t" or category == "Zs":
        return character if character in "\u00a0\u202f" else " "
    return "" if category.startswith("C") else character


def takes_questions(at: datetime, until: datetime | None, deadline: datetime) -> bool:
    """Until the published end of the time for questions; without one, until the deadline."""
    return is_in_time(at, until or deadline)


def deadline_fault(at: datetime, now_ends: datetime, would_end: datetime) -> str:
    """Why an amendment may not give this deadline; "" when it may.

    Less time than was published breaks what people rely on: that is a derogation.
    """
    if not is_in_time(at, now_ends):
        return "deadline_passed"
    return "deadline_earlier" if would_end < now_ends else ""


def less_time_to_ask(at: datetime, now_ends: datetime, would_end: datetime) -> bool:
    """Whether people could ask for less time than was published; what is over is over."""
    return is_in_time(at, now_ends) and would_end < now_ends


def early_end_fault(at: datetime, now_ends: datetime, would_end: datetime) -> str:
    """Why a call may not close then; "" when it may. The new end lies ahead, and is earlier."""
    if would_end <= at:
        return "end_is_past"
    return "end_not_earlier" if would_end >= now_ends else ""


def gives_too_little(at: datetime, deadline: datetime, days: int) -> bool:
    """Whether fewer than so many times 24 hours are left to take a change into account."""
    return deadline - at < timedelta(days=days)


def asks_for_time(changes: Mapping[str, Any]) -> bool:
    """Whether there is something to take into account: more than a later deadline."""
    return bool(set(changes) - {"deadline"})


def proposed_deadline(
    *,
    at: datetime,
    wall: str,
    zone: str,
    days: int,
    country: str | None,
    holidays_for: HolidaysFor = country_holidays,
) -> str | None:
    """The wall time of a deadline that leaves `days` from `at`; None when the present one does.

    The hour stays the published one, in the zone of the call. The day is the first that is
    neither weekend nor holiday in the country.
    """
    if not gives_too_little(at, instant_of(wall, zone).at, days):
        return None
    hour = wall[10:]
    day = day_in(zone, at + timedelta(days=days))
    while gives_too_little(at, instant_of(f"{day.isoformat()}{hour}", zone).at, days):
        day += timedelta(days=1)
    return f"{_working(day, country, holidays_for).isoformat()}{hour}"


def _working(day: date, country: str | None, holidays_for: HolidaysFor) -> date:
    known = holidays_for(country, day.year) if country else {}
    if not is_weekend(day, country) and day not in known:
        return day
    return next_working_day(day, country, holidays_for) or day


def moment_of(value: JSON, extra: Mapping[str, JSON]) -> datetime:
    """The instant of a deadline as the content of a call holds it."""
    return instant_of(str(value), str(extra.get("timezone") or "UTC")).at
