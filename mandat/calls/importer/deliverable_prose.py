"""Deliverables that prose tells: enumerated, made by the consultant, or what one is sought for."""

import re
from dataclasses import dataclass

from mandat.calls.importer.deliverable_forms import format_of
from mandat.calls.importer.draft import Span
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import places, sentence_at

SHORT = 3000  # a card this short may tell its one deliverable in its first sentence
_SEEKS = re.compile(
    r"\b(?:seeks?|seeking|(?:re)?cherchons|recherchent|looking for|recruit\w*|hir(?:e|ing)"
    r"|in search of|search of|"
    r"recherche|cherche|souhaite recruter|"
    r"busca|requiere|procura) [^.\n]{0,200}?(?:\bto |\bwho (?:will|can) |\bpour |\bafin d'|"
    r"\bpara )(?:help (?:us )?|"
    r"support (?:us )?(?:in )?)?(?:develop|produce|prepare|write|draft|design|create|conduct|"
    r"carry out|undertake|deliver|"
    r"elaborer|rediger|produire|realiser|developper|concevoir|l'elaboration d'|"
    r"la realisation d'|la redaction d'|mener|"
    r"elaborar|desarrollar|redactar|realizar|desenvolver|elaborar) ?"
)
_THING = re.compile(
    r"(?:an?|the|une?|la|le|un|una|el|uma?) (?:[\w'·.-]+ ){0,5}?(?:assessment|study|strategy|"
    r"report|toolkit|guide|evaluation|"
    r"plan|analysis|mapping|review|manual|curriculum|policy|website|database|framework|"
    r"handbook|survey|etude|strategie|"
    r"rapport|evaluation|cartographie|analyse|manuel|diagnostic|boite a outils|estudio|"
    r"estrategia|informe|evaluacion|manual|"
    r"mapeo|diagnostico|estudo|relatorio|avaliacao)\b[^.;\n]{0,120}"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One deliverable: its words, its place, and the stretch that may hold its date."""

    text: str
    span: Span
    row: Span


_AND = re.compile(r",? (?:et|and|y|e|ainsi que|as well as) |, ")
_DETERMINED = re.compile(
    r"(?:une?|des|les?|la|l'|an?|the|una?|unos|el|los|las|uma?|os?|as|deux|trois|two|three|"
    r"dos|tres|\d{1,2}) ?\w"
)


def enumerated(source: Source, sentence: Span) -> list[Entry]:
    """A sentence that lists things "a plan, two sessions and a report" as one entry each."""
    cuts = [m.span() for m in _AND.finditer(source.flow, sentence.start, sentence.end)]
    starts = [sentence.start, *(end for _, end in cuts)]
    keep = [i for i, at in enumerate(starts) if _DETERMINED.match(source.flow, at)]
    if len(keep) < 2 or keep[0] != 0 or len(keep) < len(starts) - 1:
        return [Entry(source.quote(sentence), sentence, sentence)]
    ends = [cuts[i - 1][0] for i in keep[1:]] + [sentence.end]
    spans = [source.trim(starts[i], end, " \t\r\n.,;") for i, end in zip(keep, ends, strict=True)]
    return [Entry(source.quote(s), s, s) for s in spans]


def sought(source: Source) -> list[Entry]:
    """On a short card: what the consultant is sought to make."""
    if len(source.text) > SHORT:
        return []
    for seeks in _SEEKS.finditer(source.flow):
        thing = _THING.match(source.flow, seeks.end())
        if thing:
            span = source.trim(*thing.span())
            return [Entry(source.quote(span), span, span)]
    return []


# Who makes things in the mission, and the verbs of making something that is handed over.
_MAKER = re.compile(
    r"\b(?:consultan\w+|trainers?|experts?|contractors?|evaluators?|facilitators?|researchers?|you|"
    r"vous|(?:the|l'|la) (?:team|equipe|person|personne)|prestataires?|titulaires?|formateur\w*|"
    r"evaluat\w+|facilitat\w+|persona|consultor\w*|equipo|equipe|successful \w+)\b"
)
_MAKES = (
    r"(?:write|prepare|produce|submit|deliver|draft|provide|hand over|rediger[ao]?i?t?|"
    r"remett(?:re|ra)|"
    r"livrer[a]?|produi(?:re|ra)|preparer[a]?|elaborer[a]?|redactar[a]?|elaborar[a]?|entregar[a]?|"
    r"producir[a]?|produzir[a]?|redigir[a]?|preparar[a]?)"
)
_MUST = re.compile(
    r"\b(?:will|shall|must|is to|are to|expected to|devra|doit|est charge\w*|sera|rendra|remettra|"
    r"produira|redigera|livrera|elaborera|preparera|debe\w*|deve\w*|entregara|elaborara|redactara|"
    r"vous (?:allez|devrez))\b"
)
_MAKE = re.compile(rf"\b{_MAKES}\b")
_PART = re.compile(
    r"[,;:] ?(?:(?:and|et|y|e|then|puis|plus) )?| (?:and|et|y|e|plus|as well as|ainsi que) "
)
_NP = re.compile(
    r"(?:an?|the|une?|la|le|les|des|un|una|el|los|uma?|one|two|three|four|five|deux|trois|dos|tres|"
    r"duas|\d{1,2}) "
)
_NP_END = re.compile(
    r" (?:by|before|within|no later|on|that|which|qui|que|for|pour|para|to|avant|dans|au plus|upon|"
    r"based|summari\w+|with|avec|con|com) |[.;]"
)
_NOT_THE_MISSION = re.compile(
    r"@|https?:|\b(?:cv|curriculum|proposals?|propositions?|offres?|offers?|quotations?|"
    r"candidat\w*|"
    r"applicat\w+|apply|invoices?|factures?|interested|interesse\w*|bidders?|tenderers?|should you|"
    r"if you|si vous|references?|certificates?)\b"
)
_THING_MADE = re.compile(
    r"\b(?:check-?lists?|data ?sets?|outline|summary|synthese|sessions?|seances?)\b"
)
PROSE = 8000  # a longer call has a place of its own for its deliverables


def made(source: Source, layout: Layout) -> list[Entry]:
    """What a sentence says that the consultant writes, prepares or delivers."""
    if len(source.text) > PROSE:
        return []
    done = -1
    for verb in places(_MAKE, source):
        section = layout.at(verb.start())
        elsewhere = section and section.kind in ("how_to_apply", "profile", "criteria")
        sentence = sentence_at(source, verb.start())
        if sentence.start <= done or elsewhere:
            continue
        done = sentence.start
        text = source.flow[sentence.start : sentence.end]
        if _NOT_THE_MISSION.search(text) or not (_MAKER.search(text) and _MUST.search(text)):
            continue
        entries = _made_in(source, Span(verb.start(), sentence.end))
        if len(entries) >= 2:
            return entries
    return []


def _made_in(source: Source, stretch: Span) -> list[Entry]:
    """The things after verbs of making; other verbs ("interview 25 people") make none."""
    edges = [stretch.start, *(m.end() for m in _PART.finditer(source.flow, *_pair(stretch)))]
    ends = [*(m.start() for m in _PART.finditer(source.flow, *_pair(stretch))), stretch.end]
    entries: list[Entry] = []
    making = False
    for low, high in zip(edges, ends, strict=True):
        verb = re.compile(rf" ?{_MAKES} ").match(source.flow, low, high)
        start = verb.end() if verb else low
        thing = _NP.match(source.flow, start, high)
        making = bool(verb) or (making and thing is not None)
        if not (making and thing):
            continue
        stop = _NP_END.search(source.flow, thing.end(), high)
        span = source.trim(start, stop.start() if stop else high, " \t\r\n.,;")
        words = source.flow[span.start : span.end]
        if format_of(words) or _THING_MADE.search(words):
            entries.append(Entry(source.quote(span), span, span))
    return entries


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end
