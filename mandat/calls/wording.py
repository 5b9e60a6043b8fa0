"""The checker's remarks and remedies in words, in the language of the reader."""

from collections.abc import Callable, Mapping
from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from django.utils.translation import gettext

from mandat.calls import display, labels
from mandat.calls.checker.days import holiday_name
from mandat.calls.checker.remarks import Remark, Remedy, RemedyKind
from mandat.calls.checker.values import day_of
from mandat.calls.importer.draft import JSON
from mandat.calls.sentences import GROUNDS, MESSAGES, UNKNOWN
from mandat.core.languages import country_name, direction

_LONG = 90  # code points of a quoted item
_MANY = 3  # quoted items named in one sentence


def remark_message(remark: Remark) -> str:
    """The sentence of a remark, in the active language."""
    message = MESSAGES.get(_variant(remark)) or MESSAGES.get(remark.code)
    if message is None:
        return str(UNKNOWN) % {"code": remark.code}
    return str(message) % _shown(remark)


def _variant(remark: Remark) -> str:
    """The key of the sentence that fits the parameters of the remark."""
    params = remark.params
    variant = ""
    match remark.code:
        case "deadline_without_zone":
            variant = "spread" if params.get("first") != params.get("last") else ""
        case "start_before_decision":
            variant = "decision" if "decision" in params else ""
        case "grid_does_not_add_up":
            variant = "level" if params.get("label") else ""
        case "channel_without_address":
            variant = "hidden" if params.get("hidden") else str(params.get("channel") or "")
        case "blank_placeholder":
            variant = str(params.get("sort"))
    return f"{remark.code}.{variant}" if variant else remark.code


def _shown(remark: Remark) -> dict[str, str]:
    """The parameters as the reader sees them."""
    shown = {
        name: _isolated(_FORMATS.get(name, _plain)(value))
        for name, value in remark.params.items()
        if value is not None
    }
    day = day_of(remark.params.get("deadline"))
    if day is not None and day.exact:
        shown["weekday"] = format_date(day.first, "EEEE", locale=display.reader_language())
        if remark.code == "deadline_on_holiday":
            shown["holiday"] = _isolated(_holiday(remark.params, day.first))
    return shown


def _isolated(text: str) -> str:
    """The text in a frame that keeps its own direction inside a sentence written leftwards."""
    return f"\u2068{text}\u2069" if direction(display.reader_language()) == "rtl" else text


def _plain(value: JSON) -> str:
    counted = isinstance(value, int | float) and not isinstance(value, bool)
    return display.number(value) if counted else str(value)


def _moment(value: JSON) -> str:
    """A day, a month or a year; after a day, the hour."""
    day = day_of(value)
    if day is None:
        return str(value)
    shown = display.day(day.iso.partition("T")[0])
    return gettext("%(day)s at %(hour)s") % {"day": shown, "hour": day.time} if day.time else shown


def _joined(values: list[str]) -> str:
    return format_list(values, style="standard", locale=display.reader_language()) if values else ""


def _all(show: Callable[[JSON], str]) -> Callable[[JSON], str]:
    """The formatter of a list, from that of its items."""
    return lambda values: _joined([show(v) for v in values if v is not None])


def _short(value: JSON) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"


def _quoted(value: JSON) -> str:
    return gettext("“%(words)s”") % {"words": _short(value)}


def _quotes(values: JSON) -> str:
    """The first items, quoted, and how many there are besides."""
    more = f" (+{len(values) - _MANY})" if len(values) > _MANY else ""
    return gettext("; ").join(_quoted(v) for v in values[:_MANY]) + more


def _budget(value: JSON) -> str:
    if not isinstance(value, Mapping) or value.get("amount") is None:
        return str(value)
    money = display.money(value["amount"], value.get("currency"))
    return f"{money}, {display.code(value['tax'])}" if value.get("tax") else money


def _places(value: JSON) -> str:
    codes = value if isinstance(value, list) else [value]
    return _joined([country_name(str(c), display.reader_language()) for c in codes])


def _offset(minutes: JSON) -> str:
    hours, rest = divmod(abs(int(minutes)), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _ground(name: JSON) -> str:
    return str(GROUNDS.get(name, name))


def _holiday(params: Mapping[str, JSON], day: date) -> str:
    named = holiday_name(str(params.get("country")), day, display.reader_language())
    return named or str(params.get("holiday"))


def _first(value: JSON) -> str:
    """In one remark the first of two stages, in another the first of several time zones."""
    return _offset(value) if isinstance(value, int) else _moment(value)


_FORMATS: Mapping[str, Callable[[JSON], str]] = {
    **dict.fromkeys(
        ("deadline", "published", "start", "end", "decision", "due", "period_end", "funding_end"),
        _moment,
    ),
    **dict.fromkeys(("deadlines", "ends", "dues", "periods", "late"), _all(_moment)),
    **dict.fromkeys(("criteria", "documents", "objectives", "words"), _quotes),
    "first": _first,
    "last": _first,
    "second": _moment,
    "numbers": _all(_plain),
    "acronyms": _all(str),
    "addresses": _all(str),
    "missing": _all(display.code),
    "grounds": _all(_ground),
    "budgets": _all(_budget),
    "budget": _budget,
    "places": lambda values: " / ".join(_places(v) for v in values),
    "country": lambda code: country_name(str(code), display.reader_language()),
    "unit": display.code,
    "label": _short,
    "document": _short,
    "criterion": _short,
}


def remedy_label(remark: Remark, *, present: bool = False) -> str:
    """What the remedy does, as the words of a button; `present` when the field holds a value."""
    remedy = remark.remedy
    if remedy is None:
        return ""
    words = {"field": _field(remedy.field), "value": _isolated(_value(remedy))}
    match remedy.kind:
        case RemedyKind.CHOOSE:
            return gettext("Keep: %(value)s") % words
        case RemedyKind.DROP:
            return gettext("Take out: %(field)s") % words
    if remedy.value is not None:
        return gettext("%(field)s: change to %(value)s") % words
    if present:
        return gettext("Correct: %(field)s") % words
    return gettext("Fill in: %(field)s") % words


def _field(name: str) -> str:
    """The label of a field, or of the part of it that is meant."""
    whole, _dot, part = name.partition(".")
    return str(labels.COLUMNS.get(part) or labels.FIELDS.get(whole, whole))


def _value(remedy: Remedy) -> str:
    """The proposed value, in one line."""
    whole, _dot, part = remedy.field.partition(".")
    if remedy.value is None:
        return ""
    if whole in ("deadline", "start_date", "end_date") and not part:
        return _moment(remedy.value)
    if part or not isinstance(remedy.value, (list, Mapping)):
        return display.code(remedy.value) if isinstance(remedy.value, str) else _plain(remedy.value)
    return gettext("; ").join(line.text for line in display.lines_of(whole, remedy.value))
