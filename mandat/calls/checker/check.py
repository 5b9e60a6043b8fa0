"""A draft call is compared with every rule of the table."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from mandat.calls.checker.days import HolidaysFor, country_holidays
from mandat.calls.checker.facts import Facts
from mandat.calls.checker.remarks import Concern, Remark, Severity, remark_of
from mandat.calls.checker.settings import DEFAULT, CheckSettings
from mandat.calls.checker.table import NOTICES, RULES
from mandat.calls.importer.draft import CallDraft

_ORDER = {severity: place for place, severity in enumerate(Severity)}


def check_draft(
    draft: CallDraft,
    *,
    at: datetime | None = None,
    settings: CheckSettings = DEFAULT,
    holidays_for: HolidaysFor = country_holidays,
) -> list[Remark]:
    """All remarks on a draft: blocking ones first, then in the order of the text.

    `at` is the day on which the notice to applicants starts when the text names no day of
    publication; without it nothing is compared with today.
    """
    facts = Facts(draft, at, settings, holidays_for)
    by_key: dict[str, Remark] = {}
    for remark in (*_of_rules(facts), *_of_reading(draft)):
        same = by_key.get(remark.key)
        by_key[remark.key] = _together(same, remark) if same else remark
    return sorted(by_key.values(), key=_place)


def _together(one: Remark, other: Remark) -> Remark:
    """Two remarks on the same values, two documents of one name: one, with the places of both."""
    return replace(one, spans=tuple(sorted({*one.spans, *other.spans})))


def _of_rules(facts: Facts) -> Iterator[Remark]:
    for rule in RULES:
        for concern in rule.find(facts):
            yield remark_of(rule.code, rule.severity, concern)


def _of_reading(draft: CallDraft) -> Iterator[Remark]:
    for code, spans in draft.notices:
        params = {"count": len(spans)} if code == "several_calls" else {}
        yield remark_of(code, NOTICES.get(code, Severity.WARNING), Concern(spans, params))


def _place(remark: Remark) -> tuple[int, int, float, str, str]:
    """Remarks on nothing in the text, on what is missing, come after those with a place."""
    start = remark.spans[0].start if remark.spans else float("inf")
    return _ORDER[remark.severity], not remark.spans, start, remark.code, remark.key


def blocking(remarks: Iterable[Remark]) -> list[Remark]:
    """The remarks that stand in the way of publishing."""
    return [remark for remark in remarks if remark.severity == Severity.BLOCKING]
