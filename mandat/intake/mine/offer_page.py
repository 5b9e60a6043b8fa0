"""The page of the offer: days, prices and their sums, for its applicant alone."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mandat.calls.content import Content, extra_of, value_of
from mandat.calls.display import day, money, number
from mandat.calls.inputs import CURRENCIES
from mandat.calls.shapes import items_of
from mandat.intake.mine.filing import state_context
from mandat.intake.mine.offer_numbers import plain_number, shown_again
from mandat.intake.mine.offer_reading import (
    MOST_LINES,
    MOST_STEPS,
    UNITS,
    normal_secret,
    normal_words,
    says_something,
)
from mandat.intake.mine.page import OFFER, Mine, said_when, step_of
from mandat.intake.mine.saving import Difference, said_places, seen_of
from mandat.intake.mine.team_page import place_words
from mandat.intake.price_words import said_of_concern
from mandat.intake.rule_words import LINE_KINDS, said_of
from mandat.intake.rules.answers import valid_at_least_until
from mandat.intake.rules.checks import INCOMPLETE, Outcome
from mandat.intake.rules.filing import last_day_of
from mandat.intake.rules.prices import concerns_of, is_priced, read_prices, totals_of

_LONGEST_STEP = 160  # characters; what is longer is a paragraph, and no step
UNIT_WORDS: Mapping[str, Promise | str] = {
    "": "—",
    "day": _("day"),
    "night": _("night"),
    "trip": _("trip"),
    "person": _("person"),
    "page": _("page"),
    "lump_sum": _("flat rate"),
}


def currency_of(content: Content) -> str:
    """The currency of the call's budget, or of its daily rate; "" where it names none."""
    for name in ("budget", "daily_rate"):
        found = value_of(content, name) or {}
        if found.get("currency"):
            return str(found["currency"])
    return ""


def offer_context(
    mine: Mine,
    words: Mapping[str, Any] | None = None,
    secret: Mapping[str, Any] | None = None,
    found: Iterable[Difference] = (),
) -> dict[str, Any]:
    """What the page shows: what is kept, or what was typed where that could not be kept."""
    kept, prices = kept_of(mine)
    typed, priced = dict(words or kept), dict(secret or prices)
    content = mine.content
    return (
        state_context(mine)
        | {
            "version": mine.application.version,
            "seen": seen_of({**kept, **prices}),
            "differences": said_places(list(found), place_words),
            "steps": _steps(typed["days"], content),
            "days_reason": typed["days_reason"],
            "limit": value_of(content, "working_days"),
            "may_be_more": extra_of(content, "working_days").get("more") is not False,
            "valid_until": typed["valid_until"],
            "valid_least": _least_day(mine),
            "prices": priced,
            "tax_rate": shown_again(priced["tax_rate"]),
            "withholding_rate": shown_again(priced["withholding_rate"]),
            "lines": _lines(priced["lines"]),
            "kinds": [(kind.value, words) for kind, words in LINE_KINDS.items()],
            "units": [(unit, UNIT_WORDS[unit]) for unit in UNITS],
            "currencies": _currencies(content, priced["currency"]),
            "sealed_at": _sealed_at(mine),
            "call_currency": currency_of(content),
        }
        | reckoned(mine, typed, priced)
    )


def kept_of(mine: Mine) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is kept of both, in the form in which the page posts it."""
    content = mine.content
    return normal_words(mine.words), normal_secret(mine.secret, currency_of(content))


def reckoned(mine: Mine, words: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, Any]:
    """The sums of what was typed, and what is worth a second look."""
    content = mine.content
    checks = [c for c in mine.standing.checks if step_of(c) == OFFER and c.outcome != Outcome.OK]
    return {
        "points": [{"said": said_of(c), "is_bad": c.outcome in INCOMPLETE} for c in checks],
        "saved_at": said_when(mine.application.changed_at, mine.call.deadline_zone),
        "days_total": _days_total(words["days"]),
        **_sums(secret, content),
    }


def _sums(secret: Mapping[str, Any], content: Content) -> dict[str, Any]:
    if not says_something(secret):
        return {"totals": None, "concerns": []}
    prices, unread = read_prices(secret)
    concerns = [*unread, *concerns_of(prices, content)]
    said = [{"said": said_of_concern(c), "blocks": c.blocks} for c in concerns]
    if not is_priced(secret) or not prices.currency:
        return {"totals": None, "concerns": said}
    totals = totals_of(prices)
    rows = [
        (_("Excluding tax"), totals.excluding),
        (_("Tax"), totals.tax),
        (_("Including tax"), totals.including),
        (_("Withheld"), totals.withholding),
        (_("Paid to you"), totals.payable),
    ]
    lines = [
        {"label": line.label or LINE_KINDS[line.kind], "sum": money(amount, totals.currency)}
        for line, amount in zip(prices.lines, totals.lines, strict=True)
    ]
    sums = [{"label": label, "sum": _money(a, totals.currency)} for label, a in rows]
    return {"totals": {"lines": lines, "sums": sums}, "concerns": said}


def _money(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else money(amount, currency)


def _days_total(rows: Iterable[Mapping[str, str]]) -> str:
    """All days together; "" where one cannot be read."""
    given = [plain_number(row["days"]) for row in rows if row.get("days")]
    if not given or not all(_is_number(text) for text in given):
        return ""
    return number(sum((Decimal(text) for text in given), Decimal(0)))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdecimal()


def _steps(kept: list[dict[str, str]], content: Content) -> list[dict[str, Any]]:
    """Steps with days, what the call delivers as proposals, and an empty row."""
    names = {row["step"] for row in kept}
    rows: list[dict[str, Any]] = [
        {"step": r["step"], "days": shown_again(r["days"]), "offered": False} for r in kept
    ]
    rows += [
        {"step": text, "days": "", "offered": True}
        for text in proposed_steps(content)
        if text not in names
    ]
    rows.append({"step": "", "days": "", "offered": False})
    return [{**row, "n": n} for n, row in enumerate(rows[: max(MOST_STEPS, len(kept))])]


def proposed_steps(content: Content) -> list[str]:
    """What the call wants done or delivered, in its order."""
    found = []
    for name in ("methodology", "deliverables"):
        texts = [
            " ".join(str(i.get("text") or "").split()) for i in items_of(value_of(content, name))
        ]
        found += [t for t in texts if 0 < len(t) <= _LONGEST_STEP]
    return list(dict.fromkeys(found))[:20]


def _lines(kept: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Price lines and an empty one after them; three where there are none yet."""
    rows = [
        {**row, "quantity": shown_again(row["quantity"]), "price": shown_again(row["price"])}
        for row in kept
    ]
    blank = {"kind": "fees", "label": "", "quantity": "", "unit": "", "price": ""}
    rows += [blank] if rows else [blank | {"unit": "day"}, blank | {"kind": "travel"}]
    return [{**row, "n": n} for n, row in enumerate(rows[: max(MOST_LINES, len(kept))])]


def _currencies(content: Content, chosen: str) -> list[str]:
    return list(dict.fromkeys(c for c in (currency_of(content), chosen, *CURRENCIES) if c))


def _least_day(mine: Mine) -> str:
    """Until when the call asks an offer to stand; "" where it does not say."""
    row, call = mine.application, mine.call
    at = row.deadline_at or call.deadline_at
    if at is None:
        return ""
    least = valid_at_least_until(mine.content, last_day_of(at, call.deadline_zone))
    return day(least.isoformat()) if least else ""


def _sealed_at(mine: Mine) -> str:
    """When prices were sealed by a filing; only said while nothing new is typed in their place."""
    if mine.last is None or not mine.last.envelope:
        return ""
    return said_when(mine.last.filed_at, mine.call.deadline_zone)
