"""Hours in words: "dix-sept heures", "five o'clock in the afternoon", "las cinco de la tarde"."""

import re
from collections.abc import Mapping

from mandat.calls.importer.numbers import words_to_number

_FRENCH = [
    "une",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
    "vingt-et-une",
    "vingt-deux",
    "vingt-trois",
]
_ENGLISH = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_SPANISH = [
    "una",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuna",
    "veintidos",
    "veintitres",
]
_PORTUGUESE = [
    "uma",
    "duas",
    "tres",
    "quatro",
    "cinco",
    "seis",
    "sete",
    "oito",
    "nove",
    "dez",
    "onze",
    "doze",
    "treze",
    "catorze",
    "quatorze",
    "quinze",
    "dezesseis",
    "dezasseis",
    "dezessete",
    "dezassete",
    "dezoito",
    "dezenove",
    "dezanove",
    "vinte",
]
_ARABIC: Mapping[str, int] = {
    "الواحدة": 1, "الثانية عشرة": 12, "الثانية عشر": 12, "الثانية": 2, "الثالثة": 3,
    "الرابعة": 4, "الخامسة": 5, "السادسة": 6, "السابعة": 7, "الثامنة": 8, "التاسعة": 9,
    "العاشرة": 10, "الحادية عشرة": 11, "الحادية عشر": 11,
}  # fmt: skip
_EXTRA = {"veintiuna": 21, "dezassete": 17, "dezanove": 19, "vingt-et-une": 21}
# Parts of the day, by what they do to an hour of a dial of twelve.
_MORNING = (
    r"du matin|in the morning|de la manana|de la madrugada|da manha|da madrugada|صباح|a\.? ?m\b\.?"
)
_AFTER_NOON = (
    r"de l'apres-?\s?midi|du soir|(?:in|of) the (?:afternoon|evening)|de la tarde|de la noche"
    r"|da tarde|da noite|بعد (?:ال)?ظهر|بعد الظهر|مساء|عصر|p\.? ?m\b\.?"
)
_NOON = r"ظهر|del mediodia|del dia|do dia"
_NIGHT = r"at night|ليل"
_PART = (
    rf"(?:(?P<morning>{_MORNING})|(?P<after>{_AFTER_NOON})|(?P<noon>{_NOON})|(?P<night>{_NIGHT}))"
)


def _any(words: list[str]) -> str:
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\-", "[- ]") for word in longest)


_FIGURE = r"(?:1\d|2[0-3]|0?[1-9])(?:[:.h][0-5]\d)?"
_FORMS = (
    (
        rf"(?P<fr>{_any(_FRENCH)}) heures?(?:\s(?P<fr_plus>trente|quinze|quarante-cinq|et demie"
        rf"|et quart))?(?:\s{_PART})?"
    ),
    (
        rf"(?:(?P<en_plus>half past|quarter past)\s(?P<en_past>{_any(_ENGLISH)}|{_FIGURE})"
        rf"(?:\so'? ?clock)?|(?P<en>{_any(_ENGLISH)}|{_FIGURE})\so'? ?clock)(?:,?\s{_PART})?"
    ),
    rf"(?P<en_half>{_any(_ENGLISH)})(?:\s(?P<en_thirty>thirty))?\s{_PART}",
    (
        rf"(?:(?:la|las)\s)?(?P<es>{_any(_SPANISH)}|{_FIGURE})(?:\s(?P<es_plus>y media|y cuarto))?"
        rf"(?:\s?(?:horas|hrs?|hs|h)\b\.?)?(?:\sen punto)?\s{_PART}"
    ),
    rf"las (?P<es_hours>{_any(_SPANISH)}) horas(?:\sen punto)?",
    rf"(?P<pt_hours>{_any(_PORTUGUESE)}) horas(?:\s(?P<pt_thirty>e meia|e trinta))?",
    (
        rf"(?P<pt>{_any(_PORTUGUESE)}|{_FIGURE})(?:\s?(?:horas|hrs?|hs|h)\b)?"
        rf"(?:\s(?P<pt_plus>e meia))?\s{_PART}"
    ),
    rf"(?P<fr_figure>{_FIGURE})\s?(?:heures?|h)\s{_PART}",
    (
        rf"(?:الساعة\s)?(?P<ar>{_any(list(_ARABIC))})(?:\s?(?P<ar_plus>والنصف|و النصف|والربع))?"
        rf"(?:\sمن)?\s?{_PART}"
    ),
    rf"الساعة\s(?P<ar_alone>{_any(list(_ARABIC))})(?:\s?(?P<ar_more>والنصف|والربع))?(?![^\W\d_])",
)


def _numbered() -> str:
    """The forms as one pattern, each with part names of its own."""
    forms = []
    for at, form in enumerate(_FORMS):
        own = re.sub("<(morning|after|noon|night)>", rf"<\g<1>{at}>", form)
        forms.append(f"(?:{own})")
    return "|".join(forms)


# A word must begin here; Arabic parts carry an ending of their own (مساءً).
SPOKEN = re.compile(rf"(?<![^\W_])(?<!\d[.:])(?:{_numbered()})")
_QUARTER = ("quart", "quarter past", "et quart", "y cuarto", "والربع", "quinze")
_EARLIEST, _LATEST = 7, 12  # without a part of the day, Arabic hours are read only in office hours


def _hour_in(written: str) -> tuple[int, int] | None:
    """Hour and minute that figures, or words without their quarters, stand for."""
    if written[0].isdigit():
        hour, _, minute = re.sub(r"[.h]", ":", written).partition(":")
        return int(hour), int(minute or 0)
    hour_word = written.replace(" ", "-") if written not in _ARABIC else written
    known = _ARABIC.get(written) or _EXTRA.get(hour_word) or words_to_number(written)
    return (known, 0) if known is not None and known < 24 else None


def _minute(match: re.Match[str]) -> int:
    plus = next(
        (v for k, v in match.groupdict().items() if v and k.endswith(("plus", "thirty", "more"))),
        None,
    )
    if plus is None:
        return 0
    if plus == "quarante-cinq":
        return 45
    return 15 if plus in _QUARTER else 30


def _part_of(match: re.Match[str]) -> str | None:
    parts = ("morning", "after", "noon", "night")
    return next((p for k, v in match.groupdict().items() if v for p in parts if k[:-1] == p), None)


_WRITTEN = ("fr", "en_past", "en", "en_half", "es", "es_hours", "pt_hours", "pt", "fr_figure",
            "ar", "ar_alone")  # fmt: skip


def spoken_hour(match: re.Match[str]) -> tuple[int, int, bool] | None:
    """Hour and minute of a match of `SPOKEN`, and whether the words leave nothing open."""
    written = next(match[name] for name in _WRITTEN if match[name])
    read = _hour_in(written)
    if read is None:
        return None
    hour, minute = read[0], read[1] or _minute(match)
    part = _part_of(match)
    if hour > _LATEST and written.isdigit():
        return None  # "13 pm"
    if part is None:
        if match["ar_alone"] and not _EARLIEST <= hour <= _LATEST:
            return None
        # "Five o'clock" alone may be either half of the day.
        return hour, minute, not (match["en"] or match["en_past"]) or hour == _LATEST
    return _in_part(hour, minute, part)


def _in_part(hour: int, minute: int, part: str) -> tuple[int, int, bool] | None:
    """The hour on a dial of 24 in a part of the day."""
    if hour > _LATEST:
        return (hour, minute, True) if part != "morning" else None
    if part == "morning":
        return hour % 12, minute, hour != _LATEST
    if hour == _LATEST:  # noon in the afternoon, midnight at night
        return (12, minute, True) if part == "noon" else (23, 59, False) if part == "night" else (
            12, minute, False)  # fmt: skip
    if part == "noon" and hour >= 10:
        return hour, minute, True
    return hour + 12, minute, True
