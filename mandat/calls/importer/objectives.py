"""What the mission is for, and how it is to be done."""

import itertools
import re
from dataclasses import replace

from mandat.calls.importer.draft import JSON, Certainty, Found, Span
from mandat.calls.importer.furniture import clean
from mandat.calls.importer.layout import Item, Layout, Section, read_items
from mandat.calls.importer.text import Source

_GENERAL = re.compile(
    r"\b(?:general\w*|princip\w+|global\w*|main|overall|primary|overarching|geral)\b|العام|الرئيسي"
)
_SPECIFIC = re.compile(
    r"\b(?:specifi\w+|especific\w+|operationnel\w*|secondary|secondaires?)\b|المحدد|الخاص"
)
_LABEL = re.compile(
    r"(?:(?:objectif|objective|objetivo|objectivo|os|so|og|goal"
    r"|obj)s?\.? ?(?:(?:specifique|specific|especifico|general|principal|geral)s? ?)?"
    r"|(?:specific|general|main|overall) objectives? ?)(?:n ?[°o]\.? ?"
    r"|no\.? ?)?(?:\d{1,2})? ?[:.)-] ?"
)
_SENTENCE = re.compile(
    r"(?:l'objectif|l'objet|le but|la finalite|the (?:\w+ ){0,2}(?:objective|purpose"
    r"|goal|aim)|whose (?:goal|aim|objective|purpose)"
    r"|el objetivo|el proposito|o objetivo|o objectivo|a finalidade|dont (?:le but|l'objectif))"
    r"(?: (?:general|principal|global|overall|main|geral))?(?: [^\n.:;]{0,80}?)?"
    r" (?:est d[e']|est|sera d[e']|vise a|consiste a|is to'?|is|will be to|es|e|sera) ?"
)
_RESULT = re.compile(
    r"(?:\w+ ){0,2}(?:resultats?|results?|outcomes?|effets?|resultados?)\b|النتائج"
)
_STOP = re.compile(r"[.!?](?=\s|$)|\n\s*\n")
_PURPOSE_SECTIONS = 4


def _sentences(source: Source, within: Span) -> list[Span]:
    """The sentences that say what the objective is."""
    found = []
    for match in _SENTENCE.finditer(source.fold, within.start, within.end):
        start = max(
            source.text.rfind(". ", within.start, match.start()) + 2,
            source.text.rfind("\n\n", within.start, match.start()) + 2,
            within.start,
        )
        stop = _STOP.search(source.text, match.end(), min(within.end, match.end() + 900))
        if stop is None and within.end - match.end() > 900:
            continue
        start = start if match.start() - start < 160 else match.start()
        found.append(source.trim(start, stop.start() if stop else within.end))
    return found


def _strip_label(source: Source, span: Span) -> Span:
    match = _LABEL.match(source.fold, span.start, min(span.end, span.start + 80))
    return source.trim(match.end(), span.end) if match and match.end() < span.end else span


def _kind_of(source: Source, section: Section, span: Span) -> str:
    heading = source.fold[section.heading.start : section.heading.end]
    own = source.fold[span.start : min(span.end, span.start + 60)]
    if _LABEL.match(own) and (_GENERAL.search(own) or own.startswith("og")):
        return "general"
    return "general" if _GENERAL.search(heading) and not _SPECIFIC.search(heading) else "specific"


def _entry(source: Source, section: Section, item: Item) -> dict[str, JSON]:
    span = _strip_label(source, item.span)
    text = item.text if span == item.span or not item.text else source.quote(span)
    return {"kind": _kind_of(source, section, item.span), "text": text, "spans": [span]}


def _prose(source: Source, section: Section, until: int) -> list[dict[str, JSON]]:
    """The objective that a section says in prose, before its list."""
    body = source.trim(section.body.start, max(until, section.body.start))
    if body.end == body.start:
        return []
    spans = _sentences(source, body)[:1]
    if not spans:
        stop = _STOP.search(source.text, body.start, body.end)
        first = source.trim(body.start, stop.start() if stop else body.end)
        if source.text[first.end - 1 : first.end] in (":", "") or first.end - first.start < 20:
            return []
        spans = [first]
    heading = source.fold[section.heading.start : section.heading.end]
    kind = "specific" if _SPECIFIC.search(heading) else "general"
    bare = (_strip_label(source, s) for s in spans)
    return [{"kind": kind, "text": clean(source, s), "spans": [s]} for s in bare]


def _section_objectives(source: Source, section: Section) -> list[dict[str, JSON]]:
    items = read_items(source, section.body)
    top = [i for i in items if i.level == 0]
    until = top[0].span.start - 6 if top else section.body.end
    bare = bool(top) and not top[0].marker
    found = [] if bare else _prose(source, section, until)
    if not top and not found and items:
        top = list(items)
    return found + [_entry(source, section, i) for i in top]


def _widened(layout: Layout, section: Section) -> Section:
    """A section that has nothing but numbered parts of its own, with these parts."""
    end = section.body.end
    for part in layout.sections[layout.sections.index(section) + 1 :]:
        if part.kind != "other":
            break
        end = part.body.end
    return replace(section, body=Span(section.body.start, end))


def read_objectives(source: Source, layout: Layout) -> Found:
    """The objectives of the mission, general and specific."""
    value: list[dict[str, JSON]] = []
    found = layout.of_kind("objectives")
    sections = [
        s for s in found if not _RESULT.match(source.fold, s.heading.start, s.heading.end)
    ] or list(found)
    for section in sections[:_PURPOSE_SECTIONS]:
        own = _section_objectives(source, section)
        if not own:
            own = _section_objectives(source, _widened(layout, section))
        value += own
    certainty = Certainty.SURE
    if not value:
        certainty = Certainty.LIKELY
        value = _without_section(source, layout)
    if not value:
        return Found()
    return Found(value, certainty, tuple(v["spans"][0] for v in value))


_MISSION = re.compile(
    r"\b(?:mission|consult\w+|assignment|evaluation|etude|study|contrat\w*|prestation"
    r"|audit|work|recrut\w+)\b"
)


def _without_section(source: Source, layout: Layout) -> list[dict[str, JSON]]:
    """The objectives that sentences say, when no section is about them."""
    value: list[dict[str, JSON]] = []
    for span in _sentences(source, Span(0, len(source.text))):
        if _MISSION.search(source.fold[span.start : span.end]):
            value.append({"kind": "general", "text": source.quote(span), "spans": [span]})
            break
    for lead in layout.leads:
        words = source.fold[lead.heading.start : lead.heading.end]
        if (
            lead.kind == "objectives"
            and (_MISSION.search(words) or value)
            and _SPECIFIC.search(words)
        ):
            value += [
                _entry(source, lead, i)
                for i in read_items(source, lead.body)
                if i.level == 0 and i.marker
            ]
            break
    return value


def read_methodology(source: Source, layout: Layout) -> Found:
    """What the method is made of: the entries of its sections, or their paragraphs."""
    value: list[dict[str, JSON]] = []
    for section in layout.of_kind("methodology"):
        items = [i for i in read_items(source, section.body) if i.level == 0]
        if items:
            value += [{"text": i.text or source.quote(i.span), "spans": [i.span]} for i in items]
        else:
            value += [
                {"text": clean(source, s), "spans": [s]} for s in _paragraphs(source, section.body)
            ]
    if not value:
        return Found()
    return Found(value, Certainty.LIKELY, tuple(v["spans"][0] for v in value))


_BLANK = re.compile(r"\n[ \t\r]*\n")


def _paragraphs(source: Source, body: Span) -> list[Span]:
    edges = [
        body.start,
        *(m.end() for m in _BLANK.finditer(source.text, body.start, body.end)),
        body.end,
    ]
    spans = (source.trim(a, b) for a, b in itertools.pairwise(edges))
    return [s for s in spans if s.end - s.start > 20]
