"""Rules about the days of the mission, of its deliverables and of its money."""

from collections.abc import Iterator
from datetime import date

from mandat.calls.checker.facts import Dated, Facts, Listed
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind
from mandat.calls.checker.values import Day, day_of, number_of, plain_number, spans_of

_DAYS_OF = {"day": 1, "week": 7}
_MONTHS_OF = {"month": 1, "year": 12}
_ABOUT = 0.1  # "about three weeks" is not contradicted by 20 days


def start_before_decision(facts: Facts) -> Iterator[Concern]:
    """The mission starts before an applicant can have been chosen."""
    deadline, start = facts.deadline, facts.dated("start_date")
    if deadline is None or start is None:
        return
    days = (start.day.last - deadline.day.first).days
    decision = next(iter(facts.with_role("decision")), None)
    if decision and start.day.last < decision.day.first:
        params = {"start": start.day.iso, "decision": decision.day.iso}
        yield Concern(decision.spans + start.spans, params, Remedy(RemedyKind.ASK, "start_date"))
    elif days < facts.settings.decision_days:
        params = {"start": start.day.iso, "deadline": deadline.day.iso}
        yield Concern(deadline.spans + start.spans, params, Remedy(RemedyKind.ASK, "start_date"))


def end_before_start(facts: Facts) -> Iterator[Concern]:
    """The mission would end before it starts."""
    start, end = facts.dated("start_date"), facts.dated("end_date")
    if start and end and end.day.last < start.day.first:
        yield Concern(
            start.spans + end.spans,
            {"start": start.day.iso, "end": end.day.iso},
            Remedy(RemedyKind.ASK, "end_date"),
        )


def two_ends(facts: Facts) -> Iterator[Concern]:
    """The text names two last days, so that nobody knows which one counts."""
    ends = _ends(facts)
    days = list(dict.fromkeys(e.day.iso for e in ends))
    if len(days) < 2 or _one_within(ends):
        return
    readings = facts.conflict("end_date")
    remedy = (
        Remedy(RemedyKind.CHOOSE, "end_date", readings[0].value, 0)
        if readings
        else Remedy(RemedyKind.ASK, "dates")
    )
    yield Concern(tuple(s for e in ends for s in e.spans), {"ends": days}, remedy)


def _ends(facts: Facts) -> list[Dated]:
    """Every last day of the mission that the text names: the field first, then the closure."""
    readings = ((day_of(r.value), r) for r in facts.readings("end_date"))
    ends = [Dated(day, r.spans) for day, r in readings if day]
    return ends + list(facts.with_role("mission_closure"))


def _one_within(ends: list[Dated]) -> bool:
    """Whether all may be the same day: 20 March, March."""
    return max(e.day.first for e in ends) <= min(e.day.last for e in ends)


def _last_end(facts: Facts) -> Dated | None:
    """The latest of the last days: what comes after it is late by any reading."""
    return max(_ends(facts), key=lambda e: e.day.last, default=None)


def duration_unlike_dates(facts: Facts) -> Iterator[Concern]:
    """The calendar length given in words is not that of the dates."""
    start, end = facts.dated("start_date"), facts.dated("end_date")
    amount, unit = number_of(facts.part("duration", "amount")), facts.part("duration", "unit")
    if not start or not end or amount is None or end.day.last < start.day.first:
        return
    bounds = _bounds(start.day, end.day, unit)
    if bounds and not bounds[0] <= amount <= bounds[1]:
        yield Concern(
            facts.spans("duration") + start.spans + end.spans,
            {
                "amount": plain_number(amount),
                "unit": unit,
                "start": start.day.iso,
                "end": end.day.iso,
            },
            Remedy(RemedyKind.ASK, "duration"),
        )


def _bounds(start: Day, end: Day, unit: object) -> tuple[float, float] | None:
    """The lengths that the two days allow, in the unit, with the tolerance of everyday speech.

    From 20 January to 20 March of the next year is 14 months by the clock and 15 by the
    calendar: both are right.
    """
    if unit in _DAYS_OF:
        size = _DAYS_OF[str(unit)]
        shortest = max((end.first - start.last).days, 0) / size
        longest = ((end.last - start.first).days + 1) / size
        return shortest * (1 - _ABOUT) - 1, longest * (1 + _ABOUT) + 1
    if unit in _MONTHS_OF:
        size = _MONTHS_OF[str(unit)]
        touched = _months(start.first, end.last) + 1
        elapsed = max(_months(start.last, end.first) - 1, 0)
        slack = 0.5 if size > 1 else 0
        return elapsed / size - slack, touched / size + slack
    return None


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def deliverable_after_end(facts: Facts) -> Iterator[Concern]:
    """A deliverable is due when the mission, and the contract, are over."""
    end = _last_end(facts)
    late = [d for d in _due(facts) if end and d.day.first > end.day.last]
    if end and late:
        yield Concern(
            tuple(s for d in late for s in d.spans) + end.spans,
            {"end": end.day.iso, "dues": _days(late)},
            Remedy(RemedyKind.ASK, "deliverables"),
        )


def _due(facts: Facts) -> tuple[Dated, ...]:
    """The days of delivery: those of the items, or those of the text where no item has any."""
    items = [(day_of(i.get("due")), i) for i in facts.items("deliverables")]
    dues = [Dated(day, spans_of(i)) for day, i in items if day]
    return tuple(dues) or facts.with_role("deliverable")


def _days(dated: list[Dated]) -> list[str]:
    return sorted({d.day.iso for d in dated})


def _periods(facts: Facts, key: str) -> Iterator[tuple[Listed, Day]]:
    for listed in facts.listed("deliverables"):
        day = day_of(listed.item.get(key))
        if day:
            yield listed, day


def report_period_before_start(facts: Facts) -> Iterator[Concern]:
    """A report is asked on a time when nobody was at work yet."""
    start = facts.dated("start_date")
    if start is None:
        return
    early = [(i, d) for i, d in _periods(facts, "period_start") if d.last < start.day.first]
    if early:
        yield Concern(
            tuple(s for listed, _ in early for s in listed.spans) + start.spans,
            {"start": start.day.iso, "periods": sorted({d.iso for _, d in early})},
            Remedy(RemedyKind.ASK, "deliverables"),
        )


def report_period_after_end(facts: Facts) -> Iterator[Concern]:
    """A report is asked on a time after the mission."""
    end = _last_end(facts)
    late = [(i, d) for i, d in _periods(facts, "period_end") if end and d.first > end.day.last]
    if end and late:
        yield Concern(
            tuple(s for listed, _ in late for s in listed.spans) + end.spans,
            {"end": end.day.iso, "periods": sorted({d.iso for _, d in late})},
            Remedy(RemedyKind.ASK, "deliverables"),
        )


def report_due_before_its_period(facts: Facts) -> Iterator[Concern]:
    """A report is due before the time that it covers is over."""
    for listed, period_end in _periods(facts, "period_end"):
        due = day_of(listed.item.get("due"))
        if due and due.last < period_end.first:
            yield Concern(
                listed.spans,
                {"due": due.iso, "period_end": period_end.iso},
                Remedy(RemedyKind.ASK, "deliverables"),
            )


def due_after_funding(facts: Facts) -> Iterator[Concern]:
    """The mission, or a deliverable, comes after the donor's money has ended."""
    own = day_of(facts.part("funding", "end"))
    ends = [Dated(own, facts.spans("funding"))] if own else facts.with_role("funding_end")
    funded = max(ends, key=lambda end: end.day.last, default=None)
    if funded is None:
        return
    mission_end = facts.dated("end_date")
    days = [*_due(facts), *([mission_end] if mission_end else [])]
    late = [d for d in days if d.day.first > funded.day.last]
    if late:
        yield Concern(
            tuple(s for d in late for s in d.spans) + funded.spans,
            {"funding_end": funded.day.iso, "late": _days(late)},
            Remedy(RemedyKind.ASK, "deliverables"),
        )
