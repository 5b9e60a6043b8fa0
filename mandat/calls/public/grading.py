"""How a call is judged, in words: only what the published call states."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, ngettext

from mandat.calls.authoring.outlines import levels
from mandat.calls.content import Content, value_of
from mandat.calls.display import Line, number
from mandat.calls.importer.draft import JSON
from mandat.calls.labels import COLUMNS, FORMULA_SENTENCES, LATE_RULES
from mandat.calls.public.page import Criterion
from mandat.calls.sayings import is_own_sentence, shortlist_sentence
from mandat.calls.shapes import items_of

_DEEPEST = 3

# The fields that are said here: as the grid, or as a sentence among the rules.
JUDGED = frozenset(
    {
        "evaluation_grid",
        "pass_marks",
        "price_formula",
        "shortlist_cap",
        "offer_validity_days",
        "outcome_notice",
        "early_closing",
    }
)


def _mark_of(criterion: Mapping[str, Any]) -> JSON:
    points = criterion.get("max_points")
    return criterion.get("weight") if points is None else points


def grid_unit(content: Content) -> str:
    """What the figures of the grid count: points, or shares in percent."""
    grid = items_of(value_of(content, "evaluation_grid"))
    has_points = any(c.get("max_points") is not None for c in grid)
    return str(COLUMNS["max_points" if has_points or not grid else "weight"])


def grid_of(content: Content, original: Content) -> tuple[Criterion, ...]:
    """The grid as rows, each part under its whole, with the pass marks that the call states.

    Parts and pass marks name their criterion in the words of the original; `content` may be its
    translation.
    """
    grid = items_of(value_of(original, "evaluation_grid"))
    shown = [c["label"] for c in items_of(value_of(content, "evaluation_grid"))]
    passes = {p["criterion"]: p for p in _pass_marks(original) if p.get("criterion")}
    return tuple(
        replace(row, label=label, note=_minimum(passes.get(row.label)))
        for row, label in zip(bars_of(grid), shown, strict=True)
    )


def bars_of(grid: Sequence[Mapping[str, Any]]) -> list[Criterion]:
    """The criteria as bars, each part under its whole; the heaviest is as long as can be."""
    most = max((float(m) for c in grid if (m := _mark_of(c))), default=0.0)
    return [
        Criterion(
            label=criterion["label"],
            value="–" if mark is None else number(mark),
            share=round(100 * float(mark) / most, 2) if mark and most else 0.0,
            level=min(level, _DEEPEST),
        )
        for level, criterion in levels(grid)
        for mark in (_mark_of(criterion),)
    ]


def _pass_marks(content: Content) -> Sequence[Mapping[str, Any]]:
    return items_of(value_of(content, "pass_marks"))


def _amount(mark: Mapping[str, Any]) -> str:
    if mark.get("unit") == "percent":
        return gettext("%(share)s %%") % {"share": number(mark["minimum"])}
    least = mark["minimum"]
    text = ngettext("%(count)s point", "%(count)s points", int(least))
    return text % {"count": number(least)}


def _minimum(mark: Mapping[str, Any] | None) -> str:
    return gettext("at least %(amount)s") % {"amount": _amount(mark)} if mark else ""


def rules_of(content: Content, original: Content) -> tuple[Line, ...]:
    """The rules of the call as sentences. What it does not state applies to nobody: no line."""
    return tuple(_rules(content, original))


def _rules(content: Content, original: Content) -> Iterator[Line]:
    labels = {c["label"] for c in items_of(value_of(original, "evaluation_grid"))}
    for mark in _pass_marks(original):
        if not mark.get("criterion"):
            words = {"amount": _amount(mark)}
            yield Line(gettext("An offer needs at least %(amount)s to be retained.") % words)
        elif mark["criterion"] not in labels:
            words = {"criterion": f"\u2068{mark['criterion']}\u2069", "amount": _amount(mark)}
            yield Line(gettext("“%(criterion)s” needs at least %(amount)s.") % words)
    yield from _price(content)
    if cap := value_of(content, "shortlist_cap"):
        yield Line(shortlist_sentence(cap))
    yield from _terms(content)


def _price(content: Content) -> Iterator[Line]:
    """The formula, in the words of the call where it has some of its own."""
    stated, formula = value_of(content, "price_formula"), content["rules"].get("formula")
    if stated and not (formula and is_own_sentence(stated)):
        yield Line(stated, gettext("How the price counts, in the words of the call"))
    elif formula:
        yield Line(str(FORMULA_SENTENCES[formula]))


def _terms(content: Content) -> Iterator[Line]:
    if late := content["rules"].get("late_rule"):
        yield Line(str(LATE_RULES[late]))
    if days := value_of(content, "offer_validity_days"):
        text = ngettext(
            "Your offer stays valid for at least %(count)d day.",
            "Your offer stays valid for at least %(count)d days.",
            days,
        )
        yield Line(text % {"count": days})
    match value_of(content, "outcome_notice"):
        case "all":
            yield Line(gettext("Everybody who applies is told the outcome."))
        case "selected_only":
            yield Line(gettext("Only those who are selected are told the outcome."))
    if value_of(content, "early_closing"):
        yield Line(
            gettext(
                "The organisation reserves the right to close earlier. It then says so here, "
                "with its reason, and tells all who follow this call."
            )
        )
