"""Sums to the smallest coin, and what the call's own limits say of them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mandat.intake.rules.prices import (
    LineKind,
    concerns_of,
    is_priced,
    is_reckonable,
    minor_unit,
    read_prices,
    rounded,
    totals_of,
)
from tests.intake.rules.making import content


def offer(*lines, currency="EUR", tax="", withholding=""):
    """Lines as (kind, quantity, price)."""
    return {
        "currency": currency,
        "tax_rate": tax,
        "withholding_rate": withholding,
        "lines": [
            {"kind": k, "label": "x", "quantity": q, "unit": "day", "price": p} for k, q, p in lines
        ],
    }


def totals(raw):
    return totals_of(read_prices(raw)[0])


def codes(raw, **fields):
    prices, faults = read_prices(raw)
    return [c.code for c in (*faults, *concerns_of(prices, content(**fields)))]


def budget(**says):
    return {"amount": 6000, "currency": "EUR", "tax": None} | says


def test_an_offer_adds_up_with_tax_and_withholding():
    found = totals(
        offer(("fees", "10", "500"), ("travel", "1", "120.50"), tax="21", withholding="15")
    )

    assert found.lines == (Decimal("5000.00"), Decimal("120.50"))
    assert found.by_kind[LineKind.FEES] == Decimal("5000.00")
    assert (found.excluding, found.tax) == (Decimal("5120.50"), Decimal("1075.31"))
    assert (found.including, found.withholding) == (Decimal("6195.81"), Decimal("768.08"))
    assert found.payable == Decimal("5427.73")


@pytest.mark.parametrize(
    ("currency", "unit", "price", "expected"),
    [
        ("EUR", "0.01", "0.125", "0.13"),
        ("EUR", "0.01", "0.135", "0.14"),
        ("XOF", "1", "1000.5", "1001"),
        ("TND", "0.001", "1.0005", "1.001"),
    ],
)
def test_halves_are_rounded_up_to_the_smallest_coin(currency, unit, price, expected):
    assert minor_unit(currency) == Decimal(unit)
    assert totals(offer(("fees", "1", price), currency=currency)).excluding == Decimal(expected)


def test_a_rate_of_nothing_is_a_rate_and_no_rate_is_not_known():
    zero, unsaid = totals(offer(("fees", "1", "10"), tax="0")), totals(offer(("fees", "1", "10")))

    assert (zero.tax, zero.including) == (Decimal("0.00"), Decimal("10.00"))
    assert (unsaid.tax, unsaid.including, unsaid.payable) == (None, None, None)


@pytest.mark.parametrize(
    ("price", "code"),
    [
        ("", "amount_missing"),
        (None, "amount_missing"),
        ("-5", "amount_negative"),
        ("1e9", "amount_unreadable"),
        ("NaN", "amount_unreadable"),
        ("Infinity", "amount_unreadable"),
        ("1 000", "amount_unreadable"),
        ("1,5", "amount_unreadable"),
        ("٥", "amount_unreadable"),
        ("1000000000001", "amount_too_large"),
        ("9" * 400, "amount_unreadable"),
    ],
)
def test_what_is_no_price_is_named_with_its_line(price, code):
    prices, faults = read_prices(offer(("fees", "1", "10"), ("fees", "1", price), tax="0"))

    assert [(f.code, f.line, f.blocks) for f in faults] == [(code, 1, True)]
    assert not is_reckonable(faults)
    assert totals_of(prices).excluding == Decimal("10.00")


def test_rates_are_percentages_and_currencies_exist():
    assert "rate_unreadable" in codes(offer(("fees", "1", "1"), tax="101"))
    assert "rate_unreadable" in codes(offer(("fees", "1", "1"), withholding="-1"))
    assert "no_currency" in codes(offer(("fees", "1", "1"), currency="QQQ"))


@pytest.mark.parametrize(
    ("price", "tax", "basis", "expected"),
    [
        # 6000 including tax, as the call of the trafficking study says.
        ("5000", "20", "incl", []),
        ("5000.01", "20", "incl", ["over_ceiling"]),
        ("6000", "", "incl", ["no_tax_rate", "ceiling_needs_tax_rate"]),
        ("6000.01", "", "incl", ["no_tax_rate", "over_ceiling"]),
        ("6000", "20", "excl", []),
        ("6000.01", "20", "excl", ["over_ceiling"]),
        # 6000, and not a word about tax, as the call of the position on minors.
        ("6000.01", "20", None, ["ceiling_basis_unknown", "over_ceiling"]),
        ("5500", "20", None, ["ceiling_basis_unknown", "over_ceiling_with_tax"]),
        ("5000", "20", None, ["ceiling_basis_unknown"]),
        ("5500", "", None, ["no_tax_rate", "ceiling_basis_unknown"]),
    ],
)
def test_the_ceiling_is_compared_on_the_basis_of_the_call(price, tax, basis, expected):
    assert codes(offer(("fees", "1", price), tax=tax), budget=budget(tax=basis)) == expected


def test_nothing_is_compared_across_currencies():
    other = codes(offer(("fees", "1", "99999"), currency="XOF", tax="0"), budget=budget(tax="incl"))
    unnamed = codes(offer(("fees", "1", "99999"), tax="0"), budget=budget(currency=None))

    assert (other, unnamed) == (["other_currency"], ["ceiling_without_currency"])


def test_five_percent_of_contingency_are_allowed_and_a_cent_more_is_not():
    limit = {"budget": budget(tax="excl", contingency_percent=5)}

    exact = offer(("fees", "1", "950"), ("contingency", "1", "50"), tax="0")
    more = offer(("fees", "1", "950"), ("contingency", "1", "50.01"), tax="0")

    assert codes(exact, **limit) == []
    assert codes(more, **limit) == ["contingency_over"]


def test_a_range_and_a_daily_rate_are_compared():
    rate = {"amount": 400, "currency": "EUR"}

    low = codes(offer(("fees", "1", "300"), tax="0"), budget=budget(amount_min=4000, tax="excl"))
    dear = codes(offer(("fees", "2", "400.01"), ("travel", "1", "900"), tax="0"), daily_rate=rate)

    assert (low, dear) == (["below_range"], ["over_daily_rate"])


def test_an_offer_of_nothing_is_asked_about():
    assert "no_lines" in codes(offer(tax="0"))
    assert "costs_nothing" in codes(offer(("fees", "0", "100"), tax="0"))
    assert not is_priced({})
    assert not is_priced(offer(("fees", "1", " ")))
    assert is_priced(offer(("fees", "1", "0")))


AMOUNT = st.decimals(0, 10**12, places=6, allow_nan=False).map(str)
RATE = st.decimals(0, 100, places=2).map(str) | st.just("")
LINES = st.lists(st.tuples(st.sampled_from([*LineKind, "unheard of"]), AMOUNT, AMOUNT), max_size=6)


MOST = "999999999999.987654"


@settings(deadline=None)  # the first example loads the currencies
@example([("fees", MOST, MOST)] * 6, "CLF", "", "")
@given(LINES, st.sampled_from(["EUR", "XOF", "TND", "CLF"]), RATE, RATE)
def test_the_columns_add_up_to_the_totals_beneath_them(lines, currency, tax, withholding):
    raw = offer(*lines, currency=currency, tax=tax, withholding=withholding)
    prices, faults = read_prices(raw)

    found = totals_of(prices)

    assert faults == []
    assert exact(found.lines) == Fraction(found.excluding) == exact(found.by_kind.values())
    if found.including is not None:
        assert Fraction(found.including) == Fraction(found.excluding) + Fraction(found.tax)
    # Each line is within half a coin of the exact product: nothing was rounded twice.
    half = Fraction(minor_unit(currency)) / 2
    for line, amount in zip(prices.lines, found.lines, strict=True):
        exactly = Fraction(line.quantity) * Fraction(line.price)
        assert -half < exactly - Fraction(amount) < half or Fraction(amount) - exactly == half


def exact(amounts):
    return sum(map(Fraction, amounts), Fraction(0))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)
ROW = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("kind", "label", "quantity", "unit", "price"), ANYTHING)
)


@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "currency": ANYTHING,
            "tax_rate": ANYTHING,
            "withholding_rate": ANYTHING,
            "lines": st.lists(ROW, max_size=4) | ANYTHING,
        },
    ),
    ANYTHING,
)
def test_whatever_was_sent_is_read_without_falling_over(raw, ceiling):
    prices, faults = read_prices(raw)

    concerns = concerns_of(prices, content(budget={"amount": ceiling, "currency": "EUR"}))

    assert totals_of(prices).excluding >= 0
    assert all(c.code for c in (*faults, *concerns))
    assert isinstance(is_priced(raw), bool)


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=6))
def test_rounding_away_from_zero_is_the_same_on_both_sides(amount):
    assert rounded(-amount, "EUR") == -rounded(amount, "EUR")
