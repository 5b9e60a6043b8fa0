"""What was typed, against what the call asks: the team, dates, days and validity. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from mandat.calls.content import Content, extra_of, value_of
from mandat.calls.shapes import items_of
from mandat.intake.rules.checks import Answered, Check, Outcome
from mandat.intake.rules.slots import LEAD

_MOST_DAYS = 100_000  # of one step, and of the validity of an offer: beyond it is a slip


def answer_checks(content: Content, answered: Answered) -> Iterator[Check]:
    """Every check of what was typed, in the order of the pages; references and prices apart."""
    yield from _team(answered.application, is_typed=answered.is_typed)
    yield from _free(content, answered.application)
    yield from _languages(content, answered.application)
    yield from _claims(content, answered.application)
    if answered.is_offer:
        yield from _days(content, answered.application)
        yield from _validity(content, answered)


def _rows(application: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = application.get(name)
    return [r for r in rows if isinstance(r, Mapping)] if isinstance(rows, list) else []


def _said(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return "" if value is None else str(value).strip()


def _team(application: Mapping[str, Any], *, is_typed: bool) -> Iterator[Check]:
    """Who they are, and to which firm each belongs.

    Source 002 wants the firm of each member named "if necessary", so that a blank is a question to
    the applicant and no fault. A firm of None says that there is none.
    """
    lead = application.get("lead")
    lead = lead if isinstance(lead, Mapping) else {}
    absent = Outcome.MISSING if is_typed else Outcome.NOT_SAID
    members = _rows(application, "members")
    for name in ("name", "email"):
        yield Check(f"{LEAD}.{name}", Outcome.OK if _said(lead, name) else absent)
    for member in members:
        outcome = Outcome.OK if _said(member, "name") else absent
        yield Check(f"members.{member.get('key')}.name", outcome)
    for key, person in ((LEAD, lead), *((f"members.{m.get('key')}", m) for m in members)):
        is_none = "firm" in person and person["firm"] is None
        outcome = Outcome.OK if is_none or _said(person, "firm") else Outcome.NOT_SAID
        yield Check(f"{key}.firm", outcome, params={"name": _said(person, "name")})


def day_of(text: object) -> date | None:
    """The day that an ISO date names; None for anything else, a month alone included."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def _free(content: Content, application: Mapping[str, Any]) -> Iterator[Check]:
    """Source 002 wants the "dates of availability" in the letter; typed ones can be compared."""
    begins = day_of(value_of(content, "start_date"))
    spans = [
        (day_of(row.get("from")), day_of(row.get("to")))
        for row in _rows(application, "free")
        if _said(row, "from") or _said(row, "to")
    ]
    if not spans:
        yield Check("free", Outcome.NOT_SAID)
        return
    known = [(start, end) for start, end in spans if start and end and start <= end]
    if len(known) < len(spans):
        yield Check("free", Outcome.UNREADABLE, params={"count": len(spans) - len(known)})
    elif begins and not any(start <= begins <= end for start, end in known):
        yield Check("free", Outcome.OUTSIDE_MISSION, "start_date", {"begins": begins})
    else:
        yield Check("free", Outcome.OK)


def _languages(content: Content, application: Mapping[str, Any]) -> Iterator[Check]:
    """Languages that the call requires and that nobody of the team names."""
    rows = items_of(value_of(content, "working_languages"))
    required = [r.get("code") for r in rows if r.get("required") is not False]
    if not required:
        return
    spoken = set(_codes(application.get("working_languages")))
    for member in _rows(application, "members"):
        spoken.update(_codes(member.get("languages")))
    lacking = [code for code in required if code not in spoken]
    outcome = Outcome.NOT_SAID if lacking else Outcome.OK
    yield Check("working_languages", outcome, "working_languages", {"codes": lacking})


def _codes(value: object) -> Iterable[str]:
    return [str(code) for code in value] if isinstance(value, list) else []


def _claims(content: Content, application: Mapping[str, Any]) -> Iterator[Check]:
    """Requirements of which the applicant does not say whether they meet them."""
    rows = items_of(value_of(content, "eligibility"))
    answers = application.get("answers")
    answers = answers if isinstance(answers, Mapping) else {}
    unsaid = [
        number
        for number, row in enumerate(rows)
        if row.get("required") is not False and not _claim(answers.get(str(number)))
    ]
    if rows:
        outcome = Outcome.NOT_SAID if unsaid else Outcome.OK
        params = {"count": len(unsaid), "numbers": unsaid}
        yield Check("answers", outcome, "eligibility", params)


def _claim(answer: object) -> str:
    return _said(answer, "says") if isinstance(answer, Mapping) else ""


def _days(content: Content, application: Mapping[str, Any]) -> Iterator[Check]:
    """The days of the steps against those of the call.

    Source 004: the consultant may propose the days that seem needed, "with reasons (if this number
    is above 45)". So more days with a reason are a matter for the committee, unless the field says
    that the call allows no more.
    """
    limit, rows = value_of(content, "working_days"), _rows(application, "days")
    given = [_number(row.get("days")) for row in rows if _said(row, "days")]
    numbers = [number for number in given if number is not None]
    total = sum(numbers, Decimal(0))
    params = {"days": total, "limit": limit}
    source = "working_days" if limit else ""
    if len(numbers) < len(given):
        yield Check("days", Outcome.UNREADABLE, source, {"count": len(given) - len(numbers)})
    elif not given:
        if limit:
            yield Check("days", Outcome.NOT_SAID, source, params)
    elif not limit or total <= limit:
        yield Check("days", Outcome.OK, source, params)
    elif extra_of(content, "working_days").get("more") is False:
        yield Check("days", Outcome.TOO_MANY_DAYS, source, params)
    else:
        reason = _said(application, "days_reason")
        outcome = Outcome.MORE_DAYS if reason else Outcome.REASON_MISSING
        yield Check("days", outcome, source, params)


def _number(value: object) -> Decimal | None:
    """A number of days from 0; None for what is none."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= _MOST_DAYS else None


def valid_at_least_until(content: Content, closes_on: date) -> date | None:
    """The last day until which an offer must stand; None where the call asks nothing.

    Source 003: "at least thirty (30) days from the deadline for the submission of offers".
    """
    days = value_of(content, "offer_validity_days")
    if isinstance(days, bool) or not isinstance(days, int | float) or not 0 < days <= _MOST_DAYS:
        return None
    try:
        return closes_on + timedelta(days=int(days))
    except OverflowError:
        return None


def _validity(content: Content, answered: Answered) -> Iterator[Check]:
    text = _said(answered.application, "valid_until")
    until = day_of(text)
    needed = None
    if answered.closes_on is not None:
        needed = valid_at_least_until(content, answered.closes_on)
    source = "offer_validity_days" if needed else ""
    params = {"until": until, "needed": needed}
    if text and until is None:
        yield Check("valid_until", Outcome.UNREADABLE, source, {"count": 1})
    elif until is not None:
        is_short = needed is not None and until < needed
        outcome = Outcome.TOO_SHORT_VALIDITY if is_short else Outcome.OK
        yield Check("valid_until", outcome, source, params)
    elif needed is not None:
        outcome = Outcome.MISSING if answered.is_typed else Outcome.NOT_SAID
        yield Check("valid_until", outcome, source, params)
