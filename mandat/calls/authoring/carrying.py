"""What goes from one call to the next: everything but its dates and its amounts. Pure, no Django.

A call that is copied with its old dates is published with one of them sooner or later. So days,
lengths of time, sums and numbers of working days are asked for anew; where a text names one, a
blank stands in its place, which the checker finds as long as it is not filled.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mandat.calls.importer.draft import JSON
from mandat.calls.importer.text import Source
from mandat.calls.shapes import SHAPES, Codes, Column, Kind, One, Record, Rows, items_of

if TYPE_CHECKING:
    from mandat.calls.importer.dates import Mention

Fields = Mapping[str, Mapping[str, JSON]]

# Asked for anew as a whole.
ASKED_ANEW = frozenset(
    {
        "deadline",
        "start_date",
        "end_date",
        "duration",
        "dates",
        "working_days",
        "budget",
        "daily_rate",
    }
)
MOST_ROUNDS = 20
_TIMED = frozenset({Kind.DAY, Kind.TIME, Kind.ZONE})
_TEXTS = frozenset({Kind.TEXT, Kind.LONG})

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?(?![0-9])")
# A text in force keeps its date: it is part of its name.
_LAW = re.compile(
    r"\b(?:loi|decret|ordonnance|reglement|directive|convention|circulaire|arrete|accord|charte"
    r"|law|act|decree|regulation|order|treaty|charter|agreement)\b[^.;\n]{0,40}$"
    r"|(?:قانون|مرسوم|اتفاقي[هة]|ظهير|ميثاق)[^.;\n]{0,40}$"
)
_BLANKS = {"fr": ("[date]", "[montant]"), "ar": ("[التاريخ]", "[المبلغ]")}
_ENGLISH = ("[date]", "[amount]")


def without_dates_and_amounts(fields: Fields, language: str = "en") -> dict[str, dict[str, Any]]:
    """The fields (`{name: {"value": ..., "extra": ...}}`) that another call may start from.

    `language` is that of the texts: dates in words are found by it.
    """
    kept = {}
    for name, field in fields.items():
        if name in ASKED_ANEW or name not in SHAPES:
            continue
        value = _carried(name, field.get("value"), language)
        if value not in (None, "", [], {}):
            extra = _texts(field.get("extra") or {}, language)
            kept[name] = {"value": value, "extra": extra}
    return kept


def _carried(name: str, value: JSON, language: str) -> JSON:
    match SHAPES[name]:
        case One(column):
            return _cell(column, value, language)
        case Record(columns):
            return _record(columns, value, language) if isinstance(value, Mapping) else None
        case Rows(columns, counted):
            rows = [_record(columns, i, language) for i in items_of(value) if isinstance(i, dict)]
            items = [row for row in rows if row]
            return {"count": len(items), "items": items} if counted and items else items
        case Codes(_, under):
            codes = value.get(under) if under and isinstance(value, Mapping) else value
            known = [c for c in codes or () if isinstance(c, str) and not _ISO.search(c)]
            return ({under: known} if under else known) if known else None
    return None


def _record(columns: tuple[Column, ...], item: Mapping[str, JSON], language: str) -> dict[str, Any]:
    """The columns without days; none when nothing says anything any more."""
    kept = {c.name: _cell(c, item.get(c.name), language) for c in columns if c.kind not in _TIMED}
    return kept if any(v not in (None, "") for v in kept.values()) else {}


def _cell(column: Column, value: JSON, language: str) -> JSON:
    if column.kind in _TIMED:
        return None
    if isinstance(value, str):
        return blanked(value, language) if column.kind in _TEXTS else _code(value)
    return value if isinstance(value, bool | int | float) else None


def _code(value: str) -> str | None:
    return None if _ISO.search(value) else value


def _texts(extra: Mapping[str, JSON], language: str) -> dict[str, str]:
    """What stands beside the value, as far as it is text: who answers, and how to reach them."""
    return {k: blanked(v, language) for k, v in extra.items() if isinstance(v, str) and v}


def blanked(text: str, language: str = "en") -> str:
    """The text with a blank in the place of each day, month of a year, and sum of money."""
    for _ in range(MOST_ROUNDS):  # a blank may bring together what was apart
        changed = _once(text, language)
        if changed == text:
            break
        text = changed
    return text


def _once(text: str, language: str) -> str:
    from mandat.calls.importer.money import find_amounts  # noqa: PLC0415 -- loaded where needed

    date, amount = _BLANKS.get(language, _ENGLISH)
    source = Source(text)
    places = [(m.start(), m.end(), date) for m in _ISO.finditer(text)]
    places += [(m.start, m.end, date) for m in _dated(source, language)]
    places += [(a.start, a.end, amount) for a in find_amounts(source)]
    pieces, done = [], 0
    for start, end, blank in sorted(places):
        if start < done:
            continue  # what overlaps is looked at again in the next round
        pieces += [text[done:start], blank]
        done = end
    return "".join(pieces) + text[done:]


def _dated(source: Source, language: str) -> Iterator["Mention"]:
    """The dates in words that are those of this call: not a year alone, not that of a law."""
    from mandat.calls.importer.dates import find_mentions  # noqa: PLC0415 -- as above

    for mention in find_mentions(source, language or "en"):
        if mention.precision == "year" or _LAW.search(source.fold[: mention.start]):
            continue
        yield mention
