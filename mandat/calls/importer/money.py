"""Amounts of money in a text: figures in any country's writing, with their currency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from mandat.calls.importer.currency_words import CURRENCIES, IN_CAPITALS
from mandat.calls.importer.text import Source
from mandat.calls.importer.tries import trie

MOST = 500

_CURRENCY = trie(CURRENCIES)
_BEFORE = re.compile(rf"(?<![^\W\d_])(?P<currency>{_CURRENCY})\s{{0,2}}$")
_ENDINGS = frozenset(name[-3:] for name in CURRENCIES)
_AFTER = re.compile(rf"\)?\s{{0,2}}\(?(?P<currency>{_CURRENCY})(?![^\W\d_])")
_FIGURES = re.compile(
    r"\d(?:\d{0,2}(?P<mark>[ .,'])\d{3}(?:(?P=mark)\d{3}){0,3}(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{0,11}(?:[.,]\d{1,2}(?!\d))?(?!\d))"
)
_SCALE = re.compile(
    r"\s{0,2}(?P<scale>k(?=\s?(?:€|\$|£|eur|usd|euros|dollars)|\b)|mille\b|mil\b(?!l)|thousand\b"
    r"|m(?=\s?(?:€|\$|£|eur|usd))|millions?\b|millon(?:es)?\b|milhoes\b|milhao\b)(?:\s(?:de|d'"
    r"|of)\s?)?"
)
_TIMES = {"k": 1000, "mille": 1000, "mil": 1000, "thousand": 1000}
_RANGE = re.compile(r"\s{0,2}(?:-|a|to|et|and|y|e|and up to|au|hasta|ate)\s{0,2}$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money, or a range of sums, and where it stands."""

    start: int
    end: int
    amount: int | float
    currency: str
    minimum: int | float | None = None
    bare_dollar: bool = False  # a dollar sign that does not say whose


class _Number(NamedTuple):
    start: int
    end: int
    written: str
    times: int
    before: re.Match[str] | None
    after: re.Match[str] | None

    @property
    def value(self) -> float:
        return _value(self.written) * self.times


def _value(written: str) -> float:
    """The number that figures stand for; three figures after a mark are thousands."""
    if written.isdigit():
        return float(written)
    plain = re.sub(r"(?<=\d)[ .,'](?=\d{3}(?!\d))", "", written)
    return float(plain.replace(",", ".").replace(" ", "").replace("'", ""))


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else round(value, 2)


def _currency(source: Source, match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    word = match["currency"]
    written = source.text[match.start("currency") : match.end("currency")]
    if word in IN_CAPITALS and not written.isupper():
        return None
    return CURRENCIES[word]


def _numbers(source: Source) -> Iterator[_Number]:
    """The numbers of the text that may be amounts, not parts of dates or codes."""
    fold = source.fold
    for match in islice(_FIGURES.finditer(fold), 40 * MOST):
        start, end = match.span()
        if start and (fold[start - 1].isalnum() or fold[start - 1] in "./_#°"):
            continue
        times, stop = 1, end
        scale = _SCALE.match(fold, end)
        if scale and not (scale["scale"] == "m" and _value(match[0]) > 1000):
            times, stop = _TIMES.get(scale["scale"], 1_000_000), scale.end()
        after = _AFTER.match(fold, stop)
        near = fold[max(0, start - 5) : start].rstrip()
        signed = near[-3:] in _ENDINGS or near[-2:] in _ENDINGS or near[-1:] in _ENDINGS
        before = _BEFORE.search(fold, max(0, start - 26), start) if signed else None
        yield _Number(start, stop, match[0], times, before, after)


def _amount(source: Source, number: _Number, taken: int) -> Amount | None:
    """The amount of a number with its currency; a sign before `taken` is another amount's."""
    before_sign = number.before if number.before and number.before.start() >= taken else None
    after, before = _currency(source, number.after), _currency(source, before_sign)
    # "$ 20 000 CAD": words that say whose dollars they are count more than the sign.
    sign = before_sign is not None and before_sign["currency"] in ("$", "dollars")
    start = before_sign.start() if before and before_sign else number.start
    if before and not (after and sign):
        return Amount(start, number.end, _whole(number.value), before, bare_dollar=sign)
    if after and number.after:
        bare = number.after["currency"] in ("$", "dollars")
        return Amount(start, number.after.end(), _whole(number.value), after, bare_dollar=bare)
    return None


def _joined(source: Source, first: _Number, second: _Number, taken: int) -> Amount | None:
    """A range such as "$20,000 - 26,000", "10 000 à 15 000 €", "USD 5,000 to USD 7,000"."""
    low = _amount(source, first, taken)
    high = _amount(source, second, low.end if low else taken)
    if not (low or high) or not first.value < second.value:
        return None
    gap_start = low.end if low else first.end
    gap_end = high.start if high else second.start
    if gap_end < gap_start or gap_end - gap_start > 14:
        return None
    if not _RANGE.fullmatch(source.fold, gap_start, gap_end):
        return None
    given = high or low
    if given is None or (low and high and low.currency != high.currency and not low.bare_dollar):
        return None
    minimum = first.value
    if second.value >= 1000 * minimum and second.value >= 1000:
        minimum *= 1000  # "10-15k"
    start = low.start if low else first.start
    end = max(high.end if high else second.end, second.end)
    return Amount(
        start, end, _whole(second.value), given.currency, _whole(minimum), given.bare_dollar
    )


def find_amounts(source: Source) -> list[Amount]:
    """Every amount of money, ranges as one, in order."""
    numbers = list(islice(_numbers(source), 40 * MOST))
    found: list[Amount] = []
    taken = 0
    for at, number in enumerate(numbers):
        if number.start < taken:
            continue
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        beside = following and (following.before or following.after)
        if not (number.before or number.after or beside):
            continue
        joined = _joined(source, number, following, taken) if following else None
        one = joined or _amount(source, number, taken)
        if one:
            found.append(one)
            taken = one.end
        if len(found) >= MOST:
            break
    return found
