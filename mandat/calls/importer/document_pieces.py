"""One document asked for: its name, its part of the offer and its limits."""

import re
from dataclasses import dataclass

from mandat.calls.importer.document_words import ADMINISTRATIVE, FINANCIAL, NOUN, PROSE, TECHNICAL
from mandat.calls.importer.draft import JSON, Span
from mandat.calls.importer.numbers import number_form, number_in
from mandat.calls.importer.text import Source, fold

_PART = (
    ("technical", re.compile(r"\b(?:techni|tecnic|method)")),
    ("financial", re.compile(r"\b(?:financ|econom|budg|price|prix)")),
    ("administrative", re.compile(r"\badministrati")),
)
_PAGES = re.compile(
    rf"(?:{number_form('a')}) ?(?:-|to|a|ou|or|"
    rf"/)? ?(?:{number_form('b')})?[ -]{{0,2}}(?:pages?\b|p\.(?= ?max)|paginas?\b|"
    rf"feuillets?\b|folhas?\b|hojas?\b(?! de)|صفح\w+)"
)
# "Ten pages" in Arabic: the dual and the singular are words of their own.
_ARABIC_PAGES = re.compile(
    r"(?:(?P<n>عشرين|عشرون|خمس عشرة|خمسة عشر|اثنتي عشرة|ثلاث|اربع|خمس|ست|سبع|ثماني|ثمان|تسع|"
    r"عشر)\w? "
    r"صفح\w+|(?P<two>صفحت\w{2})|(?P<one>صفحة واحدة))"
)
_ARABIC = {
    "ثلاث": 3,
    "اربع": 4,
    "خمس": 5,
    "ست": 6,
    "سبع": 7,
    "ثماني": 8,
    "ثمان": 8,
    "تسع": 9,
    "عشر": 10,
    "عشرين": 20,
    "عشرون": 20,
    "خمس عشرة": 15,
    "خمسة عشر": 15,
    "اثنتي عشرة": 12,
}
_RANGE = re.compile(r"(\d{1,2}) ?(?:-|to|a) ?(\d{1,2})[ -]?(?:pages?|paginas?)\b")
_REFERENCES = re.compile(
    rf"{number_form('n')} (?:(?!list)\w+ ){{0,2}}(?:(?:letters?|lettres?|cartas?) (?:of|de) "
    rf"(?:references?|recommend\w+|recommand\w+|recomendac\w+|referencias?)|"
    rf"references?|referencias?|referees?|"
    rf"recommandations?|recomendaciones)\b"
)
_ATTESTED = re.compile(
    r"\battestations?\b|\bcertificats? de (?:bonne|service|travail)|\bbonne (?:fin|execution)|"
    r"\b(?:completion|service|reference) certificates?|\bcertificad\w+ de|\bconstancias?\b"
)
_MEMBER = re.compile(
    r"\b(?:(?:each|every|of all|all|proposed|key) (?:\w+ ){0,2}(?:members?|experts?|"
    r"consultants?|personnel|staff)|"
    r"(?:chaque|chacun\w*(?: des)?|tous les) (?:membres?|experts?|intervenants?|consultant\w*|"
    r"auditeurs?)|"
    r"(?:cv|curricul\w+(?: vitae)?) (?:des|de l'ensemble des|de tous les) \w+|des membres|"
    r"of the (?:team )?members|team members|members of the|membres de l'equipe|"
    r"(?:cada|los|dos) (?:\w+ )?(?:miembros?|membros?|expert\w+|integrantes?)|"
    r"miembros del equipo|membros da equipa)|لكل عضو"
)
_TEAM = re.compile(
    r"\b(?:team composition|composition (?:de l'|of the )(?:equipe|team)|team's|"
    r"presentation (?:du cabinet|de "
    r"l'equipe|of the (?:team|firm))|company profile|profil (?:du cabinet|de la structure)|"
    r"presentacion del equipo)"
)
_NAME_END = re.compile(
    r"[;:(\[]|,(?= )| - |\.(?=\s|$)|\b(?:indiquant|detaillant|precisant|expliquant|comprenant|"
    r"incluant|mentionnant|presentant|"
    r"including|detailing|explaining|describing|outlining|highlighting|demonstrating|showing|"
    r"indicating|stating|specifying|"
    r"with|avec|that|which|qui|dont|de \d|of \d|of maximum|d'au (?:plus|max)|incluyendo|detallando|"
    r"explicando|indicando|con|que|com)\b"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One document as printed, the group that it was listed under, and its place."""

    text: str
    span: Span
    part: str | None = None


def part_of(words: str) -> str | None:
    """The part of the offer that words name; of two, the technical one, which is judged."""
    return next((name for name, pattern in _PART if pattern.search(words)), None)


def named(source: Source, span: Span) -> list[Piece]:
    """The documents that prose names."""
    pieces = []
    for match in PROSE.finditer(source.flow, span.start, span.end):
        place = source.trim(*match.span())
        pieces.append(Piece(source.quote(place), place))
    return pieces


def max_pages(words: str) -> int | None:
    """The page limit of an entry: the highest number of "3-5 pages"."""
    spread = _RANGE.search(words)
    if spread:
        return max(int(spread[1]), int(spread[2]))
    for match in _PAGES.finditer(words):
        numbers = [n for n in (number_in(match, "a"), number_in(match, "b")) if n]
        if numbers:
            return max(numbers)
    arabic = _ARABIC_PAGES.search(words) if "صفح" in words else None
    if arabic:
        return _ARABIC[arabic["n"]] if arabic["n"] else 2 if arabic["two"] else 1
    return None


def _references(words: str) -> int | None:
    match = _REFERENCES.search(words)
    return number_in(match, "n") if match else None


_PAGES_PHRASE = re.compile(
    r" ?[(,]? ?\b(?:(?:de|of|d'|du|not exceeding|no more than|no longer than|up to|max\w*|jusqu'a|"
    r"hasta|ate|no maximo|como maximo|con un maximo de|au plus|at most|entre|from|between|in|"
    r"longer|"
    r"less|no|with a|length|limitee? a|limite de|extension maxima de|ne depassant pas|"
    r"n'excedant pas|(?:qui )?ne doit pas (?:depasser|exceder)|"
    r"un maximo|d'un maximum|a maximum|un maximum|uma? maximo|no mas|nao mais|"
    r"no mayor (?:a|de)|لا يتجاوز|لا تتجاوز|من|في حدود) ?)*" + _PAGES.pattern
)


_ARABIC_PHRASE = re.compile(
    r" ?[(,]? ?(?:(?:لا يتجاوز|لا تتجاوز|لا يزيد عن|لا تزيد عن|من|في حدود|بحد اقصى) )?"
    + _ARABIC_PAGES.pattern
)


def _name(text: str) -> str:
    """The document's name as printed: what stands before its details."""
    words = fold(text)
    pages = _PAGES_PHRASE.search(words)
    if not pages and "صفح" in words:
        pages = _ARABIC_PHRASE.search(words)
    if pages and NOUN.search(words[: pages.start()]):
        text, words = text[: pages.start()], words[: pages.start()]
    for match in _NAME_END.finditer(words):
        if match.start() >= 2 and re.search(r"[a-z]{2}", words[: match.start()]):
            cut = text[: match.start()].strip(" ,;:.-–")
            if NOUN.search(fold(cut)) or len(cut) > 25:
                return cut
    return text.strip(" ,;:.-–")


def _part(words: str, group: str | None) -> str | None:
    """The part of a document: told by its own name first, then by its group."""
    if FINANCIAL.search(words) and not TECHNICAL.search(words):
        return "financial"
    if group in ("technical", "financial"):
        own = ADMINISTRATIVE.search(words[:40]) and group == "technical"
        return "administrative" if own else group
    if TECHNICAL.search(words):
        return None if FINANCIAL.search(words) else "technical"
    return "administrative" if ADMINISTRATIVE.search(words[:60]) else group


# What this house writes after a name: "(administrative part, 3 pages at most)".
_SAID = re.compile(
    r" ?\((?:(?P<a>administrative part|partie administrative|الجزء الاداري)"
    r"|(?P<t>technical part|partie technique|الجزء (?:الفني|التقني))"
    r"|(?P<f>financial part|partie financiere|الجزء المالي))\b[^()]*\)$"
)


def _said_part(words: str) -> tuple[str | None, int]:
    """The part that the entry itself states at its end, and where its name ends."""
    match = _SAID.search(words)
    if match is None:
        return None, len(words)
    part = "administrative" if match["a"] else "technical" if match["t"] else "financial"
    return part, match.start()


def entry(piece: Piece, reach: str) -> JSON:
    words = fold(piece.text)
    said, end = _said_part(words)
    name = piece.text[:end].strip() if said else _name(piece.text)
    per = "member" if _MEMBER.search(words) else "team" if _TEAM.search(words) else None
    return {
        "name": name,
        "part": said or _part(fold(name), piece.part),
        "per": per,
        "max_pages": max_pages(reach),
        "min_references": _references(words),
        "attestations": bool(_ATTESTED.search(words)),
        "spans": [piece.span],
    }


_LIMIT_AFTER = re.compile(
    r"[\s*_]{0,4}(?:\([^()\n]{1,60}\)|,? ?(?:of|de|d'|not exceeding|no more than|max\w*|up to)\b"
    r"[^.,;\n]{0,30}(?:pages?|paginas?)\b)"
)


def reach(source: Source, piece: Piece) -> str:
    """The words that may hold a piece's page limit: its own, and a limit just after them."""
    after = _LIMIT_AFTER.match(source.flow, piece.span.end, piece.span.end + 80)
    return fold(piece.text) + (after[0] if after else "")
