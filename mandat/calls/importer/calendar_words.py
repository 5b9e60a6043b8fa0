"""Names of months and days of the week, folded, in the languages of the importer.

The names come from CLDR through Babel; the Levant and the Maghreb have Arabic month
names of their own. Only abbreviations that CLDR does not list are added by hand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from babel import Locale

from mandat.calls.importer.text import fold
from mandat.calls.importer.tries import trie

_LOCALES = {
    "fr": ("fr", "fr_CA"),
    "en": ("en", "en_GB"),
    "es": ("es", "es_MX"),
    "pt": ("pt", "pt_PT"),
    "ar": ("ar", "ar_LB", "ar_TN", "ar_MA", "ar_EG"),
}

_EXTRA_MONTHS: dict[str, dict[str, int]] = {
    "fr": {"jan": 1, "fev": 2, "mar": 3, "avr": 4, "aou": 8, "sep": 9},
    "en": {"sept": 9, "febuary": 2},
    "es": {"set": 9, "sep": 9, "setiembre": 9, "ene": 1, "agto": 8},
    "pt": {"sep": 9},
    "ar": {"ابريل": 4, "اذار": 3, "ايار": 5, "اب": 8, "ايلول": 9, "اوت": 8, "افريل": 4},
}

# Words that are seldom months: they are read as such only beside a day and a year.
WEAK = frozenset(
    {"may", "march", "mar", "mars", "set", "out", "ago", "sept", "dez", "mai", "marco", "اب", "ماي"}
)

_BLANK = re.compile(r"\s+")


def _clean(name: str) -> str:
    return _BLANK.sub(" ", fold(name).replace(".", "").strip())


def _months_of(locales: Iterable[str]) -> dict[str, int]:
    names: dict[str, int] = {}
    for identifier in locales:
        months = Locale.parse(identifier).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[form][width].items():
                    cleaned = _clean(name)
                    if len(cleaned) > 1 and not cleaned.isdigit():
                        names.setdefault(cleaned, number)
    return names


def _weekdays_of(locales: Iterable[str]) -> dict[str, int]:
    names: dict[str, int] = {}
    for identifier in locales:
        for number, name in Locale.parse(identifier).days["format"]["wide"].items():
            names.setdefault(_clean(name), number)
    return names


MONTHS_BY_LANGUAGE: Mapping[str, Mapping[str, int]] = {
    language: {**_months_of(locales), **_EXTRA_MONTHS[language]}
    for language, locales in _LOCALES.items()
}

# One name, its month and the languages that use it.
MONTHS: Mapping[str, tuple[int, frozenset[str]]] = {
    name: (
        next(m[name] for m in MONTHS_BY_LANGUAGE.values() if name in m),
        frozenset(code for code, m in MONTHS_BY_LANGUAGE.items() if name in m),
    )
    for months in MONTHS_BY_LANGUAGE.values()
    for name in months
}

WEEKDAYS: Mapping[str, int] = {
    name: number for locales in _LOCALES.values() for name, number in _weekdays_of(locales).items()
}

# No look behind: a pattern that begins with letters is sought many times faster.
_MONTH = re.compile(f"{trie(MONTHS)}(?![^\\W\\d_])")


def find_months(text: str) -> Iterator[re.Match[str]]:
    """The names of months in a folded text, whole words alone."""
    for match in _MONTH.finditer(text):
        if not text[match.start() - 1 : match.start()].isalpha():
            yield match


def month_follows(text: str, at: int) -> bool:
    """Whether a month is named right after an offset, past blanks and "of"."""
    return bool(_MONTH_NEXT.match(text, at))


_MONTH_NEXT = re.compile(rf"(?:st|nd|rd|th|er)?\s{{0,2}}(?:(?:of|de|do|d')\s?)?{_MONTH.pattern}")

# Portuguese days are also written without their hyphen.
WEEKDAY = trie({*WEEKDAYS, *(name.replace("-", " ") for name in WEEKDAYS)})
