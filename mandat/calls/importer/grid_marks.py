"""The marks printed in an evaluation grid: numbers of points and percentages, told from others."""

import re
from dataclasses import dataclass

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source

_UNIT = r"%|points?\b|pts?\b\.?|puntos?\b|pontos?\b|marks?\b|نقطة|نقاط"
_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
# Words that may stand beside a number without being its label: "(sur 30 points maximum)".
_SMALL = (
    r"(?:max(?:imum|imo|ima|imale|\.)?|sur|out of|up to|jusqu'a|au plus|weights?|weighting|"
    r"weightage|poids|"
    r"ponderation|peso|coefficients?|coef\.?|total|notes?|note[es]* (?:sur|a)|scores?|worth|"
    r"de la note|"
    r"of (?:the )?(?:total|overall|final)?(?: score| marks?| points?| evaluation| grade)?|"
    r"du total|"
    r"de la nota|puntaje|bareme|hasta|ate|obtenables?|obtainable|possible|available|in total|"
    r"au total|"
    r"de ponderation|de l'evaluation|de|of|[:=~/ -])"
)
_ALONE = re.compile(
    rf"(?>{_SMALL} ?)*+(?:0 ?(?:a|to|-|/) ?(?=\d))?(?P<n>{_NUMBER}) ?(?P<u>{_UNIT})?(?: ?(?:/|sur|"
    rf"out of) ?(?P<of>{_NUMBER}) ?(?P<v>{_UNIT})?)?"
    rf"(?P<rest>(?> ?{_SMALL})*+)"
)
_PARENTHESES = re.compile(r"[(\[][^()\[\]\n]{1,60}[)\]]")
_WITH_UNIT = re.compile(
    rf"(?<![\d.,/])(?P<n>{_NUMBER}) ?(?P<u>{_UNIT})(?: ?(?:/|sur|out of) ?(?P<of>{_NUMBER}))?"
    rf"|(?<![\d.,/])(?P<m>{_NUMBER}) ?/ ?(?P<o>100|50|40|30|25|20|15|10|5)\b(?! ?/)"
    rf"|(?<![\w/])/ ?(?P<k>{_NUMBER})\b(?! ?/)"
    rf"|\b(?:points?|scores?|marks?|pts|puntos|puntaje|pontos|notes?)(?: max\w*\.?)? ?[:=] ?"
    rf"(?P<b>{_NUMBER})(?! ?[%/\d])"
)
_BARE = re.compile(r"(?<![\w.,/%+-])(?P<n>\d{1,3}(?:[.,]\d{1,2})?)(?![\w.,/%]*\w)(?! ?[/%])")
# What makes a number a pass mark, or something else than the marks of a criterion.
_FLOOR = re.compile(
    r"(?:minim\w{1,4}|at least|au moins|al menos|pelo menos|seuil|"
    r"superieure?s? (?:ou egale?s? )?a|inferieure?s? a|moins de|"
    r"plus de|less than|more than|below|above|score of|score de|note de|threshold|pass mark|"
    r"scor\w{2,3}|"
    r"obtain\w*|obten\w*|(?<!\w)n|numero|eliminatoire)(?: [a-z]{1,10}){0,3} ?[:(]? ?$"
)
_OTHER_THING = re.compile(
    r" ?(?:ans?\b|annees?\b|years?\b|anos?\b|mois\b|months?\b|meses\b|jours?\b|days?\b|dias\b|"
    r"pages?\b|paginas\b|references?\b|"
    r"referenc|semaines?\b|weeks?\b|heures?\b|hours?\b|missions?\b|projets?\b|projects?\b|"
    r"pays\b|h\d|eur|usd|fcfa|"
    r"euros?\b|\$|€)"
)
_MONEY = re.compile(
    r"\b(?:paiement|payment|versement|tranche|acompte|advance|avance|signature|solde|"
    r"instal+ment|pago|anticipo|"
    r"pagamento|parcela|tva|vat|iva|taxe?s?|retenue|withholding|contingenc|imprevus|overhead|"
    r"inflation|facture|invoice)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One printed number of marks."""

    span: Span
    number: float
    percent: bool
    bare: bool  # without a unit: only its place in a table says what it is


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def alone(source: Source, start: int, end: int) -> Mark | None:
    """The mark of a stretch that holds nothing else, such as a table cell."""
    span = source.trim(start, end, " \t\r\n*_()[].;,")
    if span.end - span.start > 60:
        return None
    match = _ALONE.fullmatch(source.flow, span.start, span.end)
    if match is None:
        return None
    percent = match["u"] == "%"
    bare = not (match["u"] or match["of"])
    if match["of"] and match["u"] is None and match["v"] is None and _value(match["of"]) > 1000:
        return None
    return Mark(Span(start, end), _value(match["n"]), percent, bare)


# A label of its own line: what the line before says ("eliminatory") is not said of it.
_OWN_LINE = re.compile(r"\n[^\n:]{3,60}[:=–-]\s{0,3}$")


def _is_floor(source: Source, start: int) -> bool:
    low = max(0, start - 45)
    own = _OWN_LINE.search(source.text, low, start)
    return bool(_FLOOR.search(source.flow, own.start() if own else low, start))


def _with_unit(source: Source, match: re.Match[str]) -> Mark | None:
    figure = match["n"] or match["m"] or match["k"] or match["b"]
    if match["m"] and _value(match["m"]) > _value(match["o"]):
        return None
    if _is_floor(source, match.start()):
        return None
    if match["u"] == "%" and _pays(source, match.start(), match.end()):
        return None
    return Mark(Span(*match.span()), _value(figure), match["u"] == "%", bare=False)


def _pays(source: Source, start: int, end: int) -> bool:
    """Whether a percentage is one of a price, a tax or an instalment, told by its own clause."""
    before = source.fold[max(0, start - 60) : start]
    after = source.fold[end : end + 60]
    clause = re.split(r"[.;\n]", before)[-1] + " " + re.split(r"[.;\n]", after)[0]
    return bool(_MONEY.search(clause))


def _bare(source: Source, match: re.Match[str], start: int, end: int) -> Mark | None:
    """A number without unit counts at the end of a line, or before a capital on one line."""
    rest = source.text[match.end() : min(end, match.end() + 4)].lstrip(" *_|\t")
    capital = rest[:1].isupper()
    if (not capital and _OTHER_THING.match(source.flow, match.end())) or _is_floor(
        source, match.start()
    ):
        return None
    before = source.text[max(start, match.start() - 2) : match.start()]
    closes = not rest or rest[0] == "\n" or (capital and source.text[match.end()] == " ")
    if not closes or (before and not before[-1].isspace() and before[-1] not in ":|*_–-"):
        return None
    return Mark(Span(*match.span()), _value(match["n"]), percent=False, bare=True)


def read_marks(source: Source, start: int, end: int, *, bare_too: bool) -> list[Mark]:
    """The marks of a line or of a stretch of text, in order, none inside another."""
    marks: list[Mark] = []
    for group in _PARENTHESES.finditer(source.flow, start, end):
        mark = alone(source, *group.span())
        if mark and not _is_floor(source, group.start()):
            marks.append(Mark(mark.span, mark.number, mark.percent, bare=False))
    for match in _WITH_UNIT.finditer(source.flow, start, end):
        mark = _with_unit(source, match)
        if mark and not _inside(mark, marks):
            marks.append(mark)
    if bare_too:
        for match in _BARE.finditer(source.flow, start, end):
            mark = _bare(source, match, start, end)
            if mark and not _inside(mark, marks):
                marks.append(mark)
    return sorted(marks, key=lambda m: m.span)


def _inside(mark: Mark, others: list[Mark]) -> bool:
    return any(o.span.start < mark.span.end and mark.span.start < o.span.end for o in others)
