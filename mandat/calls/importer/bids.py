"""Sentences that ask for a bid, a quotation or a proposal, whatever it must hold."""

import re
from collections.abc import Iterator

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import places_of, sentence_at

# Whoever is asked for a bid or a proposal is asked for a full offer, though no price is named.
_BID = re.compile(
    r"\b(?:submi\w+|send\w*|e-?mail|forward|deliver|tender|present|provide|upload|invit\w+|"
    r"envi\w+|envoy\w+|enverr\w+|adress\w+|soumett\w+|soumission|depos\w+|remett\w+|transm\w+|"
    r"faire parvenir|presenta\w*|remiti\w*|hacer llegar|entreg\w+|apresent\w+|submet\w+|"
    r"encaminh\w+|solicita\w*|pid\w+) (?:[\w,'-]+ ){0,5}?"
    r"(?:d'|l')?(?:(?:full |complete |detailed |sealed )?(?:bids?|tenders?|quotations?|"
    r"quotes?|proposals?)|"
    r"offres?(?! d'emploi)|devis|cotations?|propositions?|propuestas?|cotizacion(?:es)?|ofertas?|"
    r"propostas?|cotac(?:ao|oes)|orcamentos?)\b"
    r"|\b(?:bids?|tenders?|quotations?|proposals?|offres?|propuestas?|ofertas?|propostas?|"
    r"cotizacion(?:es)?|cotac(?:ao|oes)|devis) (?:[\w'-]+ ){0,3}?(?:(?:should|must|shall|will|"
    r"are to) be "
    r"(?:submitted|sent|received|delivered|addressed)|(?:doivent|devront|seront|sont) (?:etre |a )?"
    r"(?:envoye|adresse|soumis|depose|remis|transmis|parvenir)\w*|(?:se (?:enviaran|presentaran|"
    r"recibiran|remitiran)|deberan? (?:ser )?(?:envia|presenta|remiti|entrega)\w*)|"
    r"(?:devem|deverao) ser (?:envia|submeti|entreg|apresenta)\w*)\b"
    r"|(?:ارسال|تقديم|يقدم|يرسل) (?:ال)?(?:عرض|عروض|عرضكم|عروضكم|عروضهم)(?!\w)"
)
_BID_WORDS = (
    *("bid", "tender", "quot", "propos", "offre", "devis", "cotat", "propuest", "cotiza", "oferta"),
    *("cotac", "orcament", "عرض", "عروض"),
)
# A proposal for a session, a topic or a grant is no offer of services.
_NO_BID = re.compile(
    r"\b(?:offres? d'emploi|job offers?|topics?|abstracts?|resume|grants?|subventions?|"
    r"research proposals?|(?:writ|develop|redact|redig|prepar)\w* (?:of )?(?:funding |"
    r"grant )?proposals?)\b"
)


def read_bids(source: Source) -> Iterator[tuple[Span, Span]]:
    """The places where one is asked for, each with its sentence."""
    for match in places_of(_BID, _BID_WORDS, source, (120, 90)):
        sentence = sentence_at(source, match.start())
        if not _NO_BID.search(source.flow, sentence.start, sentence.end):
            yield Span(*match.span()), sentence
