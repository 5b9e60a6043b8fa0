"""The evaluation grid: criteria with their points or weights, as a tree, as printed."""

import re
from collections.abc import Sequence

from mandat.calls.importer.draft import ABSENT, JSON, Certainty, Found, Span
from mandat.calls.importer.grid_bare import bare_grid, with_details
from mandat.calls.importer.grid_markup import without_markup, without_row_headings
from mandat.calls.importer.grid_rows import Row, read_rows
from mandat.calls.importer.grid_tree import find_parents
from mandat.calls.importer.layout import Layout, Section
from mandat.calls.importer.tables import Table, read_tables
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import beginnings
from mandat.calls.importer.wording import opened, sentence_at

REGION = 6000  # a grid stands within this many characters of the words that announce it
_CUE = re.compile(
    r"\b(?:criteres? (?:de |d'|d' )(?:selection|evaluation|attribution|notation|choix|"
    r"jugement|ponderation)|"
    r"grilles? (?:de |d')(?:evaluation|notation|analyse|selection|cotation)|"
    r"(?:evaluation|selection|award|scoring|assessment|technical|weighting) (?:criteria|"
    r"criterion|grid|matrix|table|method\w*)|"
    r"criteria for (?:evaluation|selection|assessment|award)|(?:maximum|"
    r"max\.?) (?:obtainable )?(?:scores?|points?|marks?)|"
    r"evaluation (?:des |de l'|de la |technique des )(?:offres?|propositions?|candidatures?|"
    r"soumissions?|dossiers?)|"
    r"evaluation of (?:the )?(?:proposals?|offers?|bids?|applications?|tenders?)|"
    r"(?:sera|seront|will be|shall be|seran|serao|are|is) (?:\w+ ){0,2}(?:evalue|note|evaluat|"
    r"assess|scored|rated|weighted|"
    r"marked|evaluad|calificad|avaliad|pontuad|examine|analyse|juge|ponder|selected)\w*|"
    r"criterios? (?:de |para (?:la )?)?(?:evaluacion|seleccion|calificacion|adjudicacion|"
    r"avaliacao|selecao|pontuacao)|"
    r"(?:technical|technique|tecnic\w|quality) [^.\n]{0,60}\d{1,3} ?(?:%|"
    r"points)[^.\n]{0,80}(?:financ|price|prix|cost|cout|econom)|"
    r"evaluation (?:technique|financiere|tecnica|financiera|financeira)|"
    r"(?:technical|financial) evaluation|evaluation (?:will|shall) be (?:made |done )?(?:based|on)|"
    r"evaluations? ?: ?[^.\n]{3,80}\d{1,3} ?(?:%|point|pts)|"
    r"matriz de (?:evaluacion|avaliacao)|bareme|ponderation|weightings?\b|puntaje|pontuacao|"
    r"how (?:we|you|they|the \w+) (?:will|shall|are going to) (?:be )?(?:decide|choose|chose|"
    r"select|"
    r"assess|score|judge|evaluate|compare|rate|mark)\w*|(?:what|which things) (?:will )?(?:count|"
    r"matter)s?\b|comment (?:nous|on|seront|sera|se fera) [^.\n]{0,20}(?:choisi|jug|not|decid|"
    r"evalu|selectionn|compar|departag|choix)\w*|ce qui (?:compte|pese|sera juge|sera note)\w*|"
    r"nous (?:noterons|jugerons|evaluerons)|we (?:will )?(?:score|rate|mark|judge)\b|"
    r"como (?:vamos a?|se va a|decidire\w*|elegire\w*|escolhere\w*|sera\w*|se) ?(?:elegi|decidi|"
    r"escolhe|avalia|evalua|selecciona|seleciona)?\w*|lo que (?:cuenta|contara)|o que conta\w*)\b"
    r"|معايير (?:ال)?(?:تقييم|اختيار|مفاضلة|انتقاء|ترجيح)|(?:ال)?(?:تقييم|مفاضلة) (?:ال)?عروض"
    r"|(?:توزيع|مجموع|جدول) (?:ال)?(?:نقاط|درجات)|كيف (?:سن|نخ|سي)\w+"
)
# How it begins.
_CUE_WORDS = beginnings(
    "are |assess|award |bareme|ce qui|comment |como |criter|evalua|financ|grill|how |is |lo que"
    "|matriz|max |max. |maximu|nous e|nous j|nous n|o que |ponder|pontua|puntaj|qualit|scorin"
    "|select|sera |seran |serao |seront|shall be|techni|tecnic|we |weight|what |which things"
    "|will be|التقييم|المفاضلة|تقييم|توزيع|جدول|كيف|مجموع|معايير|مفاضلة"
)
_HEAD = re.compile(
    r"\b(?:max(?:imum|imo|imale?|\.)? ?(?:obtainable )?(?:scores?|points?|marks?|notes?)|"
    r"(?:scores?|points?|notes?|marks?|"
    r"puntaje|pontuacao) (?:max\w*|obtainable|possibles?|attribues?)|points?\b|bareme|"
    r"ponderation|poids\b|weight(?:ing|s)?\b|scores?\b|"
    r"puntaje|puntos|pontuacao|pontos|coefficients?|notation|marks?\b|note sur|\(%\)|peso\b)"
)
_TOTAL = re.compile(
    r"^(?:(?:ال)?(?:مجموع|اجمالي)\b|"
    r"(?:le |les |the |all |los |las |as |toutes les |grand |general |overall |sub-?|"
    r"sous[- ])?(?:totaux|total\b|somme\b|sum\b|score (?:global|total|final)|"
    r"note (?:globale|totale|finale)|(?:overall|final|maximum|combined) (?:score|points|"
    r"marks)|puntaje total|puntuacion total|"
    r"pontuacao total|max(?:imum)?(?: score| points)?$|suma\b|soma\b|"
    r"(?:offres|offers|proposals|candidatures|dossiers|applications|propuestas|"
    r"propostas|ofertas|propositions)(?: techni\w+)?"
    r"(?: (?:\w+ )?(?:seront|sera|will be|shall be|are|is|seran|se|serao) \w+(?: (?:sur|"
    r"out of|on))?)?$))"
)
_SUBTOTAL = re.compile(
    r"^(?:sub-?|sous[- ]?)totau?x?|^total (?:de |de la |des |du |d'|for |of |the |part |"
    r"partie |[a-z]\b|"
    r"technique|technical|partiel|tecnic)"
)
_NOT_A_LABEL = re.compile(
    r"\b(?:minimum (?:score|technical|pass|of)|note minimale|"
    r"(?:notes?|scores?|puntaje|puntuacion|pontuacao|points?|total|puntos)\b[^.]{0,30}\bminim|"
    r"minim\w*\b[^.]{0,30}(?:note|score|puntaje|puntuacion|pontuacao|total)|seuil|threshold|"
    r"eliminat|qualif(?:y|ied|ies)|pass mark|"
    r"will be (?:rejected|considered)|payment|paiement|tva|vat\b|recus? apres|deadline|"
    r"date limite|e-?mail|tel\b)|"
    r"https?:|@|\b(?:formula|formule|lowest|moins[- ]disant|mas baja|plus bas)"
)


def _regions(source: Source, layout: Layout) -> list[tuple[Span, bool]]:
    """Where a grid may stand, the sections of criteria first; whether it is such a section."""
    regions = [
        (_whole(source, layout, i, s), True)
        for i, s in enumerate(layout.sections)
        if s.kind == "criteria"
    ]
    covered = 0
    for cue in opened(_CUE, _CUE_WORDS, source):
        if len(regions) >= 40:
            break
        inside = any(r.start <= cue.start() < r.end for r, _ in regions)
        if not inside and cue.start() >= covered:
            end = min(len(source.text), cue.start() + REGION)
            start = max(sentence_at(source, cue.start()).start, cue.start() - 200)
            regions.append((Span(start, _stop(source, layout, cue.start(), end)), False))
            covered = cue.start() + REGION // 6
    tables = [t.span for t in read_tables(source) if _of_marks(source, t)]
    seen = [r for r, _ in regions]
    outside = [t for t in tables if not any(r.start <= t.start < r.end for r in seen)]
    return regions + [(t, False) for t in outside]


_MARKS_HEAD = re.compile(
    r"\b(?:points?|scores?|notes?|marks?|weights?|weighting|weightage|poids|ponderation|bareme|"
    r"puntos|puntaje|puntuacion|peso|pontos|pontuacao|cotation|coefficients?)\b"
    r"|النقاط|الدرجة|الدرجات|الوزن|نقطة"
)


def _of_marks(source: Source, table: Table) -> bool:
    """Whether a table names a column of points or weights."""
    return any(_MARKS_HEAD.search(source.fold, h.start, h.end) for h in table.head[1:])


_PART_OF_OFFER = re.compile(
    r"techni|tecnic|financ|econom|offre|offer|propos|\d{1,3} ?(?:%|pts?\b|points?)"
)


def _may_hold(source: Source, section: Section) -> bool:
    """Whether a section may be part of a grid: "Technical offer (70 points)" is no new subject."""
    heading = source.flow[section.heading.start : section.heading.end]
    kinds = ("criteria", "other", "methodology", "budget")
    return section.kind in kinds or bool(_PART_OF_OFFER.search(heading))


def _whole(source: Source, layout: Layout, index: int, section: Section) -> Span:
    """A section with the deeper ones, and those whose headings are criteria, below it."""
    end = section.body.end
    for later in layout.sections[index + 1 :]:
        deeper = later.level > section.level and _may_hold(source, later)
        if not (deeper or later.kind == "criteria") or end - section.heading.start > REGION:
            break
        end = later.body.end
    return Span(section.heading.start, max(end, section.heading.end))


def _stop(source: Source, layout: Layout, start: int, end: int) -> int:
    """The end of a region: the next section of another kind."""
    later = (s for s in layout.sections if s.heading.start > start)
    starts = (s.heading.start for s in later if not _may_hold(source, s))
    return min(end, next(starts, end))


def _grid_rows(source: Source, region: Span) -> tuple[list[Row], float | None]:
    """The rows of a region up to its total, without totals, and the total when printed."""
    bare_too = bool(_HEAD.search(source.flow, region.start, min(region.end, region.start + 1200)))
    rows: list[Row] = []
    total: float | None = None
    previous = region.start
    for row in read_rows(source, region.start, region.end, bare_too=bare_too):
        label = source.flow[row.label.start : row.label.end]
        if rows and row.span.start - previous > 700:
            break
        if _TOTAL.match(label):
            if _SUBTOTAL.match(label) and not _closes(row, rows):
                rows = _with_group(source, rows, row)
                continue
            total = row.number if row.number >= 10 else total
            if rows:
                break
        elif not _NOT_A_LABEL.search(label) and row.number > 0:
            rows.append(row)
            previous = row.span.end
    return rows, total


def _closes(row: Row, rows: Sequence[Row]) -> bool:
    return row.number >= 100 and abs(sum(r.number for r in rows) - row.number) < 0.01


_TABLE_HEAD = re.compile(r"\b(?:s/n|criteri\w*|criteres?|scores?|points|max\w*|notes?|n[o°])\b")


def _with_group(source: Source, rows: list[Row], total: Row) -> list[Row]:
    """A subtotal makes a criterion of the heading above its rows that had no marks."""
    left, start = total.number, len(rows)
    while start > 0 and left > 0.01:
        start -= 1
        left -= rows[start].number
    if abs(left) > 0.01 or start >= len(rows) or rows[start].heading is None:
        return rows
    label = rows[start].heading
    if label is None or _TABLE_HEAD.search(source.flow, label.start, label.end):
        return rows
    if start and abs(rows[start - 1].number - total.number) < 0.01:
        return rows
    head = Row(source.trim(label.start, label.end, " \t*_#:|-"), total.points, total.weight, label)
    return [*rows[:start], head, *rows[start:]]


def _best(source: Source, layout: Layout) -> tuple[list[Row], float | None, bool]:
    """The region whose rows make the best grid."""
    best: tuple[tuple[int, int], list[Row], float | None, bool] = ((0, 0), [], None, False)
    for region, in_section in _regions(source, layout):
        rows, total = _grid_rows(source, region)
        if len(rows) < 2 or len(rows) > 80:
            continue
        rows, adds_up = _that_adds_up(rows, total)
        if not adds_up and not (in_section or total or _points_named(rows)):
            continue
        if not _speaks_of_offers(source, rows):
            continue
        score = (2 * adds_up + in_section, len(rows))
        if score > best[0]:
            best = (score, rows, total, adds_up)
    return best[1], best[2], best[3]


_OFFERS = re.compile(
    r"techni|tecnic|financ|price|pric|prix|cost|cout|cout|precio|preco|method|metod|experien|"
    r"offre|offer|propos|propuest|"
    r"qualit|calid|compre|under|expert|profil|perfil|qualif|calific|cv\b|budget|presup|orcam|"
    r"econom|interview|entretien|"
    r"entrevist|approach|approche|enfoque|team|equip|referenc|formation|educat|diplom|"
    r"knowledge|connaiss|conoc|plan|"
    r"skill|compet|capaci|capabil|innov|presentation|language|langue|idioma|"
    r"time|delai|calendar|past|"
    r"perform|track|record|organi|personnel|staff|staffing|criter|sample|portfol|commun|inclu|"
    r"gender|genre|sustain|relevance of|relevant|pertinence d|clarte|clarity|clarid|creativ|"
    r"خبر|منهج|عرض|سعر|مالي|فني|تقني|فريق|جودة|فهم|مؤهل|خطة|كلفة|تكلفة|ميزاني|كفاء|سابق|مقابلة"
)


def _speaks_of_offers(source: Source, rows: Sequence[Row]) -> bool:
    """Half of the labels at least speak of what is judged in an offer."""
    known = sum(bool(_OFFERS.search(source.flow, r.label.start, r.label.end)) for r in rows)
    return 2 * known >= len(rows)


def _that_adds_up(rows: list[Row], total: float | None) -> tuple[list[Row], bool]:
    """The rows, or without what precedes or follows when only then they add up (the shares
    told in a sentence before the table that details them)."""
    told = _told_before(rows)
    if told and find_parents(rows[told:], total)[1]:
        return rows[told:], True
    if find_parents(rows, total)[1]:
        return rows, True
    for cut in range(1, min(len(rows) - 1, 12)):
        for part in (rows[cut:], rows[:-cut]):
            if len(part) >= 3 and find_parents(part, total)[1]:
                return part, True
    return rows, False


def _told_before(rows: Sequence[Row]) -> int:
    """How many rows at the start a sentence tells before the table that tells them again.

    "Technical criteria (70 points) and financial criteria (30 points)", and below, the grid.
    """
    for count in (1, 2, 3):
        shares, rest = rows[:count], rows[count:]
        again = {r.number for r in rest}
        gap = rest[0].span.start - shares[-1].span.end if rest else 0
        if len(rest) >= 3 and gap > 12 and all(r.number in again for r in shares):
            return count
    return 0


def _points_named(rows: Sequence[Row]) -> bool:
    """Three criteria in points are a grid even when they do not add up."""
    return sum(r.points is not None for r in rows) >= 3


def read_evaluation_grid(source: Source, layout: Layout) -> Found:
    """The grid as printed: criteria in reading order with marks and the criterion above."""
    bare = without_markup(source)
    if bare is not source:
        source, layout = bare, without_row_headings(source, layout)
    rows, total, adds_up = _best(source, layout)
    if not rows:
        listed = bare_grid(source, layout, _OFFERS)
        spans = tuple(e["spans"][0] for e in listed)
        return Found(listed, Certainty.LIKELY, spans) if listed else ABSENT
    parents, _ = find_parents(rows, total)
    labels = [source.quote(r.label) for r in rows]
    value: list[JSON] = []
    for row, label, parent in zip(rows, labels, parents, strict=True):
        marks = {"max_points": _plain(row.points), "weight": _plain(row.weight)}
        entry: dict[str, JSON] = {"label": label}
        entry |= {k: v for k, v in marks.items() if v is not None}
        entry |= {"parent": None if parent is None else labels[parent], "spans": [row.span]}
        value.append(entry)
    certainty = Certainty.SURE if adds_up else Certainty.LIKELY
    if len(set(labels)) == len(labels):
        value = with_details(source, layout, value)
    return Found(value, certainty, tuple(r.span for r in rows))


def _plain(number: float | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else number
