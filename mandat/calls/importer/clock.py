"""Times of the day, as calls write them: "12h00", "5 pm", "14 heures 30", "1700 hrs", "minuit"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mandat.calls.importer.spoken_clock import SPOKEN, spoken_hour
from mandat.calls.importer.text import Source

_AM_PM = r"(?:a\.? ?m\b\.?|p\.? ?m\b\.?)"
_HOURS = r"(?:hrs?|hs|hours?|heures?|horas?|uhr|h)"
# Words that may follow the figures without changing them.
_AFTER = (
    rf"(?:\s?(?P<half>{_AM_PM}))?(?:\s?{_HOURS}(?![^\W\d_]))?(?:\s?(?P<word>noon|midday|midnight"
    rf"|midi|minuit)\b)?"
)
_ARABIC_PART = r"(?P<part>صباح|مساء|ظهر|بعد الظهر|عصر|ليل)"

_FORMS = (
    # 14 heures 30, 12h00, 20h, 17 hrs
    (
        rf"(?P<h1>[01]?\d|2[0-4])\s?{_HOURS}\.?\s?(?P<m1>[0-5]\d)?(?![\w])"
        rf"(?:\s?(?:minutes|min|mn)\b)?(?:\s?(?:{_HOURS})\b)?"
    ),
    # 17:00, 5:00 pm, 17.00 hrs, 23:59:59
    rf"(?P<h2>[01]?\d|2[0-4])[:.](?P<m2>[0-5]\d)(?::[0-5]\d)?(?!\d){_AFTER}",
    # 5 pm, 12 noon
    rf"(?P<h3>1[0-2]|0?[1-9])\s?(?:(?P<half3>{_AM_PM})|(?P<word3>noon|midday|midnight)\b)",
    # 1700 hours
    rf"(?P<h4>[01]\d|2[0-4])(?P<m4>[0-5]\d)\s?{_HOURS}\b",
    # noon, minuit
    (
        r"(?:twelve |12 |doze |doce )?(?P<named>noon|midday|midi|mediodia|medio dia|meio-dia|meio "
        r"dia|midnight|minuit"
        r"|medianoche|media noche|meia-noite|meia noite|منتصف الليل)(?![^\W\d_])"
    ),
    # الساعة 5 مساء
    (
        rf"الساعة\s(?P<h6>2[0-4]|[01]?\d)(?!\d)(?:[:.](?P<m6>[0-5]\d)(?::[0-5]\d)?(?!\d))?"
        rf"(?:\s(?:من )?{_ARABIC_PART})?"
    ),
)
# How these begin is asked first, at each letter; the forms are tried at few.
CLOCK = re.compile(rf"(?=[\ddtnmما])(?:{'|'.join(f'(?:{form})' for form in _FORMS)})")
# Figures that go on from something else: a number, a web address, the offset of a zone.
_INSIDE = re.compile(r"(?:[^\W_]|[.:/+]|(?:gmt|utc) ?[-])$")
_MIDNIGHT = (
    "midnight",
    "minuit",
    "medianoche",
    "media noche",
    "meia-noite",
    "meia noite",
    "منتصف الليل",
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day; `plain` is false when words leave it open ("midnight")."""

    start: int
    end: int
    hour: int
    minute: int
    plain: bool = True

    @property
    def iso(self) -> str:
        return f"{self.hour:02d}:{self.minute:02d}"


def _first(match: re.Match[str], *names: str) -> str | None:
    return next((match[n] for n in names if match[n] is not None), None)


def _in_halves(hour: int, half: str | None, part: str | None) -> int | None:
    """The hour on a dial of 24, from one on a dial of 12 when a half of the day is named."""
    if half is None and part is None:
        return hour
    if hour > 12:
        return hour if half is None or half.startswith("p") else None
    after_noon = (half or "").startswith("p") or (part is not None and part != "صباح")
    return hour % 12 + (12 if after_noon else 0)


def _clock(match: re.Match[str]) -> Clock | None:
    word = _first(match, "named", "word", "word3")
    start, end = match.start(), match.end()
    if word is not None:
        # "Midnight" closes the day that is named with it, in calls: nobody means its first minute.
        if word in _MIDNIGHT:
            return Clock(start, end, 23, 59, plain=False)
        return Clock(start, end, 12, 0)
    hour = _in_halves(
        int(_first(match, "h1", "h2", "h3", "h4", "h6") or 0),
        _first(match, "half", "half3"),
        match["part"],
    )
    minute = int(_first(match, "m1", "m2", "m4", "m6") or 0)
    if hour is None:
        return None
    if hour == 24:
        return Clock(start, end, 23, 59, plain=False) if minute == 0 else None
    return Clock(start, end, hour, minute, plain=bool(hour or minute))


def _spoken(match: re.Match[str]) -> Clock | None:
    read = spoken_hour(match)
    return Clock(match.start(), match.end(), *read) if read else None


def match_clock(source: Source, at: int) -> Clock | None:
    """The time of the day that starts at an offset."""
    words = SPOKEN.match(source.fold, at)
    spoken = _spoken(words) if words else None
    match = CLOCK.match(source.fold, at)
    if spoken and (match is None or match.end() < spoken.end):
        return spoken
    return _clock(match) if match else None


def _clocks(source: Source, start: int, end: int) -> Iterator[Clock]:
    """The times of the day in a stretch, in figures and in words."""
    for match in CLOCK.finditer(source.fold, start, end):
        if not _INSIDE.search(source.fold, max(0, match.start() - 6), match.start()):
            figures = _clock(match)
            if figures:
                yield figures
    for match in SPOKEN.finditer(source.fold, start, end):
        spoken = _spoken(match)
        if spoken:
            yield spoken


def last_clock(source: Source, start: int, end: int) -> Clock | None:
    """The last time of the day in a short stretch; the fullest of those that end it."""
    return max(_clocks(source, start, end), key=lambda c: (c.end, -c.start), default=None)
