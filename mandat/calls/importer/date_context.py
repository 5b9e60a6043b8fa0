"""The words around a date: its sentence, its label, the row it opens, the card it stands in."""

import re
from dataclasses import dataclass
from functools import cached_property

from mandat.calls.importer.date_cues import STRONG_BOUND, WEAK_BOUND
from mandat.calls.importer.text import Source
from mandat.calls.importer.years import Dated

REACH = 260  # characters looked back at; a sentence of a call is seldom longer
AHEAD = 110

# Where a purpose no longer carries over: a blank line, a list item, a sentence that ends.
_STOP = re.compile(
    r"[\n.!?;](?:(?<=\n)(?:(?<![:,]\n)\s*\n|(?=\s{0,12}(?:[•●▪◦*+·]|-+\s|\d{1,2}[.)]\s|[a-z]\)|[|]))"
    r"|(?=[^\n:]{3,60}\s?:\s))|(?<=[.!?])\s{1,3}(?=[A-ZÀ-ÖØ-ÞŒ\"«])|(?<=;)\s?\n)"
)
_QUOTED = re.compile(r'"[^"\n]{0,200}"|\S{1,64}@\S{1,64}|https?://\S{1,200}')
_NOTHING = re.compile(
    r"[\s:;.,*|_()\[\]\"\\/>-]*(?:(?:le|the|on|el|du|de|au|a partir du|from|by|before|avant"
    r"|avant le)\s)*"
)

# A row of a timetable that begins with its date, perhaps with an hour: "2 March, 17:00 CET: ...".
_ROW_HEAD = re.compile(
    r"^(?:[\s,(]{0,3}(?:at |a |by |before )?\d{1,2}\s?[:.h]\s?\d{0,2}\s?(?:am|pm|h|hrs|hours"
    r"|heures)?\s?\(?(?:[a-z]{2,4}(?:[+-]\d)?)?(?: time)?\)?)?"
    r"[*_]{0,2}\s{0,3}[:|-](?=[\s*_])"
)
_LINE_HEAD = re.compile(r"(?:^|\n)[ \t•●▪◦*+|_-]{0,12}(?:\d{1,2}[.)]\s)?$")

_BOUND_AFTER = re.compile(
    r"[^.;\n]{0,48}?\b(?:au plus tard|dernier delai|delai de rigueur|at (?:the )?latest"
    r"|a mas tardar|(?:no|o) mais tardar|كحد اقصى|على اقصى تقدير)"
)


@dataclass(frozen=True)
class Context:
    """The folded words before and after a date, quotations blanked out."""

    before: str
    after: str
    row: bool = False  # the date opens a row whose words follow it
    closing: bool = False  # the date is the last end of a range, which bounds it
    earlier: str = ""  # the end of what stands before, for a pronoun's sake
    section: str = "other"  # the kind of the section
    card: str | None = None  # whose card the date stands in: a project's, an event's

    @cached_property
    def strong(self) -> re.Match[str] | None:
        """Words before the date that say that it is the last one for something."""
        return STRONG_BOUND.search(self.before)

    @cached_property
    def bounded(self) -> bool:
        """Whether anything says that the date is the last one for something."""
        return bool(
            self.closing
            or self.strong
            or WEAK_BOUND.search(self.before)
            or _BOUND_AFTER.match(self.after)
        )


def _blank(text: str) -> str:
    return _QUOTED.sub(lambda m: " " * len(m[0]), text)


def _cut_before(source: Source, low: int, at: int) -> int:
    """Where the sentence, line or item begins in which an offset stands."""
    start = low
    for stop in _STOP.finditer(source.text, low, at):
        start = stop.end()
    return start


def _label_above(source: Source, at: int) -> int:
    """The start of the line above when it is short enough to be the label of what follows."""
    end = at
    while end > max(0, at - 200) and source.text[end - 1].isspace():
        end -= 1
    start = source.text.rfind("\n", max(0, end - 130), end) + 1
    return start if start >= end - 120 and (start or end <= 120) else at


# The labels of a card that describes the project around the mission, or an event.
_LABEL_START = r"(?:^|\n)[ \t•●▪*_|#>-]{0,8}"
_CARDS = (
    (
        "project",
        re.compile(
            _LABEL_START
            + r"(?:(?:titre|nom|intitule|duree|code|numero|n°|reference|acronyme|budget"
            r"|cout|montant|objectif|zone|zones|pays|periode|partenaires?|description) (?:du|de "
            r"ce) "
            r"(?:projet|programme)"
            r"|(?:project|programme|grant) (?:title|name|duration|code|number|no|ref\w{0,6}|id"
            r"|budget"
            r"|period|acronym|location|area|partners?|summary|cost|donor|beneficiaries)"
            r"|(?:title|name|duration|period) of (?:the )?(?:project|programme|grant)"
            r"|(?:titulo|nombre|duracion|codigo|presupuesto|periodo|nome|duracao|orcamento)"
            r" d(?:el|o) (?:proyecto|programa|projeto|projecto)"
            r"|(?:اسم|عنوان|مدة|رمز) المشروع)[^\n:|]{0,30}(?:[:|]|\n)"
        ),
    ),
    (
        "event",
        re.compile(
            _LABEL_START
            + r"(?:venue|add to (?:my )?calendar|event (?:date|type|details|location)s?"
            r"|register (?:for|now|here)|ajouter (?:a mon|au) calendrier|lieu de l'evenement"
            r"|type d'evenement|lugar del evento|agregar al calendario|local do evento"
            r"|adicionar ao calendario)(?![^\W\d_])"
        ),
    ),
)
_CARD_BACK, _CARD_AHEAD = 420, 220
_PROSE = re.compile(r"[^\n]{140}")
_LABELLED = re.compile(r"[^\n]{2,50}?[:|\n]")


def _card(source: Source, at: int, line: int) -> str | None:
    """Whose card a labelled date stands in, if lines of labels surround it."""
    if at - line > 60 or not _LABELLED.match(source.fold, line, at):
        return None
    low, high = max(0, at - _CARD_BACK), min(len(source.fold), at + _CARD_AHEAD)
    for prose in _PROSE.finditer(source.fold, low, at):
        low = prose.end()
    following = _PROSE.search(source.fold, at, high)
    high = following.start() if following else high
    return next((name for name, labels in _CARDS if labels.search(source.fold, low, high)), None)


def context_of(source: Source, dated: Dated, previous_end: int, section: str) -> Context:
    mention = dated.mention
    low = max(0, mention.start - REACH)
    start = _cut_before(source, low, mention.start)
    if _NOTHING.fullmatch(source.fold, start, mention.start):
        start = max(_label_above(source, start), previous_end if previous_end <= start else 0, 0)
    end = min(len(source.text), mention.end + AHEAD)
    stop = _STOP.search(source.text, mention.end, end)
    after = _blank(source.fold[mention.end : stop.start() if stop else end])
    head = source.fold[max(0, mention.start - 24) : mention.start]
    row = bool(
        _ROW_HEAD.match(after) and _LINE_HEAD.search(head if mention.start > 24 else "\n" + head)
    )
    if row:
        return Context("", after.split("\n", 1)[0], row=True, section=section)
    return Context(
        _blank(source.fold[start : mention.start]),
        after,
        closing=dated.place == 2,
        earlier=source.fold[_cut_before(source, max(0, start - REACH), max(0, start - 2)) : start],
        section=section,
        card=_card(source, mention.start, start),
    )
