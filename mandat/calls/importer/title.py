"""The title of a call: from the head of a page, from a label, or from its first lines."""

import itertools
import re

from mandat.calls.importer.call_words import CALL, MISSION
from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.frontmatter import front_matter_end, read_front_matter, read_labels
from mandat.calls.importer.furniture import furniture
from mandat.calls.importer.headings import read_words
from mandat.calls.importer.layout import Layout, Section
from mandat.calls.importer.markers import read_marker
from mandat.calls.importer.organisation_words import HIRES
from mandat.calls.importer.text import Source

_KEYS = (
    "title",
    "titre",
    "titulo",
    "job title",
    "position",
    "intitule",
    "name",
    "subject",
    "objet",
)
_LABEL = re.compile(
    r"(?:(?:titre|intitule|nom|objet)(?: (?:du|de la|de l'|de) ?(?:poste|mission"
    r"|consultance|consultation|prestation|etude|appel|offre|marche))?"
    r"|(?:job|position|post|consultancy|assignment|vacancy|contract|tender"
    r"|rfp|study|evaluation)? ?title|title of (?:the )?(?!project|programme)\w+(?: \w+)?"
    r"|name of (?:the )?(?:consultancy|assignment|position)|consultancy|assignment"
    r"|position|poste|mission|role|purpose of (?:the )?consultancy|subject|asunto|assunto"
    r"|descri(?:ption|pcion|cao) (?:of (?:the )?(?:assignment|consultancy|services?)|de la (?:mission"
    r"|consultance|prestation)|de la consultoria|da consultoria|del servicio)"
    r"|(?:designation|nature|objet) (?:de la (?:mission|prestation)|des prestations|du marche)"
    r"|objeto(?: de la (?:contratacion|consultoria|convocatoria)| da contratacao)?|vacancy|vaga"
    r"|titulo(?: (?:del?|da|de la) \w+)?|nombre de la (?:consultoria|contratacion)"
    r"|nome da consultoria|consultoria|puesto|cargo"
    r"|المسمى الوظيفي|عنوان المهمة|عنوان الاستشارة|العنوان)$"
)
_OTHER_LABEL = re.compile(r"[ \t]*[^\W\d_][\w '’/()-]{1,40}[ ]?:[ ]")
_REFERENCE = re.compile(
    r"(?:ami|ref|rfp|rfq|eoi|tdr|dp|aoi|n ?[°º]|no\.|reference|date|publi|source"
    r"|deadline|posted)\b",
    re.IGNORECASE,
)
_CONNECT = re.compile(
    r"(?:pour|for|de|du|des|d'|relative?s?|portant|en vue|of|to|on|para|sobre|da|do|a l'|au)\b|d'"
)
_SEPARATE = " \t:–—-|.,;/"
_STOPPED = re.compile(r"[.!?]\s+[^\W\da-z]")
_ROWS = 45
_LONGEST = 320


class _Head:
    """The first lines of a text, to the first paragraph of prose or section."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self.source = source
        start = front_matter_end(source)
        stop = len(source.text)
        for section in layout.sections[:4]:
            if section.heading.start > start and not _titles(source, section):
                stop = section.heading.start
                break
        drop = furniture(source)
        self.rows: list[Span] = []
        self.gaps: list[bool] = []
        gap = True
        for line in source.lines:
            if line.start >= stop or len(self.rows) >= _ROWS:
                break
            if line.start < start or line.start in drop:
                continue
            span = _bare(source, source.trim(line.start, min(line.end, stop), " \t\r*#_\\>"))
            if span.start == span.end:
                gap = True
                continue
            if _is_prose(source, span) and not CALL.match(source.fold, span.start):
                break
            self.rows.append(span)
            self.gaps.append(gap)
            gap = False

    def joined(self, at: int, start: int) -> Span:
        """The row from `start`, with the rows below that go on with it."""
        end = self.rows[at].end
        for index in range(at + 1, min(at + 5, len(self.rows))):
            if self.rows[index].end - start > _LONGEST or not self._goes_on(index, start, end):
                break
            end = self.rows[index].end
        return Span(start, end)

    def _goes_on(self, index: int, start: int, end: int) -> bool:
        text, row = self.source.text, self.rows[index]
        if text[end - 1] in ".;!?" or _OTHER_LABEL.match(text, row.start, row.end):
            return False
        if (
            _REFERENCE.match(self.source.fold, row.start, row.end)
            or "@" in text[row.start : row.end]
        ):
            return False
        first = text[row.start]
        if (
            first.islower()
            or first in "(&«“"
            or text[end - 1] in ",-–:"
            or _hangs(self.source, end)
        ):
            return True
        words = text[start:end] + text[row.start : row.end]
        shouted = words.upper() == words and words.lower() != words
        long = end - max(start, text.rfind("\n", 0, end) + 1) >= 60
        return not self.gaps[index] and (shouted or long) and row.end - row.start > 3


_LINKED = re.compile(r"\[([^\]\n]{3,300})\]\([^()\n]{0,300}\)")
_FILE = re.compile(r"[\w.()-]{3,120}\.(?:docx?|pdf|odt|txt|html?)$")
_CRUMBS = re.compile(r"[^>»›/]{2,40}(?: (?:>|»|›|/|→) [^>»›/]{2,60}){1,8}$")


def _bare(source: Source, span: Span) -> Span:
    """The words of a line that is a link, nothing of a file's name or of the path of a page."""
    if linked := _LINKED.match(source.text, span.start, span.end):
        return Span(*linked.span(1))
    words = source.text[span.start : min(span.end, span.start + 400)]
    crumbs = _CRUMBS.match(words) and "«" not in words
    return Span(span.start, span.start) if crumbs or _FILE.match(words) else span


def _titles(source: Source, section: Section) -> bool:
    """Whether a heading says "call" or nothing that a section is about: it may be the title."""
    words = source.fold[section.heading.start : section.heading.end]
    return CALL.match(words.lstrip("[")) is not None or (
        section.kind == "other" and read_words(words) is None
    )


def _hangs(source: Source, end: int) -> bool:
    """Whether the last word calls for another one ("for the", "de la")."""
    last = re.search(r"[^\W\d_']+'?$", source.fold[max(0, end - 12) : end])
    return bool(last) and last.group() in (  # type: ignore[union-attr]
        [
            "de",
            "du",
            "des",
            "la",
            "le",
            "les",
            "l'",
            "d'",
            "pour",
            "et",
            "a",
            "au",
            "aux",
            "of",
            "the",
            "for",
            "and",
            "in",
            "on",
            "to",
            "para",
            "del",
            "los",
            "las",
            "y",
            "en",
            "da",
            "do",
            "e",
        ]
    )


def _is_prose(source: Source, span: Span) -> bool:
    size = span.end - span.start
    piece = source.text[span.start : min(span.end, span.start + 1000)]
    return (
        size > 330
        or (size > 160 and piece.endswith("."))
        or (size > 90 and bool(_STOPPED.search(piece)))
    )


def _strip_call(source: Source, span: Span) -> tuple[Span, bool]:
    """The span without words that only say "call", and whether some were there.

    They stay when the subject hangs on them ("Call for proposals for the evaluation of ...").
    """
    said = False
    while match := CALL.match(source.fold, span.start, span.end):
        said = True
        rest = source.trim(match.end(), span.end, _SEPARATE)
        gap = source.text[match.end() : rest.start]
        if rest.start == rest.end:
            return rest, True
        tied = not gap.strip() and _CONNECT.match(source.fold, rest.start, rest.end)
        opens = (
            gap.strip() or source.text[rest.start].isupper() or CALL.match(source.fold, rest.start)
        )
        if tied or not opens:
            break
        span = rest
    return span, said


def _prefixed(head: _Head) -> Span | None:
    """The subject that stands after or below the words of a call."""
    source = head.source
    for at, row in enumerate(head.rows):
        if row.end - row.start > _LONGEST or not CALL.match(source.fold, row.start, row.end):
            continue
        alone, _ = _strip_call(source, row)
        if alone.end > alone.start:
            span, _ = _strip_call(source, head.joined(at, row.start))
        else:
            span = _below(head, at) or alone
        span = _to_label(source, span)
        if span.end - span.start >= 12:
            return span
    return None


def _is_label(source: Source, row: Span) -> bool:
    """Whether a row is a label with its value or a numbered heading, not a mission's name."""
    label = _OTHER_LABEL.match(source.text, row.start, row.end)
    if label and not MISSION.search(source.fold, row.start, label.end()):
        return True
    return read_marker(source.text, row.start, row.end) is not None


def _to_label(source: Source, span: Span) -> Span:
    """A long span without the "Label: value" pairs that lost line ends have put behind it."""
    call = CALL.match(source.fold, span.start, span.end)
    start = (call.end() if call else span.start) + 12
    for label in _INLINE_LABEL.finditer(source.text, min(start, span.end), span.end):
        at = _label_start(label)
        if span.end - span.start >= _CROWDED or _USUAL_LABEL.match(source.fold, at):
            return source.trim(span.start, at)
    return span


def _below(head: _Head, at: int) -> Span | None:
    """The subject under a line that says nothing but "call"."""
    source = head.source
    for index in range(at + 1, min(at + 4, len(head.rows))):
        row = head.rows[index]
        if _REFERENCE.match(source.fold, row.start, row.end) or _is_label(source, row):
            continue
        first = (
            head.rows[at].start
            if _CONNECT.match(source.fold, row.start) and index == at + 1
            else row.start
        )
        span, _ = _strip_call(source, head.joined(index, first))
        if span.end - span.start >= 12 and not _is_prose(source, span):
            return span
    return None


def _mission_line(head: _Head) -> Span | None:
    """The first line that names a mission without being a label or a sentence."""
    source = head.source
    for at, row in enumerate(head.rows[:12]):
        words = source.fold[row.start : row.end]
        if (
            not 12 <= len(words) <= 250
            or words[-1] in ".;:,"
            or "@" in words
            or "://" in words
            or "|" in words
        ):
            continue
        if source.text[row.start].isdigit() or _is_label(source, row):
            continue
        if MISSION.search(words) and len(words.split()) >= 2:
            return head.joined(at, row.start)
    return None


_LONG = 500
_CROWDED = 120
_INLINE_LABEL = re.compile(r"(?<=\s)[^\W\d_a-zß-öø-ÿ][\w'’]*(?: [\w'’]+){0,4} ?:(?=\s)")
_USUAL_LABEL = re.compile(
    r"(?:lieux?|locations?|duree|duration|dates?|organi[sz]a\w+|pays|country|pais|langues?|languages?"
    r"|type|closing|deadline|duty|references?|ref|budget|contact|poste|niveau|salaire|salary|start"
    r"|contrat|contract|ville|city|lugar|duracion|plazo|local|duracao|prazo|idiomas?)\b"
)
_OCR_TERMS = re.compile(r"t ?e ?r ?m ?e ?s? ?d ?e ?r ?e ?f ?e ?r ?e ?n ?c ?e ?s?(?!\w)[ ]{0,3}")


def _single_line(source: Source) -> Span | None:
    """The title of a text without line ends: its first words, up to the first label."""
    line = next((li for li in source.lines if source.text[li.start : li.end].strip()), None)
    if line is None or line.end - line.start < _LONG:
        return None
    start = source.trim(line.start, line.end).start
    if match := _OCR_TERMS.match(source.fold, start, start + 60):
        start = match.end()
    if not CALL.match(source.fold, start) and start == line.start:
        return None
    label = _INLINE_LABEL.search(source.text, start + 20, min(line.end, start + 500))
    if label is None or _STOPPED.search(source.text, start, label.start()):
        return None
    span, _ = _strip_call(source, source.trim(start, _label_start(label)))
    return span if 12 <= span.end - span.start <= _LONGEST else None


def _with_rest(source: Source, span: Span) -> Span:
    """A label's value with the lines below that the edge of the page has cut from it."""
    end = span.end
    for _ in range(3):
        start = source.text.rfind("\n", 0, end) + 1
        stop = source.text.find("\n", end + 1)
        below = source.trim(end, stop if stop > 0 else len(source.text), " \t\r*_\n")
        gap = source.text[end : below.start].strip(" \t\r*_")
        wide = end - start >= 60 or _hangs(source, end) or source.text[end - 1] in ":,«("
        if gap != "\n" or not wide or below.end - span.start > _LONGEST:
            break
        if _is_label(source, below) or below.end == below.start:
            break
        end = below.end
    return Span(span.start, end)


_SOUGHT = re.compile(
    r"(?:(?:[\w'-]+ ){0,6}?(?:proposals?|quotations?|offers?|bids?|applications?|candidatures?|offres?"
    r"|propositions?|propuestas?|propostas?|individuals?|firms?|consultants?|consultores|cabinets?)"
    r"(?: [\w'-]+){0,6}? (?:for|pour|para) )?(?:the |a |an |un[.·(]?e?\)?(?:\(e\))? |une |la |le |l'"
    r"|uma? |el |des |una )?(?P<what>[^\n.;:!?]{12,200}?)(?=[.;:!?]|, |\n\s*\n|$| to be (?:held|carried)"
    r"| which | qui | from \d| du \d| dans le cadre | in order | afin | as part of )"
)
_EARLY = 3000


def _sought(source: Source) -> Span | None:
    """What the first sentence that seeks somebody says that it seeks him for."""
    for verb in itertools.islice(HIRES.finditer(source.flow, 0, _EARLY), 12):
        at = source.trim(verb.end(), min(len(source.text), verb.end() + 500)).start
        what = _SOUGHT.match(source.flow, at)
        if what and MISSION.search(source.fold, *what.span("what")):
            return source.trim(*what.span("what"))
    return None


def _label_start(label: re.Match[str]) -> int:
    """A label is the shortest run of words before the colon that begins with a capital."""
    words = list(re.finditer(r"[\w'’]+", label.group()))
    capitals = [w.start() for w in words if w.group()[0].isupper()]
    return label.start() + capitals[-1]


def read_title(source: Source, layout: Layout) -> Found:
    """The subject of the call; absent when the text begins with prose."""
    front = read_front_matter(source)
    for key in _KEYS:
        if key in front:
            return Found(front[key][0], Certainty.SURE, (front[key][1],))
    for label, (value, span) in read_labels(source).items():
        if _LABEL.match(label) and 6 <= len(value) <= _LONGEST:
            span = _with_rest(source, span)
            stripped, _ = _strip_call(source, span)
            kept = stripped if stripped.end > stripped.start else span
            return Found(source.quote(kept), Certainty.SURE, (kept,))
    head = _Head(source, layout)
    found = _prefixed(head)
    certainty = Certainty.SURE
    if found is None:
        found = _single_line(source) or _mission_line(head) or _sought(source)
        certainty = Certainty.LIKELY
    if found is None:
        return Found()
    found = source.trim(found.start, found.end, " \t\r\n*#_\\:–—-|")
    return Found(source.quote(found), certainty, (found,))
