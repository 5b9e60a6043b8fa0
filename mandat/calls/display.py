"""Values of a draft as people read them: dates, money, names of codes, in their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext

from mandat.calls import labels
from mandat.calls.importer.draft import JSON
from mandat.calls.shapes import SHAPES, Codes, Column, Kind, Moment, One, Record, Rows, items_of
from mandat.core.languages import country_name, language_name


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a value: its text, and what qualifies it in small print."""

    text: str
    note: str = ""


def reader_language() -> str:
    """The language of the page, without its region."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def day(iso: str, *, weekday: bool = False) -> str:
    """`2026-01-07` as 7 January 2026 (Wednesday 7 January 2026); `2026-01` as January 2026."""
    locale = {"en": "en_GB"}.get(reader_language(), reader_language())
    if len(iso) == 4:
        return iso
    if len(iso) == 7:
        return format_date(date.fromisoformat(f"{iso}-01"), "LLLL y", locale=locale)
    return format_date(date.fromisoformat(iso[:10]), "full" if weekday else "long", locale=locale)


def moment(value: str, zone: str | None) -> Line:
    """A deadline: the day with its weekday, the hour, and the zone or its absence."""
    on, _, hour = value.partition("T")
    text = day(on, weekday=True)
    if hour:
        text = gettext("%(day)s at %(hour)s") % {"day": text, "hour": hour}
    return Line(text, zone or gettext("no time zone"))


def number(value: JSON) -> str:
    return format_decimal(Decimal(str(value)), locale=reader_language())


def money(amount: JSON, currency: str | None) -> str:
    """An amount with its currency, cents only where there are some; without one, the number."""
    if not currency:
        return number(amount)
    exact, reader = Decimal(str(amount)), reader_language()
    pattern = Locale.parse(reader).currency_formats["standard"].pattern
    if exact == exact.to_integral_value():
        pattern = pattern.replace("0.00", "0")
    return format_currency(exact, currency, pattern, locale=reader, currency_digits=False)


def span_of_time(amount: JSON, unit: str | None) -> str:
    """A length of time in words, with the plural that each language asks for its number."""
    exact = Decimal(str(amount))
    # A broken number takes the general form: "two months" in words would hide that it is 1.5.
    count = int(exact) if exact == exact.to_integral_value() else 100
    said = {
        "day": ngettext("%(count)s day", "%(count)s days", count),
        "week": ngettext("%(count)s week", "%(count)s weeks", count),
        "month": ngettext("%(count)s month", "%(count)s months", count),
        "year": ngettext("%(count)s year", "%(count)s years", count),
    }
    return said.get(unit or "", "%(count)s") % {"count": number(amount)}


def code(name: str) -> str:
    """The words of a code; the code itself when it has none."""
    return str(labels.CODES.get(name, name))


def _cell(column: Column, value: JSON) -> str:
    reader = reader_language()
    match column.kind:
        case Kind.DAY:
            return day(value)
        case Kind.WHOLE | Kind.NUMBER:
            return number(value)
        case Kind.COUNTRY:
            return country_name(value, reader)
        case Kind.LANGUAGE:
            return language_name(value, reader)
        case Kind.CHOICE:
            return code(value)
        case Kind.FLAG:
            return code("yes" if value else "no")
    return str(value)


_FIRST = ("text", "name", "label", "code", "role", "kind", "criterion")


def _row(columns: tuple[Column, ...], item: Mapping[str, Any]) -> Line:
    """The main column as text, the others that say something as a note."""
    by_name = {c.name: c for c in columns}
    first = next((n for n in _FIRST if n in by_name and item.get(n)), columns[0].name)
    notes = []
    for column in columns:
        value = item.get(column.name)
        if column.name == first or value in (None, ""):
            continue
        if column.kind == Kind.FLAG:
            notes.append(_flag_note(column.name, flag=bool(value)))
            continue
        words = {"label": labels.COLUMNS[column.name], "value": _cell(column, value)}
        notes.append(gettext("%(label)s: %(value)s") % words)
    text = _cell(by_name[first], item[first]) if item.get(first) else ""
    return Line(text, " · ".join(n for n in notes if n))


def _flag_note(name: str, *, flag: bool) -> str:
    """A flag in words, only where it is worth saying."""
    said = {
        ("required", False): gettext("a plus"),
        ("firm", False): gettext("indicative"),
        ("attestations", True): gettext("with attestations"),
        ("exclusive", True): gettext("no other channel"),
    }
    return said.get((name, flag), "")


def _sum(value: Mapping[str, Any]) -> str:
    """An amount, or a range of amounts."""
    text = money(value["amount"], value.get("currency"))
    if value.get("amount_min") is None:
        return text
    return f"{money(value['amount_min'], value.get('currency'))} – {text}"


def _budget(value: Mapping[str, Any]) -> list[Line]:
    text = _sum(value)
    tax = code(value["tax"]) if value.get("tax") else gettext("tax basis not stated")
    lines = [Line(text, tax)]
    if value.get("contingency_percent") is not None:
        share = number(value["contingency_percent"])
        lines.append(Line(gettext("contingency at most %(share)s %%") % {"share": share}))
    return lines


def _submission(value: Mapping[str, Any]) -> list[Line]:
    channel = code(value["channel"]) if value.get("channel") else gettext("channel not stated")
    if value.get("paper"):
        channel = code("paper")
    address = value.get("address")
    only = gettext("no other channel") if value.get("exclusive") else ""
    lines = [Line(" · ".join(x for x in (channel, code(address) if address else "") if x), only)]
    if value.get("subject"):
        lines.append(Line(value["subject"], str(labels.COLUMNS["subject"])))
    return lines


def _single(name: str, column: Column, value: JSON) -> list[Line]:
    if name == "working_days":
        return [Line(span_of_time(value, "day"))]
    if name == "offer_validity_days":
        text = ngettext("at least %(count)d day", "at least %(count)d days", value)
        return [Line(text % {"count": value})]
    if name == "shortlist_cap":
        text = ngettext("%(count)d candidate", "%(count)d candidates", value)
        return [Line(text % {"count": value})]
    return [Line(_cell(column, value))]


_SPECIAL = {"budget": _budget, "submission": _submission}


def lines_of(name: str, value: JSON, extra: Mapping[str, JSON] | None = None) -> list[Line]:
    """The value of a field as lines to read; none when it is empty."""
    if value in (None, "", [], {}):
        return []
    if name in _SPECIAL:
        return _SPECIAL[name](value)
    match SHAPES.get(name):
        case One(column):
            return _single(name, column, value)
        case Moment():
            return [moment(value, (extra or {}).get("timezone"))]
        case Record(columns):
            return _record(name, columns, value)
        case Rows(columns):
            return [_row(columns, item) for item in items_of(value)]
        case Codes(column, under):
            codes = value.get(under, []) if under else value
            return [Line(" · ".join(_cell(column, c) for c in codes))] if codes else []
    return [Line(item["heading"]) for item in items_of(value)]


def _record(name: str, columns: tuple[Column, ...], value: Mapping[str, Any]) -> list[Line]:
    if name == "duration":
        return [Line(span_of_time(value["amount"], value.get("unit")))]
    if name == "daily_rate":
        return [Line(_sum(value))]
    filled = [c for c in columns if value.get(c.name) not in (None, "")]
    return [Line(_cell(c, value[c.name]), str(labels.COLUMNS[c.name])) for c in filled]
