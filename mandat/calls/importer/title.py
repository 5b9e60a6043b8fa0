"""The title of a call: from the head of a page, from a label, or from its first lines."""

import itertools
import re

from mandat.calls.importer.ballot import is_organisation
from mandat.calls.importer.call_words import CALL, MISSION
from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.frontmatter import read_front_matter, read_labels
from mandat.calls.importer.heading_words import read_words
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.markers import read_marker
from mandat.calls.importer.organisation_words import HIRES
from mandat.calls.importer.text import Source
from mandat.calls.importer.title_lines import (
    LONGEST,
    OTHER_LABEL,
    REFERENCE,
    STOPPED,
    TitleLines,
    bare_line,
    hangs,
    is_prose,
)

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
    r"|position|poste|mission|role|(?:project )?activity|purpose of (?:the )?consultancy"
    r"|subject|asunto|assunto|objet(?:iv)?o (?:del?|do) contrato"
    r"|descri(?:ption|pcion|cao) (?:of (?:the )?(?:assignment|consultancy|services?)"
    r"|de la (?:mission|consultance|prestation|consultoria)|da consultoria|del servicio)"
    r"|(?:designation|nature|objet) (?:de la (?:mission|prestation)|des prestations|du marche)"
    r"|objeto(?: de la (?:contratacion|consultoria|convocatoria)| da contratacao)?|vacancy|vaga"
    r"|titulo(?: (?:del?|da|de la) \w+)?|nombre de la (?:consultoria|contratacion)"
    r"|nome da consultoria|consultoria|puesto|cargo"
    r"|المسمى الوظيفي|عنوان المهمة|عنوان الاستشارة|العنوان)$"
)
_CONNECT = re.compile(
    r"(?:pour|for|de|du|des|d'|relative?s?|portant|en vue|of|to|on|para|sobre|da|do|a l'|au)\b|d'"
)
_SEPARATE = " \t:–—-|.,;/"


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


def _prefixed(head: TitleLines) -> Span | None:
    """The subject that stands after or below the words of a call."""
    source = head.source
    for at, row in enumerate(head.rows):
        if row.end - row.start > LONGEST or not CALL.match(source.fold, row.start, row.end):
            continue
        if at and not head.gaps[at] and _runs_on(source, head.rows[at - 1]):
            continue
        pipe = source.text.find("|", row.start, row.end)
        cell = source.trim(row.start, pipe) if pipe > row.start else row
        alone, _ = _strip_call(source, cell)
        if alone.end > alone.start:
            span, _ = _strip_call(source, head.joined(at, row.start))
        else:
            span = _below(head, at) or alone
        span = _to_label(source, _without_reference(source, span))
        if _says_nothing(source, span):
            span = _below(head, at) or span
        if span.end - span.start >= 12 and not _says_nothing(source, span):
            return span
    return None


# A second line that says who calls ("a call by Coral Aid"), below the title itself.
_SUBTITLE = re.compile(
    r"(?:(?:an?|the|une?|una|uma|la|le|l'|o|a) ?)(?:open |public |new |nouvel |joint )?"
    r"(?:call|appel|convocatoria|chamada|llamado|invitation|invitacion|convite|request|annonce"
    r"|notice|anuncio)\b(?! (?:for|to) (?:the |an? )?(?:\w+ ){0,2}(?:evaluat|stud|assess|review))"
)
_NUMBER = re.compile(
    r"(?:(?:n ?[°o]|no|ref|reference|rfp|rfq|ami|eoi|tdr)[.:]? ?)?(?=[^ :]{0,30}\d)[\w/.-]{3,30}"
    r"(?: ?[:|–—]| -) "
)


def _without_reference(source: Source, span: Span) -> Span:
    """A title without the number of its file before it ("2025-044: Baseline study")."""
    number = _NUMBER.match(source.fold, span.start, span.end)
    if number is None or re.search(r"[^\W\d_]{6}", number.group()):
        return span
    rest = source.trim(number.end(), span.end, _SEPARATE)
    return rest if rest.end - rest.start >= 12 else span


def _runs_on(source: Source, above: Span) -> bool:
    """Whether the edge of the page has cut the line: the next one goes on with it."""
    wide = above.end - above.start >= 60
    return (
        wide
        and source.text[above.start : above.end] != source.text[above.start : above.end].upper()
    )


def _says_nothing(source: Source, span: Span) -> bool:
    """Whether the words are but the number of a file ("SAHA-2021-04") or two vague ones."""
    words = source.text[span.start : span.end]
    vague = len(words.split()) < 3 and not MISSION.search(source.fold, span.start, span.end)
    return _is_reference(source, span) or vague


def _is_reference(source: Source, span: Span) -> bool:
    """Whether the words are the number of a file: a figure, and hardly a word beside it."""
    words = source.text[span.start : span.end]
    if not any(c.isdigit() for c in words) or re.search(r"[^\W\d_]{6}", words):
        return False
    return len(re.findall(r"[^\W\d_]{3,}", words)) < 4


def _is_label(source: Source, row: Span) -> bool:
    """Whether a row is a label with its value or a numbered heading, not a mission's name."""
    label = OTHER_LABEL.match(source.text, row.start, row.end)
    if label and not MISSION.search(source.fold, row.start, label.end()):
        said = is_organisation(source.text[row.start : label.end()])  # "Coral Aid: Evaluator"
        return not (said and MISSION.search(source.fold, label.end(), row.end))
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


def _below(head: TitleLines, at: int) -> Span | None:
    """The subject under a line that says nothing but "call"."""
    source = head.source
    for index in range(at + 1, min(at + 4, len(head.rows))):
        row = head.rows[index]
        if REFERENCE.match(source.fold, row.start, row.end) or _is_label(source, row):
            continue
        first = (
            head.rows[at].start
            if _CONNECT.match(source.fold, row.start) and index == at + 1
            else row.start
        )
        span, _ = _strip_call(source, head.joined(index, first))
        if span.end - span.start >= 12 and not is_prose(source, span):
            return span
    return None


def _mission_line(head: TitleLines) -> Span | None:
    """The first line that names a mission without being a label or a sentence."""
    source = head.source
    found: list[tuple[int, int]] = []
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
        start = _without_reference(source, row).start
        if source.text[start].isdigit() or _is_label(source, Span(start, row.end)):
            continue
        if _SUBTITLE.match(words):
            first = head.rows[0]
            if 0 < at < 4 and _is_name(source, first):
                return head.joined(0, first.start)
            continue
        if MISSION.search(words) and len(words.split()) >= 2:
            found.append((at, start))
    best = next((f for f in found[:4] if _is_strong(head, *f)), None)
    chosen = best or next(iter(found), None)
    return head.joined(*chosen) if chosen else None


# The work itself, by its nouns: a title that has one wins over a motto above it.
_STRONG = re.compile(
    r"\b(?:evaluat(?:ion|or)|evaluation|evaluacion|avaliacao|etude|study|estudio|estudo|assessment"
    r"|review|revue|audit\w*|baseline|end-?line|mid-?term|diagnosti\w*|consult[ao]\w+|enquete"
    r"|survey|mapping|cartographie|capitalisation|recrutement|recruitment|sistematizacion"
    r"|formation|training|elaboration|elaboracion|analyse|analysis|analisis)\b"
)


def _alone(head: TitleLines) -> Span | None:
    """The one line above the first section."""
    if len(head.rows) != 1 or CALL.match(head.source.fold, head.rows[0].start):
        return None
    row = head.rows[0]
    short = row.end - row.start < 120 and head.source.text[row.end - 1] not in ".;:,"
    return row if short and _is_name(head.source, row) else None


def _is_strong(head: TitleLines, at: int, start: int) -> bool:
    end = min(start + 60, head.rows[at].end)
    return _STRONG.search(head.source.fold, start, end) is not None


def _titled(words: str) -> bool:
    """Whether all long words have capitals, as in the name of a house."""
    return all(not w[0].islower() for w in words.split() if len(w) > 4)


def _is_name(source: Source, row: Span) -> bool:
    """Whether the first line may be a title: words, neither a house nor a number nor a section."""
    words = source.text[row.start : row.end]
    reading = read_words(source.fold[row.start : row.end])
    return (
        len(words) >= 12
        and len(words.split()) > 2
        and not (
            (is_organisation(words) and _titled(words))
            or _is_label(source, row)
            or _says_nothing(source, row)
        )
        and (reading is None or reading.unknown > 1)
    )


_LONG = 500
_NUMBERED = re.compile(r"(?<=[ .])(?:\d{1,2}|I{1,3})[.)-]{1,2} (?=[A-ZÀ-Þ])")
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
    number = _NUMBERED.search(source.text, start + 20, min(line.end, start + 500))
    ends = [_label_start(label)] if label else []
    ends += [number.start()] if number else []
    if not ends or STOPPED.search(source.text, start, min(ends)):
        return None
    span, _ = _strip_call(source, source.trim(start, min(ends)))
    return span if 12 <= span.end - span.start <= LONGEST else None


def _with_rest(source: Source, span: Span) -> Span:
    """A label's value with the lines below that the edge of the page has cut from it."""
    end = span.end
    for _ in range(3):
        start = source.text.rfind("\n", 0, end) + 1
        stop = source.text.find("\n", end + 1)
        below = source.trim(end, stop if stop > 0 else len(source.text), " \t\r*_\n")
        gap = source.text[end : below.start].strip(" \t\r*_")
        wide = end - start >= 60 or hangs(source, end) or source.text[end - 1] in ":,«("
        if gap != "\n" or not wide or below.end - span.start > LONGEST:
            break
        if _is_label(source, below) or below.end == below.start:
            break
        end = below.end
    return Span(span.start, end)


_SOUGHT = re.compile(
    r"(?:(?:[\w'-]+ ){0,6}?(?:proposals?|quotations?|offers?|bids?|applications?|candidatures?"
    r"|offres?|propositions?|propuestas?|propostas?|individuals?|firms?|consultants?|consultores"
    r"|cabinets?)(?: [\w'-]+){0,6}? (?:for|pour|para) )?"
    r"(?:the |a |an |un[.·(]?e?\)?(?:\(e\))? |une |la |le |l'|uma? |el |des |una )?"
    r"(?P<what>[^\n.;:!?]{12,200}?)(?=[.;:!?]|, |\n\s*\n|$| to be (?:held|carried)"
    r"| which | qui | from \d| du \d| dans le cadre | in order | afin | as part of )"
)
_EARLY = 3000


def _later(source: Source) -> Span | None:
    """A line below the first prose that says "call" with its subject."""
    for line in source.lines[:80]:
        span = bare_line(source, source.trim(line.start, line.end, " \t\r*#_>"))
        if not 12 <= span.end - span.start <= 200 or source.text[span.end - 1] in ".;,":
            continue
        if not source.text[span.start].isupper() or not CALL.match(source.fold, span.start):
            continue
        subject, _ = _strip_call(source, span)
        if subject.end - subject.start >= 12 and MISSION.search(
            source.fold, subject.start, subject.end
        ):
            return subject
    return None


def _sought(source: Source) -> Span | None:
    """What the first sentence that seeks somebody says that it seeks him for."""
    for verb in itertools.islice(HIRES.finditer(source.flow, 0, _EARLY), 12):
        at = source.trim(verb.end(), min(len(source.text), verb.end() + 500)).start
        what = _SOUGHT.match(source.flow, at)
        if what and MISSION.search(source.fold, *what.span("what")):
            return source.trim(*what.span("what"))
    said = _SUBJECT.search(source.flow, 0, _EARLY)
    if said and MISSION.search(source.fold, *said.span("what")):
        return source.trim(*said.span("what"))
    return None


_SUBJECT = re.compile(
    r"\b(?:the (?:subject|object)(?: of (?:this|the) \w+)? is|l'objet(?: d[eu] \w+ ?\w*)? est"
    r"|(?:appel|marche|consultation|mission) (?:porte sur|a pour objet|concerne)|the (?:call|work"
    r"|assignment|contract) (?:concerns|is about|is for)|el objeto(?: de (?:la|esta) \w+)? es"
    r"|(?:tiene|tem) (?:por|como) objet(?:iv)?o|o objeto(?: d[ao] \w+)? e) "
    r"(?:the |an? |la |le |l'|une? |el |una? |[oa] |uma? )?(?P<what>[^\n.;:!?]{12,200}?)"
    r"(?=[.;:!?]|\n\s*\n|$)"
)


def _label_start(label: re.Match[str]) -> int:
    """A label is the shortest run of words before the colon that begins with a capital."""
    words = list(re.finditer(r"[\w'’]+", label.group()))
    capitals = [w.start() for w in words if w.group()[0].isupper()]
    return label.start() + (capitals[-1] if capitals else 0)


def read_title(source: Source, layout: Layout) -> Found:
    """The subject of the call; absent when the text begins with prose."""
    front = read_front_matter(source)
    for key in _KEYS:
        if key in front:
            return Found(front[key][0], Certainty.SURE, (front[key][1],))
    for label, (value, span) in read_labels(source).items():
        if _LABEL.match(label) and 6 <= len(value) <= LONGEST:
            whole = _with_rest(source, span)
            stripped, _ = _strip_call(source, whole)
            kept = stripped if stripped.end > stripped.start else whole
            kept = _without_reference(source, kept)
            if _is_reference(source, kept):
                continue
            return Found(source.quote(kept), Certainty.SURE, (kept,))
    head = TitleLines(source, layout)
    found = _prefixed(head)
    certainty = Certainty.SURE
    if found is None:
        found = _single_line(source) or _mission_line(head) or _later(source)
        found = found or _sought(source) or _alone(head)
        certainty = Certainty.LIKELY
    if found is None:
        return Found()
    found = source.trim(found.start, found.end, " \t\r\n*#_\\:–—-|")
    return Found(source.quote(found), certainty, (found,))
