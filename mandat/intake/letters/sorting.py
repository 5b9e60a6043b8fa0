"""What each document of a letter is: its part of the application, and the slot it is for.

A proposal, which the clerk confirms. What may hold a price is proposed as financial, so that it is
sealed until somebody has looked: a price once read cannot be unread.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import PurePath
from typing import Final

from mandat.intake.letters.sorting_words import (
    AMOUNT,
    ASKED_PRICE,
    PAPERS,
    PARTS,
    SEVERAL,
    Paper,
)
from mandat.intake.rules.slots import LEAD, Slot
from mandat.intake.states import Part
from mandat.search.analyser import folded, normalised, words
from mandat.search.words import STOP

_HEAD: Final = 1_500  # characters: a document says what it is at its beginning
_TITLE: Final = 200
_READ: Final = 200_000
_NEAR: Final = 120  # characters between words of price and an amount
_LEAST: Final = 0.5  # below this a slot is not proposed
_SHEETS: Final = frozenset({".xls", ".xlsx", ".ods", ".csv"})
_LITTLE: Final = STOP["fr"] | STOP["en"] | STOP["ar"]
_NOISE: Final = re.compile(
    r"\d+|scan(?:ned)?|final|finale?|version|vf|v|def|signed|signee?|copie|copy|doc|document|pdf"
    r"|page|annexe|annex|img|image|whatsapp|de|du|la|le|des|of|the|for|pour"
)


class Certainty(StrEnum):
    """How sure a proposal is."""

    CERTAIN = "certain"  # the name says it, and one slot asks for it
    LIKELY = "likely"
    GUESS = "guess"


class Ground(StrEnum):
    """What a proposal rests on."""

    NAME = "name"
    TEXT = "text"
    AMOUNTS = "amounts"
    KIND = "kind"  # a spreadsheet is most often a budget
    LIKENESS = "likeness"  # words in common with the name of what is asked
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Piece:
    """A document as it is sorted: its name, and its text once that has been extracted."""

    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Part and slot of one document; both may be unknown. `person` is whose CV it seems to be."""

    part: Part | None
    slot: str
    certainty: Certainty
    why: Ground
    mixed: bool = False  # price and technique in one document
    person: str = ""


@dataclass(frozen=True, slots=True)
class _Traits:
    by_name: frozenset[Paper]
    by_text: frozenset[Paper]
    words: frozenset[str]
    priced: bool
    is_sheet: bool
    person: str

    @property
    def papers(self) -> frozenset[Paper]:
        return self.by_name or self.by_text

    @property
    def mixed(self) -> bool:
        """A name that says both, or prices asked within a technical text."""
        says_both = {Paper.PRICE, Paper.METHOD} <= self.by_name
        own = self.by_name or self.by_text
        technical = Paper.METHOD in own or Paper.LETTER in own
        return says_both or (self.priced and technical and Paper.PRICE not in self.by_name)


def sort_documents(
    pieces: Sequence[Piece], slots: Sequence[Slot], members: Mapping[str, str] | None = None
) -> list[Proposal]:
    """A proposal for each document, in their order.

    `members` gives names by member key (`lead`, `m1`...), as far as they are known.
    """
    people = dict(members or {})
    traits = [_traits(piece) for piece in pieces]
    scores = sorted(
        (
            (_score(trait, piece, slot, people), -number, -place)
            for number, (trait, piece) in enumerate(zip(traits, pieces, strict=True))
            for place, slot in enumerate(slots)
        ),
        reverse=True,
    )
    given: dict[int, tuple[Slot, float]] = {}
    taken: set[str] = set()
    for score, minus_number, minus_place in scores:
        number, slot = -minus_number, slots[-minus_place]
        if score < _LEAST or number in given or (slot.key in taken and not _several(slot)):
            continue
        given[number] = (slot, score)
        taken.add(slot.key)
    return [_proposal(trait, given.get(number)) for number, trait in enumerate(traits)]


def _several(slot: Slot) -> bool:
    """Whether one slot takes several documents: diplomas, or both offers where one is asked."""
    wanted = _papers_asked(slot.asked.name)
    return not slot.asked.per_member and (bool(wanted & SEVERAL) or _asks_both(wanted))


def _asks_both(wanted: frozenset[Paper]) -> bool:
    return {Paper.PRICE, Paper.METHOD} <= wanted


def _traits(piece: Piece) -> _Traits:
    stem = PurePath(piece.name[:255]).stem
    plain = _plain_name(stem)
    by_name = _papers(plain)
    return _Traits(
        by_name=by_name,
        by_text=_papers_of_text(piece.text),
        words=_words(plain),
        priced=asks_price(piece.text),
        is_sheet=PurePath(piece.name).suffix.lower() in _SHEETS,
        person=_person(stem) if Paper.CV in by_name else "",
    )


def _plain_name(stem: str) -> str:
    """`CV_AminaBenali-2026` as words: marks and changes of case part words."""
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", stem)
    return " ".join(re.sub(r"[_\-.,+()\[\]{}&]+", " ", parted).split())


@lru_cache(maxsize=500)
def _papers_asked(name: str) -> frozenset[Paper]:
    """What a required document is; the names that applicants give are not kept in memory."""
    return _papers(name)


def _papers(text: str) -> frozenset[Paper]:
    plain = folded(normalised(text[:_HEAD]))
    found = {paper for paper, pattern in PAPERS.items() if pattern.search(plain)}
    return frozenset(_settled(found))


def _settled(found: set[Paper]) -> set[Paper]:
    """A letter that names a method is a letter; « CV et références » is a CV."""
    if Paper.CV in found:
        found -= {Paper.TEAM, Paper.REFERENCES, Paper.DIPLOMA}
    if Paper.CALENDAR in found and Paper.PRICE not in found:
        found -= {Paper.TEAM}
    if Paper.BANK in found:
        found -= {Paper.IDENTITY}
    return found


def _papers_of_text(text: str) -> frozenset[Paper]:
    """What the title of a document says; prices asked for make it financial wherever they stand."""
    if not text.strip():
        return frozenset()
    head = text.strip()[:_HEAD]
    title = head[:_TITLE].partition("\n\n")[0]
    return _papers(title) or frozenset(_first_of(head))


def _first_of(head: str) -> set[Paper]:
    plain = folded(normalised(head))
    places = [(m.start(), paper) for paper, p in PAPERS.items() if (m := p.search(plain))]
    return {min(places)[1]} if places else set()


def _words(text: str) -> frozenset[str]:
    found = (folded(w) for word in words(normalised(text[:300])) for w in word.means)
    return frozenset(w for w in found if w not in _LITTLE and len(w) > 1)


def asks_price(text: str) -> bool:
    """Whether a text names what the applicant asks for: words of price with an amount beside them.

    The budget of the call, or sums that a CV tells of, are no price of the applicant.
    """
    plain = folded(normalised(text[:_READ]))
    return any(
        ASKED_PRICE.search(plain, max(0, m.start() - _NEAR), min(len(plain), m.end() + _NEAR))
        for m in AMOUNT.finditer(plain)
    )


def _score(trait: _Traits, piece: Piece, slot: Slot, members: Mapping[str, str]) -> float:
    wanted = _papers_asked(slot.asked.name)
    is_price = slot.asked.is_financial or Paper.PRICE in wanted
    # A mixed document is for the technical slot, where a copy without price will stand.
    fits = (not is_price) if trait.mixed else is_price == _holds_price(trait)
    if not fits and not _asks_both(wanted):
        return 0.0
    score = 1.0 if trait.by_name & wanted else 0.6 if trait.by_text & wanted else 0.0
    if is_price and score == 0.0:
        score = 0.6
    asked = _words(slot.asked.name)
    score += 0.5 * len(trait.words & asked) / max(1, len(asked)) if asked else 0.0
    return score + _member_score(piece, slot, members) if score else 0.0


def _holds_price(trait: _Traits) -> bool:
    if Paper.PRICE in trait.papers:
        return True
    return trait.mixed or (not trait.papers and (trait.priced or trait.is_sheet))


def _member_score(piece: Piece, slot: Slot, members: Mapping[str, str]) -> float:
    """For a document of each member: whose name it bears. The lead's, when it bears nobody's."""
    if not slot.asked.per_member:
        return 0.0
    named = [key for key, name in members.items() if _bears(piece.name, name)]
    named = named or [key for key, name in members.items() if _bears(piece.text[:500], name)]
    if named:
        return 0.5 if slot.member_key in named else -2.0
    if not _person(PurePath(piece.name).stem) or not members.get(LEAD):
        return 0.1 if slot.member_key == LEAD else -0.6
    return -2.0  # it bears the name of somebody who is not in the team yet


def _bears(text: str, name: str) -> bool:
    """Whether a name stands in a text: two of its words, or the only one."""
    wanted = {w for w in _words(name) if len(w) > 2}
    have = _words(_plain_name(text))
    run = "".join(sorted(have, key=len))
    found = sum(w in have or (len(w) > 4 and w in run) for w in wanted)
    return bool(wanted) and found >= min(2, len(wanted))


def _person(stem: str) -> str:
    """Whose CV a file seems to be, from its name: two to four words that say nothing else."""
    plain = _plain_name(stem)
    for pattern in (PAPERS[Paper.CV], PAPERS[Paper.LETTER]):
        folded_name = folded(normalised(plain))
        if len(folded_name) == len(plain):
            plain = "".join(
                " " if any(m.start() <= i < m.end() for m in pattern.finditer(folded_name)) else c
                for i, c in enumerate(plain)
            )
    left = [w for w in plain.split() if not _NOISE.fullmatch(folded(w)) and not _papers(w)]
    return " ".join(left) if 2 <= len(left) <= 4 and all(w.isalpha() for w in left) else ""


def _proposal(trait: _Traits, given: tuple[Slot, float] | None) -> Proposal:
    part, why = _part(trait)
    slot = given[0] if given else None
    if slot is not None and slot.asked.part is not None and not trait.mixed:
        # A price stays sealed even where the call counts its paper among the technical ones.
        part = part if part == Part.FINANCIAL else slot.asked.part
    score = given[1] if given else 0.0
    by_name = bool(trait.by_name) and slot is not None and score >= 1.0
    certainty = (
        Certainty.CERTAIN
        if by_name and len(trait.by_name) == 1 and not trait.mixed
        else Certainty.LIKELY
        if slot is not None or trait.by_name
        else Certainty.GUESS
    )
    if why is Ground.NOTHING and slot is not None:
        why = Ground.LIKENESS
    return Proposal(
        part=part,
        slot=slot.key if slot else "",
        certainty=certainty,
        why=why,
        mixed=trait.mixed,
        person=trait.person,
    )


def _part(trait: _Traits) -> tuple[Part | None, Ground]:
    if _holds_price(trait):
        ground = Ground.NAME if Paper.PRICE in trait.by_name else Ground.TEXT
        if Paper.PRICE not in trait.papers:
            ground = Ground.AMOUNTS if trait.priced else Ground.KIND
        return Part.FINANCIAL, ground
    for papers, ground in ((trait.by_name, Ground.NAME), (trait.by_text, Ground.TEXT)):
        if papers:
            return _strongest(papers), ground
    return None, Ground.NOTHING


def _strongest(papers: Iterable[Paper]) -> Part:
    order = list(PARTS)
    return PARTS[min(papers, key=order.index)]
