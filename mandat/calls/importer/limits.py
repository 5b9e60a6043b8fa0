"""Two numbers of the procedure: days for which offers stay valid, and places on the shortlist."""

import re
from collections.abc import Iterator
from itertools import islice

from mandat.calls.importer.draft import Found, Span
from mandat.calls.importer.numbers import number_form, number_in
from mandat.calls.importer.readings import Reading, settle
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import windows

_N = number_form()
_MOST = 60

_VALIDITY_WORD = re.compile(
    r"(?<![^\W\d_])(?:validite|valables?|valides?|validity|valid|validez|validas?|validos?"
    r"|validade|vigencia|صلاحية|صالحا|صالحة|maintenues?|open for acceptance|liees? par (?:leur"
    r"|son)|engages? par leur)(?![^\W\d_])"
)
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
    for word in islice(_VALIDITY_WORD.finditer(fold), _MOST):
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
_LISTED = (
    r"(?:pre-?selectionne\w{0,3}|preselecion\w{1,4}|preseleccion\w{1,4}|short-?listed"
    r"|invite\w{0,3}|retenue?s?|convoque\w{0,3}|invited|convidad\w{1,2}|invitad\w{1,2}"
    r"|selectionne\w{0,3}|selected|seleccionad\w{1,2}|liste (?:restreinte|courte)|shortlist"
    r"|lista corta)"
)
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
        rf"(?:liste (?:restreinte|courte)|short-?list|lista corta|terna"
        rf"|lista curta)[^.\n\d]{{0,40}}?\s(?:de|of|to|a|comprenant|composed of|com"
        rf"|con)\s(?:{_CAP}\s(?:de |of )?)?{_N}\s{{0,2}}(?:\w{{3,14}}\s){{0,2}}{_WHO}\b"
    ),
    re.compile(
        rf"{_N}\s{{0,2}}(?:(?:best|top|first|highest|meilleur|premier|mejor|primer"
        rf"|melhor)\w{{0,3}}[- ]?\w{{0,8}}\s)?{_WHO}\s(?:\w{{2,10}}\s){{0,3}}(?:seront|sera"
        rf"|will be|shall be|seran|serao)\s(?:pre-?selectionn|short-?list|preseleccion"
        rf"|preselecion|retenue?s? (?:pour|a )|invite|convoque|convocad|convidad|invitad)"
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


def read_shortlist_cap(source: Source) -> Found:
    """How many applicants at most go on to the next stage."""
    found = []
    for start, end in windows(source.fold, _ANCHOR, 150, 110):
        for pattern in _SHORTLISTS:
            for match in islice(pattern.finditer(source.fold, start, end), _MOST):
                number = number_in(match)
                if number and number > 1:
                    found.append(Reading(number, (Span(match.start(), match.end()),)))
    return settle(found)
