"""What a person typed becomes the value of a field, and back. Pure, no Django.

A form posts flat names: `value` for one value, `amount`, `currency`... for a record, `0.text`,
`0.due`, `1.text`... for rows; rows left empty disappear.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import cache
from zoneinfo import available_timezones

from mandat.calls.importer.draft import JSON
from mandat.calls.shapes import Codes, Column, Kind, Moment, One, Record, Rows, Shape, items_of


class NotRead(ValueError):  # noqa: N818 -- reads as a sentence where it is raised
    """What was typed in one input cannot be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _whole(typed: str) -> int:
    compact = re.sub(r"[\s\u00a0\u202f]", "", typed)
    if not re.fullmatch(r"[0-9]{1,9}", compact):
        raise NotRead("not_a_whole_number")
    return int(compact)


def _number(typed: str) -> int | float:
    compact = re.sub(r"[\s\u00a0\u202f]", "", typed).replace(",", ".")
    try:
        number = Decimal(compact)
    except InvalidOperation:
        raise NotRead("not_a_number") from None
    if not number.is_finite() or not 0 <= number < 10**12:
        raise NotRead("not_a_number")
    return int(number) if number == number.to_integral_value() else float(number)


def _day(typed: str) -> str:
    if found := re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", typed):
        day, month, year = found.groups()
        typed = f"{year}-{int(month):02}-{int(day):02}"
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", typed):
        raise NotRead("not_a_day")
    try:
        date.fromisoformat(typed if len(typed) == 10 else f"{typed}-01")
    except ValueError:
        raise NotRead("not_a_day") from None
    return typed


def _time(typed: str) -> str:
    found = re.fullmatch(r"([0-9]{1,2})(?:[:hH]([0-9]{2})?)?(?::00)?", typed.replace(" ", ""))
    if not found:
        raise NotRead("not_a_time")
    try:
        return time(int(found[1]), int(found[2] or 0)).strftime("%H:%M")
    except ValueError:
        raise NotRead("not_a_time") from None


def _zone(typed: str) -> str:
    if typed not in _zones():
        raise NotRead("not_a_zone")
    return typed


def _code(pattern: str, error: str) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if not re.fullmatch(pattern, typed):
            raise NotRead(error)
        return typed

    return read


_READERS: Mapping[Kind, Callable[[str], JSON]] = {
    Kind.TEXT: lambda typed: " ".join(typed.split()),
    Kind.LONG: lambda typed: typed.replace("\r\n", "\n"),
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.TIME: _time,
    Kind.ZONE: _zone,
    Kind.COUNTRY: _code(r"[A-Z]{2}", "not_a_country"),
    Kind.CURRENCY: _code(r"[A-Z]{3}", "not_a_currency"),
    Kind.LANGUAGE: _code(r"[a-z]{2,3}", "not_a_language"),
    Kind.FLAG: {"yes": True, "no": False}.get,
}


def clean(typed: str) -> str:
    """What was typed in the form that texts are kept in: NFC, without control characters."""
    kept = "".join(c for c in typed if c in "\n\r\t" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", kept)


def _read(column: Column, typed: str) -> JSON:
    """One input as a value; None when it was left empty."""
    typed = clean(typed).strip()
    if not typed:
        return None
    if column.kind == Kind.CHOICE:
        if typed not in column.options:
            raise NotRead("not_a_choice")
        return typed
    return _READERS[column.kind](typed)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form held: the value and what stands beside it, or the errors by input name."""

    value: JSON
    extra: Mapping[str, JSON]
    errors: Mapping[str, str]


def _columns(
    columns: tuple[Column, ...], data: Mapping[str, str], prefix: str, errors: dict[str, str]
) -> dict[str, JSON] | None:
    """One record; None when every input of it is empty."""
    record: dict[str, JSON] = {}
    for column in columns:
        try:
            record[column.name] = _read(column, data.get(prefix + column.name, ""))
        except NotRead as error:
            record[column.name] = None
            errors[prefix + column.name] = error.code
    filled = any(data.get(prefix + c.name, "").strip() for c in columns if c.kind != Kind.FLAG)
    if not filled:
        return None
    for column in columns:
        if column.required and record[column.name] is None:
            errors.setdefault(prefix + column.name, "required")
    return record


def _row_numbers(data: Mapping[str, str]) -> list[int]:
    return sorted({int(m[1]) for name in data if (m := re.match(r"([0-9]{1,4})\.", name))})


def read_typed(shape: Shape, data: Mapping[str, str], selected: tuple[str, ...] = ()) -> Typed:
    """What a person typed for a field, as the field's value.

    `data` maps input names to text; `selected` lists the codes ticked for `Codes`.
    """
    errors: dict[str, str] = {}
    extra: dict[str, JSON] = {}
    value: JSON = None
    match shape:
        case One(column):
            value = (
                _columns((Column("value", column.kind, column.options),), data, "", errors) or {}
            ).get("value")
            if column.kind == Kind.FLAG:
                value = _read(column, data.get("value", ""))
        case Moment(columns):
            value, extra = _moment(columns, data, errors)
        case Record(columns):
            value = _columns(columns, data, "", errors)
        case Rows(columns, counted):
            rows = [_columns(columns, data, f"{n}.", errors) for n in _row_numbers(data)]
            items = [r for r in rows if r is not None]
            value = ({"count": len(items), "items": items} if counted else items) if items else None
        case Codes(column, under):
            codes = _codes(column, selected, errors)
            value = ({under: codes} if under else codes) if codes else None
    return Typed(value, extra, errors)


def _moment(
    columns: tuple[Column, ...], data: Mapping[str, str], errors: dict[str, str]
) -> tuple[JSON, dict[str, JSON]]:
    record = _columns(columns, data, "", errors)
    if record is None or not record["day"]:
        return None, {"timezone": None}
    value = record["day"]
    if record["time"]:
        if len(value) != 10:
            errors["day"] = "not_a_day"
        value = f"{value}T{record['time']}"
    return value, {"timezone": record["timezone"]}


def _codes(column: Column, selected: tuple[str, ...], errors: dict[str, str]) -> list[str]:
    codes: list[str] = []
    for typed in selected:
        try:
            code = _read(column, typed)
        except NotRead as error:
            errors["value"] = error.code
            continue
        if code and code not in codes:
            codes.append(code)
    return codes


def as_typed(shape: Shape, value: JSON, extra: Mapping[str, JSON]) -> dict[str, JSON]:
    """The inputs of a form that shows the value: the inverse of `read_typed`, by input name."""
    match shape:
        case One():
            return {"value": _flag(value)}
        case Moment():
            day, _, hour = str(value or "").partition("T")
            return {"day": day, "time": hour, "timezone": extra.get("timezone")}
        case Record(columns):
            return _inputs(columns, value or {}, "")
        case Rows(columns, counted):
            items = ((value or {}).get("items") if counted else value) or []
            return {
                k: v
                for n, item in enumerate(items)
                for k, v in _inputs(columns, item, f"{n}.").items()
            }
        case Codes(_, under):
            return {"value": ((value or {}).get(under) if under else value) or []}


def _flag(value: JSON) -> JSON:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _inputs(
    columns: tuple[Column, ...], record: Mapping[str, JSON], prefix: str
) -> dict[str, JSON]:
    return {prefix + c.name: _flag(record.get(c.name)) for c in columns}


def keep_places(old: JSON, new: JSON) -> JSON:
    """Items of `new` keep the spans, and whatever no form shows, of the old item like them.

    An item is the same when its first text is; what a person did not touch goes on showing
    where it came from.
    """

    def name(item: JSON) -> str:
        return str(next((item[k] for k in ("text", "name", "label") if item.get(k)), ""))

    before = {name(item): item for item in items_of(old) if isinstance(item, dict)}
    for item in items_of(new):
        if isinstance(item, dict):
            for key, kept in before.get(name(item), {}).items() if name(item) else ():
                item.setdefault(key, kept)
    return new


def completed(name: str, value: JSON) -> JSON:
    """The value with what follows from what was typed: an address is present when one stands."""
    if name != "submission" or not value:
        return value
    address = value.get("address")
    given = bool(address) and address != "masked"
    return {**value, "address_present": given, "addresses": [address] if given else []}
