"""What applicants must be or have: the items of the profile, required or only a plus."""

import re
from collections.abc import Sequence

from mandat.calls.importer.draft import ABSENT, JSON, Certainty, Found, Span
from mandat.calls.importer.entries import read_entries
from mandat.calls.importer.layout import Item, Layout, Section
from mandat.calls.importer.text import Source, fold
from mandat.calls.importer.wording import sentences

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
    r"deseable\w*|desejave\w+|"
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


def _bodies(layout: Layout) -> list[Section]:
    """The profile: its sections, or the list that a sentence opens."""
    sections = [s for s in layout.of_kind("profile") if s.body.end > s.body.start]
    if sections:
        return sections
    return [s for s in layout.leads if s.kind == "profile" and s.body.end > s.body.start]


# A line between the items that opens a list of something else.
_ANOTHER_LIST = re.compile(
    r"\n[^\n]{0,80}\b(?:includ\w*|inclu\w+|compren\w+|submit\w*|soumettre|fournir|send\w*|envoyer|"
    r"enviar|presentar|apply|postuler|documents?|documentos|livrables|deliverables)\b[^\n]{0,60}\n"
)


def _desirable(words: str) -> bool:
    return bool(_OPTIONAL_HEAD.search(words) and not _REQUIRED_HEAD.search(words))


def _entries(items: Sequence[Item], source: Source) -> list[tuple[str, Span, bool]]:
    """The items that say something themselves, each with whether it stands under "desirable"."""
    entries: list[tuple[str, Span, bool]] = []
    optional: int | None = None  # the level of the item that opened a desirable list
    headed = False  # under a line between the items that says "desirable:"
    last = items[0].span.start
    for item, after in zip(items, [*items[1:], None], strict=True):
        text = (item.text or source.quote(item.span)).replace("**", "")
        between = source.fold[last : item.span.start]
        if _ANOTHER_LIST.search(between):
            break
        if ":" in between and sum(map(str.isalpha, between)) > 4:
            headed = _desirable(between)
        last = item.span.end
        if optional is not None and item.level <= optional:
            optional = None
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
    if items:
        return [(text, span, optional or under) for text, span, under in _entries(items, source)]
    return [
        (source.quote(s), s, optional)
        for s in sentences(source, section.body)
        if s.end - s.start > 8
    ]


def read_eligibility(source: Source, layout: Layout) -> Found:
    """The items of the profile, in order."""
    read = [entry for section in _bodies(layout) for entry in _of_body(source, section)]
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
