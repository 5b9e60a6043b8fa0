"""Two numbers of the procedure: days for which offers stay valid, and places on the shortlist."""

import re
from collections.abc import Iterator
from itertools import islice

from mandat.calls.importer.draft import Found, Span
from mandat.calls.importer.numbers import number_form, number_in
from mandat.calls.importer.readings import Reading, settle
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import at_words, beginnings, windows

_N = number_form()
_MOST = 60

_VALIDITY_WORD = re.compile(
    r"(?:validite|valables?|valides?|validity|valid|validez|validas?|validos?"
    r"|validade|vigencia|صلاحية|صالحا|صالحة|maintenues?|open for acceptance|liees? par (?:leur"
    r"|son)|engages? par leur)(?![^\W\d_])"
)
# How it begins.
_VALIDITY_WORDS = beginnings("engage|liee |liees|maint|open for|valab|valid|vigen|صالح|صلاحي")
_VALID_DAYS = re.compile(
    rf"[^.\n\d]{{0,90}}?{_N}\s{{0,2}}(?:calendar\s|consecutive\s)?(?:jours?|days?|dias?|يوما?"
    rf"|ايام)\b"
)
_OFFER = re.compile(
    r"(?:offres?|propositions?|soumissions?|offers?|proposals?|bids?|tenders?|quotations?|quotes?"
    r"|ofertas?|propuestas?|cotizacion(?:es)?|propostas?|prices?|prix|العرض|العروض"
    r"|عرض)(?![^\W\d_])"
)


def _validities(source: Source) -> Iterator[Reading]:
    fold = source.fold
    for word in islice(at_words(source, _VALIDITY_WORD, _VALIDITY_WORDS), _MOST):
        match = _VALID_DAYS.match(fold, word.end())
        if match is None:
            continue
        around = fold[max(0, word.start() - 70) : match.end()]
        days = number_in(match)
        if days and _OFFER.search(around):
            start = match.start("word") if match["word"] else match.start("figure")
            yield Reading(days, (Span(start, match.end()),), rank=start)


def read_validity(source: Source) -> Found:
    """How many days an offer must remain valid."""
    return settle(list(_validities(source)))


_WHO = (
    r"(?:candidat(?:[.·(]?e[.·)]?)?s?|candidatures?|consultant(?:[.·(]?e[.·)]?)?s?|cabinets?"
    r"|firmes?|bureaux|equipes?|prestataires?|soumissionnaires?|dossiers?|offres?|profils?"
    r"|propositions?"
    r"|candidates?|applicants?|applications?|consultants?|firms?|teams?|bidders?|companies"
    r"|organi[sz]ations?|proposals?|finalists?"
    r"|candidatos?(?:/as)?|candidatas?|consultor(?:es|as)|empresas?|postulantes?|propuestas?"
    r"|ofertas?|propostas?)"
)
_SHORT = (
    r"(?:pre-?selectionne\w{0,3}|preselecion\w{1,4}|preseleccion\w{1,4}|short-?listed"
    r"|(?:sur|dans|on|en|in|na) (?:la |une |the |a |una |uma )?(?:liste (?:restreinte|courte)"
    r"|short-?list|lista (?:corta|curta)))"
)
# To be chosen or invited makes a shortlist only when a next stage of the procedure follows.
_NEXT = (
    r"(?:invite\w{0,3}|retenue?s?|convoque\w{0,3}|invited|convidad\w{1,2}|invitad\w{1,2}"
    r"|selectionne\w{0,3}|selected|seleccionad\w{1,2}|selecionad\w{1,2})\s[^.;\n]{0,60}?"
    r"(?:(?:full|complete|detailed) (?:\w{3,10} ){0,4}(?:proposal|bid|offer)"
    r"|(?:proposition|offre|dossier)s? (?:complet|detaill|technique)"
    r"|(?:second|next|final)\w? (?:stage|phase|round)|(?:deuxieme|seconde|prochaine) (?:etape"
    r"|phase)"
    r"|phase (?:2|ii|suivante)|etape suivante|(?:propuesta|proposta|oferta)s? (?:complet|detall"
    r"|tecnic)"
    r"|segunda (?:etapa|fase|ronda)|siguiente (?:etapa|fase))"
)
_LISTED = f"(?:{_SHORT}|{_NEXT})"
_LIST = r"(?:liste (?:restreinte|courte)|short-?list|lista (?:corta|curta|restrita)|terna)"
_CAP = (
    r"(?:maximum|max\.?|au plus|at most|up to|no more than|not more than|limite\w{0,2} a"
    r"|limited to|maximo|jusqu'a|hasta|ate|pas plus de|as much as|only|seuls?|seules?)"
)
_SHORTLISTS = (
    re.compile(
        rf"{_CAP}(?:\s(?:de|of|d'|les|the|un|a"
        rf"|total))?\s{{0,2}}{_N}\s{{0,2}}(?:\w{{3,14}}\s){{0,2}}{_WHO}\b[^.\n]{{0,60}}?\b"
        rf"{_LISTED}"
    ),
    re.compile(rf"{_N}\s{{0,2}}{_WHO}\s?\(?{_CAP}\)?[^.\n]{{0,60}}?\b{_LISTED}"),
    re.compile(
        rf"{_LIST}[^.\n\d]{{0,40}}?\s(?:de|of|to|a|comprenant|composed of|com|con|have|has|include"
        rf"|comprise|contain|comptera|comprendra|contiendra|tendra|incluira|tera|incluye|reunira)\s"
        rf"(?:(?:como|no|at|au)\s)?(?:{_CAP}\s(?:de |of "
        rf")?)?{_N}\s{{0,2}}(?:\w{{3,14}}\s){{0,2}}{_WHO}\b"
    ),
    re.compile(
        rf"{_WHO}\s{_SHORT},?\s(?:{_CAP}\s(?:de |of )?)?{_N}(?=\s(?:au |como |no |at )?(?:{_CAP})"
        rf"|\s?[,.)])"
    ),
    re.compile(
        rf"{_N}\s{{0,2}}(?:(?:best|top|first|highest|meilleur|premier|mejor|primer"
        rf"|melhor)\w{{0,3}}[- ]?\w{{0,8}}\s)?{_WHO}\s(?:\w{{2,10}}\s){{0,3}}(?:seront|sera"
        rf"|will be|shall be|seran|serao)\s{_LISTED}"
    ),
    re.compile(
        rf"{_CAP}\s(?:of |de )?{_N}\s(?:pre-?selected|short-?listed|preselect\w{{1,4}})\s{_WHO}"
    ),
    re.compile(
        rf"liste (?:de|d')\s?(?:{_CAP}\s)?{_N}\s{{0,2}}(?:\w{{3,14}}\s){{0,2}}{_WHO}"
        rf"(?:\s{_CAP})?\s(?:sera|est)\s(?:etablie|dressee|constituee|arretee)"
    ),
    re.compile(
        rf"(?:shortlist|pre-?selectionner|preselecciona\w{{0,3}}"
        rf"|preselecionar\w{{0,2}})\s(?:a |un |une |um |au |ao |a un ){{0,2}}(?:{_CAP}\s(?:de "
        rf"|of )?)?{_N}\s{{0,2}}(?:\w{{3,14}}\s){{0,2}}{_WHO}\b"
    ),
)
_ANCHOR = re.compile(
    r"short-?list|lista corta|preselec|pre-select|selectionne|selected|seleccionad|selecionad"
    r"|list[ae] (?:d|r|co|cu)|retenu|invite|invitad|convoqu|convid|convocad|terna\b"
)


# "A team of 3 consultants": who is sought, not how many go on.
_TEAM = re.compile(
    r"(?:equipes?|teams?|equipos?|equipas?|equipes?|pool|roster) (?:de|of|d'|con|com|composee? de"
    r"|made up of|composed of|compuest[oa] (?:de|por)|compost[oa] por)\b"
)


def read_shortlist_cap(source: Source) -> Found:
    """How many applicants at most go on to the next stage."""
    found = []
    for start, end in windows(source.fold, _ANCHOR, 150, 110):
        for pattern in _SHORTLISTS:
            for match in islice(pattern.finditer(source.fold, start, end), _MOST):
                number = number_in(match)
                team = _TEAM.search(source.fold, max(0, match.start() - 40), match.end())
                if number and number > 1 and not team:
                    found.append(Reading(number, (Span(match.start(), match.end()),)))
    return settle(found)
