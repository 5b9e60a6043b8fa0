"""Documents that a sentence enumerates: "Send your CV, a budget and two references to ..."."""

import re
from itertools import pairwise

from mandat.calls.importer.document_pieces import Piece
from mandat.calls.importer.document_words import NOUN, PROSE, STRONG
from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source, fold

_DETERMINER = (
    r"(?:an?|the|one|two|three|four|five|your|their|its|his|her|any|all|each|at least|minimum|"
    r"une?|des|les?|la|l'|votre|vos|leurs?|deux|trois|quatre|cinq|au moins|d'une?|d'au moins|"
    r"el|los|las|una?|unos|su|sus|dos|tres|cuatro|cinco|al menos|"
    r"os?|as|uma?|seu|sua|seus|suas|duas|pelo menos|\(?\d{1,2}\)?)"
)
# Where one document ends and the next begins.
_COMMA = re.compile(r"[,;] ?(?:(?:and|et|y|e|plus|ainsi que|as well as|or) )?| ?\+ ?|،| ; ?")
_AND = re.compile(
    r" (?:and|et|y|e|plus|ainsi que|as well as|along with|together with|accompagnee?s? d(?:e|"
    r"'|'un)|"
    r"asi como|junto con|bem como|assim como|و) ?"
)
# Where the enumeration ends: what follows says where, when or how.
_STOP = re.compile(
    r"\b(?:(?:to|a|au|aux|al|para|ao|at|by|via|through|on|sur|par|por|pelo|before|avant|antes|"
    r"no later|not later|au plus tard|a mas tardar|jusqu'au|until|hasta|ate) "
    r"(?:the |this |our |my |l'|la |le |el |o )?(?:following |suivante |siguiente )?"
    r"(?:e-?mails?|adresse|address|courriel|mail|correos?|direccion|endereco|link|lien|enlace|"
    r"careers?|website|site|page|portal|portail|platform|plateforme|end of|que|than)\b|"
    r"(?:by|before|until|avant|jusqu'au|antes|hasta|ate|on|pour) (?:the |le |el |o )?"
    r"(?:\d|\w+day\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|"
    r"(?:to|a|at|para|al|ao) :?[\w.+-]{1,60}@|[\w.+-]{1,60}@|https?:|"
    r"must (?:reach|be)|should (?:reach|be)|doivent|devront|sont (?:a |attendu)|seront|deben|"
    r"deberan|devem|are (?:to|due|expected)|will be|no later than|au plus tard|a mas tardar|"
    r"antes del?\b|ate (?:o|as|dia)\b|with the (?:subject|title)|"
    r"avec (?:en |pour |comme )?(?:l')?objet|con (?:el )?asunto|com o assunto|quoting|"
    r"a (?:m'|nous )(?:envoyer|adresser)|par (?:e-?mail|courriel|mail)|por (?:correo|e-?mail)|"
    r"by e-?mail)\b"
    r"|\b(?:to|a|at|para|al|ao) ?\[|الى (?:البريد|العنوان)|قبل "
)
# Verbs and nouns that open an enumeration of what is filed.
_OPEN = re.compile(
    r"\b(?:(?:like|want|need) to (?:see|have|receive)|send(?:ing)?|"
    r"envoie(?:nt)?|enverr(?:a|ont|ez)|adresser(?:a|ont)|televers(?:er|ez)|joindr(?:a|ont)|"
    r"enviara[ns]?|"
    r"submit(?:ting)?|provid(?:e|ing)|includ(?:e|es|ing)|attach(?:ing)?|"
    r"upload(?:ing)?|forward(?:ing)?|e-?mail(?:ing)?|enclos(?:e|ing)|compris(?:e|es|ing)|"
    r"consist(?:s|ing)? (?:of|in)|contain(?:s|ing)?|apply (?:with|by sending)|made up of|"
    r"accompanied by|together with|"
    r"envo(?:yer|yez|ie|ient|i d)|adresser|adressez|soumettre|soumettez|transmettre|"
    r"transmettez|fournir|"
    r"fournissez|joindre|joignez|deposer|remettre|faire parvenir|composee?s? d(?:e|'|es|u)|"
    r"constituee?s? d(?:e|'|es|u)|compren(?:d|ant|nent|dre|dra|dront)|contenir|"
    r"contenant|contien\w+|"
    r"inclu(?:re|ant|t|ent|ra|ront)|accompagnee?s? d(?:e|'|es|u)|comporte\w*|reunit|munie?s? de|"
    r"enviar|envie(?:n|m)?|remitir|remita[ns]?|presentar|presenten?|adjuntar|adjunte[ns]?|"
    r"entregar|incluir|incluya[ns]?|incluyendo|contener|compuest[ao]s? (?:de|por)|"
    r"acompanad[ao]s? de|"
    r"apresentar|anexar|submeter|encaminhar|remeter|contendo|compost[ao]s? (?:de|por)|"
    r"ارسال|تقديم|يتضمن|تتضمن|يتكون من|تشمل|مرفقا? ب)"
    r"\b|\((?=(?:une? |an? |the )?(?:cvs?\b|curricul|technical|financial|letter|cover|offre|"
    r"proposition|lettre|propuesta|hoja|proposta|carta))"
)
_VERBAL = re.compile(
    r"\b(?:will|shall|must|should|doit|doivent|sera|seront|debe|deben|deve|devem|is|are|est|sont|"
    r"se reserve|reserves)\b"
)
# Words after which a comma parts what a document says, not documents.
_DETAILS = re.compile(
    r"\b(?:that|which|stat(?:es|ing)|detailing|including|outlining|describing|showing|highlighting|"
    r"indicating|explaining|specifying|detaillant|indiquant|precisant|incluant|presentant|"
    r"mentionnant|decrivant|qui|indicando|detallando|incluyendo|explicando|describiendo|que)\b"
)
_STANDS = re.compile(
    r"(?:an?|the|your|their|une?|la|le|les|votre|vos|leurs?|su|sus|una|sua|seu|two|three|"
    r"deux|trois|"
    r"dos|tres) (?:\S+ ){0,2}(?:cvs?\b|curricul|resumes?\b|letter|lettre|carta|proposal|"
    r"proposition|"
    r"offre|offer|propuesta|proposta|budget|devis|quot|portfolio|references?\b|referenc|"
    r"cop(?:y|ies?)\b)"
)
LONG = 200  # no document is described at greater length within an enumeration
_LEAD = re.compile(
    r"(?:[\s:,(*_\"-]|(?:us|me|nous|moi|directly|directement|both|either|the following|"
    r"par (?:e-?mail|courriel)|by e-?mail)\b)*"
)
# "1)", "(i)", "b)" before a document of an enumeration.
_ENUMERATOR = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-h]|i{1,3}|iv|v)\)|\d{1,2}\.|[*_•-]+)\s*")


# "copies of degrees and certificates": one document, whatever follows the "and".
_PLURAL = re.compile(
    r"\b(?:cop(?:y|ies?)|copias?|lists?|listes?|listas?|samples?|ex[ae]mples?|letters?|lettres?|"
    r"certif\w+|attest\w+)\b[^,;]{0,60}$"
)


def _masked(source: Source, start: int, end: int) -> str:
    """The stretch with what stands in brackets blanked out, so that no separator is seen there."""
    words = source.flow[start:end].replace("\n", " ")
    return re.sub(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]", lambda m: " " * len(m[0]), words)


def _cuts(words: str) -> list[tuple[int, int]]:
    """The separators between documents, in order."""
    cuts = [m.span() for m in _COMMA.finditer(words)]
    taken = {i for a, b in cuts for i in range(a, b)}
    for match in _AND.finditer(words):
        if match.start() in taken or match.end() - 1 in taken:
            continue
        after = words[match.end() : match.end() + 80]
        opens = re.match(rf"{_DETERMINER}(?:\b|(?<=')) ?", after)
        head = after[opens.end() :] if opens else after
        whole = PROSE.match(head) or (opens and STRONG.search(" ".join(head.split()[:5])))
        if whole or (STRONG.match(head) and not _PLURAL.search(words, 0, match.start())):
            cuts.append(match.span())
    return sorted(cuts)


def _document(words: str, *, first: bool) -> bool:
    """Whether a part of an enumeration names a document at its head."""
    if len(words) > LONG or _VERBAL.search(words[:60]):
        return False
    head = words[:60]
    if STRONG.search(head):
        return True
    return not first and bool(re.match(rf"{_DETERMINER}(?:\b|(?<='))", head) and NOUN.search(head))


# A bracket that opened before the enumeration ("1)" and "(ii)" are numbers).
_CLOSES = re.compile(
    r"(?<![\s:;,(][\da-h])(?<![\s:;,(]\d\d)(?<!\bi)(?<!\bii)(?<!\biii)(?<!\biv)(?<!\bv)\)"
)


def enumerated(source: Source, start: int, end: int) -> list[Piece]:
    """The documents enumerated from a place on; none when what stands there is no document."""
    words = _masked(source, start, end)
    stop = _STOP.search(words)
    words = words[: stop.start()] if stop else words
    closed = _CLOSES.search(words)
    words = words[: closed.start()] if closed else words
    edges = [(0, 0), *_cuts(words), (len(words), len(words))]
    spans: list[tuple[int, int]] = []
    for (_, opened), (high, _) in pairwise(edges):
        low = _past_lead(words, opened, high, first=not spans)
        part = words[low:high].strip(" .:")
        if not part:
            continue
        detail = bool(spans) and _DETAILS.search(words, spans[-1][0], opened) is not None
        if _document(part, first=not spans) and (not detail or _STANDS.match(part)):
            spans.append((low, high))
        elif spans and len(part) < 80 and not _VERBAL.search(part):
            spans[-1] = (spans[-1][0], high)
        else:
            break
    return [_piece(source, start + low, start + high) for low, high in spans]


def _past_lead(words: str, low: int, high: int, *, first: bool) -> int:
    """Where a document begins: after the words that lead to the first, after a number."""
    lead = _LEAD.match(words, low, high) if first else None
    low = lead.end() if lead else low
    number = _ENUMERATOR.match(words, low, high)
    return number.end() if number else low


# "your CV to Jane Doe": a person, whose address follows.
_ADDRESSEE = re.compile(
    r" (?:to|à|para|al?|[aà] l'attention de) (?=(?:[A-ZÀ-Þ][\w.'’-]{1,20} ?){2,4}\s*$)"
)


def _piece(source: Source, start: int, end: int) -> Piece:
    named = _ADDRESSEE.search(source.text, start, end)
    span = source.trim(start, named.start() if named else end, " \t\r\n.,;:*_")
    return Piece(source.quote(span).replace("**", ""), span)


# "A CV and a short mail, to be sent before Friday": what is sent stands before.
_TO_SEND = re.compile(
    r"\b(?:a (?:m'|nous |lui )?(?:envoyer|adresser|transmettre)|to be (?:sent|submitted)|a enviar|"
    r"(?:sont|est) (?:attendue?s?|a envoyer))\b"
)


# "Email x@y.org with your CV and a quote."
_WITH = re.compile(
    r"@[\w.-]{3,60}\)?,? (?:together |along |accompagnee?s? )?(?:with|avec|con|com|including|"
    r"attaching|d'|de |enclosing|en joignant) ?"
)


def opens(source: Source, sentence: Span) -> bool:
    """Whether a sentence has a word that opens an enumeration of what is filed."""
    low, high = sentence.start, sentence.end
    return bool(_OPEN.search(source.flow, low, high) or _TO_SEND.search(source.flow, low, high))


def in_sentence(source: Source, sentence: Span) -> list[Piece]:
    """The documents that a sentence enumerates after one of the words that open a list."""
    best: list[Piece] = []
    starts = [m.end() for m in _OPEN.finditer(source.flow, sentence.start, sentence.end)]
    sent = _TO_SEND.search(source.flow, sentence.start, sentence.end)
    if sent:
        colon = source.flow.find(":", sentence.start, sent.start())
        starts.insert(0, colon + 1 if colon >= 0 else sentence.start)
    starts += [m.end() for m in _WITH.finditer(source.flow, sentence.start, sentence.end)]
    for start in starts[:20]:
        pieces = enumerated(source, start, sentence.end)
        if len(pieces) > len(best):
            best = pieces
    return best


def bare_sentence(source: Source, sentence: Span) -> list[Piece]:
    """The documents of a sentence without verb: "CV, cover letter and financial offer."."""
    pieces = enumerated(source, sentence.start, sentence.end)
    if len(pieces) < 2 or pieces[0].span.start - sentence.start > 6:
        return []
    covered = pieces[-1].span.end - pieces[0].span.start
    names = sum(bool(STRONG.search(fold(p.text)[:60])) for p in pieces)
    return pieces if covered >= 0.8 * (sentence.end - sentence.start) and names >= 2 else []
