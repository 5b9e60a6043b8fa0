"""The marks below which an offer is set aside, and how the price becomes a mark."""

import re

from mandat.calls.importer.draft import ABSENT, JSON, Certainty, Found, Span
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import places_of, sentence_at

_FIGURE = (
    r"(?P<n>\d{1,3}(?:[.,]\d{1,2})?) ?(?:techni\w+ |tecnic\w+ )?(?P<u>%|points?|pts?\b|"
    r"puntos?|pontos?|marks?|per ?cent)?"
    r"(?: ?(?:/|sur|out of|de) ?(?P<of>\d{2,3})\b(?! ?%))?"
)
_FLOOR = (
    r"(?:minim\w*|au moins|at least|al menos|pelo menos|seuil\w*|threshold|"
    r"superieure? (?:ou egale? )?a|inferieure?s? a|"
    r"moins de|below|less than|fewer than|eliminatoire|pass(?:ing)? (?:mark|score)|cut-?off|"
    r"qualifying (?:mark|score)|"
    r"or (?:more|above|higher)|ou plus|menos de|inferior a|abaixo de|igual o superior a|corte)"
)
_SCORED = re.compile(
    r"\b(?:notes?|scores?|scor\w+|points?|pts|marks?|notation|puntaje|puntos|puntuacion|"
    r"pontuacao|pontos|seuil technique|"
    r"technical threshold|qualif\w+)\b"
)
_SECOND = _FIGURE.replace("P<n>", "P<m>").replace("P<u>", "P<v>").replace("P<of>", "P<off>")
_PASS = re.compile(
    rf"\b{_FLOOR}\b[^.;\n\d]{{0,60}}{_FIGURE}|"
    rf"{_SECOND} ?(?:minimum|minimo|au minimum|or (?:more|above|higher)|ou plus|o mas|ou mais|"
    rf"at least|required to pass)\b"
)
_NOT_MARKS = re.compile(
    r"^ ?(?:ans?|annees?|years?|anos?|mois|months?|meses|jours?|days?|dias|pages?|references?|"
    r"missions?|projets?|projects?|euros?|"
    r"eur|usd|\$|€)\b"
)
_TECHNICAL = re.compile(r"\b(?:techni\w*|tecnic\w*)(?: (?:et|and) methodo\w+)?")
_FORMULA = re.compile(
    r"\b(?:[a-z]{1,3}\d?|note financiere|score financier|financial score|price score|points?|"
    r"puntaje|pontuacao|nf|sf|ps) ?= ?"
    r"[^\n=]{2,120}(?:[/x*×÷]|divis)[^\n=]{1,80}|"
    r"\((?:[^()\n]{0,30}\b(?:lowest|moins|plus bas|minim|mas baj|menor)[^()\n]{0,60}(?:/|÷|"
    r"divided by|divise)[^()\n]{1,80})\)"
    r"[^.\n]{0,40}|"
    r"\b(?:lowest|offre (?:la )?(?:moins[- ]disante|la plus basse)|prix le plus bas|"
    r"precio mas bajo|menor preco|cheapest)"
    r"[^.\n]{0,80}(?:/|÷|divided by|divise\w* par|dividid)[^.\n]{1,100}"
)
_PROPORTION = re.compile(
    r"\b(?:lowest|cheapest|moins[- ]disant\w*|(?:prix|offre|montant) (?:le |"
    r"la )?(?:plus bas\w*|moins chere)|mas baj\w|menor)\b"
    r"[^.\n]{0,160}\b(?:maximum|max\.?|full|highest|all|total\w*|maximale?|puntaje|pontuacao|"
    r"100)\b"
)


# Literal words of which every match of the patterns above holds one.
_FLOOR_WORDS = (
    *("minim", "moins", "at least", "al menos", "pelo menos", "seuil", "threshold", "superieure"),
    *("inferieur", "below", "less than", "fewer", "eliminat", "pass", "cut", "qualifying"),
    *("or more", "or above", "or higher", "ou plus", "menos de", "inferior", "abaixo", "igual"),
    *("corte", "o mas", "ou mais"),
)
_LOWEST_WORDS = (*("=", "lowest", "cheapest", "moins", "plus bas", "minim", "mas baj", "menor"),)


def read_pass_marks(source: Source) -> Found:
    """The minimum marks, each with the criterion that its sentence names."""
    marks: list[JSON] = []
    spans: list[Span] = []
    for match in places_of(_PASS, _FLOOR_WORDS, source, (60, 130)):
        mark = _pass_mark(source, match)
        if mark and all(
            m["minimum"] != mark["minimum"] or m["unit"] != mark["unit"] for m in marks
        ):
            marks.append(mark)
            spans.append(Span(*match.span()))
    return Found(marks, Certainty.LIKELY, tuple(spans)) if marks else ABSENT


# "Counts for at least 60 % of the total": a weight, not a mark to be reached.
_SHARE = re.compile(
    r"\b(?:counts?|counting|weigh\w*|weight|worth|represent\w*|account\w*|compte\w*|pese\w*|poids|"
    r"ponder\w*|peso|vale\w*|cuenta|conta)\b(?: [\w']+){0,4} ?:? ?$"
)
_OF_TOTAL = re.compile(
    r" ?(?:of|de|do|du|del) (?:the |la |l'|el |o )?(?:total|overall|final|whole|combined|grade|"
    r"evaluation (?:totale|finale|score)|note (?:totale|finale|globale))\b"
)


def _pass_mark(source: Source, match: re.Match[str]) -> JSON:
    figure, unit = match["n"] or match["m"], match["u"] or match["v"]
    total = match["of"] or match["off"]
    if _NOT_MARKS.match(source.flow, match.end()):
        return None
    if _NOT_MARKS.match(source.flow[match.end("n") if match["n"] else match.end("m") :][:30]):
        return None
    if _SHARE.search(source.flow, max(0, match.start() - 40), match.start()):
        return None
    if _OF_TOTAL.match(source.flow, match.end()):
        return None
    sentence = sentence_at(source, match.start(), 300)
    if not _SCORED.search(source.flow, sentence.start, sentence.end) or not (unit or total):
        return None
    number = float(figure.replace(",", "."))
    technical = _TECHNICAL.search(source.flow, sentence.start, sentence.end)
    return {
        "criterion": source.text[technical.start() : technical.end()] if technical else None,
        "minimum": int(number) if number == int(number) else number,
        "unit": "percent"
        if unit and unit[:1] in "%p" and not unit.startswith(("po", "pt", "pu"))
        else "points",
        "spans": [Span(*match.span())],
    }


_FORMULA_END = re.compile(
    r"[.;](?=\s|$)|\n|,? (?:ou|where|in which|whereby|dans laquelle|avec|donde|siendo|sendo|"
    r"onde|em que)"
    r"(?= [a-z]{1,4}\b)|https?:"
)
_NAME_OF_MARK = re.compile(r"(?:^|[:;.,\n(] ?|\b(?:is|est|es|e) )((?:[\w'/()-]+ ){1,6})= ?$")


def _in_address(source: Source, offset: int) -> bool:
    """Whether a place lies inside the address of a page."""
    before = source.fold[max(0, offset - 200) : offset + 1].split()
    word = before[-1] if before else ""
    return "://" in word or word.startswith("www.")


def _whole_formula(source: Source, sentence: Span, match: re.Match[str]) -> Span:
    """The formula with the name of the mark before its sign, up to the end of its sentence."""
    low, high = match.span()
    name = _NAME_OF_MARK.search(source.flow, max(sentence.start, low - 60), low)
    name = name or _NAME_OF_MARK.search(
        source.flow, max(sentence.start, low - 60), source.flow.find("=", low, high) + 1
    )
    low = min(low, name.start(1)) if name else low
    stop = _FORMULA_END.search(source.flow, match.start() + 8, high)
    return source.trim(low, stop.start() if stop else high, " \t\r\n.;,:")


def read_price_formula(source: Source) -> Found:
    """The formula that turns a price into a mark, as printed: in signs, or told in a sentence."""
    for pattern in (_FORMULA, _PROPORTION):
        for match in places_of(pattern, _LOWEST_WORDS, source):
            sentence = sentence_at(source, match.start(), 300)
            text = source.flow[sentence.start : sentence.end]
            if not re.search(
                r"\b(?:pri[cx]|prix|prec|financ|cost|cout|offre|offer|econom|sf|nf|fm)", text
            ):
                continue
            signs = pattern is _FORMULA
            if signs and _in_address(source, match.start()):
                continue
            span = _whole_formula(source, sentence, match) if signs else sentence
            return Found(source.quote(span), Certainty.SURE if signs else Certainty.LIKELY, (span,))
    return ABSENT
