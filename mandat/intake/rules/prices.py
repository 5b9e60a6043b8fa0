"""The sums of a financial offer, and what the applicant should look at again. Pure.

Amounts are decimal strings excluding tax, as `intake.content` keeps them. Every sum is rounded
half up to the smallest coin of the currency: line by line first, so that a column adds up to the
total beneath it. Nobody but the applicant sees a concern: prices are sealed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum
from typing import Any

from babel.numbers import get_currency_precision, is_currency

from mandat.calls.content import Content, value_of

LARGEST = Decimal(10) ** 12  # of one price or sum: beyond it a key was held down
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?", re.ASCII)
_HUNDRED = Decimal(100)
# Wide enough for the product of the two largest numbers that are read: nothing is rounded twice.
_EXACT = Context(prec=60)


class LineKind(StrEnum):
    """What a line pays for. Source 004 asks for travel, per diem and lodging beside the fees;
    source 002 speaks of "unforeseen" costs.
    """

    FEES = "fees"
    TRAVEL = "travel"
    PER_DIEM = "per_diem"
    CONTINGENCY = "contingency"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `price` is that of one unit, excluding tax."""

    kind: LineKind
    label: str
    quantity: Decimal
    unit: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class Prices:
    """A financial offer. Rates are percentages, None where the applicant says nothing."""

    currency: str
    lines: tuple[Line, ...]
    tax_rate: Decimal | None = None
    withholding_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums in the currency of the offer.

    `tax`, `including` and `payable` are None where no rate of tax is stated (0 is a rate), and
    `withholding` where none is stated. `payable` is what reaches the applicant: including tax,
    less what is withheld.
    """

    currency: str
    lines: tuple[Decimal, ...]
    by_kind: Mapping[LineKind, Decimal]
    excluding: Decimal
    tax: Decimal | None
    including: Decimal | None
    withholding: Decimal | None
    payable: Decimal | None


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at again. `line` counts from 0; None where it is about the whole.

    `blocks` says that the offer cannot be reckoned with; all else is the applicant's to decide.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    line: int | None = None
    blocks: bool = False


def minor_unit(currency: str) -> Decimal:
    """The smallest coin, of ISO 4217: 0.01 euro, 1 CFA franc, 0.001 Tunisian dinar."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount in whole smallest coins, halves away from zero."""
    return amount.quantize(minor_unit(currency), rounding=ROUND_HALF_UP)


def is_priced(raw: Mapping[str, Any]) -> bool:
    """Whether something stands in the offer: a line with a price."""
    lines = raw.get("lines")
    rows = lines if isinstance(lines, list) else []
    return any(isinstance(r, Mapping) and str(r.get("price") or "").strip() for r in rows)


def read_prices(raw: Mapping[str, Any]) -> tuple[Prices, list[Concern]]:
    """The offer as numbers, and what of it is none; such a line or rate is left out.

    A line is kept in its place: one that cannot be read counts 0, so that concerns and pages
    number the lines alike.
    """
    concerns: list[Concern] = []
    currency = str(raw.get("currency") or "").strip().upper()
    if not is_currency(currency):
        concerns.append(Concern("no_currency", blocks=True))
    rows = raw.get("lines")
    lines = tuple(
        _line(row if isinstance(row, Mapping) else {}, number, concerns)
        for number, row in enumerate(rows if isinstance(rows, list) else [])
    )
    rates = [_rate(raw, name, concerns) for name in ("tax_rate", "withholding_rate")]
    return Prices(currency, lines, rates[0], rates[1]), concerns


def _line(row: Mapping[str, Any], number: int, concerns: list[Concern]) -> Line:
    kind = str(row.get("kind"))
    quantity = _amount(row.get("quantity", "1"), "quantity", number, concerns)
    price = _amount(row.get("price"), "price", number, concerns)
    return Line(
        kind=LineKind(kind) if kind in set(LineKind) else LineKind.OTHER,
        label=str(row.get("label") or ""),
        quantity=quantity,
        unit=str(row.get("unit") or ""),
        price=price,
    )


def _amount(value: object, name: str, number: int, concerns: list[Concern]) -> Decimal:
    """A number from 0 to the largest; 0 with a concern for what is none."""
    text = str(value if value is not None else "").strip()
    if not _DECIMAL.fullmatch(text):
        code = "amount_unreadable" if text else "amount_missing"
    elif Decimal(text) < 0:
        code = "amount_negative"
    elif Decimal(text) > LARGEST:
        code = "amount_too_large"
    else:
        return Decimal(text)
    concerns.append(Concern(code, {"field": name}, number, blocks=True))
    return Decimal(0)


def _rate(raw: Mapping[str, Any], name: str, concerns: list[Concern]) -> Decimal | None:
    """A percentage from 0 to 100; None where nothing is stated."""
    text = str(raw.get(name) if raw.get(name) is not None else "").strip()
    if not text:
        return None
    if _DECIMAL.fullmatch(text) and 0 <= Decimal(text) <= _HUNDRED:
        return Decimal(text)
    concerns.append(Concern("rate_unreadable", {"field": name}, blocks=True))
    return None


def totals_of(prices: Prices) -> Totals:
    """The sums of an offer.

    Source 004 asks for "the amount excluding VAT and the percentage of withholding tax": both
    rates are of the amount excluding tax.
    """
    with localcontext(_EXACT):
        return _totals(prices)


def _totals(prices: Prices) -> Totals:
    lines = tuple(rounded(line.quantity * line.price, prices.currency) for line in prices.lines)
    zero = rounded(Decimal(0), prices.currency)
    by_kind = {
        kind: sum(
            (a for a, line in zip(lines, prices.lines, strict=True) if line.kind == kind), zero
        )
        for kind in LineKind
    }
    excluding = sum(lines, zero)
    tax = _share(excluding, prices.tax_rate, prices.currency)
    withholding = _share(excluding, prices.withholding_rate, prices.currency)
    including = None if tax is None else excluding + tax
    payable = None if including is None else including - (withholding or zero)
    return Totals(prices.currency, lines, by_kind, excluding, tax, including, withholding, payable)


def _share(amount: Decimal, rate: Decimal | None, currency: str) -> Decimal | None:
    return None if rate is None else rounded(amount * rate / _HUNDRED, currency)


def concerns_of(prices: Prices, content: Content) -> list[Concern]:
    """What the call's own limits say of an offer, in the order of the page."""
    totals = totals_of(prices)
    with localcontext(_EXACT):
        return [
            *_whole(prices, totals),
            *_against_budget(totals, value_of(content, "budget") or {}),
            *_against_daily_rate(prices, value_of(content, "daily_rate") or {}),
        ]


def _whole(prices: Prices, totals: Totals) -> Iterator[Concern]:
    if not prices.lines:
        yield Concern("no_lines", blocks=True)
    elif totals.excluding == 0:
        yield Concern("costs_nothing")
    if totals.excluding > LARGEST:
        yield Concern("total_too_large", blocks=True)
    if prices.tax_rate is None:
        yield Concern("no_tax_rate")


def _against_budget(totals: Totals, budget: Mapping[str, Any]) -> Iterator[Concern]:
    """Source 002: 6,000 euros at most including tax and all costs; source 000: 6,000 euros, and
    not a word about tax.
    """
    yield from _contingency(totals, budget.get("contingency_percent"))
    ceiling, currency = _known(budget.get("amount")), budget.get("currency")
    if ceiling is None:
        return
    if not currency:
        yield Concern("ceiling_without_currency", {"ceiling": ceiling})
    elif currency != totals.currency:
        yield Concern("other_currency", {"currency": totals.currency, "asked": currency})
    else:
        yield from _against_ceiling(totals, ceiling, budget.get("tax"))
        yield from _below(totals, _known(budget.get("amount_min")), budget.get("tax"))


def _against_ceiling(totals: Totals, ceiling: Decimal, basis: object) -> Iterator[Concern]:
    """The sum of the call's basis against its ceiling.

    Tax is never negative: an offer that is over without it is over on any basis.
    """
    params = {"ceiling": ceiling, "currency": totals.currency}
    if basis not in ("incl", "excl"):
        yield Concern("ceiling_basis_unknown", params)
    including = totals.including
    counted = including if basis == "incl" and including is not None else totals.excluding
    if counted > ceiling:
        yield Concern("over_ceiling", params | _over(counted, ceiling))
    elif basis == "incl" and including is None:
        yield Concern("ceiling_needs_tax_rate", params)
    elif basis != "excl" and including is not None and including > ceiling:
        yield Concern("over_ceiling_with_tax", params | _over(including, ceiling))


def _over(total: Decimal, ceiling: Decimal) -> dict[str, Decimal]:
    return {"total": total, "over": total - ceiling}


def _below(totals: Totals, least: Decimal | None, basis: object) -> Iterator[Concern]:
    """Below the range that the call gives: allowed, and worth a second look."""
    total = totals.including if basis == "incl" else totals.excluding
    if least is not None and total is not None and 0 < total < least:
        params = {"total": total, "least": least, "currency": totals.currency}
        yield Concern("below_range", params)


def _contingency(totals: Totals, percent: object) -> Iterator[Concern]:
    """Source 002: "all costs including unforeseen (maximum 5 %)", so it is a share of the whole."""
    limit, amount = _known(percent), totals.by_kind[LineKind.CONTINGENCY]
    if limit is not None and amount * _HUNDRED > limit * totals.excluding:
        most = rounded(limit * totals.excluding / _HUNDRED, totals.currency)
        params = {"amount": amount, "most": most, "percent": limit, "currency": totals.currency}
        yield Concern("contingency_over", params)


def _against_daily_rate(prices: Prices, rate: Mapping[str, Any]) -> Iterator[Concern]:
    """Fees by the day against the most that the call pays for a day."""
    most = _known(rate.get("amount"))
    if most is None or rate.get("currency") != prices.currency:
        return
    for number, line in enumerate(prices.lines):
        if line.kind == LineKind.FEES and line.unit == "day" and line.price > most:
            params = {"price": line.price, "most": most, "currency": prices.currency}
            yield Concern("over_daily_rate", params, number)


def _known(value: object) -> Decimal | None:
    """A number of the call as it was printed; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    text = str(value)
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def is_reckonable(concerns: Sequence[Concern]) -> bool:
    """Whether nothing stands in the way of the sums."""
    return not any(concern.blocks for concern in concerns)
