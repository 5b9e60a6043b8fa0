"""The deliverables: what is to be handed over, when, and in which form."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mandat.calls.importer.deliverable_entries import find_entries
from mandat.calls.importer.deliverable_forms import format_of, pages_of, sessions_of
from mandat.calls.importer.deliverable_prose import Entry
from mandat.calls.importer.draft import ABSENT, JSON, Found, Span
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.text import Source, fold

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
    r"antes de|a mas tardar|hasta|para|fecha|ate|prazo|delivered|submitted|اجل اقصاه|قبل|"
    r"بحلول|:|\(|-|\||"
    r"^)[\s:]*(?:le|la|the|au|a|fin|debut|mi|end of|"
    r"el|the end of|o|date|du)?[\s:-]*$"
)
_LEAD = re.compile(r"^[\s:,.;|–—-]+")


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
    source: Source, entry: Entry, moments: Sequence[tuple[Span, JSON]]
) -> tuple[int, int] | None:
    """Which two neighbouring dates are a reporting period."""
    for i, (one, two) in enumerate(pairwise(moments)):
        between = source.fold[one[0].end : two[0].start]
        before = source.fold[max(entry.row.start, one[0].start - 60) : one[0].start]
        after_bracket = before.rstrip().endswith("(")
        if _JOIN.match(between) and (_PERIOD.search(before) or after_bracket):
            return i, i + 1
    return None


def _dated(source: Source, entry: Entry, found: Mapping[str, Found]) -> dict[str, JSON]:
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
            before.rstrip(" *_")[-1:] in ("", "\n", "|") or _DUE_BEFORE.search(before)
        ):
            fields["due"], fields["due_precision"] = moment.get("date"), moment.get("precision")
            break
    return fields


# What stands before a deliverable: its label, or the week in which it is due.
_LABEL = re.compile(
    r"^\W{0,3}(?:(?:livrable|deliverable|produit|producto|produto|product|entregable|"
    r"entregavel|output|"
    r"extrant|milestone|jalon|المخرج|المنتج) ?(?:n ?[°o]\.? ?|no\.? ?|# ?)?(?:\d{1,2}|"
    r"[a-h]\b) ?[.:)–-]{0,2}|"
    r"[dplo]\.?\d{1,2} ?[.:)–-]|"
    r"\(?(?:weeks?|semaines?|semanas?|months?|mois|mes(?:es)?) \d{1,2}(?: ?(?:-|a|to|et|and|"
    r"y) ?\d{1,2})? ?"
    r"(?:\) ?[:–-]?|[:–-]))\W{0,4}"
)
# What stands behind it: the share of the price paid for it, a word for its date.
_PAID = re.compile(
    r"[\s,;.(–-]*(?:(?:payment|paiement|pago|pagamento)[ :]*)?\(?\d{1,3} ?%(?: (?:of|du|"
    r"de la?|del|do|dos|des|upon|on|after|a la|contra|al?)"
    r" [\w' ]{3,40})?\)?[\s.;)]*$"
)
_DATE_WORD = re.compile(
    r"[\s,;:.(|-]*(?:\b(?:date de (?:remise|livraison|rendu)|echeance|remise|rendu|"
    r"fecha de entrega|entrega|"
    r"due(?: date| on| by)?|prazo|plazo|deadline|delivery(?: date)?|d'ici(?: le| la)?|"
    r"avant(?: le| la)?|by|"
    r"before|no later than|au plus tard(?: le)?|a mas tardar(?: el)?|hasta(?: el)?|"
    r"antes del?|ate|until|"
    r"fin|end of|on|le|el|pour le|para el|في اجل اقصاه|قبل|بحلول))?[\s:]*$"
)
_DONE = re.compile(
    r",? (?:est|sont|is|are|sera|seront|es|esta) (?:produi\w+|disponibles?|elabore\w*|"
    r"redige\w*|valide\w*|"
    r"remis\w*|available|produced|delivered|developed|fait\w*|realise\w*|actualise\w*)\W*$"
)


def _words(entry: Entry, moments: Sequence[tuple[Span, JSON]], source: Source) -> str:
    """The text of an entry without its label, the date beside it and the share of the price."""
    text = entry.text.strip(" ;")
    for _ in range(2):
        label = _LABEL.match(fold(text))
        text = text[label.end() :] if label and len(text) - label.end() >= 4 else text
    for span, _ in moments:
        named = source.quote(span)
        if text.startswith(named) and len(text) - len(named) >= 8:
            text = _LEAD.sub("", text[len(named) :])
    text = _cut(_PAID, text)
    for span, _ in reversed(moments):
        before, found, after = text.rpartition(source.quote(span))
        word = _DATE_WORD.search(fold(before)) if found and not after.strip(" .;,)") else None
        if word and (word[0].strip() or before.endswith(("\n", "|"))) and len(before) > 4:
            text = before[: word.start()]
    return _cut(_DONE, _cut(_PAID, text)).strip(" ;,–-(")


def _cut(pattern: re.Pattern[str], text: str) -> str:
    """The text up to what a pattern finds at its end, when words remain."""
    match = pattern.search(fold(text))
    return text[: match.start()] if match and match.start() >= 4 else text


def _beside(source: Source, entry: Entry) -> str:
    """The other cells of the row of a table in which the deliverable stands."""
    row = source.fold[entry.row.start : entry.row.end].strip()
    return row if "|" in row and "\n" not in row else ""


def read_deliverables(source: Source, layout: Layout, found: Mapping[str, Found]) -> Found:
    """The deliverables in order, each with its due date, form and reporting period."""
    entries, certainty = find_entries(source, layout)
    if not entries:
        return ABSENT
    items: list[JSON] = []
    for entry in entries:
        words = fold(entry.text)
        item: dict[str, JSON] = {"text": _words(entry, _moments(found, entry.row), source)}
        item |= _dated(source, entry, found)
        item |= {
            "format": format_of(words),
            "pages": pages_of(words) or pages_of(_beside(source, entry)),
            "sessions": sessions_of(words),
            "spans": [entry.span],
        }
        items.append(item)
    return Found({"count": len(items), "items": items}, certainty, tuple(e.span for e in entries))
