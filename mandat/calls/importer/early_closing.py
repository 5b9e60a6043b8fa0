"""Whether a call may close before its deadline."""

import re

from mandat.calls.importer.draft import ABSENT, Certainty, Found, Span
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import places_of, sentence_at

_EARLY = re.compile(
    r"\b(?:finalis|clotur|clore|cloturer|recrut|pourvoi|pourvu|interromp|fermer|attribu|"
    r"conclu|contract)\w{0,10} "
    r"[^.\n]{0,80}(?:avant (?:la |cette |l'|le )?(?:date|echeance|cloture|fin|expiration|"
    r"terme|delai)|"
    r"par anticipation|de maniere anticipee)|"
    r"\b(?:clos|fill|hir|recruit|appoint|select|conclud|end|award|"
    r"withdraw)\w{0,6} [^.\n]{0,80}"
    r"(?:before (?:the |this )?(?:closing|deadline|application|end|due|expir)|"
    r"prior to (?:the )?(?:closing|deadline)|"
    r"ahead of (?:the )?(?:closing|deadline)|earlier than|\bearly\b)|"
    r"\b(?:cerrar|cubrir|seleccionar|contratar|finalizar|encerrar|"
    r"preencher)\w{0,4} [^.\n]{0,80}"
    r"antes (?:de la|del|da|do|de) (?:fecha|cierre|plazo|data|prazo|encerramento|vencimiento)"
)
_MAY = re.compile(
    r"\b(?:reserv|may\b|might|peut|peuvent|pourra|pourront|pourrait|possibilite|droit|can\b|"
    r"could|derecho|direito|"
    r"podra|podran|podera|puede|pode\b|will close|susceptible)"
)
_ROLLING = re.compile(
    r"\b(?:on a |on an )?(?:rolling|ongoing) basis\b|\bau fil de l'eau\b|"
    r"\b(?:reviewed|assessed|examine\w*|etudie\w*|traite\w*|considered) (?:as (?:they are|"
    r"they're|and when) received|"
    r"au fur et a mesure|as they (?:arrive|come in))|\bde manera continua\b|"
    r"\ba medida que se reciban\b|"
    r"\bde forma continua\b"
)
# Literal words of which every match holds one.
_ROLLING_WORDS = (
    *("rolling", "ongoing", "fil de l'eau", "received", "fur et a mesure", "they arrive"),
    *("they come", "continua", "medida que"),
)
_EARLY_WORDS = (
    *("avant ", "before", "prior to", "ahead of", "earlier", "early", "antes "),
    *("anticipation", "anticipee"),
)


def read_early_closing(source: Source) -> Found:
    """Whether the text reserves the right to close or to recruit before the deadline."""
    spans = []
    for match in places_of(_EARLY, _EARLY_WORDS, source, (130, 80)):
        sentence = sentence_at(source, match.start())
        if _MAY.search(source.flow, sentence.start, sentence.end):
            spans.append(sentence)
    if spans:
        return Found(value=True, certainty=Certainty.SURE, spans=tuple(dict.fromkeys(spans)))
    rolling = [Span(*m.span()) for m in places_of(_ROLLING, _ROLLING_WORDS, source, (60, 60))]
    return (
        Found(value=True, certainty=Certainty.LIKELY, spans=tuple(rolling[:5]))
        if rolling
        else ABSENT
    )
