"""What applicants must be or have: the items of the profile, required or only a plus."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from mandat.calls.importer.draft import ABSENT, JSON, Certainty, Found, Span
from mandat.calls.importer.entries import read_entries
from mandat.calls.importer.layout import Item, Layout, Section
from mandat.calls.importer.text import Source, fold
from mandat.calls.importer.windows import beginnings
from mandat.calls.importer.wording import opened, sentence_at, sentences

_PLUS = re.compile(
    r"\b(?:(?:est|sont|serait|seraient|sera|seront|constitue\w*|represente\w*|peut etre|"
    r"peuvent etre|peuvent constituer|"
    r"considere\w* comme|comme|etant) (?:un |une |des |d')?(?:reel |serieux |grand |vrai )?"
    r"(?:plus|atouts?|avantages?|valeur ajoutee|apprecie\w*|souhaite\w*|souhaitable\w*|"
    r"valorise\w*)|"
    r"(?:fortement |vivement |est |sont )?(?:souhaite\w*|souhaitable|apprecie\w*)|"
    r"(?:un )?(?:plus|atout)$|"
    r"(?:is |are |as |be |considered |would be |will be |may be )?(?:a |an )?(?:(?:strong|"
    r"added|distinct|definite|great) )?"
    r"(?:plus|asset|advantage|bonus)\b|advantageous|desirable|desired|preferred|nice to have|"
    r"is beneficial|would be beneficial|"
    r"deseable\w*|sera valorad\w+|seran valorad\w+|se valorara\w*|sera un plus|ventaja|"
    r"preferible|valorad\w+|"
    r"desejavel|desejaveis|mais-valia|uma vantagem|sera valorizad\w+|sera considerad\w+ uma|"
    r"optionnel\w*|optional)"
)
_LEADING = re.compile(
    r"^\W*(?:de preference|idealement|ideally|preferably|preferiblemente|idealmente|"
    r"de preferencia|desirable|souhaite|atout|"
    r"deseable|desejavel|preferred|plus|asset)\b"
)
_MUST = re.compile(
    r"\b(?:indispensable|obligatoire|exige\w*|requis\w*|required|mandatory|must|essential|"
    r"imperati\w+|minimum|au moins|"
    r"at least|minimo|al menos|maitrise|excellent\w*|fluent|fluency|dominio|obligatori\w+|"
    r"imprescindible|"
    r"french|english|spanish|portuguese|arabic|francais|anglais|espagnol|portugais|arabe|"
    r"espanol|ingles|frances|portugues)\b"
)
_OPTIONAL_HEAD = re.compile(
    r"\b(?:desirable|preferred|souhaite\w*|souhaitable|atouts?|assets?|nice to have|un plus|"
    r"deseable\w*|desejave\w+|preferencia\w*|preferable|preferiblemente|preferably|"
    r"advantage\w*|optional|optionnel\w*|valorad\w+)\b"
)
_REQUIRED_HEAD = re.compile(
    r"\b(?:required|requis(?:e?s?)|essential|indispensab\w*|obligatoire\w*|mandatory|minimum|"
    r"requerid\w+)\b"
)
_CLAUSE = re.compile(r"[;.](?=\s|$)")


def is_plus(text: str) -> bool:
    """Whether an item only adds weight: all of its clauses say so."""
    clauses = [c for c in _CLAUSE.split(fold(text)) if re.search(r"[a-z]{3}", c)]
    return bool(clauses) and all(_clause_is_plus(c) for c in clauses)


def _clause_is_plus(clause: str) -> bool:
    if _LEADING.search(clause):
        return True
    plus = _PLUS.search(clause)
    if plus is None:
        return False
    # "Fluency in French, English is an asset": what comes before the comma is asked for.
    before, comma, _ = clause[: plus.start()].rpartition(",")
    return not (comma and _MUST.search(before))


_LANGUAGES = re.compile(
    r"^\W*(?:working |required )?(?:langues?|languages?|idiomas?|linguas?|lenguas?)"
    r"(?: (?:de travail|requises?|required|skills))?\W*$"
)
# A label of the call's card that fell among the items: not something asked of the applicant.
_CARD = re.compile(
    r"^\W*(?:honoraires?|honorarios?|remunerac?\w*|retribucion|fees?|salary|salaire|"
    r"daily rate|rate|"
    r"compensation|budget|presupuesto|orcamento|valor|lieu|location|duty station|local\b|lugar|"
    r"duree|duration|duracion|duracao|date limite|deadline|closing date|fecha limite|prazo|plazo|"
    r"start(?:ing)?(?: date)?|end date|date de (?:debut|fin|cloture|prise)|debut|demarrage|inicio|"
    r"fecha de inicio|data de inicio|(?:type (?:of|de|du) )?contract?(?: type)?|type de contrat|"
    r"contrat|contrato|tipo de contrato|reference|ref\.?|posted|publie|publicado|category|"
    r"categor\w+|country|pays|city|ville|region|organi[sz]ation|organisme|employer|employeur|"
    r"contacto?|e-?mail|courriel|correo|tel|telephone|website|site web|level of effort|"
    r"working days|nombre de jours|number of days|how to apply|pour postuler|"
    r"الموقع|المدة|الاتعاب|الميزانية|اخر موعد|تاريخ البدء)(?: [\w'()]{1,14}){0,3} ?:"
)
_ON_THE_WORK = re.compile(
    r"\b(?:deliverables?|livrables?|reports?|rapports?|proposals?|offres?|propositions?)\b"
)


def _is_profile(source: Source, section: Section) -> bool:
    """Whether a section of the profile asks something of the applicant.

    A label line "Languages: French" at the head of a call, or the language of the reports,
    is told by the working languages.
    """
    heading = source.fold[section.heading.start : section.heading.end]
    if not _LANGUAGES.match(heading):
        return True
    labelled = "\n" not in source.text[section.heading.end : section.body.start]
    body = source.flow[section.body.start : section.body.end]
    return not labelled and not _ON_THE_WORK.search(body)


# Sentences that open what applicants must be or have, where no heading does.
_OPENS_PROFILE = re.compile(
    r"\b(?:criter\w+ (?:d'eligibilite|de qualification|de preselection|"
    r"pour (?:l'etablissement de )?la "
    r"(?:liste restreinte|preselection)|de elegibilidad|de elegibilidade)|"
    r"(?:eligibility|shortlisting|short-listing|qualification|pre-?qualification) criteria|"
    r"(?:profil|profile|perfil)(?: \w+){0,3} (?:suivant|following|siguiente|seguinte)|"
    r"(?:candidat\w*|consultant\w*|applicants?|bidders?|tenderers?|soumissionnaires?|prestataires?|"
    r"experts?|proponentes?|consultor\w*|oferentes?|you|vous) "
    r"(?:must|should|shall|will|doi(?:t|vent)|devr(?:a|ont)|deben?|deberan?|devem?) "
    r"(?:have|possess|meet|be|hold|demonstrate|avoir|posseder|justifier|disposer|remplir|"
    r"satisfaire|etre|"
    r"reunir|contar|tener|cumplir|ter|possuir|atender)\b)"
)
# How it begins.
_OPENS_WORDS = beginnings(
    "appli|bidde|candi|consu|crite|eligi|exper|ofere|perfi|pre-q|prequ|prest|profi|propo|quali"
    "|short|soumi|tende|vous |you "
)
_MUST_HAVE = re.compile(
    r"\b(?:candidates?|applicants?|bidders?|tenderers?|consultants?|you|candidat\w*|"
    r"soumissionnaires?|"
    r"prestataires?|proponentes?|oferentes?|consultor\w*|facilitat\w+|trainers?) "
    r"(?:must|should|shall|doi(?:t|vent)|devr(?:a|ont)|deben?|deberan?|devem?) "
    r"(?:have|possess|avoir|posseder|justifier d'|disposer d'|tener|contar con|ter|possuir) "
)
_QUALITY = re.compile(
    r"\b(?:experien\w+|degree|diplom\w+|knowledge|connaissances?|maitrise|fluen\w+|skills?|"
    r"competenc\w*|conocimiento\w*|conheciment\w*|formation|titulo|command|years?|ans|anos|"
    r"proficien\w+|"
    r"licence|registered|track record|expertise|capacit\w+|ability)\b"
)
_BETWEEN = re.compile(
    r", (?:and |et |y |e )?|;| (?:and|et|y|e) (?=(?:a |an |une? |de |good |excellent )?\w)"
)


def _opened(source: Source, layout: Layout) -> list[tuple[str, Span, bool]]:
    """The list or the sentence that says "applicants must have", when no section does."""
    for match in opened(_OPENS_PROFILE, _OPENS_WORDS, source):
        section = layout.at(match.start())
        if section and section.kind in ("deliverables", "context", "objectives", "methodology"):
            continue
        sentence = sentence_at(source, match.start())
        colon = source.flow.find(":", match.end(), match.end() + 160)
        items = (
            read_entries(source, Span(colon + 1, min(len(source.text), colon + 4000)))
            if colon > 0
            else ()
        )
        marked = _alike(items)
        near = bool(marked) and marked[0].span.start - colon < 12
        if near and len(marked) >= 2:
            return _run_of(_entries(marked, source))
        if colon > 0 and not marked:
            parts = read_entries(source, Span(colon, max(colon, sentence.end)))
            if len(parts) >= 2 and sentence.end - colon < 1500:
                return _entries(parts, source)
        prose = _must_have(source, sentence)
        if prose:
            return prose
    return []


def _alike(items: Sequence[Item]) -> list[Item]:
    """The entries up to the first that has no mark or a mark of another family."""
    if not items or not items[0].marker:
        return []
    figure = items[0].marker[0].isalnum()
    return list(takewhile(lambda i: i.marker and i.marker[0].isalnum() == figure, items))


def _run_of(entries: list[tuple[str, Span, bool]]) -> list[tuple[str, Span, bool]]:
    """The entries up to the first gap: what follows a paragraph is another list."""
    kept = entries[:1]
    for entry in entries[1:]:
        if entry[1].start - kept[-1][1].end > 60:
            break
        kept.append(entry)
    return kept


def _must_have(source: Source, sentence: Span) -> list[tuple[str, Span, bool]]:
    """The qualities that a sentence enumerates: "must have A, B and C"."""
    opening = _MUST_HAVE.search(source.flow, sentence.start, sentence.end)
    if opening is None:
        return []
    cuts = [
        m.span()
        for m in _BETWEEN.finditer(source.flow, opening.end(), sentence.end)
        if _QUALITY.search(" ".join(source.flow[m.end() : m.end() + 60].split()[:4]))
    ]
    starts = [opening.end(), *(high for _, high in cuts)]
    ends = [*(low for low, _ in cuts), sentence.end]
    spans = [source.trim(a, b, " \t\r\n.,;") for a, b in zip(starts, ends, strict=True)]
    qualities = [s for s in spans if _QUALITY.search(source.flow, s.start, s.end)]
    return [(source.quote(s), s, False) for s in qualities] if len(qualities) >= 2 else []


def _bodies(source: Source, layout: Layout) -> list[Section]:
    """The profile: its sections, or the list that a sentence opens."""
    sections = [
        s for s in layout.of_kind("profile") if s.body.end > s.body.start and _is_profile(source, s)
    ]
    if sections:
        return sections
    return [s for s in layout.leads if s.kind == "profile" and s.body.end > s.body.start]


# A line between the items that opens a list of something else.
_ANOTHER_LIST = re.compile(
    r"\n[^\n]{0,80}\b(?:includ\w*|inclu\w+|compren\w+|submit\w*|soumettre|fournir|send\w*|envoyer|"
    r"enviar|presentar|apply|postuler|documents?|documentos|livrables|deliverables)\b[^\n]{0,60}\n"
)


# An entry that only says of the next ones whether they are asked for.
_GROUP = re.compile(
    r"^\W*(?:\d\.?\d? )?(?:(?:requisitos|requirements?|criteres?|qualifications?|essential|"
    r"critical|competences) )?"
    r"(?:obligatori\w+|obrigatori\w+|required|essential|mandatory|requis\w*|obligatoires?|"
    r"indispensables?|"
    r"deseables?|desejave\w+|desirable|preferred|souhaite\w*|souhaitables?|optional|"
    r"nice to have|atouts?|"
    r"assets?|must have|minimos|minimum)(?: (?:criteria|requirements?|qualifications?))?\W*$"
)


# An entry with marks belongs to the grid that follows the profile.
_MARKED = re.compile(r"\d ?(?:points?|pts?|puntos|pontos|%)\)?\W*$")


# "Profil souhaité": the profile sought, not one that would only be a plus.
_SOUGHT = re.compile(
    r"\b(?:profils? (?:\w+ )?(?:souhaite\w*|desire\w*)|perfil (?:deseado|desejado)|"
    r"desired (?:profile|candidate))\b"
)


def _desirable(words: str) -> bool:
    optional = _OPTIONAL_HEAD.search(words) and not _REQUIRED_HEAD.search(words)
    return bool(optional) and not _SOUGHT.search(words)


def _entries(items: Sequence[Item], source: Source) -> list[tuple[str, Span, bool]]:
    """The items that say something themselves, each with whether it stands under "desirable"."""
    entries: list[tuple[str, Span, bool]] = []
    optional: int | None = None  # the level of the item that opened a desirable list
    headed = False  # under a line between the items that says "desirable:"
    last = items[0].span.start
    for item, after in zip(items, [*items[1:], None], strict=True):
        text = (item.text or source.quote(item.span)).replace("**", "")
        between = source.fold[last : item.span.start]
        if _ANOTHER_LIST.search(between) or _MARKED.search(fold(text)):
            break
        if ":" in between and sum(map(str.isalpha, between)) > 4:
            headed = _desirable(between)
        last = item.span.end
        if optional is not None and item.level <= optional:
            optional = None
        if _CARD.match(fold(text)):
            continue
        if _GROUP.match(fold(text)) and after is not None:
            headed = _desirable(fold(text))
            continue
        if text.rstrip().endswith(":") and after is not None:
            optional = item.level if _desirable(fold(text)) else optional
            continue
        entries.append((text, item.span, headed or optional is not None))
    return entries


def _of_body(source: Source, section: Section) -> list[tuple[str, Span, bool]]:
    """The items of one body; sentences when it is prose."""
    heading = fold(source.text[section.heading.start : section.heading.end])
    optional = _desirable(heading)
    items = read_entries(source, section.body)
    told = any(len(list(sentences(source, i.span))) > 2 for i in items)
    lines = len(items) > 2 or any(i.marker for i in items)
    clauses = [] if lines else _clauses(source, section.body)
    if clauses:
        return [(text, span, optional) for text, span in clauses]
    if items and not (told and not any(i.marker for i in items)):
        return [(text, span, optional or under) for text, span, under in _entries(items, source)]
    return [
        (source.quote(s), s, optional)
        for s in sentences(source, section.body)
        if s.end - s.start > 8 and not _CARD.match(source.flow[s.start : s.end])
    ]


_SEMICOLON = re.compile(r"[;؛]")


def _clauses(source: Source, body: Span) -> list[tuple[str, Span]]:
    """The requirements that semicolons part: each sentence of three or more is a list."""
    read: list[tuple[str, Span]] = []
    cut = False
    parts = [s for s in sentences(source, body) if not _CARD.match(source.flow[s.start : s.end])]
    for sentence in parts:
        marks = [m.start() for m in _SEMICOLON.finditer(source.flow, sentence.start, sentence.end)]
        marks = marks if len(marks) > 1 or len(parts) == 1 else []
        cut = cut or bool(marks)
        edges = [sentence.start, *(m + 1 for m in marks), sentence.end]
        spans = [source.trim(low, high, " \t\r\n;؛") for low, high in pairwise(edges)]
        read += [
            (source.quote(s), s)
            for s in spans
            if s.end - s.start > 3 and not _CARD.match(source.flow[s.start : s.end])
        ]
    return read if cut and len(read) >= 2 else []


def read_eligibility(source: Source, layout: Layout) -> Found:
    """The items of the profile, in order."""
    read = [entry for section in _bodies(source, layout) for entry in _of_body(source, section)]
    read = read or _opened(source, layout)
    if not read:
        return ABSENT
    items: list[JSON] = [
        {"text": text, "required": not (under or is_plus(text)), "spans": [span]}
        for text, span, under in read
    ]
    return Found(
        {"count": len(items), "items": items},
        Certainty.LIKELY,
        tuple(span for _, span, _ in read),
    )
