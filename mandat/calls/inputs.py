"""The inputs of a field's editor, from its shape: plain data that one template draws."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from mandat.calls import display, labels
from mandat.calls.importer.draft import JSON
from mandat.calls.shapes import (
    Codes,
    Column,
    Kind,
    Moment,
    One,
    Record,
    Rows,
    Shape,
    items_of,
)
from mandat.calls.typed import as_typed
from mandat.core.languages import country_name, language_name

# Offered first as the reader types; any ISO 4217 code may be written.
CURRENCIES = ("EUR", "USD", "XOF", "XAF", "CDF", "MAD", "TND", "DZD", "GBP", "CHF", "CAD", "GNF")
_LINE = re.compile(r"([0-9]{1,3})\.")  # the number of a line in the name of its input
_LANGUAGES = ("fr", "en", "ar", "es", "pt", "ru", "my", "mg", "am", "sw", "nl", "de", "it")


@dataclass(frozen=True, slots=True)
class Input:
    """One control: its name in the form, its label, its value, and what it lets people choose.

    `options` are pairs of code and words; `several` lets more than one be ticked.
    """

    name: str
    label: Any
    kind: str
    value: Any
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False
    required: bool = False
    error: str = ""
    wide: bool = False


def _options(column: Column) -> tuple[tuple[str, str], ...]:
    reader = display.reader_language()
    match column.kind:
        case Kind.CHOICE:
            return tuple((o, display.code(o)) for o in column.options)
        case Kind.FLAG:
            return (("yes", display.code("yes")), ("no", display.code("no")))
        case Kind.LANGUAGE:
            return tuple((c, language_name(c, reader)) for c in _LANGUAGES)
    return ()


@cache
def countries(reader: str) -> tuple[tuple[str, str], ...]:
    """ISO 3166-1 countries in the reader's language, by name."""
    codes = [c for c in Locale.parse("en").territories if len(c) == 2 and c.isalpha()]
    known = [
        (c, country_name(c, reader))
        for c in codes
        if c not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")
    ]
    return tuple(sorted(known, key=lambda pair: pair[1]))


def _input(column: Column, name: str, value: JSON, errors: Mapping[str, str]) -> Input:
    options = _options(column)
    if options and value and column.kind == Kind.LANGUAGE and value not in dict(options):
        options = (*options, (str(value), str(value)))
    return Input(
        name=name,
        label=labels.COLUMNS[column.name],
        kind=str(column.kind),
        value="" if value is None else value,
        options=options,
        required=column.required,
        error=errors.get(name, ""),
        wide=column.kind == Kind.LONG,
    )


def inputs_of(
    shape: Shape,
    value: JSON,
    extra: Mapping[str, JSON],
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[list[Input]]:
    """The editor as groups of inputs: one group, or one for each row and an empty one.

    `typed` takes the place of the stored value after an edit that could not be read.
    """
    shown = dict(typed) if typed is not None else as_typed(shape, value, extra)
    wrong = errors or {}
    match shape:
        case One(column):
            return [[_input(column, "value", shown.get("value"), wrong)]]
        case Moment(columns) | Record(columns):
            return [[_input(c, c.name, shown.get(c.name), wrong) for c in columns]]
        case Codes(column, _):
            return [[_ticks(column, shown.get("value") or [], wrong)]]
        case Rows(columns):
            count = (
                len(items_of(value))
                if typed is None
                else 1 + max((int(m[1]) for n in shown if (m := _LINE.match(n))), default=-1)
            )
            return [
                [_input(c, f"{n}.{c.name}", shown.get(f"{n}.{c.name}"), wrong) for c in columns]
                for n in range(count + 1)
            ]


def _ticks(column: Column, codes: list[str], errors: Mapping[str, str]) -> Input:
    options = (
        countries(display.reader_language()) if column.kind == Kind.COUNTRY else _options(column)
    )
    return Input(
        name="value",
        label=labels.COLUMNS["value"],
        kind="countries" if column.kind == Kind.COUNTRY else "ticks",
        value=codes,
        options=options,
        several=True,
        error=errors.get("value", ""),
    )


def spoken_languages() -> list[tuple[str, str]]:
    """Languages in which calls are written, in the reader's language."""
    reader = display.reader_language()
    return [(code, language_name(code, reader)) for code in _LANGUAGES]
