"""The budget ceiling of the mission and its daily rate; other sums in the text are left alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mandat.calls.importer.budget_words import (
    CONTINGENCY,
    COVERS,
    CUES,
    PER_DAY_AFTER,
    PER_TIME_AFTER,
    TAX_EXCLUDED,
    TAX_INCLUDED,
)
from mandat.calls.importer.currency_words import OWN_DOLLAR
from mandat.calls.importer.draft import JSON, Found, Span
from mandat.calls.importer.heads import Head
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.lexicon import Hit, Lexicon
from mandat.calls.importer.money import Amount
from mandat.calls.importer.readings import Reading, settle
from mandat.calls.importer.text import Source

_LEXICON = Lexicon(CUES)
_BACK = 170
_STOP = re.compile(
    r"(?<![:,])\n\s*\n|(?<!incl)(?<!excl)(?<!max)(?<!approx)[.!?]\s{1,3}(?=[A-ZÀ-ÖØ-ÞŒ\"«])|;\s"
    r"|\n(?=\s{0,12}(?:[•●▪◦*+·|]|-+\s|\d{1,2}[.)]\s))"
)
_HEADING_TAIL = re.compile(r"[\s:.*_#|-]*")
_PAY_KEYS = (
    "salary",
    "budget",
    "compensation",
    "remuneration",
    "fee",
    "salaire",
    "honoraires",
    "presupuesto",
)
# The francs of two unions share a name; these countries use the central African one.
_CENTRAL_FRANC = frozenset({"CM", "CF", "TD", "CG", "GQ", "GA"})


@dataclass(frozen=True, slots=True)
class _Sum:
    """An amount with what its words say that it is: ceiling, rate, part or other."""

    amount: Amount
    kind: str
    sentence: Span
    clear: bool = False


def _sentence(source: Source, at: int, end: int) -> Span:
    start = low = max(0, at - _BACK)
    for stop in _STOP.finditer(source.text, low, at):
        start = stop.end()
    after = _STOP.search(source.text, end, min(len(source.text), end + 260))
    return Span(start, after.start() if after else min(len(source.text), end + 260))


def _above(source: Source, start: int) -> tuple[int, int]:
    """The line above, when it is short enough to be a heading."""
    end = start
    while end > 0 and source.text[end - 1] in " \t\r\n*_#|":
        end -= 1
    low = source.text.rfind("\n", max(0, end - 100), end) + 1
    return (low, end) if end - low <= 80 else (end, end)


def _hits(source: Source, sentence: Span, at: int) -> list[Hit]:
    """The words before an amount; those of the heading when its own line has none."""
    hits = list(_LEXICON.find(source.fold, sentence.start, at))
    if not hits and _HEADING_TAIL.fullmatch(source.fold, sentence.start, at):
        low, high = _above(source, sentence.start)
        hits = list(_LEXICON.find(source.fold, low, high))
    return hits


_IS_THE = re.compile(
    r"[^.;:\n\d]{0,25}\b(?:is|are|est|represente|constitue|es|de)\b[^.;:\n\d]{0,25}$"
)


def _hits_after(source: Source, one: Amount, sentence: Span) -> list[Hit]:
    """The word after an amount; one for the ceiling counts in "6 000 EUR is the budget" alone."""
    hits = _LEXICON.find(source.fold, one.end, min(sentence.end, one.end + 70))
    first = next((h for h in hits if h.name != "part"), None)
    if first and first.name == "ceiling" and not _IS_THE.match(source.fold, one.end, first.start):
        return []
    return [first] if first else []


def _classify(source: Source, amount: Amount) -> _Sum:
    fold = source.fold
    sentence = _sentence(source, amount.start, amount.end)
    if PER_DAY_AFTER.match(fold, amount.end):
        return _Sum(amount, "rate", sentence, clear=True)
    if PER_TIME_AFTER.match(fold, amount.end):
        return _Sum(amount, "other", sentence)
    hits = _hits(source, sentence, amount.start) or _hits_after(source, amount, sentence)
    before = [h for h in hits if h.end <= amount.start]
    if not hits:
        pictured = _PICTURE.search(source.text, max(0, amount.start - 4), amount.start)
        return _Sum(amount, "ceiling" if pictured else "none", sentence)
    names = {h.name for h in hits}
    last = (before or hits)[-1]
    told_again = _said_again(source, hits, amount.start)
    kind = "other" if "other" in names and not told_again else last.name
    if kind == "ceiling" and "rate" in names and not _WHOLE.match(fold, last.start):
        kind = "rate"  # "daily fees are capped at ..."
    priced = any(c.isdigit() for c in fold[max(0, last.start - 10) : last.start])
    if kind == "rate" and priced and _WHOLE_RATE.search(fold, last.end, amount.start):
        kind = "ceiling"  # "400 per day, to a maximum of 7,200"
    if _PART_BEFORE.search(fold, max(sentence.start, amount.start - 40), amount.start):
        kind = "part"
    if kind == "ceiling" and _of_project(source, sentence, amount):
        kind = "other"
    return _Sum(amount, kind, sentence, clear=bool(before) and names <= {"ceiling"})


_PICTURE = re.compile(r"[💰💵💶💷💲💸]\W{0,3}$")  # how job boards mark the pay
_WHOLE = re.compile(r"budget|total|montant total|enveloppe|forfait|presupuesto|orcamento|lump")
_WHOLE_RATE = re.compile(r"\b(?:maximum|max|total|capped|plafonn\w{0,3}|dans la limite|hasta)\b")
# A share of the price, or a line that is said to be inside it.
_PART_BEFORE = re.compile(
    r"(?:\d\s?%\s?[(:=]?\s?(?:soit|i\.e\.|or|ou)?\s?|\b(?:dont|including|of which|incluyendo"
    r"|incluindo)\s(?:\w{1,9}\s){0,2})$"
)
_OF_THE_MISSION = re.compile(
    r"consultan|consultor|prestation|mission|assignment|contract|contrat|honorair|honorari"
    r"|\bfees?\b|offre|offer|propos|lump|forfait|remunera|enveloppe|ceiling|plafon|evaluation"
    r"|\betude|audit|formation|enquete|study|survey|research|baseline|estudio|evaluacion"
    r"|avaliacao|الاستشار"
)


def _said_again(source: Source, hits: Sequence[Hit], at: int) -> bool:
    """Whether, after words for other money, the ceiling of the mission itself is spoken of."""
    others = [h for h in hits if h.name == "other"]
    ceilings = [h for h in hits if h.name == "ceiling"]
    if not ceilings or not others or others[-1].end >= ceilings[-1].start:
        return False
    return bool(_OF_THE_MISSION.search(source.fold, others[-1].end, at))


_PROJECT = re.compile(
    r"\b(?:le|ce|du|el|del|este|o|do) (?:projet|programme|proyecto|programa|projeto)\b|\b(?:the"
    r"|this) (?:project|programme|program|action) (?:has|with|is|was|of|worth)\b|\bconvention\b"
)
_PROJECT_SUM = re.compile(
    r"\b(?:projet|programme|project|program|proyecto|programa|projeto)\b[^.;\n]{0,70}\b"
    r"(?:d'un (?:montant|budget)|d'une valeur|dote|worth|valued|with a (?:total )?budget|"
    r"por (?:un )?"
    r"(?:valor|monto)|no (?:valor|montante))[^.;\n]{0,30}$"
)
_AVAILABLE = re.compile(
    r"(?:budget|amount|funds?|presupuesto|orcamento|montant) (?:is |est )?(?:available|disponible"
    r"|disponivel)|available budget|max\w* budget|budget max\w*|budget ceiling"
)
_PROJECT_AFTER = re.compile(
    r"[^.\n]{0,60}?\b(?:financ\w{1,8}|funded|pour un projet|cofinanc\w{1,8})\b"
)


def _of_project(source: Source, sentence: Span, amount: Amount) -> bool:
    """Whether the sum is that of the project around the mission: its donor often follows."""
    before = source.fold[sentence.start : amount.start]
    if _PROJECT_SUM.search(before):
        return True
    if _OF_THE_MISSION.search(before) or _AVAILABLE.search(before):
        return False
    return bool(
        _PROJECT.search(before) or _PROJECT_AFTER.match(source.fold, amount.end, sentence.end)
    )


def _near(one: _Sum) -> tuple[int, int]:
    """The stretch in which tax and cover may be said of an amount: up to the next amount."""
    return max(one.sentence.start, one.amount.start - 90), one.sentence.end


def _tax(source: Source, one: _Sum) -> str | None:
    start, end = _near(one)
    excluded = TAX_EXCLUDED.search(source.fold, start, end)
    included = TAX_INCLUDED.search(source.fold, start, end)
    if excluded and included:
        at = one.amount.end
        return "excl" if abs(excluded.start() - at) < abs(included.start() - at) else "incl"
    return "excl" if excluded else "incl" if included else None


def _covers(source: Source, one: _Sum) -> str | None:
    """What the text says is included, in its own words."""
    match = COVERS.search(source.fold, one.amount.end, one.sentence.end)
    if match is None:
        return None
    return source.quote(source.trim(match.start(), one.sentence.end, " \t\r\n.,;*_|")) or None


def _contingency(source: Source, one: _Sum) -> int | float | None:
    match = CONTINGENCY.search(source.fold, one.sentence.start, one.sentence.end)
    if match is None:
        section = source.fold[one.sentence.end : one.sentence.end + 300]
        match = CONTINGENCY.search(section)
    if match is None:
        return None
    percent = float((match["percent"] or match["percent2"]).replace(",", "."))
    return int(percent) if percent == int(percent) else percent


_PESOS = re.compile(
    r"[^.;\n]{0,70}?\bpesos\b(?:\s(?P<whose>argentinos|chilenos|colombianos|mexicanos|uruguayos"
    r"|dominicanos))?"
)
_WHOSE = {
    "argentinos": "ARS",
    "chilenos": "CLP",
    "colombianos": "COP",
    "mexicanos": "MXN",
    "uruguayos": "UYU",
    "dominicanos": "DOP",
}
_AMERICAN = re.compile(r"\busd\b|us\$|\$us|us dollars?|dollars? (?:us|americains)|dolares")


# Whose dollars they are, where another sentence says it.
_OTHER_DOLLARS = (
    ("CAD", re.compile(r"\bcanadian dollars?\b|\bdollars? canadiens?\b|\bdolares canadienses\b")),
    ("AUD", re.compile(r"\baustralian dollars?\b|\bdollars? australiens?\b")),
    ("NZD", re.compile(r"\bnew zealand dollars?\b")),
    ("NAD", re.compile(r"\bnamibian? dollars?\b")),
    ("LRD", re.compile(r"\bliberian dollars?\b")),
    ("JMD", re.compile(r"\bjamaican dollars?\b")),
    ("FJD", re.compile(r"\bfiji(?:an)? dollars?\b")),
)


def _dollar(source: Source, amount: Amount, countries: Sequence[str]) -> tuple[str, bool]:
    """The currency that a bare sign stands for, and whether the text itself settles it."""
    pesos = _PESOS.match(source.fold, amount.end)
    own = OWN_DOLLAR.get(countries[0]) if len(countries) == 1 else None
    if pesos and (pesos["whose"] or own):
        return _WHOSE.get(pesos["whose"] or "", own or amount.currency), True
    others = {code for code, words in _OTHER_DOLLARS if words.search(source.fold)}
    if len(others) == 1 and not own:
        return others.pop(), False
    american = bool(_AMERICAN.search(source.fold))
    if own and not american:
        return own, False
    return amount.currency, american and not own and not pesos


def _currency(source: Source, amount: Amount, countries: Sequence[str]) -> tuple[str, bool]:
    """The currency of an amount, and whether it is beyond doubt."""
    if amount.bare_dollar:
        return _dollar(source, amount, countries)
    if amount.currency == "XOF" and countries and set(countries) <= _CENTRAL_FRANC:
        return "XAF", True
    return amount.currency, True


def _value(source: Source, one: _Sum, countries: Sequence[str]) -> dict[str, JSON]:
    return {
        "amount": one.amount.amount,
        "amount_min": one.amount.minimum,
        "currency": _currency(source, one.amount, countries)[0],
        "tax": _tax(source, one),
        "covers": _covers(source, one),
        "contingency_percent": _contingency(source, one),
    }


def _rate(source: Source, amount: Amount, countries: Sequence[str]) -> dict[str, JSON]:
    """A price by the day; the lower end of a range stands beside its upper one."""
    value = {"amount": amount.amount, "currency": _currency(source, amount, countries)[0]}
    return value if amount.minimum is None else {**value, "amount_min": amount.minimum}


def _from_head(source: Source, head: Head, amounts: Sequence[Amount]) -> list[_Sum]:
    """What a job-board card gives as pay, unless it is by the hour, day, month or year."""
    span = head.first(*_PAY_KEYS)
    if span is None:
        return []
    inside = [a for a in amounts if span.start <= a.start and a.end <= span.end]
    kept = []
    for amount in inside[:1]:
        if PER_DAY_AFTER.match(source.fold, amount.end):
            kept.append(_Sum(amount, "rate", span, clear=True))
        elif not PER_TIME_AFTER.match(source.fold, amount.end) and len(inside) == 1:
            kept.append(_Sum(amount, "ceiling", span, clear=True))
    return kept


def _in_budget_section(layout: Layout, one: _Sum) -> bool:
    section = layout.at(one.amount.start)
    return section is not None and section.kind == "budget"


_TWO_BASES = re.compile(
    r"\W{0,3}(?:ht|htva|hors taxes?|hors tva|ttc|tvac|excl\W{0,2} (?:vat|tax)|net)\W{0,3}(?:soit"
    r"|ou|or|i\.e\.)?\W{0,3}$"
)
_MOST_LINES = 12


def _parts(source: Source, sums: Sequence[_Sum]) -> set[int]:
    """Where the sums stand that a total adds up, or that repeat a sum with its tax."""
    parts: set[int] = set()
    for at, total in enumerate(sums):
        added = 0.0
        for first in range(at - 1, max(-1, at - _MOST_LINES), -1):
            added += sums[first].amount.amount
            if added > total.amount.amount:
                break
            if at - first > 1 and added == total.amount.amount:
                parts |= {s.amount.start for s in sums[first:at]}
        before = sums[at - 1].amount if at else None
        if before and _TWO_BASES.fullmatch(source.fold, before.end, total.amount.start):
            parts.add(total.amount.start)
    return parts


def _ceilings(source: Source, sums: Sequence[_Sum], layout: Layout) -> list[_Sum]:
    """Those sums that are said to be the ceiling, else the only one of the budget section."""
    parts = _parts(source, sums)
    said = [s for s in sums if s.kind == "ceiling" and s.amount.start not in parts]
    if said:
        return said
    placed = [s for s in sums if s.kind == "none" and _in_budget_section(layout, s)]
    return placed if len(placed) == 1 else []


def read_money(
    source: Source,
    layout: Layout,
    head: Head,
    countries: Sequence[str],
    amounts: Sequence[Amount],
) -> dict[str, Found]:
    """The budget and the daily rate, among the amounts of money that the text names."""
    sums = [_classify(source, a) for a in amounts if a.start >= head.end]
    carded = _from_head(source, head, amounts)
    ceilings = _ceilings(source, sums, layout) or [s for s in carded if s.kind == "ceiling"]
    largest = max((s.amount.amount for s in ceilings), default=0)
    budget = [
        Reading(
            _value(source, s, countries),
            (Span(s.amount.start, s.amount.end),),
            s.clear and _currency(source, s.amount, countries)[1],
            int(largest - s.amount.amount),
        )
        for s in ceilings
    ]
    rates = [
        Reading(
            _rate(source, s.amount, countries),
            (Span(s.amount.start, s.amount.end),),
            s.clear and _currency(source, s.amount, countries)[1],
        )
        for s in [*sums, *carded]
        if s.kind == "rate"
    ]
    return {"budget": settle(_agreeing(budget)), "daily_rate": settle(rates)}


def _agreeing(readings: list[Reading]) -> list[Reading]:
    """Readings of one sum share what any of them says of tax, cover and contingency."""
    shared: dict[tuple[JSON, JSON], dict[str, JSON]] = {}
    for reading in readings:
        key = (reading.value["amount"], reading.value["currency"])
        kept = shared.setdefault(key, dict(reading.value))
        for name, value in reading.value.items():
            kept[name] = value if kept[name] is None else kept[name]
    return [
        Reading(shared[r.value["amount"], r.value["currency"]], r.spans, r.clear, r.rank)
        for r in readings
    ]
