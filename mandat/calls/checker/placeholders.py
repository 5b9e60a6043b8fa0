"""Blanks that were to be filled in before the text went out."""

import re
from collections.abc import Iterator

from mandat.calls.checker.facts import Facts, merged
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind
from mandat.calls.importer.draft import Span

_LABEL_REACH = 90  # code points: a label, not a sentence
_NEXT_REACH = 200

_DATE_LABEL = (
    r"dates?|deadlines?|closing|due|delais?|echeances?|date limite|fechas?|plazos?|datas?|prazos?"
    r"|debut|start|fin|end|تاريخ|الموعد|اخر موعد"
)
_SUM_LABEL = (
    r"budgets?|montants?|amounts?|prix|price|presupuesto|orcamento|honoraires|fees?|ميزاني[هة]"
)
_ADDRESS_LABEL = r"e-?mails?|courriels?|adresses?|address(?:es)?|correos?|telephone|phone|contacts?"
_EMPTY = r"[ _.…\-]*"

# A label alone on its line, a colon, nothing.
_LABEL = re.compile(
    rf"^[ \t\W]*?(?P<label>(?=[^\n:]*\b(?:(?P<date>{_DATE_LABEL})|(?P<sum>{_SUM_LABEL})"
    rf"|(?P<address>{_ADDRESS_LABEL}))\b)[^\W_][^\n:]{{1,{_LABEL_REACH}}}:){_EMPTY}$",
    re.MULTILINE,
)
_NEXT_LINE = re.compile(r"\s*([^\n]*)")
_VALUES = {
    "date": re.compile(r"\d|immediat|soon|asap|possible|rolling|ongoing|continu|permanent|ouvert"),
    "sum": re.compile(r"\d|\bsel\w* (?:on|profil)|\bnegoci"),
    "address": re.compile(r"\w"),
}
_RULED = re.compile(
    r"(?<=:)[ ]?(?:_{3,}|\.{4,}|…{2,})|\bxx?/xx?/(?:xx){1,2}\b|\[(?:date|nom|name|montant"
    r"|amount|lieu|place"
    r"|insert[^\]\n]{0,40}|inserer[^\]\n]{0,40})\]"
)
_UNDECIDED_ALWAYS = re.compile(r"\b(?:TBD|TBC|TBA)\b")
_TO_DEFINE = (
    r"(?:a (?:definir|completer|preciser|confirmer|determiner)|to be (?:determined|defined"
    r"|confirmed|completed"
    r"|announced|advised)|(?:por|a) (?:definir|confirmar|determinar)|يحدد لاحقا)"
)
# Only where it stands for a value: "the plan to be defined with the team" is a task.
_UNDECIDED_VALUE = re.compile(
    rf"(?:(?<=: )|(?<=:)|(?<=\()|(?<=\[)|^[ \t]*){_TO_DEFINE}(?=[ \t]*(?:$|[.)\];]))", re.MULTILINE
)
_MASKED = re.compile(
    r"\[+ ?e-?mail ?(?:protected|hidden|masque|address)?\]+|<[ ]*>"
    r"|\b(?:xxx+|your\.?email|nom|name)@(?:xxx+|exemple|example)\S*"
)


def blank_placeholder(facts: Facts) -> Iterator[Concern]:
    """A blank: a label without its value, "TBD", an address that a web page has hidden.

    One remark for each sort of blank, so that a form with ten of them stays readable.
    """
    for sort, spans in (
        ("label", _blank_labels(facts)),
        ("undecided", _undecided(facts)),
        ("masked", _masked(facts)),
    ):
        if spans:
            words = [" ".join(facts.draft.quote(s).split()) for s in spans]
            yield Concern(
                spans, {"sort": sort, "words": list(dict.fromkeys(words))}, _remedy(facts, sort)
            )


def _spans(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in pattern.finditer(text))


def _masked(facts: Facts) -> tuple[Span, ...]:
    """Hidden addresses, as long as nobody has written the address in."""
    address = facts.part("submission", "address")
    known = isinstance(address, str) and "@" in address
    return () if known else _spans(_MASKED, facts.fold)


def _undecided(facts: Facts) -> tuple[Span, ...]:
    # Capitals matter for the three-letter forms; the text and its fold have the same offsets.
    always = _spans(_UNDECIDED_ALWAYS, facts.draft.text)
    return merged([*always, *_spans(_UNDECIDED_VALUE, facts.fold)])


def _blank_labels(facts: Facts) -> tuple[Span, ...]:
    labels = [
        Span(*match.span("label"))
        for match in _LABEL.finditer(facts.fold)
        if not _filled_below(facts.fold, match)
    ]
    return merged([*labels, *_spans(_RULED, facts.fold)])


def _filled_below(text: str, match: re.Match[str]) -> bool:
    """Whether the next line that is not empty gives a value of the sort that the label wants."""
    below = _NEXT_LINE.match(text, match.end(), match.end() + _NEXT_REACH)
    line = below[1].strip() if below else ""
    if not line or _LABEL.match(line):
        return False
    sort = next(s for s in ("date", "sum", "address") if match[s])
    return _VALUES[sort].search(line) is not None


def _remedy(facts: Facts, sort: str) -> Remedy | None:
    """A hidden address is to be typed in; a blank that concerns the deadline, too."""
    if sort == "masked":
        return Remedy(RemedyKind.ASK, "submission.address")
    if sort == "label" and not facts.deadlines:
        return Remedy(RemedyKind.ASK, "deadline")
    return None
