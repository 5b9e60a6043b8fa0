"""Where deliverables stand: a section, a table, a list that a sentence opens, or plain prose."""

import re
from collections.abc import Iterable, Sequence

from mandat.calls.importer.deliverable_forms import format_of
from mandat.calls.importer.deliverable_prose import Entry, enumerated, made, sought
from mandat.calls.importer.draft import Certainty, Span
from mandat.calls.importer.entries import read_entries
from mandat.calls.importer.layout import Item, Layout, Section
from mandat.calls.importer.tables import Table, read_tables
from mandat.calls.importer.text import Source, fold
from mandat.calls.importer.wording import places, sentences

# What a list of deliverables holds beside them: notes, heads of columns, totals, payments, the
# labels of a card, and sentences on how things are handed over.
_NOT_ONE = re.compile(
    r"^\W*(?:nb\b|n\.b|note\b ?:|remarque|please|(?:les|tous les|ces|chaque) (?:livrables?|"
    r"rapports?|"
    r"documents?|produits?) (?:sera|doi|dev|attendu|finaux)\w*|"
    r"(?:the|all|these|each) (?:\w+ )?(?:deliverables?|reports?|documents?|outputs?) (?:will|"
    r"should|must|"
    r"shall|are|is)\b|all deliverables|tous les livrables|"
    r"(?:todos )?los (?:productos|entregables|informes) (?:deben|deber|seran|se )|"
    r"todos los (?:productos|entregables)|"
    r"(?:todos )?os (?:produtos|relatorios) (?:devem|dever|serao)|la date|total\b|sous-total|"
    r"https?:|"
    r"(?:le |la |the |el |o )(?:prestataire|consultan\w+|contract\w+|titulaire|mission|"
    r"consultanc\w+|assignment|consultoria) (?:will|shall|must|should|is|devra|doit|sera|est|"
    r"se |debe|deve)|"
    r"(?:\d{1,3} ?%|paiement|payment|versement|pago|pagamento)\b)"
)
_LABEL = re.compile(
    r"^\W*(?:(?:application |submission |proposal )?(?:deadline|closing date)|"
    r"date(?: limite)?(?: de \w+)?|"
    r"reference(?: number)?|ref|location|lieu|lugar|local|duration|duree|duracion|duracao|budget|"
    r"honoraires|fees?|reports? to|reporting(?: to)?|supervis\w+|contact|e-?mail|category|"
    r"type|languages?|"
    r"langues?|posted|start date|end date|salary|organi[sz]ation|country|pays|city|ville|"
    r"fecha(?: limite)?|plazo|prazo|nombre de jours|number of days|working days|"
    r"level of effort)\s{0,2}:"
)
_HEAD = re.compile(
    r"^\W*(?:(?:expected |key |main |attendus? )?(?:livrables?|deliverables?|productos?|produits?|"
    r"entregables?|produtos?|outputs?)|activit\w+|actividad\w*|n°|no\.?|#|date|echeances?|due|"
    r"description|deadline|delai|timeline|fecha|plazo|prazo|working days|days|jours|dias|payment|"
    r"paiement|pago|pagamento|%)\b[^.:]{0,40}$"
)
_FORMS = r"(?:rapport|report|note|plan|guide|informe|documento?|manuel|manual|outil|tool)\b"
_DATE_ONLY = re.compile(
    r"^\W*(?:(?:le|on|by|au|until|avant|fin|debut|mi|end of|week|semaine|semana|month|mois|"
    r"mes|jour|day|"
    r"j|t|s|m|within|sous|dans)\W{0,3})*\d[\w .,/:+%-]{0,30}$"
)
# A heading that by its own words opens deliverables; others are only taken for it.
_NAMED = re.compile(
    r"\b(?:livrables?|deliverables?|entregables?|entregave\w+|extrants?|rendus?|produits?|"
    r"productos?|"
    r"produtos?|outputs?|products?|documents? a (?:remettre|rendre|fournir)|(?:will|"
    r"to) (?:you )?deliver)\b"
    r"|مخرجات|المخرجات|النواتج"
)
# "Reports to: the Director" is who the consultant answers to.
_ANSWERS_TO = re.compile(
    r"^\W*(?:reports? to|reporting|rend compte|rattachement|supervis|reporta a)"
)
_BY_CONSULTANT = re.compile(
    r"\b(?:documents?|rapports?|pieces?|reports?|documentos?|"
    r"informes?)\b[^\n]{0,30}\b(?:remettre|rendre|"
    r"fournir|produire|submitted|delivered|provided|produced|entregar|presentar)\b[^\n]{0,12}"
    r"\b(?:par|by|por) (?:le |la |the |el |o )?(?:prestataires?|titulaires?|consultan\w+|"
    r"contract\w+|"
    r"contrat\w+|attributaire)"
)
_RESULTS = re.compile(
    r"\b(?:resultats?|results?|resultados?|attendus?|expected|expectations|produi\w+|"
    r"ce qui est attendu|"
    r"what (?:we|you|the consultant)[^\n]{0,20}(?:expect|deliver|need|want|produce|hand)\w*|"
    r"(?:ce que|ce qu')[^\n]{0,30}(?:attend|demand|produi|remett|livr)\w*|"
    r"(?:lo que|que) se (?:espera|pide)|o que (?:se espera|esperamos|pedimos)|"
    r"lo que (?:esperamos|pedimos)|esperad\w+)\b|ما هو (?:متوقع|مطلوب)|(?:ال)?نتائج المتوقعة"
)
# A list of what the person must be, though its heading says "expected".
_OF_PERSON = re.compile(
    r"\b(?:candidat|applicant|profil|perfil|experien|qualif|compet|skills|consultant|postulant)"
)
# "Expected results" may be things handed over, but mostly are changes in the world.
_OUTCOMES = re.compile(r"\b(?:resultats?|results?|resultados?|outcomes?|effets?)\b")
_MAY_HOLD = ("other", "objectives", "methodology", "deliverables")
_THING = re.compile(
    r"\W*(?:\d{1,2} |(?:un|une|le|la|les|des|deux|trois|an?|the|one|two|three|el|los|las|una|dos|"
    r"tres|uma|um|duas|dois|os?|as) )?"
    r"(?:[\w'-]+ ){0,2}?(?:d'|de )?"
    r"(?:rapports?|reports?|notes?|plans?|guides?|manuels?|manuals?|protocoles?|protocols?|"
    r"outils|tools|"
    r"inception|strateg\w+|documents?|base de donnees|dataset|databases?|presentations?|modules?|"
    r"policy briefs?|cartographie|mapping|feuille de route|roadmap|informes?|documentos?|"
    r"relatorios?|"
    r"propuesta|borrador|draft|version|estrategia|guia|manuais|manuales|synthese|etude|study|"
    r"seances?|sessions?|ateliers?|workshops?|talleres|taller|oficinas?|formations?|"
    r"etats? des lieux|"
    r"tool ?kits?|curricul\w+|videos?|articles?|briefs?|diaporamas?|slides?|slide decks?|analyses?|"
    r"diagnosti\w+|planos?|planes|cronograma|chronogramme|calendrier|restitutions?|webina\w+)\b"
    r"|\W*(?:ال)?(?:تقرير|خطة|دليل|ورشة|عرض|دراسة|استراتيجية|مذكرة|مسودة|خارطة|ادوات|قاعدة)\b"
)


def _is_deliverables(source: Source, section: Section) -> bool:
    heading = source.flow[section.heading.start : section.heading.end]
    if section.kind == "deliverables":
        results = _OUTCOMES.search(heading) and not _NAMED.search(heading)
        return not (results or _ANSWERS_TO.match(heading))
    return section.kind in ("how_to_apply", "other") and bool(_BY_CONSULTANT.search(heading))


def _runs(source: Source, layout: Layout) -> list[list[Section]]:
    """The sections of deliverables, those that follow each other together."""
    runs: list[list[Section]] = []
    previous: int | None = None
    for index, section in enumerate(layout.sections):
        if not _is_deliverables(source, section):
            continue
        if previous is not None and index == previous + 1:
            runs[-1].append(section)
        else:
            runs.append([section])
        previous = index
    return runs


_HEAD_CELL = re.compile(
    r"^\W*(?:(?:principaux |list of |liste des )?livrables?(?: attendus?)?|(?:key |main |"
    r"expected )?(?:deliverables?|"
    r"outputs?|products?)|milestones?|jalons?|المخرجات|"
    r"produits?(?: attendus?)?|"
    r"productos?(?: esperados)?|produtos?|entregables?|entregaveis|activit\w+|etapes?|"
    r"description|tasks?|tache\w*)\W*$"
)


def _tabled(source: Source, body: Span) -> list[Entry]:
    """The rows of the tables of a section, by the column that names what is handed over."""
    return [entry for table in read_tables(source, body) for entry in _rows(source, table)]


def _rows(source: Source, table: Table) -> list[Entry]:
    column = _column(source, table)
    if column is None:
        return []
    return [
        Entry(source.quote(row[column]), row[column], Span(row[0].start, row[-1].end))
        for row in table.rows
        if row[column].end > row[column].start
    ]


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


_WEEK = re.compile(
    r"^[ \t*•-]{0,6}(?:weeks?|semaines?|semanas?|months?|mois|mes(?:es)?|days?|jours?|dias?|"
    r"j|t|s|m|milestones?|jalons?|hitos?|marcos?|tranches?) ?\+? ?"
    r"\d{1,3}(?: ?(?:-|a|to|et|and|y|e) ?\d{1,3})? ?(?:[:.)-] {0,3}(?=[^\W\d])|(?=\())",
    re.MULTILINE,
)


def _timed(source: Source, body: Span) -> list[Entry]:
    """Lines that begin with the week or month in which each thing is due."""
    entries = []
    for match in _WEEK.finditer(source.fold, body.start, body.end):
        stop = source.text.find("\n", match.end(), body.end)
        span = source.trim(match.end(), stop if stop >= 0 else body.end, " \t\r;.*")
        if span.start < span.end:
            entries.append(Entry(source.quote(span), span, Span(match.start(), span.end)))
    return entries


def _listed(source: Source, body: Span) -> tuple[list[Entry], bool]:
    """The entries of a table or of a list, and whether each stands in a row or behind a mark."""
    rows = [e for e in _tabled(source, body) if _wanted(e)]
    if rows:
        return rows, True
    timed = [e for e in _timed(source, body) if _wanted(e)]
    if len(timed) >= 2:
        return timed, True
    tops = _tops(read_entries(source, body), source)
    ends = [*(t.span.start for t in tops[1:]), body.end][: len(tops)]
    entries = [
        Entry(
            (item.text or source.quote(item.span)).replace("**", ""),
            item.span,
            Span(item.span.start, min(end, item.span.end + 200)),
        )
        for item, end in zip(tops, ends, strict=True)
    ]
    return [e for e in entries if _wanted(e)], all(t.marker for t in tops)


def _wanted(entry: Entry) -> bool:
    words = fold(entry.text)
    return (
        not _NOT_ONE.search(words)
        and not _LABEL.match(words)
        and not (_HEAD.match(words) and not re.search(_FORMS, words))
        and not _DATE_ONLY.match(words)
        and sum(c.isalpha() for c in words) >= 3
    )


def _from_run(source: Source, run: Sequence[Section]) -> tuple[list[Entry], bool]:
    """The entries of the lists of a run of sections, and whether they are beyond doubt."""
    entries = _headed_table(source, Span(run[0].heading.end, run[-1].body.end))
    if entries:
        return entries, True
    firm = True
    for section in run:
        listed, marked = _listed(source, section.body)
        heading = source.flow[section.heading.start : section.heading.end]
        entries += listed
        firm = firm and (not listed or (marked and bool(_NAMED.search(heading))))
    return entries, firm


def _results(source: Source, layout: Layout) -> list[Entry]:
    """Expected results that are things handed over: "a start-up report is produced"."""
    for section in layout.sections:
        heading = source.flow[section.heading.start : section.heading.end]
        of_person = _OF_PERSON.search(heading)
        if section.kind not in _MAY_HOLD or of_person or not _RESULTS.search(heading):
            continue
        entries, marked = _listed(source, section.body)
        things = sum(bool(_THING.match(fold(e.text))) for e in entries)
        if marked and len(entries) >= 2 and 3 * things >= 2 * len(entries):
            return entries
    return _under_lines(source, layout)


# Informal headings over what is handed over, alone on their line.
_EXPECTED_HEAD = re.compile(
    r"^[\W\d_]{0,8}(?:what (?:is|we|you|the consultant)[^\n]{0,20}(?:expect|deliver|need|want|"
    r"produce|hand)\w*[^\n.:]{0,20}|ce (?:que|qui|qu')[^\n]{0,30}(?:attend|demand|produi|remett|"
    r"livr)\w*[^\n.:]{0,20}|(?:lo que|que|o que) (?:se )?(?:espera|pide|esperamos|pedimos|"
    r"entrega\w*)"
    r"[^\n.:]{0,20}|(?:ما هو|ماهو) (?:متوقع|مطلوب)[^\n]{0,20}|(?:ال)?نتائج المتوقعة)[^\w\n]{0,6}$",
    re.MULTILINE,
)


def _under_lines(source: Source, layout: Layout) -> list[Entry]:
    """The things listed right under a line "What we expect", where no known heading stands."""
    for match in places(_EXPECTED_HEAD, source, by_line=True):
        section = layout.at(match.start())
        if _OF_PERSON.search(match[0]) or (section and section.kind not in _MAY_HOLD):
            continue
        end = min(len(source.text), match.end() + 3000)
        later = (s.heading.start for s in layout.sections if s.heading.start > match.end())
        entries, _ = _listed(source, Span(match.end(), min(end, next(later, end))))
        things = sum(bool(_THING.match(fold(e.text))) for e in entries)
        if len(entries) >= 2 and 3 * things >= 2 * len(entries):
            return entries
    return []


def _headed_table(source: Source, body: Span | None = None) -> list[Entry]:
    """The rows of a table with a column "Deliverable", wherever it stands."""
    for table in read_tables(source, body):
        named = any(_NAMED.search(source.fold, head.start, head.end) for head in table.head)
        rows = [e for e in _rows(source, table) if _wanted(e)] if named else []
        if len(rows) >= 2:
            return rows
    return []


def _from_sentences(source: Source, runs: Iterable[Sequence[Section]]) -> list[Entry]:
    """The sentences of a section without list that name a thing handed over."""
    for run in runs:
        entries = []
        for section in run:
            for sentence in sentences(source, section.body):
                text = source.quote(sentence)
                words = fold(text)
                if format_of(words) and len(text) <= 400 and not _NOT_ONE.search(words):
                    entries += enumerated(source, sentence)
        if entries:
            return entries
    return []


def find_entries(source: Source, layout: Layout) -> tuple[list[Entry], Certainty]:
    """The deliverables where the text says them most plainly, and how plainly."""
    runs = _runs(source, layout)
    for run in runs:
        entries, firm = _from_run(source, run)
        if entries:
            return entries, Certainty.SURE if firm else Certainty.LIKELY
    for lead in layout.leads:
        if lead.kind == "deliverables" and not runs:
            entries, _ = _listed(source, lead.body)
            if len(entries) >= 2:
                return entries, Certainty.LIKELY
    for entries in (
        _from_sentences(source, runs),
        _headed_table(source),
        _results(source, layout),
        made(source, layout),
        sought(source),
    ):
        if entries:
            return entries, Certainty.LIKELY
    return [], Certainty.ABSENT
