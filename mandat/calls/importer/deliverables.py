"""The deliverables: what is to be handed over, when, and in which form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mandat.calls.importer.deliverable_forms import format_of, pages_of, sessions_of
from mandat.calls.importer.draft import ABSENT, JSON, Certainty, Found, Span
from mandat.calls.importer.entries import read_entries
from mandat.calls.importer.layout import Item, Layout, Section
from mandat.calls.importer.tables import Table, read_tables
from mandat.calls.importer.text import Source, fold
from mandat.calls.importer.wording import sentences

_PERIOD = re.compile(
    r"\b(?:couvrant|couvre|portant sur|relatif a|periode|covering|covers|period|"
    r"for the months?|que cubre|cubriendo|periodo|"
    r"cobrindo|referente)\b"
)
_JOIN = re.compile(
    r"^[\s,]{0,3}(?:a|au|to|until|-|jusqu'(?:a|au|en)|et|and|through|hasta|y|ate|"
    r"e)?[\s]{0,3}(?:l'|le|fin|end of)?\s{0,2}$"
)
_DUE_BEFORE = re.compile(
    r"(?:avant|d'ici|au plus tard|echeance|pour|by|before|due|no later than|within|on|le|fin|"
    r"end of|deadline|remise|rendu|"
    r"antes de|a mas tardar|hasta|para|fecha|ate|prazo|delivered|submitted|:|\(|-|\||"
    r"^)[\s:]*(?:le|la|the|au|a|fin|debut|mi|end of|"
    r"el|the end of|o|date|du)?[\s:-]*$"
)
_LEAD = re.compile(r"^[\s:,.;|–—-]+")
_NOT_ONE = re.compile(
    r"^\W*(?:nb\b|n\.b|note\b ?:|remarque|please|les livrables (?:seront|doivent|attendus)|"
    r"the deliverables (?:will|should|must)|"
    r"all deliverables|tous les livrables|todos los (?:productos|entregables)|la date|total\b|"
    r"https?:)"
)
_TABLE_HEAD = re.compile(
    r"^\W*(?:livrables?|deliverables?|productos?|produits?|entregables?|outputs?|activites?|"
    r"n°|no\.?|#|date|echeances?|due|"
    r"description|deadline|delai|timeline|fecha|plazo)\b[^.]{0,60}$"
)
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
class _Entry:
    """One deliverable: its words, its place, and the stretch that may hold its date."""

    text: str
    span: Span
    row: Span


def _runs(layout: Layout) -> list[list[Section]]:
    """The sections of deliverables, those that follow each other together."""
    runs: list[list[Section]] = []
    previous: int | None = None
    for index, section in enumerate(layout.sections):
        if section.kind != "deliverables":
            continue
        if previous is not None and index == previous + 1:
            runs[-1].append(section)
        else:
            runs.append([section])
        previous = index
    return runs


_HEAD_CELL = re.compile(
    r"^\W*(?:livrables?(?: attendus?)?|(?:expected )?deliverables?|outputs?|milestones?|"
    r"produits?(?: attendus?)?|"
    r"productos?(?: esperados)?|produtos?|entregables?|entregaveis|activit\w+|etapes?|"
    r"description|tasks?|tache\w*)\W*$"
)


def _tabled(source: Source, body: Span) -> list[_Entry]:
    """The rows of the tables of a section, by the column that names what is handed over."""
    entries: list[_Entry] = []
    for table in read_tables(source, body):
        column = _column(source, table)
        if column is None:
            continue
        for row in table.rows:
            cell = row[column]
            if cell.end > cell.start:
                entries.append(_Entry(source.quote(cell), cell, Span(row[0].start, row[-1].end)))
    return entries


def _column(source: Source, table: Table) -> int | None:
    """The column headed "Deliverable", else the only one of words."""
    for i, head in enumerate(table.head):
        if _HEAD_CELL.match(source.fold[head.start : head.end]):
            return i
    words = [i for i, kind in enumerate(table.kinds) if kind == "text"]
    dated = any(kind in ("date", "share", "number") for kind in table.kinds)
    return words[0] if len(words) == 1 and dated else None


def _tops(items: Sequence[Item], source: Source) -> list[Item]:
    """The outermost items; the level below when there is one that only announces."""
    if not items:
        return []
    level = min(i.level for i in items)
    tops = [i for i in items if i.level == level]
    only_announces = len(tops) == 1 and (
        tops[0].text or source.quote(tops[0].span)
    ).rstrip().endswith(":")
    if only_announces and len(items) > 1:
        return _tops([i for i in items if i.level > level], source)
    return tops


def _listed(source: Source, body: Span) -> list[_Entry]:
    rows = _tabled(source, body)
    if rows:
        return rows
    tops = _tops(read_entries(source, body), source)
    ends = [*(t.span.start for t in tops[1:]), body.end][: len(tops)]
    return [
        _Entry(
            (item.text or source.quote(item.span)).replace("**", ""),
            item.span,
            Span(item.span.start, min(end, item.span.end + 200)),
        )
        for item, end in zip(tops, ends, strict=True)
    ]


def _wanted(entry: _Entry) -> bool:
    words = fold(entry.text)
    return (
        not _NOT_ONE.search(words)
        and not _TABLE_HEAD.match(words)
        and sum(c.isalpha() for c in words) >= 3
    )


def _from_sections(source: Source, layout: Layout) -> tuple[list[_Entry], Certainty]:
    """The lists of the first run of sections that has any; a single sentence is one deliverable."""
    runs = _runs(layout)
    for run in runs:
        entries = [e for s in run for e in _listed(source, s.body) if _wanted(e)]
        if entries:
            return entries, Certainty.SURE
    for lead in layout.leads:
        if lead.kind == "deliverables" and not runs:
            entries = [e for e in _listed(source, lead.body) if _wanted(e)]
            if len(entries) >= 2:
                return entries, Certainty.LIKELY
    return _from_prose(source, runs), Certainty.LIKELY


def _from_prose(source: Source, runs: Iterable[Sequence[Section]]) -> list[_Entry]:
    """The sentences of a section without list that name a thing handed over."""
    for run in runs:
        entries = []
        for section in run:
            for sentence in sentences(source, section.body):
                text = source.quote(sentence)
                if format_of(fold(text)) and len(text) <= 400 and not _NOT_ONE.search(fold(text)):
                    entries += _enumerated(source, sentence)
        if entries:
            return entries
    return []


_AND = re.compile(r",? (?:et|and|y|e|ainsi que|as well as) |, ")
_DETERMINED = re.compile(
    r"(?:une?|des|les?|la|l'|an?|the|una?|unos|el|los|las|uma?|os?|as|deux|trois|two|three|"
    r"dos|tres|\d{1,2}) ?\w"
)


def _enumerated(source: Source, sentence: Span) -> list[_Entry]:
    """A sentence that lists things "a plan, two sessions and a report" as one entry each."""
    cuts = [m.span() for m in _AND.finditer(source.flow, sentence.start, sentence.end)]
    starts = [sentence.start, *(end for _, end in cuts)]
    keep = [i for i, at in enumerate(starts) if _DETERMINED.match(source.flow, at)]
    if len(keep) < 2 or keep[0] != 0 or len(keep) < len(starts) - 1:
        return [_Entry(source.quote(sentence), sentence, sentence)]
    ends = [cuts[i - 1][0] for i in keep[1:]] + [sentence.end]
    spans = [source.trim(starts[i], end, " \t\r\n.,;") for i, end in zip(keep, ends, strict=True)]
    return [_Entry(source.quote(s), s, s) for s in spans]


def _sought(source: Source) -> list[_Entry]:
    """On a short card: what the consultant is sought to make."""
    if len(source.text) > SHORT:
        return []
    for seeks in _SEEKS.finditer(source.flow):
        thing = _THING.match(source.flow, seeks.end())
        if thing:
            span = source.trim(*thing.span())
            return [_Entry(source.quote(span), span, span)]
    return []


def _moments(found: Mapping[str, Found], span: Span) -> list[tuple[Span, JSON]]:
    """The dates already read inside a stretch, in order."""
    dates = found.get("dates", ABSENT).value or []
    inside = [
        (s, d)
        for d in dates
        for s in d.get("spans", ())
        if isinstance(s, Span) and span.start <= s.start and s.end <= span.end
    ]
    return sorted(inside, key=lambda pair: pair[0])


def _period(
    source: Source, entry: _Entry, moments: Sequence[tuple[Span, JSON]]
) -> tuple[int, int] | None:
    """Which two neighbouring dates are a reporting period."""
    for i, (one, two) in enumerate(pairwise(moments)):
        between = source.fold[one[0].end : two[0].start]
        before = source.fold[max(entry.row.start, one[0].start - 60) : one[0].start]
        after_bracket = before.rstrip().endswith("(")
        if _JOIN.match(between) and (_PERIOD.search(before) or after_bracket):
            return i, i + 1
    return None


def _dated(source: Source, entry: _Entry, found: Mapping[str, Found]) -> dict[str, JSON]:
    """The due date and the reporting period of an entry."""
    fields: dict[str, JSON] = dict.fromkeys(("due", "due_precision", "period_start", "period_end"))
    moments = _moments(found, entry.row)
    period = _period(source, entry, moments)
    if period:
        fields["period_start"] = moments[period[0]][1].get("date")
        fields["period_end"] = moments[period[1]][1].get("date")
        moments = [m for i, m in enumerate(moments) if i not in period]
    for span, moment in moments:
        before = source.fold[max(entry.row.start, span.start - 40) : span.start]
        if moment.get("precision") in ("day", "month") and (
            not before.strip() or _DUE_BEFORE.search(before)
        ):
            fields["due"], fields["due_precision"] = moment.get("date"), moment.get("precision")
            break
    return fields


# A label ("P1.", "D2:") before a deliverable, and the share of the price paid for it behind.
_TRIMMINGS = re.compile(r"^[A-Z]\d{1,2} ?[.:)] {0,2}|\s[-–—(] {0,2}\d{1,3} ?%\)?[ .;]{0,3}$")


def _words(entry: _Entry, moments: Sequence[tuple[Span, JSON]]) -> str:
    """The text of an entry without the date that it opens with."""
    if moments and moments[0][0].start - entry.span.start <= 2:
        rest = entry.text[moments[0][0].end - entry.span.start :]
        rest = _LEAD.sub("", rest)
        if len(rest) >= 8:
            return rest
    return _TRIMMINGS.sub("", entry.text).strip(" ;")


def read_deliverables(source: Source, layout: Layout, found: Mapping[str, Found]) -> Found:
    """The deliverables in order, each with its due date, form and reporting period."""
    entries, certainty = _from_sections(source, layout)
    if not entries:
        entries, certainty = _sought(source), Certainty.LIKELY
    if not entries:
        return ABSENT
    items: list[JSON] = []
    for entry in entries:
        words = fold(entry.text)
        item: dict[str, JSON] = {"text": _words(entry, _moments(found, entry.row))}
        item |= _dated(source, entry, found)
        item |= {
            "format": format_of(words),
            "pages": pages_of(words),
            "sessions": sessions_of(words),
            "spans": [entry.span],
        }
        items.append(item)
    return Found({"count": len(items), "items": items}, certainty, tuple(e.span for e in entries))
