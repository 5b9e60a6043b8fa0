"""What the page of the offer posts: days and validity in the content, prices in the secret."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import get_currency_precision, is_currency
from django.http import QueryDict

from mandat.intake.mine.offer_numbers import plain_number
from mandat.intake.mine.team_reading import at_most, day_typed, line, numbers_of, passage
from mandat.intake.rules.prices import LineKind

MOST_STEPS, MOST_LINES = 60, 100
UNITS = ("", "day", "night", "trip", "person", "page", "lump_sum")
_PARTS = ("days", "days_reason", "valid_until")


def normal_words(words: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of the content that this page holds."""
    return {name: words[name] for name in _PARTS}


def normal_secret(secret: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """The prices with every part there, as the page posts them."""
    return {
        "currency": secret.get("currency") or currency,
        "tax_rate": secret.get("tax_rate") or "",
        "withholding_rate": secret.get("withholding_rate") or "",
        "lines": secret.get("lines") or [],
    }


def read_words(data: QueryDict) -> dict[str, Any]:
    """Days for each step, why there are more than the call foresees, and the last day."""
    return {
        "days": _steps(data),
        "days_reason": passage(data, "days_reason"),
        "valid_until": day_typed(line(data, "valid_until", 40)),
    }


def _steps(data: QueryDict) -> list[dict[str, str]]:
    """Steps with days; one that the call proposes counts once it has some."""
    rows = []
    for n in numbers_of(data, "step"):
        name, days = line(data, f"step.{n}.step"), plain_number(data.get(f"step.{n}.days", ""))
        if days or (name and not data.get(f"step.{n}.offered")):
            rows.append({"step": name, "days": days})
    return at_most(rows, MOST_STEPS)


def read_secret(data: QueryDict) -> dict[str, Any]:
    """The prices, amounts as decimal strings; what is no number stays as it was typed."""
    currency = line(data, "currency", 3).upper()
    coins = get_currency_precision(currency) if is_currency(currency) else 2
    return {
        "currency": currency,
        "tax_rate": _rate(data, "tax_rate"),
        "withholding_rate": _rate(data, "withholding_rate"),
        "lines": _lines(data, coins),
    }


def _rate(data: QueryDict, name: str) -> str:
    return plain_number(str(data.get(name) or "").strip().rstrip("%\u066a").strip())


def _lines(data: QueryDict, coins: int) -> list[dict[str, str]]:
    rows = []
    for n in numbers_of(data, "line"):
        kind, unit = data.get(f"line.{n}.kind", ""), data.get(f"line.{n}.unit", "")
        label = line(data, f"line.{n}.label")
        price = plain_number(data.get(f"line.{n}.price", ""), decimals=coins)
        quantity = plain_number(data.get(f"line.{n}.quantity", ""))
        if label or price:
            rows.append(
                {
                    "kind": kind if kind in set(LineKind) else LineKind.FEES.value,
                    "label": label,
                    "quantity": quantity or "1",
                    "unit": unit if unit in UNITS else "",
                    "price": price,
                }
            )
    return at_most(rows, MOST_LINES)


def says_something(secret: Mapping[str, Any]) -> bool:
    """Whether anything but the currency was typed."""
    return bool(secret["lines"] or secret["tax_rate"] or secret["withholding_rate"])
