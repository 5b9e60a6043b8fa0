"""Numbers in words and figures: "trente (30)", "six ( 6 )", "2 500", "doscientos"."""

import re
from collections.abc import Mapping

from mandat.calls.importer.tries import trie

_UNITS: Mapping[str, int] = {
    "un": 1, "une": 1, "one": 1, "uno": 1, "una": 1, "um": 1, "uma": 1,
    "deux": 2, "two": 2, "dos": 2, "dois": 2, "duas": 2,
    "trois": 3, "three": 3, "tres": 3,
    "quatre": 4, "four": 4, "cuatro": 4, "quatro": 4,
    "cinq": 5, "five": 5, "cinco": 5,
    "six": 6, "seis": 6,
    "sept": 7, "seven": 7, "siete": 7, "sete": 7,
    "huit": 8, "eight": 8, "ocho": 8, "oito": 8,
    "neuf": 9, "nine": 9, "nueve": 9, "nove": 9,
    "dix": 10, "ten": 10, "diez": 10, "dez": 10,
    "onze": 11, "eleven": 11, "once": 11,
    "douze": 12, "twelve": 12, "doce": 12, "doze": 12,
    "treize": 13, "thirteen": 13, "trece": 13, "treze": 13,
    "quatorze": 14, "fourteen": 14, "catorce": 14, "catorze": 14,
    "quinze": 15, "fifteen": 15, "quince": 15,
    "seize": 16, "sixteen": 16, "dieciseis": 16, "dezesseis": 16, "dezasseis": 16,
    "seventeen": 17, "diecisiete": 17, "dezessete": 17,
    "eighteen": 18, "dieciocho": 18, "dezoito": 18,
    "nineteen": 19, "diecinueve": 19, "dezenove": 19,
    "veintiun": 21, "veintiuno": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24,
    "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29,
}  # fmt: skip
_TENS: Mapping[str, int] = {
    "vingt": 20, "vingts": 20, "twenty": 20, "veinte": 20, "vinte": 20,
    "trente": 30, "thirty": 30, "treinta": 30, "trinta": 30,
    "quarante": 40, "forty": 40, "fourty": 40, "cuarenta": 40, "quarenta": 40,
    "cinquante": 50, "fifty": 50, "cincuenta": 50, "cinquenta": 50,
    "soixante": 60, "sixty": 60, "sesenta": 60, "sessenta": 60,
    "septante": 70, "seventy": 70, "setenta": 70,
    "octante": 80, "huitante": 80, "eighty": 80, "ochenta": 80, "oitenta": 80,
    "nonante": 90, "ninety": 90, "noventa": 90,
}  # fmt: skip
_HUNDREDS = frozenset({"cent", "cents", "hundred", "cien", "ciento", "cem", "cento"})
_JOINS = frozenset({"et", "and", "y", "e"})
_WORDS = trie({*_UNITS, *_TENS, *_HUNDREDS})

# One number of up to three figures, or in words. `@` stands for the prefix of the groups, so
# that several numbers may stand in one pattern.
_FORM = (
    rf"(?:\b(?P<@word>{_WORDS}\b(?:(?:[- ]|\s(?:et|and|y|e)\s){_WORDS}\b){{0,4}})"
    r"(?:\s{0,2}\(\s{0,2}(?P<@inside>\d{1,3})\s{0,2}\))?"
    r"|(?<![\d/])(?<!\d[ .,])(?P<@figure>\d{1,3})(?![\d/])"
    r"(?:\s{0,2}\(\s{0,2}[a-z][a-z -]{2,30}\))?)"
)


def number_form(prefix: str = "") -> str:
    """The pattern of a small number, whose groups begin with `prefix`."""
    return _FORM.replace("@", prefix)


def number_in(match: re.Match[str], prefix: str = "") -> int | None:
    """The number that a match of `number_form` stands for; figures win over words."""
    figures = match[f"{prefix}inside"] or match[f"{prefix}figure"]
    if figures:
        return int(figures)
    word = match[f"{prefix}word"]
    return words_to_number(word) if word else None


def words_to_number(words: str) -> int | None:
    """The cardinal that folded words name, up to 999; None when they name none."""
    total = 0
    for word in re.split(r"[-\s]+", words.strip()):
        if word in _HUNDREDS:
            total = (total or 1) * 100
        elif word in ("vingt", "vingts") and total % 100 == 4:
            total += 76  # quatre-vingts
        elif word in _TENS:
            total += _TENS[word]
        elif word in _UNITS:
            total += _UNITS[word]
        elif word not in _JOINS:
            return None
    return total or None
