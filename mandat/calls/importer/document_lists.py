"""The lists of documents that a sentence announces, with their groups."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mandat.calls.importer.document_pieces import Piece, max_pages, named, part_of
from mandat.calls.importer.document_prose import enumerated, in_sentence, opens
from mandat.calls.importer.document_words import NOT_A_DOCUMENT, NOUN, STRONG
from mandat.calls.importer.draft import Span
from mandat.calls.importer.entries import read_entries
from mandat.calls.importer.layout import Layout, Section
from mandat.calls.importer.text import Source, fold
from mandat.calls.importer.windows import beginnings, starts
from mandat.calls.importer.wording import HITS, sentence_at

# Words that announce a list of documents: what is composed, or who is asked to send, then a colon.
WHOLE = (
    r"(?:dossiers?|candidatures?|offres?|propositions?|soumissions?|manifestations?|plis?|"
    r"applications?|proposals?|"
    r"submissions?|offers?|bids?|tenders?|expressions?|eoi|packages?|propuestas?|quotations?"
    r"|devis|cotations?|cotizaci\w+|cotac\w+|postulaci\w+|expresi\w+ de interes|manifestac\w+|"
    r"ofertas?|candidaturas?|propostas?|"
    r"solicitud\w*)"
)
_HOLDS = (
    r"(?:compren\w*|compos\w*|contenir|contien\w*|conten\w*|inclu\w*|consist\w*|compris\w*|"
    r"contain\w*|constitu\w*|comport\w*|reuni\w*|"
    r"accompagn\w*|accompanied|conform\w*|made up|as follows|comme suit|suivants?)"
)
_GIVE = (
    r"(?:televers(?:er|ez)|charg(?:er|ez)|(?:veuillez|merci de|priere de) joindre|cargar|"
    r"suban?|carregar|"
    r"fourni(?:r|t|ssent|ssez|ra|ront)|soumet(?:tre|tez|tent|tra|tront)|produi(?:re|t|sent|ra)|"
    r"envoyer|transmettre|joindre|adresser|deposer|presenter|remet(?:tre|tez|tent|tra|tront)|"
    r"faire parvenir|submit\w*|send\w*|"
    r"provid(?:e|ing)|attach|(?:please|to|must|should) (?:also )?(?:include|upload)|forward|enviar|"
    r"presentar|adjuntar|remitir|entregar|anexar|envien?|envie[ms]?|"
    r"apresentar|envoyez|joignez|veuillez inclure|"
    r"apply with|postuler avec|invited to|تقديم|ارسال|ارفاق)"
)
_THESE = (
    r"(?:documents?|pieces|elements?|documentos|documentacion|documentation|materials|items|"
    r"information|informations|"
    r"requisitos|annexes|pieces justificatives|attachments)"
)
# What may stand between: no end of a sentence, but the dot of an address, the colon of an hour.
_ANY = r"(?:[^:.;\n]|[.:](?=[^\s]))"
_ANNOUNCE = re.compile(
    rf"\b(?:{WHOLE}\b{_ANY}{{0,120}}?\b{_HOLDS}\b{_ANY}{{0,160}}|{_GIVE}\b{_ANY}{{0,220}}|"
    rf"{_THESE}\b{_ANY}{{0,60}}\b(?:suivants?|suivantes|following|siguientes?|seguintes?|"
    rf"requis\w*|required|below|"
    rf"ci-apres|ci-dessous|a (?:fournir|joindre|soumettre)|to (?:be )?(?:submit\w*|provid\w*|"
    rf"includ\w*)){_ANY}{{0,160}}|"
    rf"(?:following|suivants|siguientes|seguintes|"
    rf"required) (?:\w+ ){{0,3}}{_THESE}\b{_ANY}{{0,160}}|"
    rf"(?:يتكون|يتضمن|تتضمن|يشمل|المستندات|الوثائق|الملفات)\b{_ANY}{{0,120}})(?::(?=\s)"
    rf"|(?= {{0,3}}\n\s{{0,6}}(?:[•●▪*✓➢-]|\d{{1,2}}[.)]|[a-z]\)) ))"
)
# How it begins.
_ANNOUNCE_WORDS = beginnings(
    "adjun|adres|anexa|annex|appli|apply|apres|attac|bid|candi|carga|carre|charg|cotac|cotat"
    "|cotiz|depos|devis|docum|dossi|eleme|entre|envia|envie|envoy|eoi|expre|faire|follo|forwa"
    "|fourn|infor|invit|items|joign|joind|manif|mater|merci|must |ofert|offer|offre|packa|piece"
    "|pleas|pli|postu|prese|prier|produ|propo|propu|provi|quota|remet|remit|requi|segui|send"
    "|shoul|sigui|solic|soume|soumi|suba|submi|suiva|telev|tende|to also|to in|to up|trans"
    "|veuil|ارسال|ارفاق|المستندات|الملفات|الوثائق|تتضمن|تقديم|يتضمن|يتكون|يشمل"
)
_NOT_A_LIST = re.compile(
    r"\b(?:adresse|address|e-?mail|mail|courriel|correo|lien|link|enlace|site|website|portal|"
    r"objet|subject|asunto|mention|"
    r"criter\w+|reference)\b[^:\"]{0,25}:$"
)
LATER = re.compile(
    r"\b(?:shortlist\w*|short-list\w*|preselect\w*|pre-select\w*|seront (?:ensuite )?invite\w*|"
    r"will (?:then |subsequently )?be (?:invited|asked|requested)|"
    r"candidats? retenu|applicants? retained|second (?:stage|step|phase)|stage (?:2|two)|"
    r"step (?:2|two)|etape 2|phase 2|seconde (?:etape|phase)|deuxieme (?:etape|phase)|"
    r"segunda (?:etapa|fase)|"
    r"(?:selected|successful) (?:candidate|consultant|applicant|bidder)|seran invitad\w+|"
    r"(?:do|does) not (?:send|submit|include)|ne pas (?:envoyer|joindre)|no (?:enviar|incluir)|"
    r"serao convidad\w+)"
)
MOST = 60  # entries looked at: no call asks for more documents
_PART_HEADING = re.compile(r"\b(?:techni|tecnic|financ|econom|administrat|budget)")


def _limit(source: Source, layout: Layout, offset: int) -> int:
    """Where the text under an announcement ends: the next heading of another subject."""
    own = layout.at(offset)
    level = own.level if own else 9
    for section in layout.sections:
        if section.heading.start < offset:
            continue
        heading = source.flow[section.heading.start : section.heading.end]
        inside = section.level > level or _PART_HEADING.search(heading)
        if section.kind not in ("how_to_apply", "other") or not inside:
            return min(section.heading.start, offset + 6000)
    return min(len(source.text), offset + 6000)


@dataclass(frozen=True, slots=True)
class _Announcement:
    """Words that announce documents, the part that they name, and the limits on the whole."""

    start: int
    end: int
    part: str | None
    whole: Piece | None = None  # the document that has the limit, when the words give one


# Where an announcement may end: a colon, or the line before a list.
_ENDS = re.compile(r":(?=\s)| {0,3}\n(?=\s{0,6}(?:[•●▪*✓➢-]|\d{1,2}[.)]|[a-z]\)) )")
LONGEST = 420  # no announcement is longer


def _opening_words(source: Source) -> Iterator[re.Match[str]]:
    """The words that announce a list, looked for only before what may open one."""
    text = source.flow
    openers = starts(source, _ANNOUNCE_WORDS, text)
    previous = 0
    for stop in islice(_ENDS.finditer(text), 10 * HITS):
        low = max(previous, stop.start() - LONGEST)
        previous = stop.start() + 1
        opener = bisect_left(openers, low)
        if opener == len(openers) or openers[opener] >= stop.end():
            continue
        last = max(text.rfind(mark, low, stop.start()) for mark in (". ", "; ", "\n", ": "))
        low = max(openers[opener], last + 1)
        match = _ANNOUNCE.search(text, low, min(len(text), stop.end() + 12))
        if match:
            yield match


def _announcements(source: Source, layout: Layout) -> list[_Announcement]:
    """The sentences that announce a list of documents."""
    found: list[_Announcement] = []
    for match in _opening_words(source):
        words = match[0]
        sentence = sentence_at(source, match.start())
        before = source.flow[sentence.start : match.end()]
        if _NOT_A_LIST.search(words) or LATER.search(before) or len(found) >= MOST:
            continue
        section = layout.at(match.start())
        judged = section is not None and section.kind == "criteria"
        if _JUDGED.search(before) or (judged and not _PAPERS.search(words)):
            continue
        if not _of_the_offer(section, before):
            continue
        whole = _limited(source, Span(*match.span()))
        found.append(_Announcement(sentence.start, match.end(), part_of(words), whole))
    return found


def _limited(source: Source, words: Span) -> Piece | None:
    """The document that an announcement names together with its page limit."""
    if not max_pages(source.flow[words.start : words.end]):
        return None
    names = named(source, words)
    return names[-1] if names else None


_PAPERS = re.compile(r"\b(?:documents?|dossiers?|documentos|pieces)\b")
_JUDGED = re.compile(
    r"\b(?:evalue\w*|evaluat\w+|notees?|scored|rated|points|juge\w*|criter\w*|calificar\w*|"
    r"evaluad\w+|avaliad\w+)\b"
)
_ELSEWHERE = ("deliverables", "methodology", "objectives", "context", "profile", "criteria")
_OF_THE_OFFER = re.compile(
    r"\b(?:dossiers? (?:de|d')|candidat\w+|applica\w+|applicants?|offres?|quotations?|devis|bids?|"
    r"tenders?|offers?|send us|send me|envoyez|soumission\w*|propuestas?|propostas?|ofertas?|"
    r"proposals?|interested|interesse\w*|interesad\w*|interessad\w*|soumissionnaires?|"
    r"bidders?|tenderers?|postula\w+|eoi|expressions? of interest|manifestations? d'interet|"
    r"express (?:their|your) interest|expresi\w+ de interes|manifestac\w+|cotiza\w+|upload|"
    r"televerse\w*)\b|الترشح|الترشيح|العرض|الطلب|المتقدم|المرشح"
)
_PAPERS_ASKED = re.compile(
    r"\b(?:documents? (?:suivants?|requis|a (?:fournir|joindre|soumettre))|(?:following|required) "
    r"documents?|documentos (?:siguientes|seguintes|requeridos)|siguientes documentos|"
    r"seguintes documentos|documents? (?:to be )?(?:submitted|required))\b"
)
_HANDED_OVER = re.compile(
    r"\b(?:livrable|deliverable|entregable|mis a (?:la )?disposition|fin d(?:u|e la) (?:contrat|"
    r"mission)|end of the (?:contract|assignment)|(?:le|la) (?:prestataire|titulaire)|"
    r"the (?:consultant|contractor) (?:will|shall) (?:be|deliver|produce|prepare))"
)


def _of_the_offer(section: Section | None, words: str) -> bool:
    """Whether an announcement is about what applicants file, and not about the mission itself."""
    if section and section.kind in _ELSEWHERE:
        if section.kind == "deliverables" and not _OF_THE_OFFER.search(words):
            return False
        return bool(
            _OF_THE_OFFER.search(words)
            or (_PAPERS_ASKED.search(words) and not _HANDED_OVER.search(words))
        )
    if section and section.kind == "how_to_apply":
        return True
    return bool(_OF_THE_OFFER.search(words) or _PAPERS_ASKED.search(words)) or bool(
        _REMITS.search(words)
    )


# Nobody but an applicant "remits" before the mission: "the person remits:".
_REMITS = re.compile(
    r"\b(?:remettra|fournira|joindra|soumettra|devr(?:a|ont) (?:fournir|joindre|remettre|"
    r"soumettre))\b"
)


def listed(source: Source, start: int, end: int) -> list[tuple[Piece, int]]:
    """The entries of the list that follows directly, with their depth; none when prose follows."""
    body = source.trim(start, end)
    if body.start >= body.end:
        return []
    pieces: list[tuple[Piece, int]] = []
    last = body.start
    group: str | None = None
    for item in read_entries(source, body)[:MOST]:
        gap = source.text[last : item.span.start]
        if (
            item.span.start - last > (200 if not pieces else 160)
            and sum(map(str.isalpha, gap)) > 120
        ):
            break
        head = gap.strip(" \t\r\n*_#•-–:.")
        if pieces and len(head) <= 60 and sum(map(str.isalpha, head)) > 5:
            group = part_of(fold(head)) or group
        last = item.span.end
        text = (item.text or source.quote(item.span)).replace("**", "")
        names = [] if item.marker else _named_in(source, item.span)
        pieces += [(p, item.level) for p in names if len(names) > 1] or [
            (Piece(text, item.span, group), item.level)
        ]
    return pieces


def _named_in(source: Source, span: Span) -> list[Piece]:
    """The documents of a line without mark, enumerated or only named."""
    whole = in_sentence(source, span)
    if not whole and not opens(source, span):
        whole = enumerated(source, span.start, span.end)
    names = named(source, span)
    return whole if len(whole) >= len(names) else names


_OPENS = re.compile(r":\s*$")
# Entries that are papers of their own; the others below a group are only what it must contain.
_PAPER = re.compile(
    r"\b(?:cvs?\b|curricul|lettres?\b|letters?\b|carta|attestation|cop(?:ie|y)|copia|photocop|"
    r"diplom|certific|hojas? de vida|"
    r"portfolio|portafolio|references?\b|referencias|notes?\b|formulaire|form\b|budget|"
    r"devis\b|bordereau|listes?\b|list\b)"
)


def grouped(items: list[tuple[Piece, int]], part: str | None) -> list[Piece]:
    """A list with groups: "A technical offer comprising: a, b" stands for a and b when they are
    papers of their own, and for itself when they are its contents or it has a page limit."""
    kept: list[Piece] = []
    at = 0
    while at < len(items):
        piece, level = items[at]
        below = at + 1
        while below < len(items) and items[below][1] > level:
            below += 1
        children = [p for p, _ in items[at + 1 : below]]
        group = part_of(fold(piece.text)) or part
        papers = any(_PAPER.search(fold(c.text)[:60]) for c in children)
        opens = _OPENS.search(piece.text) or (len(piece.text) < 60 and part_of(fold(piece.text)))
        if children and opens and papers and not max_pages(fold(piece.text)):
            kept += [Piece(c.text, c.span, group) for c in children]
        else:
            kept.append(Piece(piece.text, piece.span, piece.part or part))
        at = below
    return kept


_INSTRUCTS = re.compile(
    r"\b(?:must|should|shall|will|may|doivent|doit|devront|devra|seront|sera|deben|debe|"
    r"deberan|seran|devem|deve|serao) "
    r"(?:not |pas |only |etre |be |ser |impera\w+ )|\bse \w+ran?\b|@|https?:|"
    r"\b(?:se reserve|reserves? the right|se reserva)\b"
)


def is_document(piece: Piece, *, announced: bool) -> bool:
    words = fold(piece.text)
    if NOT_A_DOCUMENT.search(words) or _INSTRUCTS.search(words) or len(words) < 2:
        return False
    if NOUN.search(words[:90]):
        return True
    return announced and len(words) < 160 and "@" not in words


def from_announcements(source: Source, layout: Layout) -> list[Piece]:
    """The lists that sentences announce; one inside another's list is read with it."""
    pieces: list[Piece] = []
    opens = _announcements(source, layout)
    done = 0
    for announcement, after in zip(opens, [*opens[1:], None], strict=False):
        if announcement.end <= done:
            continue
        limit = _limit(source, layout, announcement.end)
        items = listed(source, announcement.end, limit)
        if not items or not items[0][0].text or not is_marked(source, items[0][0]):
            limit = min(limit, max(announcement.end, after.start)) if after else limit
            items = listed(source, announcement.end, limit)
        kept = [p for p in grouped(items, announcement.part) if is_document(p, announced=False)]
        strong = sum(bool(STRONG.search(fold(p.text)[:90])) for p in kept)
        if kept and not strong:
            continue
        if announcement.whole:
            papers = [p for p in kept if _PAPER.search(fold(p.text)[:40])]
            kept = [announcement.whole, *papers]
            done = items[-1][0].span.end if items else done
        elif kept:
            done = items[-1][0].span.end
        else:
            kept = _first_sentence(source, announcement.end, limit, announcement.part)
        pieces += kept
    return pieces


def is_marked(source: Source, piece: Piece) -> bool:
    """Whether an entry stands behind a mark of its own."""
    before = source.text[max(0, piece.span.start - 6) : piece.span.start].rstrip(" *_")
    return bool(before) and not before[-1].isalnum() and before[-1] not in ":;,\n"


def _first_sentence(source: Source, start: int, end: int, part: str | None) -> list[Piece]:
    """The documents of a sentence that follows the colon: known names, or one entry of a part."""
    body = source.trim(start, end)
    if body.end - body.start < 4:
        return []
    sentence = sentence_at(source, body.start)
    span = source.trim(body.start, min(sentence.end, end))
    if span.end - span.start < 4:
        return []
    names = enumerated(source, span.start, span.end) or named(source, span)
    if len(names) > 1 or part is None:
        return names
    piece = Piece(source.quote(span), span)
    return [piece] if NOUN.search(fold(piece.text)[:60]) else []
