"""The grammar of dates: every date that a text names, with its precision, time and zone.

Offsets are those of the text. A date without a year is kept with the year left open;
`years.py` finds the year from the other dates. Day and month in figures are told apart
by the text's own evidence (`13/04` can only be a day first), then by its language.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from mandat.calls.importer.calendar_words import (
    MONTHS,
    WEAK,
    WEEKDAY,
    WEEKDAYS,
    find_months,
    month_follows,
)
from mandat.calls.importer.text import Source

MOST = 600  # dates looked at: a call has fewer than a hundred, a flood stays cheap
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Mention:
    """One date as the text names it; a part that it leaves out is None."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    doubtful: bool = False  # day and month could be read the other way round, or the year was added

    @property
    def precision(self) -> str:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def iso(self) -> str:
        """The date as ISO 8601 has it, as far as it is known."""
        if self.year and self.month and self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        parts = [f"{self.year:04d}"] if self.year else []
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def weekday_fits(self) -> bool:
        """Whether the day of the week that is named, if any, is the one of the date."""
        if self.weekday is None or not (self.year and self.month and self.day):
            return True
        return date(self.year, self.month, self.day).weekday() == self.weekday


def valid(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether these parts make a date of our time; a leap day needs no year."""
    if year is not None and not 1950 <= year <= 2060:
        return False
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    try:
        date(year or 2000, month or 1, day)
    except ValueError:
        return False
    return True


_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d])(?!\s?(?:€|\$|eur\b|usd\b))"
# A year of two figures must not be an hour, a count or a page.
_SHORT_YEAR = (
    r"'?(?P<short>[0-4]\d)(?![\w%€$])(?!\s?[:.,]\d)(?!\s?(?:h|hrs?|heures?|hours?|am|pm|a\.m|p\.m"
    r"|jours?|days?|mois|months?|pages?|%|candidat|participant|person|et \d|and \d)(?![^\W_]))"
)
_DAY_BEFORE = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY})[\s,.]{{1,3}}(?:(?:the|le|el|dia)\s)?)?"
    r"(?<![\d/])(?<!\d[.,:])(?:\ble\s(?P<tens>[0-3])\s)?(?P<day>\d{1,2}|1er|premier|primero"
    r"|primeiro)"
    r"\s?(?:er|re|st|nd|rd|th|eme|°|º|ª|o)?\s{0,2}"
    r"(?:day\s)?(?:(?:of|de|do|d'|du mois de|من)\s(?:the\s)?)?[-/. ]?\s?$"
)
_YEAR_AFTER = re.compile(
    rf"(?:\.|,)?(?:\s{{0,2}}[,/.-]?\s{{0,2}}|\s(?:de|del|of|do|,)\s(?:ano\s|ano de\s)?)(?:{_YEAR}"
    rf"|{_SHORT_YEAR})"
)
_MONTH_FIRST = re.compile(
    r"\.?\s{1,2}(?:the\s)?(?P<day>\d{1,2})(?!\d)(?![/.:]\d)(?:\s?(?P<ordinal>st|nd|rd"
    r"|th))?(?![^\W_])"
    rf"(?:\s?(?:,|of)?\s{{0,2}}{_YEAR}|\s?,\s?{_SHORT_YEAR})?"
)
_SECOND_DAY = re.compile(
    rf"(?:\s?(?:-|to|and|&|through|until)\s?(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?)(?![\d:])(?:\s?,?\s{{0,2}}{_YEAR})?"
)
_WEEKDAY_BEFORE = re.compile(rf"(?P<weekday>{WEEKDAY})[\s,.]{{1,3}}(?:(?:the|le|el)\s)?$")
_FIRST_DAYS = {"1er": 1, "premier": 1, "primero": 1, "primeiro": 1}


def _year_of(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    if match["year"]:
        return int(match["year"])
    short = match.groupdict().get("short")
    return _CENTURY + int(short) if short else None


def _weekday_of(match: re.Match[str] | None) -> int | None:
    name = match["weekday"] if match else None
    return WEEKDAYS[re.sub(r"\s", "-", name) if "feira" in name else name] if name else None


def _day_of(match: re.Match[str]) -> int:
    written = match["day"]
    if match["tens"] and len(written) == 1:
        return int(match["tens"] + written)  # a scan that parts the figures: "le 1 4 MAR"
    return _FIRST_DAYS.get(written) or int(written)


_EARLIER_DAY = re.compile(
    r"(?<![\d/.,:])(?P<all>(?P<day>\d{1,2})\s?(?:st|nd|rd|th|er)?)\s?"
    r"(?:-|/|\b(?:au|al|to|et|and|a|ao|e|y|until|through)\b|الى|و)\s?(?:(?:le|the|el)\s)?$"
)


def _earlier_day(source: Source, mention: Mention) -> list[Mention]:
    """The first day of "5 - 12 March 2026", "du 5 au 12 mars": it shares the month that follows."""
    match = _EARLIER_DAY.search(source.fold, max(0, mention.start - 14), mention.start)
    if match is None:
        return []
    day = int(match["day"])
    if not 0 < day < (mention.day or 0):
        return []
    return [Mention(match.start(), match.end("all"), mention.year, mention.month, day)]


def _day_then_month(source: Source, word: re.Match[str], month: int) -> Mention | None:
    fold, low = source.fold, max(0, word.start() - 32)
    before = _DAY_BEFORE.search(fold, low, word.start())
    if before is None:
        return None
    after = _YEAR_AFTER.match(fold, word.end())
    if after and after["short"] and month_follows(fold, after.end()):
        after = None  # "16 March - 12 June": the day that ends a range
    day, year = _day_of(before), _year_of(after)
    # A scan reads a nought as a capital O: "1O avril" is the tenth.
    scanned = source.text[before.end("day") : before.end("day") + 1] == "O" and day < 4
    day = day * 10 if scanned else day
    if not valid(year, month, day):
        return None
    end = after.end() if after else word.end()
    return Mention(before.start(), end, year, month, day, _weekday_of(before), doubtful=scanned)


def _month_then_day(source: Source, word: re.Match[str], month: int) -> list[Mention]:
    """ "January 27", "November 7th, 2023", and both days of "March 5-12, 2026"."""
    fold = source.fold
    match = _MONTH_FIRST.match(fold, word.end())
    if match is None or not valid(_year_of(match), month, int(match["day"])):
        return []
    before = _WEEKDAY_BEFORE.search(fold, max(0, word.start() - 16), word.start())
    start, year = (before.start() if before else word.start()), _year_of(match)
    first = Mention(start, match.end(), year, month, int(match["day"]), _weekday_of(before))
    second = _SECOND_DAY.match(fold, match.end()) if year is None else None
    if second and valid(_year_of(second), month, int(second["day"])):
        year = _year_of(second)
        return [
            Mention(start, match.end(), year, month, first.day, first.weekday),
            Mention(second.start("day"), second.end(), year, month, int(second["day"])),
        ]
    return [first]


def _is_month(source: Source, word: re.Match[str], language: str) -> bool:
    """Weak words ("may", "out") are months in a language that has them, in capitals in English."""
    if word[0] not in WEAK:
        return True
    if language not in MONTHS[word[0]][1]:
        return word[0] in ("may", "march", "mars") and source.text[word.start()].isupper()
    return language != "en" or source.text[word.start()].isupper()


def _worded(source: Source, word: re.Match[str], language: str) -> list[Mention]:
    """The dates around one name of a month."""
    if not _is_month(source, word, language):
        return []
    month, languages = MONTHS[word[0]]
    dated = _day_then_month(source, word, month)
    month_first = "en" in languages and (language == "en" or languages == {"en"})
    if dated is None or dated.year is None:
        american = _month_then_day(source, word, month)
        # Sites that publish in several languages write "Novembre 15, 2026" in all of them.
        if american and (american[0].year or (month_first and dated is None)):
            return american
    if dated:
        return [*_earlier_day(source, dated), dated]
    after = _YEAR_AFTER.match(source.fold, word.end())
    if after is None:
        known = word[0] not in WEAK or language in languages
        return [Mention(word.start(), word.end(), None, month)] if known else []
    year = _year_of(after)
    return [Mention(word.start(), after.end(), year, month)] if valid(year, month, None) else []


_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)(?![-/]\d)"
)
_FIGURES = re.compile(
    r"(?P<a>\d(?:(?<=[0-3])\d)?)\s?(?P<mark>[-/.])\s?(?P<b>[0-3]?\d)\s?(?P=mark)\s?(?:(?P<year>(?:19"
    r"|20)\d\d)|(?P<short>[0-4]\d))"
    r"(?![\d%])(?![-/.:]\d)"
)
_MONTH_YEAR = re.compile(r"(?P<month>0[1-9]|1[0-2])[/.](?P<year>20\d\d)(?![\d/.-])")
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)\s?[-/]\s?(?P<second>(?:20)?\d\d)(?![\d/-])")
_GLUED = re.compile(r"[\w/@#°.,:=?&-]$")


def _free(source: Source, at: int) -> bool:
    """Whether figures stand alone, not inside a reference, an amount or an address."""
    before = source.fold[max(0, at - 1) : at]
    if before in ("-", ".", ":", "("):
        return not source.fold[max(0, at - 2) : at - 1].isalnum() or before in ":("
    return not _GLUED.match(before) if before else True


_DAY_FIRST = frozenset({"fr", "es", "pt", "ar"})


def find_figures(source: Source) -> list[re.Match[str]]:
    """What looks like a date in figures alone."""
    return list(islice(_FIGURES.finditer(source.fold), MOST))


def evidence_of_order(source: Source, figures: Sequence[re.Match[str]]) -> str | None:
    """ "dmy" or "mdy" when a date in figures can be read in one way only."""
    found = {
        "dmy" if int(m["a"]) > 12 else "mdy"
        for m in figures
        if (int(m["a"]) > 12) != (int(m["b"]) > 12) and _free(source, m.start())
    }
    return found.pop() if len(found) == 1 else None


def _figures(match: re.Match[str], order: str, *, known: bool) -> Mention | None:
    a, b = int(match["a"]), int(match["b"])
    if match["mark"] != "/" and not match["year"] and not (len(match["a"]) == len(match["b"]) == 2):
        return None  # 1.2.10 is the number of a section
    month_first = order == "mdy" if a <= 12 and b <= 12 else b > 12
    month, day = (a, b) if month_first else (b, a)
    year = _year_of(match)
    if not valid(year, month, day) or not (month and day):
        return None
    doubtful = not known and a <= 12 and b <= 12 and a != b
    return Mention(match.start(), match.end(), year, month, day, doubtful=doubtful)


def _numeric(
    source: Source, figures: Sequence[re.Match[str]], order: str, *, known: bool
) -> Iterator[Mention]:
    for match in islice(_ISO.finditer(source.fold), MOST):
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        if month and day and valid(year, month, day) and _free(source, match.start()):
            yield Mention(match.start(), match.end(), year, month, day)
    for match in figures:
        if _free(source, match.start()):
            mention = _figures(match, order, known=known)
            if mention:
                yield mention


_BEFORE_MONTH = re.compile(
    r"(?:\b(?:de|du|en|a|au|to|from|in|by|until|since|debut|fin|mi|end|mid|early|late|desde|hasta"
    r"|mois)[\s:-]{1,2}|[(:|\t]\s?|^\s*|- )$"
)


def _months_and_years(source: Source) -> Iterator[Mention]:
    """ "03/2026" and both ends of "2017-2021"; a single year says too little to be a date."""
    for match in islice(_MONTH_YEAR.finditer(source.fold), MOST):
        if _BEFORE_MONTH.search(source.fold, max(0, match.start() - 8), match.start()):
            yield Mention(match.start(), match.end(), int(match["year"]), int(match["month"]))
    for match in islice(_YEARS.finditer(source.fold), MOST):
        first, second = int(match["first"]), int(match["second"])
        second = second if second > 100 else first // 100 * 100 + second
        if first < second <= first + 15 and _free(source, match.start()):
            yield Mention(match.start("first"), match.end("first"), first)
            yield Mention(match.start("second"), match.end("second"), second)


def _without_overlaps(mentions: list[Mention]) -> tuple[Mention, ...]:
    """The longest date wherever two readings share figures."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
        else:
            kept.append(mention)
    return tuple(kept[:MOST])


def find_mentions(source: Source, language: str, order: str = "dmy") -> tuple[Mention, ...]:
    """Every date of the text, in order; `order` is how figures read where nothing else tells."""
    figures = find_figures(source)
    evidence = evidence_of_order(source, figures)
    known = evidence is not None or language in _DAY_FIRST
    mentions = [
        mention
        for word in islice(find_months(source.fold), MOST)
        for mention in _worded(source, word, language)
    ]
    mentions += _numeric(source, figures, evidence or order, known=known)
    mentions += _months_and_years(source)
    return _without_overlaps(mentions)
