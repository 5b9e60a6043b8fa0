"""The procedure: what is asked now, in how many stages, when it may close, who is told."""

import re
from collections.abc import Iterator, Mapping, Sequence

from mandat.calls.importer.bids import read_bids
from mandat.calls.importer.draft import ABSENT, JSON, Alternative, Certainty, Found, Span
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.text import Source, fold
from mandat.calls.importer.windows import beginnings
from mandat.calls.importer.wording import opened, places_of, sentence_at

_EOI = re.compile(
    r"\bmanifestations? (?:d'? ?|of'? ?|de l')?'? ?interets?\b|\bexpress(?:ions?|ing|"
    r"es)? (?:of )?"
    r"(?:their |your |an |any |its )?interest\b|\beois?\b|\bmanifester (?:leur|votre|"
    r"son) interet\b|"
    r"\bexpresion(?:es)? de interes\b|\bmanifestac(?:ion|iones|ao|oes) de interes+es?\b|"
    r"\binterest'? ?letter\b|\bami\b(?= ?n)"
)
_REQUEST = re.compile(
    r"\brequests? for (?:proposals?|quotations?|tenders?|bids?|applications?|offers?)\b|"
    r"(?<![-/\w])r\.?f\.?[pq]s?\b(?!-)|"
    r"\bcalls? for (?:proposals?|tenders?|bids?|offers?)\b|\binvitations? to (?:tender|bid)\b|"
    r"\bsolicit(?:ing|s|ation of)? (?:proposals?|bids?|offers?|quotations?)\b|"
    r"\bappels? (?:d'|a |aux? )(?:offres?|propositions?|concurrence)\b|"
    r"\b(?:demande|sollicitation) (?:de |d')(?:propositions?|offres?|cotations?|devis|prix)\b|"
    r"\b(?:solicitud|convocatoria|llamado|invitacion)(?: a presentar| para presentar)? (?:de |"
    r"a |para )?"
    r"(?:propuestas?|ofertas?|cotizacion(?:es)?|licitacion)\b|\blicitacion(?:es)?\b|"
    r"\b(?:pedido|solicitacao|convite) (?:de|a|para) (?:apresentacao de )?(?:propostas?|"
    r"cotac)\b|"
    r"\bconsultation restreinte\b"
)
_OFFER = re.compile(
    r"\b(?:offres?|propositions?|propositon) (?:technique(?:s)? et )?(?:financiere|economique|"
    r"budgetaire|de prix)s?\b|"
    r"\b(?:offres?|propositions?) technico[- ]financieres?\b|"
    r"\bdevis\b(?! estimatif du projet)|"
    r"\bproposition (?:technique|complete)\b|"
    r"\b(?:financial|budget(?:ary)?|price|cost|commercial|priced) (?:proposal|offer|bid|"
    r"quotation|quote)s?\b|"
    r"\b(?:financial and technical|technical and (?:a )?(?:financial|budgetary|cost|price)) "
    r"(?:proposal|offer|bid)s?\b|\bproposals? and (?:a )?(?:detailed )?budget\b|"
    r"\bfull (?:technical )?proposal\b|"
    r"\b(?:propuestas?|ofertas?) (?:tecnicas? y )?(?:financieras?|economicas?|"
    r"presupuestarias?)\b|"
    r"\b(?:propuestas?|ofertas?|propostas?) (?:tecnico|tecnica)[- /](?:economic|financi|"
    r"financei)\w+\b|"
    r"\b(?:propuestas?|ofertas?) (?:de precios?|de costos?)\b|"
    r"\b(?:propostas?) (?:tecnicas? e )?(?:financeiras?|orcament\w+|economicas?|comercia\w+|"
    r"de precos?)\b|"
    r"\b(?:your|a|the|and|of|their) quot(?:e|ation)s?\b|"
    r"(?:عرض|العرض|عروض|العروض) (?:ال)?مالي\w*|"
    r"\bfinancial (?:terms and|expectations) [^.\n]{0,20}proposal\b"
)
# A full proposal that comes only after a first choice, or that this text only looks back to.
_LATER = re.compile(
    r"\b(?:shortlist\w*|short-list\w*|preselect\w*|pre-select\w*|preselection\w*|"
    r"pre-selection\w*|retenu\w* (?:seront|sera) (?:ensuite )?invit|liste restreinte|"
    r"(?:seront|sera) (?:ensuite |alors )?(?:invite|convie|appele)|"
    r"will (?:then |subsequently |later |afterwards )?be (?:then )?(?:invited|asked|requested)|"
    r"subsequently|ulterieurement|(?:dans un |en )second temps|"
    r"(?:deuxieme|seconde|second|2e|2nd|next|later) (?:etape|phase|stage|step|round)|"
    r"(?:stage|step|phase|etape|round|etapa|fase) (?:2|two|deux|ii|dos|dois)\b|"
    r"(?:segunda|2a) (?:etapa|fase)|(?:seran|serao) (?:luego |depois )?(?:invitad|convidad)|"
    r"lista corta|"
    r"lista curta|a ce stade|at this stage|at stage (?:1|one)|(?:do|does) not (?:send|submit|"
    r"include)|"
    r"ne pas (?:envoyer|joindre)|no (?:enviar|incluir))"
)
_WHEN = re.compile(
    r"\b(?:deadline|date limite|fecha limite|data limite|criter|critere|sealed|ouverture|"
    r"opening)"
)
_ASKED = re.compile(
    r"\b(?:soume(?:tt|s)|soumis|envoy|fournir|fourni\b|adress|comprend|compren|compos|"
    r"contenir|inclu|transm|depos|joindre|"
    r"submi|send|sent\b|provid|includ|compris|attach|consist|contain|e-?mail|apply|invite|"
    r"envia|envie|present|remit|entreg|adjunt|submet|apresent|anex|doc|dossier|soliciting|"
    r"application|candidature)"
)
_CHOSEN = (
    r"(?:(?:pre-?|short-?)?(?:list\w*|select\w*|selec\w*|reten\w*|retain\w*|success\w*)|"
    r"shortlist\w*|preselec\w*|"
    r"exitos\w*|finalist\w*|chosen|choisi\w*|elegid\w*|escolhid\w*)"
)
_TOLD = (
    r"(?:contact\w*|notif\w*|inform\w*|hear\b|convoqu\w*|repondu\w*|recevr\w*|recontact\w*|"
    r"advised|avis\w*|"
    r"responded|respond\w*|approach\w*|acknowledged|reply|replies|invit\w*|reponse)"
)
_ONLY_WORD = (
    r"\b(?:seul[\w.·()-]{0,8}(?: les| las| los)?|only|unicamente|solo|solamente|apenas|somente|"
    r"uniquement|exclusivement)\b"
)
_SOLO = (
    r"\b(?:solo|solamente|unicamente|apenas|somente) (?:se |nos )?"
    r"(?:contacta|notifica|informa|avisa|convoca|seran|serao)[^.\n]{0,60}"
)
_ONLY_TOLD = (
    _ONLY_WORD + r"[^\n]{0,90}?" + _CHOSEN + r"[^\n]{0,60}?\b" + _TOLD,
    _SOLO + _CHOSEN,
    r"\bonly (?:be able to )?(?:contact|respond to|notify|reply to) [^.\n]{0,40}" + _CHOSEN,
    r"\bne (?:contactera|contacterons|repondra|repondrons|seront contact\w*) que [^.\n]{0,80}",
)
_SILENCE = (
    r"\b(?:sans (?:reponse|nouvelles?|retour)|en l'absence de (?:reponse|retour)|"
    r"passe ce delai|faute de reponse)[^.\n]{0,120}"
    r"(?:n'a pas ete retenue|non retenue|n'est pas retenue|pas ete retenu)|"
    r"\bif you (?:do not|don't|have not|haven't) (?:hear|heard|receive)[^.\n]{0,140}"
    r"(?:unsuccessful|not (?:been )?(?:successful|selected|shortlisted))"
)
_ONLY = re.compile("|".join((*_ONLY_TOLD, _SILENCE)))
_ALL = re.compile(
    (
        r"\b(?:tou(?:s|tes|\.?te\.?s|t[·.]e[·.]s|s\.tes)(?:[·.]tes)? les (?:candidat|"
        r"soumissionnaire|postulant|proposant)|"
        r"chaque (?:candidat|soumissionnaire)|"
        r"(?:all|every|each) (?:applicants?|candidates?|bidders?|tenderers?|proposers?|"
        r"consultants? who)|"
        r"tod[oa]s(?:/as)? l[oa]s (?:candidat|postulant|oferent|participant)|todos os (?:candidat|"
        r"concorrent|proponent))"
        r"[^\n.]{0,60}?\b(?:seront|sera|recevr\w*|will|shall|seran|serao|recibir\w*|"
        r"receber\w*)\b[^\n.]{0,30}?"
    )
    + _TOLD
    + (
        "|"
        r"\b(?:(?:will|shall) (?:notify|inform|contact|respond to|reply to) (?:all|every|"
        r"each) (?:applicants?|candidates?|bidders?)|"
        r"(?:informera|notifiera|contactera|repondra a|"
        r"informerons) (?:\w+ )?tou\w+ les candidat|"
        r"(?:notificara|informara|contactara) a tod[oa]s)|"
        r"\b(?:unsuccessful|non[- ]retenu\w*|non[- ]select\w*|rejected) (?:applicants?|"
        r"candidat\w*|bidders?|"
        r"soumissionnaires?|tenderers?) [^\n.]{0,40}(?:will|seront|shall)[^\n.]{0,20}"
    )
    + _TOLD
)


# How it begins.
_ALL_WORDS = beginnings(
    "all |chaque |contact|each |every |inform|non retenu|non select|non-retenu|non-select|notif"
    "|rejected|repondra|shall |toda|todo|tou|unsuccessful|will "
)
# Literal words of which every match of a pattern holds one, and how far the match may reach
# before and after the word.
_WORDS: dict[re.Pattern[str], tuple[tuple[str, ...], tuple[int, int]]] = {
    _EOI: (("interet", "interes", "eoi", "ami n"), (60, 60)),
    _OFFER: (
        (
            *("offre", "propos", "devis", "propues", "oferta", "quot", "bid", "offer"),
            *("عرض", "عروض", "financial terms", "financial expect"),
        ),
        (60, 90),
    ),
    _REQUEST: (
        (
            *("request", "rfp", "rfq", "r.f.", "call", "invitation", "solicit", "sollicit"),
            *("appel", "demande", "convocatoria", "llamado", "invitacion", "licitacion", "pedido"),
            *("convite", "restreinte"),
        ),
        (30, 80),
    ),
    _ONLY: (
        (
            *("seul", "only", "unicamente", "solo ", "solamente", "apenas", "somente"),
            *("uniquement", "exclusivement", "contacter", "repond", "seront contact", "sans rep"),
            *("sans nouv", "sans ret", "l'absence de", "ce delai", "faute de", "if you "),
        ),
        (30, 260),
    ),
}


def _hits(pattern: re.Pattern[str], source: Source) -> list[Span]:
    return [Span(*m.span()) for m in _places(pattern, source)]


def _places(pattern: re.Pattern[str], source: Source) -> Iterator[re.Match[str]]:
    words, near = _WORDS[pattern]
    return places_of(pattern, words, source, near)


# "They will then send a full proposal": they are those whom the sentence before shortlists.
_THEY = re.compile(
    r"\W*(?:they|these|those|the latter|ils|elles|ceux|celles|ces (?:candidat|equipe|dernier)\w*|"
    r"estos|estas|estes|eles|elas)\b"
)


def _later(source: Source, sentence: Span) -> bool:
    """Whether a sentence is about what comes after a first choice."""
    if _LATER.search(source.flow, sentence.start, sentence.end):
        return True
    if not _THEY.match(source.flow, sentence.start, sentence.end) or sentence.start < 3:
        return False
    before = sentence_at(source, sentence.start - 2)
    return bool(_LATER.search(source.flow, before.start, sentence.start))


def _offers_now(source: Source, layout: Layout, documents: Found) -> list[Span]:
    """Where an offer with a price is asked for now, not after a first choice nor as a criterion."""
    listed = [
        d
        for d in documents.value or ()
        if _OFFER.search(fold(d["name"])) or d["part"] == "financial"
    ]
    now = [span for d in listed for span in d["spans"]]
    for span in _hits(_OFFER, source)[:400]:
        sentence = sentence_at(source, span.start)
        text = source.flow[sentence.start : sentence.end]
        if _later(source, sentence) or _WHEN.search(text) or not _ASKED.search(text):
            continue
        section = layout.at(span.start)
        if section is None or section.kind in ("how_to_apply", "other", "schedule"):
            now.append(span)
    return now


_LETTER = re.compile(r"\b(?:lettres?|letters?|cartas?|carta) (?:de |d'|of )?(?:la )?$")


def _of_the_call(source: Source, spans: Sequence[Span]) -> list[Span]:
    """The places that name an expression of interest, not a letter of interest to be joined."""
    return [s for s in spans if not _LETTER.search(source.flow, max(0, s.start - 20), s.start)]


def _in_title(title: Found | None, spans: Sequence[Span]) -> list[Span]:
    """Of these places, those in the title or, when it is not known, near the top."""
    if title is not None and title.spans:
        low, high = title.spans[0].start, title.spans[0].end
        near = [s for s in spans if low <= s.start < high]
        if near:
            return near
    return [s for s in spans if s.start < 400]


def read_kind(
    source: Source, layout: Layout, found: Mapping[str, Found], documents: Found
) -> Found:
    """What is asked for now.

    A call titled "expression of interest" that asks for a price at once says two things.
    """
    eoi, offers = _of_the_call(source, _hits(_EOI, source)), _offers_now(source, layout, documents)
    titled = _in_title(found.get("title"), eoi)
    requests = _hits(_REQUEST, source)
    if eoi and offers and titled:
        readings = [("expression", titled or eoi), ("offer", offers)]
        values = {"expression": "eoi", "offer": "full_proposal"}
        others = tuple(Alternative(values[k], tuple(spans[:3])) for k, spans in readings)
        return Found("eoi", Certainty.CONFLICT, others[0].spans, others)
    if offers:
        return Found("full_proposal", _firm(sure=not eoi), tuple(offers[:5]))
    if eoi and (titled or not requests):
        return Found("eoi", _firm(sure=bool(titled) or len(eoi) > 1), tuple((titled or eoi)[:5]))
    if not requests and _priced(found.get("evaluation_grid", ABSENT)):
        return Found("full_proposal", Certainty.LIKELY, found["evaluation_grid"].spans)
    if requests:
        firm = bool(_in_title(found.get("title"), requests))
        return Found("full_proposal", _firm(sure=firm), tuple(requests[:5]))
    bids = _bids(source, layout)
    if bids:
        return Found("full_proposal", Certainty.LIKELY, tuple(bids[:5]))
    return Found("other", Certainty.LIKELY)


def _bids(source: Source, layout: Layout) -> list[Span]:
    """Where a bid, a quotation or a proposal is asked for, whatever it must hold."""
    kinds = ("how_to_apply", "other", "schedule", "criteria")
    return [
        bid
        for bid, sentence in read_bids(source)
        if ((section := layout.at(bid.start)) is None or section.kind in kinds)
        and not _later(source, sentence)
    ]


def _priced(grid: Found) -> bool:
    """Whether a grid gives marks to the price: then one is asked for."""
    return any(
        re.search(r"financ|price|prix|econom|cost\b", fold(e["label"])) for e in grid.value or ()
    )


def _firm(*, sure: bool) -> Certainty:
    return Certainty.SURE if sure else Certainty.LIKELY


def _dated(found: Mapping[str, Found], role: str) -> dict[str, JSON] | None:
    """The dated moment of a role among the dates already read."""
    dates = found.get("dates", ABSENT).value or []
    return next((d for d in dates if isinstance(d, dict) and d.get("role") == role), None)


def _stage(kind: str, found: Mapping[str, Found], spans: Sequence[Span], *, last: bool) -> JSON:
    moment = _dated(found, kind)
    deadline: JSON = None
    zone: JSON = None
    if moment:
        time = moment.get("time")
        deadline = f"{moment['date']}T{time}" if time else moment.get("date")
        zone = moment.get("timezone")
    elif last:
        filing = found.get("deadline", ABSENT)
        deadline, zone = filing.value, filing.extra.get("timezone")
    return {"kind": kind, "deadline": deadline, "timezone": zone, "spans": list(spans[:3])}


def _offers_later(source: Source) -> list[Span]:
    """Where an offer is asked only of those who were chosen first."""
    return [
        span
        for span in _hits(_OFFER, source)[:400]
        if _later(source, sentence_at(source, span.start))
    ]


def read_stages(source: Source, found: Mapping[str, Found], kind: Found) -> Found:
    """The stages of the procedure: one, or an expression of interest and then a full proposal."""
    names = {"eoi": "expression_of_interest", "full_proposal": "full_proposal"}
    later = _offers_later(source) if kind.value == "eoi" else []
    if later:
        first = _stage(names["eoi"], found, kind.spans, last=True)
        second = _stage(names["full_proposal"], found, later, last=False)
        return Found([first, second], Certainty.SURE, tuple(later[:3]))
    if kind.value in names:
        stage = _stage(names[kind.value], found, kind.spans, last=True)
        return Found([stage], Certainty.LIKELY, kind.spans)
    return ABSENT


def read_outcome_notice(source: Source) -> Found:
    """Who is told the outcome."""
    only = _hits(_ONLY, source)
    everyone = [Span(*m.span()) for m in opened(_ALL, _ALL_WORDS, source)]
    if only and everyone:
        others = (
            Alternative("selected_only", tuple(only[:3])),
            Alternative("all", tuple(everyone[:3])),
        )
        return Found("selected_only", Certainty.CONFLICT, others[0].spans, others)
    if only:
        return Found("selected_only", Certainty.SURE, tuple(only[:3]))
    return Found("all", Certainty.SURE, tuple(everyone[:3])) if everyone else ABSENT
