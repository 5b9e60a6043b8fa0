"""Acronyms that the text uses and never explains."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from babel.numbers import list_currencies

from mandat.calls.checker.facts import Facts
from mandat.calls.checker.remarks import Concern
from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import fold

# Known to every reader of a call, in any of the languages.
_UNIVERSAL = frozenset(
    re.findall(
        r"\w+",
        """
    ONG NGO INGO ONGI CV CVS PDF DOC DOCX ODT ZIP USB URL WEB TVA VAT IVA HT HTVA TTC HIV
    VIH SIDA AIDS STI IST EU UE UN ONU OMS WHO USA US UK UAE RDC DRC RCA CAR RU ETC NB PS OK
    SMS GSM TEL FAX HR RH IT ICT TIC GMT UTC CET CEST EET EEST WAT CAT EAT WET BST EST EDT
    PST PDT AM PM COVID RGPD GDPR LGBT LGBTI LGBTQ LGBTQI LGBTQIA MS BAC FCFA CFA EURO EUROS
    UNICEF UNHCR HCR UNDP PNUD UNESCO UNFPA UNAIDS ONUSIDA TDR TOR ID CEO PO BP CP VISA WIFI
    PC MA MSC BA BSC PHD MBA DIY FAQ HTTP HTTPS WWW JJ MM AAAA DD YYYY TBD TBC TBA AMI
    EOI RFP RFQ HTML CSS API APIS SEO AI IA
""",
    )
)
_ROMAN = re.compile(r"[IVXLC]+")
_ACRONYM = re.compile(
    r"(?<![\w@./'’&-])([A-Z][A-Za-z]{0,4}[A-Z])(s?)(\d{0,2})(?:-([A-Z])(?![\w]))?(?![\w@])(?!\.\w)"
)
_WORD = re.compile(r"[^\W\d_]+(?:[.·][^\W\d_]+)*")
_LOWER_WORD = re.compile(r"(?<![^\W_])[a-z]{2,6}(?![^\W_])")
_LINKS = frozenset(
    re.findall(
        r"\w+",
        "de du des la le les l d et en a au aux pour sur par dans of the and for in on to with an"
        " y el los las del e da do dos das para o os as no na",
    )
)
_LINK_CAPITALS = frozenset(word.upper() for word in _LINKS)
_OPENING = re.compile(r"[(\[,:\-–—=\"«]\s*(?:ci-apres |dite? |or |ou |o |the )?[\"« ]*$")
_CLOSING = re.compile(r"^[\"» ]*[(\[,:\-–—=]\s*")
_WINDOW = 120  # code points on each side: the longest full names take about a hundred
_WORDS = 12
_NEAR = 40
_LONGEST = 6  # letters of an acronym
_SHOUTING = 0.6  # of the letters near by in capitals: a title, a list of countries
_TRIES = 60  # places that are looked at for one acronym; explanations come early
_LISTED = 12  # acronyms named by one remark


@dataclass(slots=True)
class _Use:
    """An acronym, the place where it is first used, and whether it has been explained."""

    shown: str
    span: Span
    explained: bool = False
    tries: int = field(default=0)


def acronym_never_expanded(facts: Facts) -> Iterator[Concern]:
    """A reader from outside the house, or another language, cannot follow."""
    bare = [use for use in _uses(facts).values() if not use.explained][:_LISTED]
    if bare:
        yield Concern(tuple(u.span for u in bare), {"acronyms": [u.shown for u in bare]})


def _uses(facts: Facts) -> dict[str, _Use]:
    text = facts.draft.text
    passed = _names(facts) | _UNIVERSAL | _LINK_CAPITALS
    ordinary = {word.upper() for word in _LOWER_WORD.findall(facts.draft.text)}
    uses: dict[str, _Use] = {}
    for match in _ACRONYM.finditer(text):
        key = match[1].upper()
        if key in passed or key + match[2].upper() in passed or _ROMAN.fullmatch(match[1]):
            continue
        # In capitals alone: a currency, or a word that is otherwise in small letters.
        if match[1].isupper() and (key in _currencies() or key in ordinary):
            continue
        if text[match.end() : match.end() + 1] == "/":  # part of a reference number
            continue
        use = uses.get(key)
        if use is None:
            if _shouting(text, match.start(), match.end()):
                continue
            use = uses[key] = _Use(match[0], Span(*match.span()))
        if not use.explained and use.tries < _TRIES:
            use.tries += 1
            use.explained = _explained(text, match)
    return uses


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def _names(facts: Facts) -> set[str]:
    """The capitals that are proper names here: of the issuer, the programme, the donor."""
    named = [facts.value("issuer"), facts.value("programme"), facts.part("funding", "donor")]
    words = (w for name in named if isinstance(name, str) for w in re.findall(r"\w+", name))
    return {word.upper() for word in words}


def _shouting(text: str, start: int, end: int) -> bool:
    """Whether the text around is in capitals, or a neighbour is a whole word in capitals."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    neighbours = [*_WORD.findall(before)[-1:], *_WORD.findall(after)[:1]]
    if any(len(word) > _LONGEST and word.isupper() for word in neighbours):
        return True
    letters = [c for c in before + after if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > _SHOUTING * len(letters)


def _explained(text: str, match: re.Match[str]) -> bool:
    """Whether the words just before or just after, across a bracket or a comma, spell it out."""
    forms = {match[1], match[1] + (match[4] or "")}
    before = text[max(0, match.start() - _WINDOW) : match.start()]
    opening = _OPENING.search(fold(before))
    if opening:
        words = _WORD.findall(fold(before[: opening.start()]))[-_WORDS:]
        if any(_spells(words[-n:], form) for n in range(1, len(words) + 1) for form in forms):
            return True
    after = text[match.end() : match.end() + _WINDOW]
    closing = _CLOSING.match(after)
    if closing is None:
        return False
    words = _WORD.findall(fold(after[closing.end() :]))[:_WORDS]
    return any(_spells(words[:n], form) for n in range(1, len(words) + 1) for form in forms)


def _spells(words: list[str], acronym: str) -> bool:
    """Whether the initials are those of the acronym: all of them, or those of the words that count.

    From three letters on their order is free: the letters of a translated name move
    (French Development Agency, AFD).
    """
    if words[0] in _LINKS:
        return False
    every = "".join(word[0] for word in words)
    main = "".join(word[0] for word in words if word not in _LINKS)
    capitals = "".join(c for c in acronym if c.isupper()).lower()
    whole = acronym.lower()
    if whole in (every, main) or capitals == main:
        return True
    ordered = sorted(main)
    return len(main) > 2 and ordered in (sorted(capitals), sorted(whole))
