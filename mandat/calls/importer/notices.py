"""Remarks of the reading itself: what kind of text this is, and whether it is one call."""

import itertools
import re

from mandat.calls.importer.call_words import CALL, MISSION
from mandat.calls.importer.draft import Span
from mandat.calls.importer.frontmatter import front_matter_end
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.text import Source
from mandat.calls.importer.vocabulary import telling_words
from mandat.calls.importer.windows import around, beginnings, openings

Notice = tuple[str, tuple[Span, ...]]

# Scars that a machine leaves when it translates: an apostrophe of the other language kept before a
# word ("the’action", "of’the", "d’ exploitation" in English), articles that were not translated.
_SCARS_EN = re.compile(
    r"\b(?:the|of|to|in|that|for|and|by|an?|from|on|with)[’'](?:[ ]?[a-z]|elles|ils)"
    r"|(?<=\s)[lL]['’][a-z]{4,}|(?<=[a-z])’ (?=[a-z])"
    r"|(?<=\s)[’'](?=[a-z]{4,} [a-z])|\bthe, [a-z]"
)
# In French: elisions that no writer forgets ("la organisation"), words left in English.
_SCARS_FR = re.compile(
    r"\b(?:[Ll]e|[Ll]a|[Qq]ue|ne|se) (?=[aeiouéèêâî][a-zé]{3,})(?!onz|oui|ouat"
    r"|unes?\b)|\b(?:le|la|de|les|des|un|une) (?:the|of|and|with|for)\b"
    r"|\b(?:de|à) les? (?=[a-zé]{3,}s\b)"
)
_SCAR_MARK = re.compile("'|’|the, ")  # each scar in English holds one
_SCARS = {"en": _SCARS_EN, "fr": _SCARS_FR}
_FEW = 4  # fewer scars may be slips of the pen

_CV = re.compile(
    r"\b(?:curriculum vitae|date of birth|date de naissance|ne(?:e)? le"
    r"|nationality ?:|nationalite ?:|marital status|etat civil|situation familiale"
    r"|work experience|professional experience|experiences? professionnelles?"
    r"|employment history|parcours professionnel|centres? d'interet"
    r"|hobbies|loisirs|references available|permis de conduire|estado civil|fecha de "
    r"nacimiento|experiencia profesional|mother tongue"
    r"|langue maternelle|publications|formation academique|education and training|السيرة الذاتية)\b"
)
_ASKS = re.compile(
    r"\b(?:postul\w+|soumettre|soumission\w*|candidatures?|candidat\w*"
    r"|soumissionnaires?|date limite|au plus tard|offre (?:technique|financiere)"
    r"|dossier de candidature|livrables?|termes de reference|prestataires?"
    r"|manifestations? d'interet|recrute|recherche un\W?e? consultant"
    r"|apply|applicants?|applications?|proposals?|deadline|no later than"
    r"|deliverables?|terms of reference|bidders?|submit\w*|expressions? of interest"
    r"|seek\w* an?|looking for an?|tender|quotations?|propuestas?|postulacion\w*"
    r"|entregables?|convocatoria|terminos de referencia|fecha limite"
    r"|propostas?|candidaturas?|termos de referencia|prazo|enviar|productos esperados"
    r"|contratacion|consultoria)\b"
    r"|الشروط المرجعية|العروض|المتقدم\w*|الموعد النهائي|تقديم"
)
# How the matches of these two begin.
_CV_WORDS = beginnings(
    "centr|curri|date |educa|emplo|estad|etat |exper|fecha|forma|hobbi|langu|loisi|marit|mothe"
    "|natio|ne le|nee l|parco|permi|profe|publi|refer|situa|work |السيرة"
)
_ASK_WORDS = beginnings(
    "appli|apply|au plus|bidde|candi|consu|contr|convo|date |deadl|deliv|dossi|entre|envia"
    "|expre|fecha|livra|looki|manif|no la|offre|postu|prazo|prest|produ|propo|propu|quota|reche"
    "|recru|seek|soume|soumi|submi|tende|terme|termi|termo|terms|الشروط|العروض|المتقدم|الموعد"
    "|تقديم"
)
_SHORT = 1800
_CARD = 600


def _translated(source: Source, language: str | None) -> Notice | None:
    """A text that looks like the output of a machine asks for its original."""
    pattern = _SCARS.get(language or "")
    if pattern is None:
        return None
    text = source.text[:400_000]
    if language == "en":
        marks = (mark.start() for mark in _SCAR_MARK.finditer(text))
        found = around(pattern, marks, text, (8, 80))
    else:
        found = pattern.finditer(text)
    scars = [Span(m.start(), m.end()) for m in found]
    words = max(1, source.text.count(" ", 0, 400_000))
    if len(scars) < _FEW or len(scars) / words < 0.002:
        return None
    return "machine_translation", tuple(scars[:12])


def _not_a_call(source: Source, layout: Layout) -> Notice | None:
    """A curriculum vitae, an article or a report: nothing in it asks anybody to apply."""
    fold = source.fold[:400_000]
    if len(fold.strip()) < 40:
        return None
    asks = {m.group()[:9] for m in openings(source, _ASKS, _ASK_WORDS, fold)}
    if len(asks) >= 5:
        return None
    marks = {m.group() for m in openings(source, _CV, _CV_WORDS, fold[:40_000])}
    asking = {s.kind for s in layout.sections} & {"how_to_apply", "deliverables", "criteria"}
    first = source.trim(0, len(source.text))
    cv = len(marks) >= 3 and "how_to_apply" not in asking
    title = CALL.search(source.fold, first.start, min(first.start + 400, first.end))
    shaped = len({s.kind for s in layout.sections}) > 2
    none = (
        len(asks) < 2 and not asking and not shaped and not title and front_matter_end(source) == 0
    )
    if not (cv or none):
        return None
    line = source.text.find("\n", first.start)
    return "not_a_call", (
        source.trim(
            first.start, line if 0 < line < first.end else min(first.end, first.start + 200)
        ),
    )


def _short_card(source: Source, layout: Layout) -> Notice | None:
    """A card of a job board that says little and points elsewhere for the call itself."""
    start = front_matter_end(source)
    body = source.trim(start, len(source.text))
    size = body.end - body.start
    if not size or size > (_SHORT if start else _CARD) or len(layout.sections) > 2:
        return None
    return "short_card", (Span(body.start, body.end),)


_BREAK = re.compile(r"^[ \t]*(?:\f|[=*_~#-]{5,}|[—–]{3,})[ \t]*$|\f", re.MULTILINE)
_LINE_START = re.compile(r"^[ \t*#_]{0,8}", re.MULTILINE)
_TITLE_KEY = re.compile(r"^(?:title|titre|titulo) ?[:=]", re.MULTILINE)
_TITLE_END = re.compile(r"\n[ \t\r]*\n|\n(?=[^\n]{0,40}(?:[:=]|\d))")
_WHOLE = 250  # a call is longer than its title
_SUBMIT = re.compile(
    r"\b(?:deadline|date limite|closing date|au plus tard|no later than|avant le"
    r"|fecha limite|hasta el|prazo|closing_date|date de cloture|apply by|الموعد)\b"
)


def _starts(source: Source) -> list[int]:
    """The lines at which a call may begin: front matter, or a title that says "call"."""
    found: list[int] = []
    fences = [m.start() for m in re.finditer(r"^\+\+\+[ \t]*$", source.text, re.MULTILINE)]
    found += fences[::2] if len(fences) >= 4 else []
    dashes = list(re.finditer(r"^---[ \t]*\n(?=[a-z_]{2,20}: )", source.text, re.MULTILINE))
    found += [m.start() for m in dashes] if len(dashes) > 1 else []
    for line in source.lines:
        if line.end - line.start < 8:
            continue
        span = source.trim(line.start, line.end, " \t\r*#_")
        if not 8 <= span.end - span.start <= 300:
            continue
        match = CALL.match(source.fold, span.start, span.end)
        if match and source.text[span.start].isupper() and _titular(source, span, match.end()):
            found.append(line.start)
    return sorted(set(found))


def _subject(source: Source, start: int) -> set[str]:
    """The telling words of the title that begins at an offset, without those of a call."""
    span = source.trim(start, min(len(source.text), start + 600), " \t\r\n*#_+-")
    match = CALL.match(source.fold, span.start, span.end) or _TITLE_KEY.search(
        source.fold, span.start, span.end
    )
    span = source.trim(match.end() if match else span.start, span.end, " \t\r\n*#_:")
    stop = _TITLE_END.search(source.text, span.start, span.end)
    title = source.fold[span.start : stop.start() if match and stop else span.start + 160]
    return {w for w, _, _ in telling_words(title)}


def _same_subject(source: Source, one: int, other: int) -> bool:
    """Whether two titles speak of the same mission, as a notice and the terms annexed to it do."""
    first, second = _subject(source, one), _subject(source, other)
    small = min(len(first), len(second))
    return small == 0 or len(first & second) >= 0.6 * small


def _titular(source: Source, span: Span, after: int) -> bool:
    """Whether a line that begins with words of a call is a title, not a sentence or a label."""
    text = source.text
    rest = source.fold[after : span.end].strip(" :.-")
    if text[span.end - 1] in ".;," or len(rest.split()) > 45:
        return False
    shouted = not any(c.islower() for c in text[span.start : span.end])
    if not rest:
        return shouted and after - span.start > 12
    subject = MISSION.search(rest) is not None or shouted
    numbered = (
        re.search(r"\b(?:n ?[°o]|no\.?|#|lot) ?\d", source.fold[span.start : span.end]) is not None
    )
    return subject or numbered


def split_calls(text: str) -> list[Span]:
    """One span for each call of a text that holds several; a single span when it holds one.

    A call begins at a page's head or at a title that says "call" with a subject, and is taken for
    one of its own when its subject differs from the one before and both have a closing date.
    """
    return _calls(Source(text))


def _calls(source: Source) -> list[Span]:
    text = source.text
    whole = [source.trim(0, len(text))]
    starts = _starts(source)
    kept: list[int] = []
    for start in starts:
        far = bool(kept) and start - kept[-1] >= _WHOLE
        if not kept or (
            far
            and _SUBMIT.search(source.fold, kept[-1], start)
            and not _same_subject(source, kept[-1], start)
        ):
            kept.append(start)
    while len(kept) > 1 and not (
        _SUBMIT.search(source.fold, kept[-1]) and len(text) - kept[-1] >= _WHOLE
    ):
        kept.pop()
    if len(kept) < 2:
        return whole
    edges = [whole[0].start, *kept[1:], len(text)]
    return [source.trim(a, b) for a, b in itertools.pairwise(edges)]


def read_notices(source: Source, layout: Layout, language: str | None = None) -> tuple[Notice, ...]:
    """The notices of a text, each with the places that show it."""
    found = [
        _translated(source, language),
        _not_a_call(source, layout) or _short_card(source, layout),
    ]
    calls = _calls(source)
    if len(calls) > 1:
        found.append(("several_calls", tuple(calls)))
    return tuple(notice for notice in found if notice)
