"""Rules about the evaluation grid and the price in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mandat.calls.checker.facts import Facts, merged
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind
from mandat.calls.checker.values import (
    all_spans,
    number_of,
    plain_number,
    spans_of,
    text_of,
)
from mandat.calls.checker.words import FINANCIAL_OFFER, PRICE
from mandat.calls.importer.draft import JSON, Span
from mandat.calls.importer.text import fold

_FULL = Decimal(100)
_NEAR = Decimal(10)  # a total of 90 to 110 that is not 100 is a slip
_ROUND = Decimal(5)  # as is one that no committee would choose, such as 83
_ROUNDING = Decimal("0.5")  # three thirds of 33.3 make a whole


@dataclass(frozen=True)
class Criterion:
    """One line of the grid with the lines below it."""

    label: str
    points: Decimal | None
    weight: Decimal | None
    spans: tuple[Span, ...]
    children: list["Criterion"] = field(default_factory=list)


def grid_of(facts: Facts) -> list[Criterion]:
    """The lines of the first level; each hangs on the nearest one above so named."""
    roots: list[Criterion] = []
    above: dict[str, Criterion] = {}
    for item in facts.items("evaluation_grid"):
        criterion = _criterion(item)
        parent = above.get(text_of(item.get("parent")))
        (roots if parent is None else parent.children).append(criterion)
        above[criterion.label] = criterion
    return roots


def _criterion(item: Mapping[str, JSON]) -> Criterion:
    return Criterion(
        label=text_of(item.get("label")),
        points=number_of(item.get("max_points")),
        weight=number_of(item.get("weight")),
        spans=spans_of(item),
    )


def no_grid(facts: Facts) -> Iterator[Concern]:
    """Nobody can tell on what the applications will be judged."""
    if not facts.items("evaluation_grid"):
        remedy = Remedy(RemedyKind.ASK, "evaluation_grid")
        yield Concern(facts.sections("criteria")[:1], remedy=remedy)


def grid_does_not_add_up(facts: Facts) -> Iterator[Concern]:
    """At every level the points, or the weights, make the number of the line above."""
    roots = grid_of(facts)
    yield from _total(roots)
    waiting = list(reversed(roots))
    while waiting:
        criterion = waiting.pop()
        yield from _level(criterion)
        waiting.extend(reversed(criterion.children))


def _total(roots: list[Criterion]) -> Iterator[Concern]:
    weights = [c.weight for c in roots if c.weight is not None]
    points = [c.points for c in roots if c.points is not None]
    if len(roots) > 1 and len(weights) == len(roots) and _wrong_weights(sum(weights)):
        yield _unequal("", _FULL, sum(weights, Decimal(0)), roots)
    elif len(roots) > 1 and len(points) == len(roots) and _slip(sum(points)):
        yield _unequal("", _FULL, sum(points, Decimal(0)), roots)


def _wrong_weights(total: Decimal | int) -> bool:
    return abs(total - _FULL) > _ROUNDING


def _slip(total: Decimal | int) -> bool:
    """Whether a total of points looks like a mistake; 70 for the technical part alone does not."""
    if abs(total - _FULL) <= _ROUNDING:
        return False
    return abs(total - _FULL) <= _NEAR or total % _ROUND != 0


def _level(criterion: Criterion) -> Iterator[Concern]:
    for own, of in ((criterion.points, "points"), (criterion.weight, "weight")):
        below = [getattr(c, of) for c in criterion.children]
        if own is None or not below or None in below:
            continue
        total = sum(below, Decimal(0))
        share = of == "weight" and abs(total - _FULL) <= _ROUNDING  # shares of the line above
        if abs(total - own) > _ROUNDING and not share:
            yield _unequal(criterion.label, own, total, [criterion, *criterion.children])


def _unequal(label: str, own: Decimal, total: Decimal, lines: list[Criterion]) -> Concern:
    return Concern(
        tuple(s for line in lines for s in line.spans),
        {"label": label, "expected": plain_number(own), "total": plain_number(total)},
        Remedy(RemedyKind.ASK, "evaluation_grid"),
    )


def _priced(facts: Facts) -> list[Mapping[str, JSON]]:
    """The lines of the grid that are about the price."""
    return [
        item
        for item in facts.items("evaluation_grid")
        if PRICE.search(fold(text_of(item.get("label"))))
    ]


def _price_documents(facts: Facts) -> list[Mapping[str, JSON]]:
    return [
        item
        for item in facts.items("required_documents")
        if item.get("part") == "financial"
        or FINANCIAL_OFFER.search(fold(text_of(item.get("name"))))
    ]


def grid_without_price(facts: Facts) -> Iterator[Concern]:
    """A price is asked, and counts for nothing in the grid."""
    asked = _price_documents(facts)
    if facts.items("evaluation_grid") and asked and not _priced(facts):
        yield Concern(
            all_spans(asked) + facts.spans("evaluation_grid")[:1],
            about=[text_of(i.get("name")) for i in asked],
            remedy=Remedy(RemedyKind.ASK, "evaluation_grid"),
        )


def price_not_asked(facts: Facts) -> Iterator[Concern]:
    """The grid gives points to a price that no document carries."""
    priced = _priced(facts)
    if not priced or not facts.items("required_documents") or _price_documents(facts):
        return
    if not _asks_price(facts):
        labels = [text_of(i.get("label")) for i in priced]
        remedy = Remedy(RemedyKind.ASK, "required_documents")
        yield Concern(all_spans(priced), {"criteria": labels}, remedy)


def _asks_price(facts: Facts) -> bool:
    """Whether the text speaks of a financial offer outside the grid and the criteria."""
    inside = merged([*facts.spans("evaluation_grid"), *facts.sections("criteria")])
    start = 0
    for span in (*inside, Span(len(facts.fold), len(facts.fold))):
        if FINANCIAL_OFFER.search(facts.fold, start, max(start, span.start)):
            return True
        start = span.end
    return False


def price_without_formula(facts: Facts) -> Iterator[Concern]:
    """The price has a share of the points, and nobody knows how a price becomes points."""
    priced = [i for i in _priced(facts) if i.get("max_points") or i.get("weight")]
    if priced and not facts.value("price_formula"):
        labels = [text_of(i.get("label")) for i in priced]
        remedy = Remedy(RemedyKind.ASK, "price_formula")
        yield Concern(all_spans(priced), {"criteria": labels}, remedy)
