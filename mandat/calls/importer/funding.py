"""Who pays for the work, under which agreement, for which period, and to what end.

Also the strategy or the adopted position that a call serves: both stand in its context.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from mandat.calls.importer.draft import JSON, Certainty, Found, Span
from mandat.calls.importer.text import Source
from mandat.calls.importer.timetable import Entry
from mandat.calls.importer.windows import at_words, beginnings, matches

_MOST = 40

_LABEL = re.compile(
    r"(?:sources? (?:de|du) financement|bailleurs?(?: de fonds)?|financeurs?"
    r"|finance par|donors?(?: agency)?|funders?|funding (?:source|agency)|funded by"
    r"|source of (?:funds|funding)|donantes?|financiador(?:es)?|fuentes? de (?:financiamiento"
    r"|financiacion)|financiado por|doadores|financiadores|الجهة المانحة"
    r"|المانح)[*_ ]{0,4}:[*_ ]{0,4}(?P<donor>[^\n|]{2,140})"
)
_PROSE = re.compile(
    r"(?:(?:(?:soutien|appui|concours) financier|(?:financement|argent|fond)s?(?:"
    r" \w{1,12}){0,2}"
    r" (?:vien|provien)(?:t|nent)) (?:de l'|de la|du|des|de)"
    r"|(?:funding|funds|money|support) comes? from|(?:paid|payee?) (?:for )?(?:by|par)|thanks to"
    r" (?:the )?"
    r"(?:funding|support) (?:of|from)|(?:el|los) (?:financiamiento|fondos) provienen? del?"
    r"|(?:co-?)?financee?s? par|(?:sur|grace au|avec le) financement (?:de l'|de la|du|des|de"
    r"|par)|subvention (?:de l'|de la|du)|(?:with|through) (?:the )?(?:financial )?support (?:of"
    r"|from)|with (?:the )?funding (?:of|from)|(?:co-?)?funded by|financed by|with funds from"
    r"|grant from|con (?:el )?(?:apoyo|financiamiento|financiacion) (?:financiero )?(?:de|del"
    r"|por)|(?:co)?financiad[oa]s? (?:por|pel[oa]s?)|com (?:o )?(?:apoio financeiro"
    r"|financiamento) (?:de|da|do)"
    r"|(?:convention|accord|agreement|convenio)[^.;\n]{0,90}?(?:signee?|signed|conclue?|passee?"
    r"|firmado) (?:avec|with|con)|بتمويل من|بدعم مالي من)\s?(?:(?:l'|la |le |les |the |el |los "
    r"|las |o |a |os ))?"
)
# How the matches of the two begin.
_LABEL_WORDS = beginnings("baill|doado|donan|donor|finan|fuent|funde|fundi|source|الجهة|المانح")
_PROSE_WORDS = beginnings(
    "accor|agree|appui|argen|avec le|co-fi|co-fu|cofin|cofun|com apoio|com fin|com o |con apoyo"
    "|con el |con fin|concours|conven|el fin|el fondo|finan|fond |fonds|funde|fundi|funds|grace"
    "|grant|los f|money|paid |paye |payee|soutien|subven|suppo|sur fin|thank|through|with "
    "|بتمويل|بدعم"
)
# The donor's name goes up to where the sentence turns to something else.
_DONOR_END = re.compile(
    r"[.;:,\n](?:\s|$)|[.;]$|\s(?:dans le cadre|afin|pour (?:la|le|les|l'|une?|mettre)|qui|which"
    r"|that|to (?:support|implement|develop|carry)|through|via|il repond|under"
    r"|in the (?:framework|context)|en el marco|para|que|et (?:mis|vise|qui)|and (?:implemented"
    r"|which)|for (?:the|a)|in \d{4}|en \d{4}|a hauteur|a concurrence"
    r"|pour un montant|por valor|por un monto|depuis|since|from \d|de \d{4}|\()"
)
# Amounts, periods, links and numbers of agreements are no part of the name.
_RUN_ON = re.compile(
    r"[\s,;:(/|-]{1,4}(?:(?:usd|eur|gbp|chf|cad|sek|nok|dkk|xof|us\$|[€$£])\s?\d|\d[\d .,']{2,14}"
    r"|https?:|www\.|(?:from|since|between|depuis|entre|du|desde|de|in|en)\s(?:le |the "
    r")?(?:\w{3,10}\s)?\d"
    r"|(?:period\w?|periode|duration|duree|montant|amount|budget|value|valeur|grant (?:no|n"
    r"|agreement)"
    r"|ref\w{0,7}|n°|no\.|convention|contrat|contract|no valor de|a hauteur "
    r"de)[\s:.]{1,3}[^\n,;]{0,16}?\d"
    r"|(?:con|com|avec|with|over|sur|por|for|pour)\s[^\s\d]{0,3}\s?\d"
    r"|(?:for|over) (?:a period|the period|the next)|pour (?:une (?:duree|periode)|la periode)"
    r"|por (?:un|um) (?:periodo|total|valor|monto)|durante\b)"
)
_ACRONYM = re.compile(r"\s{0,2}\(\s?[A-ZÀ-Ý][\w& .-]{1,14}\)")
_AGREEMENT = re.compile(
    r"(?:[Cc]onvention|[Aa]greement|[Aa]ccord|[Gg]rant [Aa]greement|[Cc]ontrat de subvention"
    r"|[Cc]onvenio)(?:[ \u00a0](?:de|of|the|du|n°"
    r"|[A-ZÀ-Ý][\w'’-]{2,30})){0,6}\s{0,2}(?:\(\s?(?P<short>[A-Z][\w-]{1,12})\s?\)|(?:n°|N°|No\.?"
    r"|no\.?|#)\s?[\w/.-]{3,30})"
    r"|(?:[A-ZÀ-Ý][\w'’-]{2,20}[ -]){1,4}[Aa]greement\s?\(\s?(?P<short2>[A-Z][\w-]{1,12})\s?\)"
)
_OBJECTIVE = re.compile(
    r"objectif general(?: du projet)?(?: \(og\))?\s?:\s?"
    r"|general objective(?: of the project)?\s?:\s?|overall objective(?: of the project)?\s?:\s?"
    r"|objetivo general del proyecto\s?:\s?"
    r"|(?:le projet|ce projet|le programme|la convention|la cpp ?\d?|the project|this project"
    r"|the programme|the grant|the cpp ?\d?|el proyecto"
    r"|o projeto)(?:\s[\w\"'()-]{1,30}){0,3}\s(?=(?:vise|a pour (?:objectif|but)|aims?|seeks"
    r"|tiene como objetivo|busca|visa|tem como objetivo)\b)"
)
_OBJECTIVE_END = re.compile(
    r"[.\n](?:\s|$)|\s(?:outcome|resultat|result|objectif specifique|produit|output)s?\s?\d",
    re.IGNORECASE,
)


def _name(source: Source, start: int, end: int) -> Span:
    """The name at the start of a stretch, up to where amounts or periods follow."""
    stop = _RUN_ON.search(source.fold, start, end)
    return source.trim(start, stop.start() if stop else end, ' \t\r\n.,;:*_"')


def _donor_at(source: Source, start: int) -> Span | None:
    """The name that follows the words of funding."""
    limit = min(len(source.text), start + 130)
    stop = _DONOR_END.search(source.fold, start, limit)
    span = _name(source, start, stop.start() if stop else limit)
    acronym = _ACRONYM.match(source.text, span.end)
    if acronym:
        span = Span(span.start, acronym.end())
    named = any(
        c.isupper() or (not c.isascii() and not c.islower())
        for c in source.text[span.start : span.end]
    )
    return span if named and 2 < span.end - span.start <= 120 else None


def _donors(source: Source) -> Iterator[tuple[Span, bool]]:
    """Each donor named, and whether a label names it."""
    for match in islice(at_words(source, _LABEL, _LABEL_WORDS), _MOST):
        named = _name(source, match.start("donor"), match.end("donor"))
        if named.end - named.start > 1:
            yield named, True
    for match in islice(at_words(source, _PROSE, _PROSE_WORDS), _MOST):
        span = _donor_at(source, match.end())
        if span:
            yield span, False


# Bodies that give money, by the last or first word of their names, with their acronym.
_BODY = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w'’-]{1,30} ){1,4}(?:Agency|Foundation|Fund|Commission|Union|Ministry"
    r"|Cooperation)|(?:Agence|Fondation|Fonds|Commission|Union|Minist[èe]re|Coop[ée]ration|Agencia"
    r"|Fundaci[óo]n|Fondo|Uni[óo]n|Ag[êe]ncia|Funda[çc][ãa]o)(?: [\w'’-]{1,30}){1,6}) ?"
    r"\( ?[A-Z][\w-]{1,12} ?\)"
)


def _body_before(source: Source, at: int) -> Span | None:
    """The last body of that kind named shortly before the years of its money."""
    found = None
    for match in _BODY.finditer(source.text, max(0, at - 260), at):
        found = Span(*match.span())
    return found


def _period(entries: Sequence[Entry]) -> tuple[Entry, Entry] | None:
    """The period of funding that ends last: earlier ones are the past of the programme."""
    starts = [e for e in entries if e.role == "funding_start"]
    ends = [e for e in entries if e.role == "funding_end"]
    pairs = [
        (s, min((e for e in ends if e.span > s.span), key=lambda e: e.span, default=None))
        for s in starts
    ]
    known = [(s, e) for s, e in pairs if e is not None]
    return max(known, key=lambda pair: pair[1].date, default=None)


def _objective(source: Source, near: int) -> Span | None:
    """What the donor's money is to bring about, said within two paragraphs of the funding."""
    match = _OBJECTIVE.search(source.fold, max(0, near - 600), min(len(source.fold), near + 1500))
    if match is None:
        return None
    limit = min(len(source.text), match.end() + 420)
    stop = _OBJECTIVE_END.search(source.fold, match.end(), limit)
    return source.trim(match.end(), stop.start() if stop else limit)


# A later agreement that is called by the acronym of the first: "the second CPP in progress".
_LATER = re.compile(
    r"(?:[Ss]econde?|[Dd]euxi[èe]me|[Tt]roisi[èe]me|[Tt]hird|[Nn]ouvelle|[Nn]ew|[Ss]egund[oa])"
    r"[ \u00a0](?:current[ \u00a0])?[A-Z]{2,8}\d?(?![a-z])"
)


def _agreement(source: Source, near: int, period: tuple[Entry, Entry] | None) -> Span | None:
    """The agreement of the period that was chosen, else the first one named near the donor."""
    if period:
        start = period[0].span.start
        later = list(_LATER.finditer(source.text, max(0, start - 70), start))
        if later:
            return Span(*later[-1].span())
        before = list(islice(_AGREEMENT.finditer(source.text, max(0, start - 200), start), _MOST))
        if before:
            return Span(*before[-1].span())
    found = list(islice(_AGREEMENT.finditer(source.text, max(0, near - 700), near + 900), _MOST))
    return Span(*found[0].span()) if found else None


def read_funding(source: Source, entries: Sequence[Entry]) -> Found:
    """Donor, agreement, period and objective, as far as the text gives them."""
    donor, labelled = next(_donors(source), (None, False))
    period = _period(entries)
    if donor is None and period is None:
        return Found()
    if donor is None and period:
        first = min(e.span.start for e in entries if e.role == "funding_start")
        donor = _body_before(source, first)
    near = donor.start if donor else period[0].span.start if period else 0
    objective = _objective(source, near) if not labelled else None
    agreement = _agreement(source, near, period)
    value: dict[str, JSON] = {
        "donor": source.quote(donor) if donor else None,
        "agreement": source.quote(agreement) if agreement else None,
        "start": period[0].date if period else None,
        "end": period[1].date if period else None,
        "objective": source.quote(objective) if objective else None,
    }
    spans = [donor, agreement, *(e.span for e in period or ()), objective]
    certainty = Certainty.SURE if labelled and value["start"] is None else Certainty.LIKELY
    return Found(value, certainty, tuple(s for s in spans if s))


_STRATEGY = re.compile(
    r"(?:(?:[Ss]trat[ée]gie|[Ss]trategy|[Ss]trategic (?:[Pp]lan|[Ff]ramework)"
    r"|[Pp]lan strat[ée]gique|[Ee]strat[ée]gia|[Pp]lan [Ee]strat[ée]gico"
    r"|[Pp]lano [Ee]strat[ée]gico|[Pp]lan d['’]action|[Aa]ction [Pp]lan|[Ff]euille de route"
    r"|[Rr]oadmap|[Pp]olitique|[Pp]olicy)(?:[ \u00a0][\w'’&/-]{1,25}){0,6}?[ "
    r"\u00a0]\(?(?P<start>20\d\d)\s?[-–/à]\s?(?P<end>(?:20)?\d\d)\)?"
    r"|(?P<start2>20\d\d)\s?[-–/]\s?(?P<end2>(?:20)?\d\d)(?:[ \u00a0][\w'’&/-]{1,25}){0,3}?[ "
    r"\u00a0](?:[Ss]trategy|[Ss]trategic [Pp]lan|[Aa]ction [Pp]lan))"
)
_YEAR_RANGE = re.compile(r"20\d\d\s?[-–/à]\s?(?:20)?\d\d")
_POSITION = re.compile(
    r"(?:adopted|has taken|adopte|a pris|ha adoptado|adotou)\s(?:une?|a|an|una|uma)\s(?:position"
    r"|positionnement|posicion|posicionamiento|posicao)\b[^.;\n]{3,200}"
)


def _years(match: re.Match[str]) -> tuple[str, str]:
    start = match["start"] or match["start2"]
    end = match["end"] or match["end2"]
    return start, end if len(end) == 4 else start[:2] + end


def _within(item: Mapping[str, JSON], items: Iterable[Mapping[str, JSON]]) -> bool:
    """Whether an item is a part of the years of another one, as a phase of a strategy is."""
    start, end = item["start"], item["end"]
    return start is not None and any(
        o is not item and o["start"] is not None and o["start"] <= start and end <= o["end"]
        for o in items
    )


def read_serves(source: Source) -> Found:
    """The dated strategies and adopted positions that the call names as its ground."""
    items: dict[str, dict[str, JSON]] = {}
    for match in matches(source.text, _STRATEGY, _YEAR_RANGE, 180, 110):
        start, end = _years(match)
        if start < end:
            span = Span(*match.span())
            items.setdefault(
                f"{start}-{end}",
                {"name": source.quote(span), "start": start, "end": end, "spans": [span]},
            )
    for match in islice(_POSITION.finditer(source.fold), _MOST):
        span = source.trim(*match.span())
        items.setdefault(
            source.quote(span),
            {"name": source.quote(span), "start": None, "end": None, "spans": [span]},
        )
    items = {key: item for key, item in items.items() if not _within(item, items.values())}
    if not items:
        return Found()
    spans = tuple(s for item in items.values() for s in item["spans"])
    return Found(list(items.values()), Certainty.LIKELY, spans)
