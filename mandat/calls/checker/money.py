"""Rules about the budget."""

from collections.abc import Iterator, Mapping

from mandat.calls.checker.facts import Facts
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind
from mandat.calls.checker.values import number_of, plain_number, shown_number
from mandat.calls.importer.draft import JSON, Span


def _budgets(facts: Facts) -> tuple[tuple[Mapping[str, JSON], tuple[Span, ...]], ...]:
    return tuple(
        (r.value, r.spans)
        for r in facts.readings("budget")
        if isinstance(r.value, Mapping) and number_of(r.value.get("amount")) is not None
    )


def two_budgets(facts: Facts) -> Iterator[Concern]:
    """The text gives two ceilings."""
    readings = facts.conflict("budget")
    if readings:
        yield Concern(
            tuple(s for r in readings for s in r.spans),
            {"budgets": [_money(r.value) for r in readings]},
            Remedy(RemedyKind.CHOOSE, "budget", readings[0].value, 0),
        )


def _money(value: JSON) -> dict[str, JSON]:
    """An amount as the sentence shows it."""
    value = value if isinstance(value, Mapping) else {}
    amount = shown_number(value.get("amount"))
    return {"amount": amount, "currency": value.get("currency"), "tax": value.get("tax")}


def budget_without_currency(facts: Facts) -> Iterator[Concern]:
    """An amount of nothing in particular."""
    for value, spans in _budgets(facts)[:1]:
        if not value.get("currency"):
            remedy = Remedy(RemedyKind.ASK, "budget.currency")
            yield Concern(spans, {"budget": _money(value)}, remedy)


def budget_without_tax_basis(facts: Facts) -> Iterator[Concern]:
    """A fifth of the money is at stake between with and without tax."""
    for value, spans in _budgets(facts)[:1]:
        if value.get("tax") not in ("incl", "excl"):
            remedy = Remedy(RemedyKind.ASK, "budget.tax", "incl")
            yield Concern(spans, {"budget": _money(value)}, remedy)


def contingency_above_cap(facts: Facts) -> Iterator[Concern]:
    """More is kept for the unforeseen than the organisation, or its donors, accept."""
    cap = facts.settings.contingency_cap
    for value, spans in _budgets(facts):
        share = number_of(value.get("contingency_percent"))
        if share is not None and share > cap:
            params = {"share": plain_number(share), "cap": plain_number(cap)}
            remedy = Remedy(RemedyKind.SET, "budget.contingency_percent", plain_number(cap))
            yield Concern(spans, params, remedy)
