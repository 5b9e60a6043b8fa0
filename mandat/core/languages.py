"""Languages of texts: direction and names, from the Unicode CLDR (Babel)."""

from functools import cache

from babel import Locale, UnknownLocaleError


@cache
def direction(code: str) -> str:
    """`rtl` or `ltr` for a language code; unknown languages read left to right."""
    try:
        return Locale.parse(code.replace("-", "_")).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def language_name(code: str, reader: str) -> str:
    """The name of a language in the reader's language; the code itself when CLDR has none."""
    return Locale.parse(reader).languages.get(code, code)


def country_name(code: str, reader: str) -> str:
    """The name of an ISO 3166-1 alpha-2 country in the reader's language."""
    return Locale.parse(reader).territories.get(code, code)
