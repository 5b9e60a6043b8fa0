"""The documents that applicants are asked to send, with their limits."""

import re
from collections.abc import Sequence

from mandat.calls.importer.document_lists import (
    LATER,
    MOST,
    WHOLE,
    from_announcements,
    grouped,
    is_document,
    is_marked,
    listed,
)
from mandat.calls.importer.document_pieces import Piece, entry, named, part_of, reach
from mandat.calls.importer.document_prose import bare_sentence, in_sentence, opens
from mandat.calls.importer.document_words import PROSE, STRONG, STRONG_WORDS
from mandat.calls.importer.draft import ABSENT, Certainty, Found, Span
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.text import Source, fold
from mandat.calls.importer.wording import opened, places, places_of, sentence_at

_SECTION = re.compile(
    r"\b(?:documents?|pieces|dossiers?|composition|constitution|documentos|documentacion|"
    r"contenu|contents?|package|"
    r"requirements? for submission|submission requirements|proposal)\b"
)


# "Documents to be handed over by the consultant": those are the deliverables.
_BY_CONSULTANT = re.compile(
    r"\b(?:par|by|por|pelo|del|du|of the) (?:le |la |the |el )?(?:prestataires?|titulaires?|"
    r"consultan\w+|"
    r"contractors?|contratista|contratad[ao]|attributaire)"
)


def _is_listed(source: Source, piece: Piece, *, announced: bool) -> bool:
    """Whether an entry is a document: a line without a mark must begin with one."""
    if is_marked(source, piece):
        return is_document(piece, announced=announced)
    return is_document(piece, announced=False) and bool(STRONG.search(fold(piece.text)[:45]))


# Informal headings over what is to be sent, alone on their line.
_PAPERS_HEAD = re.compile(
    r"^[\W\d_]{0,8}(?:(?:required |requested )?documents?(?: (?:required|requested|needed|requis|"
    r"demandes|to (?:send|submit|provide|upload)|a (?:fournir|joindre|envoyer|soumettre)))?|"
    r"pieces (?:a |demandees|requises|justific)[\w ]{0,20}|"
    r"documentos?(?: (?:a |requerid|necesari|necessari|solicitad|exigid)[\w ]{0,20})?|"
    r"documenta(?:cion|cao)[\w ]{0,20}|"
    r"what (?:to|you (?:should|must|need to)) (?:send|submit|include|provide|hand in)[\w ]{0,20}|"
    r"(?:ce qu'il faut|que faut-il|quoi|ce que vous devez|a nous) (?:nous )?"
    r"(?:envoyer|joindre|fournir|remettre)[\w ]{0,20}|"
    r"(?:que|lo que (?:hay|debe) que|o que) (?:enviar|presentar|mandar|entregar)[\w ]{0,20}|"
    r"your (?:application|bid|offer)|votre (?:dossier|candidature|offre)|"
    r"(?:su|sua|tu) (?:candidatura|propuesta|proposta)|"
    r"(?:ال)?(?:وثائق|مستندات)(?: المطلوبة)?)[^\w\n]{0,6}$",
    re.MULTILINE,
)


def _under_lines(source: Source, layout: Layout) -> list[Piece]:
    """The list right under a line "What to send", where no known heading stands."""
    for match in places(_PAPERS_HEAD, source, by_line=True):
        section = layout.at(match.start())
        if section and section.kind in ("deliverables", "criteria", "context", "budget"):
            continue
        start, end = match.end(), min(len(source.text), match.end() + 4000)
        later = (s.heading.start for s in layout.sections if s.heading.start > match.end())
        items = listed(source, start, min(end, next(later, end)))
        kept = [p for p in grouped(items, None) if _is_listed(source, p, announced=True)]
        strong = sum(bool(STRONG.search(fold(p.text)[:90])) for p in kept)
        if len(kept) >= 2 and 2 * strong >= len(kept):
            return kept
    return []


def _from_sections(source: Source, layout: Layout) -> list[Piece]:
    """The lists under headings that ask for documents, when no sentence announces them."""
    pieces: list[Piece] = []
    for section in layout.of_kind("how_to_apply"):
        heading = source.flow[section.heading.start : section.heading.end]
        if section.body.end - section.body.start > 8000:
            continue
        part = part_of(heading)
        if _BY_CONSULTANT.search(heading):
            continue
        items = grouped(listed(source, section.body.start, section.body.end), part)
        announced = bool(_SECTION.search(heading))
        kept = [p for p in items if _is_listed(source, p, announced=announced)]
        if len(kept) * 2 >= len(items):
            pieces += kept
    return pieces


# A sentence with one of these says what is filed. Words of the other rooms of a contract
# (payment against a report, a deliverable to submit) say that it does not.
_FILED = re.compile(
    r"@|https?:|\b(?:candidat\w*|dossiers?|offres?|soumission\w*|manifestation\w*|postul\w+|"
    r"applica\w+|applicants?|apply|proposals?|bids?|bidders?|tenders?|quotations?|quotes?|"
    r"interested|"
    r"expressions? of interest|eoi|interesse\w*|interesad\w*|interessad\w*|interet|interest|"
    r"propuestas?|"
    r"propostas?|ofertas?|candidaturas?|inscri\w+|e-?mail|courriel|mail|correo|send us|send me|"
    r"m'envoyer|nous (?:envoyer|faire parvenir|adresser)|envoyez|upload|online form|formulaire|"
    r"send|submit|envoyer|enviar|envie)\b|ارسال|ترسل|تقديم"
)
_OF_THE_MISSION = re.compile(
    r"\b(?:paiement|payment|paid|facture|invoice|pago|pagamento|livrables?|deliverables?|upon "
    r"(?:submission|approval)|versement|instal+ment|signature of the contract|"
    r"for (?:any )?(?:questions?|quer|further|more)|pour (?:toute question|plus d))\b"
)
_ELSEWHERE = ("deliverables", "methodology", "objectives", "context", "profile", "criteria")
_SENT_TO = re.compile(
    r"@|https?:|\b(?:online form|upload|attach|e-?mail|courriel|correo|send us|send me|"
    r"m'envoyer|envoyez)\b|البريد"
)


def _may_be_filed(source: Source, layout: Layout, sentence: Span) -> bool:
    """Whether a sentence is about filing, by its own words and by where it stands."""
    text = source.flow[sentence.start : sentence.end]
    if LATER.search(text) or _OF_THE_MISSION.search(text):
        return False
    section = layout.at(sentence.start)
    if section and section.kind == "how_to_apply":
        heading = source.flow[section.heading.start : section.heading.end]
        return not _BY_CONSULTANT.search(heading)
    if section and section.kind in _ELSEWHERE and not _SENT_TO.search(text):
        return False
    return bool(_FILED.search(text))


def _from_prose(source: Source, layout: Layout) -> list[Piece]:
    """The documents that sentences on filing enumerate or name."""
    pieces: list[Piece] = []
    done = -1
    for match in opened(STRONG, STRONG_WORDS, source):
        if match.start() < done:
            continue
        sentence = sentence_at(source, match.start())
        done = sentence.end
        if not _may_be_filed(source, layout, sentence):
            continue
        section = layout.at(match.start())
        if section:
            begin = min(max(sentence.start, section.body.start), sentence.end)
            sentence = Span(begin, sentence.end)
        found = in_sentence(source, sentence)
        if not found and section and section.kind == "how_to_apply":
            found = bare_sentence(source, sentence)
        files = opens(source, sentence) or (section and section.kind == "how_to_apply")
        whole = named(source, sentence) if files else []
        if len(whole) >= max(2, len(found) + 1) or (len(found) < 2 and not _named_alone(found)):
            found = whole
        pieces += [p for p in found if not _WHOLE_OFFER.search(fold(p.text))]
    return pieces if len(pieces) <= 12 else []


def _named_alone(found: Sequence[Piece]) -> bool:
    """Whether a single document is one by its whole name ("your CV"), not by a word of it."""
    return any(
        PROSE.search(fold(p.text)[:60]) and not _WHOLE_OFFER.search(fold(p.text)) for p in found
    )


# "Send your proposal to ...": what is filed as a whole, of which the text may list the parts.
_WHOLE_OFFER = re.compile(
    r"^\W*(?:an?|the|your|their|une?|la|les?|vos|votre|leurs?|su|sus|una|sua|uma)? ?"
    r"(?:eois?|expressions? of interest|manifestations? d'interets?|proposals?|applications?)\W*$"
)
_COMPOSED = re.compile(
    rf"\b{WHOLE}\b[^:.;\n]{{0,80}}\b(?:compos\w+|compren\w+|constitu\w+|consist\w*|"
    rf"separ\w+|reuni\w+|distingu\w+|compris\w+|inclu\w+|contain\w*|contien\w+)"
    r"[^:.;\n]{0,20}\b(?:offre|proposition|technical|financial|oferta|propuesta|proposta|"
    r"offer|proposal)[^:\n]{4,200}?(?= ?[.;:\n]|$)"
)


_COMPOSED_WORDS = (
    *("compos", "compren", "constitu", "consist", "separ", "reuni", "distingu", "compris"),
    *("inclu", "contain", "contien"),
)


def _parts_named(source: Source, found: Sequence[Piece]) -> list[Piece]:
    """Parts that a sentence names "an administrative and technical offer and a financial offer"
    and that no list details: each stands as a document of its own."""
    pieces = []
    known = {p.part or part_of(fold(p.text)) for p in found}
    for match in places_of(_COMPOSED, _COMPOSED_WORDS, source, (120, 280)):
        for piece in named(source, Span(*match.span())):
            part = part_of(fold(piece.text))
            if part and part not in known and not LATER.search(match[0]):
                known.add(part)
                pieces.append(Piece(piece.text, piece.span, part))
    return pieces


_OTHER_PART = re.compile(
    r"\b(?:offres?|propositions?|proposals?|offers?|bids?|propuestas?|ofertas?|"
    r"propostas?) (?:financ|econom|budg)\w*|"
    r"\b(?:financial|price|cost|budget|economic) (?:proposal|offer|bid)\b"
)


def _priced(source: Source, layout: Layout, found: Sequence[Piece]) -> list[Piece]:
    """The papers of the financial offer that a sentence enumerates beside a list of the others."""
    if not found or any(p.part == "financial" or _part_of(p) == "financial" for p in found):
        return []
    for match in places(_OTHER_PART, source):
        sentence = sentence_at(source, match.start())
        after = Span(match.end(), sentence.end)
        inside = any(p.span.start <= match.start() < p.span.end for p in found)
        if inside or not _may_be_filed(source, layout, sentence):
            continue
        pieces = in_sentence(source, after)
        if pieces and match.start() - sentence.start < 12:
            return [Piece(p.text, p.span, "financial") for p in pieces]
    return []


def _part_of(piece: Piece) -> str | None:
    return part_of(fold(piece.text))


def _without_doubles(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in order, each place once."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.span.start, -p.span.end)):
        if kept and piece.span.start < kept[-1].span.end:
            continue
        if any(fold(k.text) == fold(piece.text) for k in kept):
            continue
        kept.append(piece)
    return kept[:MOST]


_CALL_NAME = re.compile(
    r"\W*(?:an?|the|your|their|une?|la|les?|votre|vos|leurs?|su|una|sua|uma)? ?"
    r"(?:eois?|expressions? of interest|manifestations? d'interets?|"
    r"expresion(?:es)? de interes|manifestac\w+ de interesse)(?: \(eois?\))?\W*$"
)


def _without_the_call(source: Source, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without "expression of interest" where the call itself is named so."""
    kept = [p for p in pieces if is_marked(source, p) or not _CALL_NAME.match(fold(p.text))]
    return kept if len(kept) == len(pieces) or _named_so(source) else list(pieces)


def _named_so(source: Source) -> bool:
    """Whether the first lines call themselves a call for expressions of interest."""
    return any(
        word in source.flow[:600] for word in ("of interest", "d'interet", "de interes", "eoi")
    )


def read_required_documents(source: Source, layout: Layout) -> Found:
    """The documents asked for now, in the order of the text."""
    pieces = from_announcements(source, layout)
    certainty = Certainty.SURE
    if not pieces:
        pieces, certainty = _from_sections(source, layout), Certainty.LIKELY
    pieces = pieces or _under_lines(source, layout)
    if not pieces:
        pieces = _from_prose(source, layout)
    pieces = [*pieces, *_priced(source, layout, pieces)]
    pieces = _without_doubles([*pieces, *_parts_named(source, pieces)])
    pieces = _without_the_call(source, pieces)
    if not pieces:
        return ABSENT
    papers = sum(bool(STRONG.search(fold(p.text)[:90])) for p in pieces)
    if 2 * papers < len(pieces):
        certainty = Certainty.LIKELY
    value = [entry(p, reach(source, p)) for p in pieces]
    return Found(value, certainty, tuple(p.span for p in pieces))
