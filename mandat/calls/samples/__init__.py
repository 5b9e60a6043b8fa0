"""Four calls retold in our own words, for the demo and for trying the importer.

Their facts are those of real calls: grids, deliverables, amounts, rules, and the
contradictions that the checker must find. Dates stand in the texts as `{{DATE|PATTERN}}`: an
ISO date, month or year and a CLDR pattern, written in the text's language. `sample_text` gives
the real dates, or all of them moved by a number of weeks:

- a day moves by whole weeks, so that a Saturday stays a Saturday;
- a month alone moves by the nearest number of months, so that periods stay end to end;
- a year alone moves by the nearest number of years.

Lines that begin with `#` are headings (of as many levels); the mark is not part of the text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files
from typing import Final

from babel.dates import format_date

_PLACE: Final = re.compile(r"\{\{(\d{4})(?:-(\d\d))?(?:-(\d\d))?\|([^}]+)\}\}")
_HEADING: Final = re.compile(r"^#+ ", re.MULTILINE)
_DAYS_PER_MONTH: Final = 365.2425 / 12
_QUARTER: Final = 13  # weeks: 91 days, so months hardly move against days


class Role(StrEnum):
    """Where a sample stands in the demo's season."""

    DRAFT = "draft"  # not yet published: its contradictions are on the table
    OPEN = "open"  # receives applications
    EVALUATION = "evaluation"  # closed, being marked
    MISSION = "mission"  # awarded, the work has begun


@dataclass(frozen=True, slots=True)
class Sample:
    """One retold call. `anchor` is the real date by which its place in the season is set."""

    name: str
    language: str
    organisation: str
    role: Role
    anchor: date


SAMPLES: Final[Mapping[str, Sample]] = {
    sample.name: sample
    for sample in (
        Sample("minors", "fr", "Médecins du Monde France", Role.DRAFT, date(2024, 1, 10)),
        Sample("trafficking", "en", "Médecins du Monde France", Role.OPEN, date(2024, 1, 19)),
        Sample("protection", "fr", "Ipas / ODAS", Role.EVALUATION, date(2024, 8, 2)),
        Sample("community", "fr", "Médecins du Monde Belgique", Role.MISSION, date(2026, 1, 20)),
    )
}

FORMATS: Final = ("pdf", "docx", "odt", "html")


def sample_text(name: str, shift_weeks: int = 0) -> str:
    """The text of a sample with its real dates, or with its dates moved by whole weeks."""
    return _HEADING.sub("", sample_source(name, shift_weeks))


def sample_source(name: str, shift_weeks: int = 0) -> str:
    """The same with the marks of its headings: what the sample files are made from."""
    sample = SAMPLES[name]
    path = files(__name__) / "texts" / f"{name}.{sample.language}.txt"
    return render(path.read_text(encoding="utf-8").strip(), sample.language, shift_weeks)


def sample_file(name: str, suffix: str) -> bytes:
    """A sample with its real dates as a PDF, Word, OpenDocument or HTML file."""
    if name not in SAMPLES or suffix not in FORMATS:
        raise KeyError(f"{name}.{suffix}")
    return (files(__name__) / "files" / f"{name}.{suffix}").read_bytes()


def render(template: str, language: str, shift_weeks: int = 0) -> str:
    """A template with its dates written out in a language."""

    def write(place: re.Match[str]) -> str:
        year, month, day, pattern = place.groups()
        if day:
            moved = date(int(year), int(month), int(day)) + timedelta(weeks=shift_weeks)
        elif month:
            moved = _move_month(int(year), int(month), shift_weeks)
        else:
            moved = date(int(year) + round(shift_weeks * 7 / 365.2425), 1, 1)
        return format_date(moved, format=pattern, locale=language)

    return _PLACE.sub(write, template)


def _move_month(year: int, month: int, shift_weeks: int) -> date:
    months = year * 12 + month - 1 + round(shift_weeks * 7 / _DAYS_PER_MONTH)
    return date(months // 12, months % 12 + 1, 1)


def suggested_shift(name: str, today: date) -> int:
    """The weeks by which a sample's dates move so that its role is true today."""
    sample = SAMPLES[name]
    return _SHIFTS[sample.role]((today - sample.anchor).days)


# Each takes the days from the anchor to today.
_SHIFTS: Final[Mapping[Role, Callable[[int], int]]] = {
    # The first of its two deadlines is three to four weeks ahead.
    Role.DRAFT: lambda days: -(-(days + 21) // 7),
    # The deadline is ten to sixteen days ahead.
    Role.OPEN: lambda days: -(-(days + 10) // 7),
    # The deadline passed a week to two weeks ago.
    Role.EVALUATION: lambda days: (days - 7) // 7,
    # The work began two to five months ago. Only whole quarters: this call sets months against
    # days (a report due in the month after the closure), and those must not fall together.
    Role.MISSION: lambda days: (days - 60) // (7 * _QUARTER) * _QUARTER,
}
