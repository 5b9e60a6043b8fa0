"""The register of processing activities (Article 30 GDPR), made from the rooms' declarations.

Fields of a room that serve one purpose on one basis are one activity.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mandat.core.holdings import DataClass, Holding, PersonalField, holdings
from mandat.privacy.words import BASES, CLASSES, kept_for, people_of, room_label


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the register. Words are lazy: they read in the language of the moment."""

    room: str
    label: Any
    purpose: Any
    basis: Any
    people: tuple[Any, ...]
    fields: tuple[PersonalField, ...]

    @property
    def data_class(self) -> Any:
        """The highest class among the fields, in words."""
        return CLASSES[max(f.data_class for f in self.fields)]

    @property
    def level(self) -> DataClass:
        return max(f.data_class for f in self.fields)

    @property
    def special(self) -> bool:
        """Whether it touches what Article 9 GDPR lists."""
        return any(f.special for f in self.fields)

    @property
    def columns(self) -> list[str]:
        """The categories of data, as the columns that hold them."""
        return [f.field for f in self.fields]

    @property
    def kept(self) -> list[str]:
        return _once(kept_for(f) for f in self.fields)

    @property
    def readers(self) -> list[str]:
        return _once(str(r) for f in self.fields for r in f.readers)

    @property
    def recipients(self) -> list[str]:
        return _once(str(r) for f in self.fields for r in f.recipients)


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def activities() -> list[Activity]:
    """Every processing activity of the site, room by room."""
    return [a for holding in holdings() for a in _of_room(holding)]


def _of_room(holding: Holding) -> list[Activity]:
    grouped: dict[tuple[str, str], list[PersonalField]] = {}
    for field in holding.fields:
        grouped.setdefault((str(field.purpose), field.basis.value), []).append(field)
    return [
        Activity(
            room=holding.room,
            label=room_label(holding),
            purpose=fields[0].purpose,
            basis=BASES[fields[0].basis],
            people=people_of(holding),
            fields=tuple(fields),
        )
        for fields in grouped.values()
    ]


COLUMNS = (
    "room",
    "purpose",
    "basis",
    "people",
    "data",
    "class",
    "special_categories",
    "kept",
    "readers",
    "recipients",
)


def as_rows(found: Iterable[Activity]) -> list[dict[str, Any]]:
    """The activities as plain data, in the language of the moment."""
    return [
        {
            "room": str(a.label),
            "purpose": str(a.purpose),
            "basis": str(a.basis),
            "people": [str(p) for p in a.people],
            "data": a.columns,
            "class": int(a.level),
            "special_categories": a.special,
            "kept": a.kept,
            "readers": a.readers,
            "recipients": a.recipients,
        }
        for a in found
    ]


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    """The same as a table; lists are joined by semicolons, and no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return text.getvalue()


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
