"""Dates that belong together: ranges, and the year that a date leaves to another one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mandat.calls.importer.dates import Mention, valid
from mandat.calls.importer.text import Source

# Ends that are only roughly given: "end of May", "mi-juin", "finales de julio", "meados de maio".
_ROUGHLY = (
    r"(?:(?:le|la|the|el|o|os|du|au)\s|l'|les\s)?(?:(?:debut|mi|fin|milieu|courant|end|middle|mid|early"
    r"|late|beginning|start|mediados|finales|fines|principios|comienzos|inicios|inicio|final|finais"
    r"|fim|meados|comeco|نهاية|منتصف|بداية|اواخر|اوايل)(?:\s?-\s?|\s{1,2})(?:of\s|de\s|du\s|do\s"
    r"|d')?)?(?:(?:the|le|el|شهر)\s)?"
)
_LINK = re.compile(
    r"[\s.,)*_]{0,4}(?:-|/|>|(?:a|au|aux|to|until|till|through|thru|al|hasta|ate|ao|jusqu'a"
    rf"|jusqu'au|jusqu'en|الى|حتى)\b)[\s*_]{{0,4}}{_ROUGHLY}(?:d'|de )?"
)
_PAIR = re.compile(rf"[\s*_]{{0,4}},?\s?(?:et|and|y|e|و)\s?{_ROUGHLY}(?:d'|de )?[*_]{{0,2}}")
_BETWEEN = re.compile(rf"(?:\b(?:entre|between|from)\s|بين\s){_ROUGHLY}(?:de\s)?[*_]{{0,2}}$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its place in a range: 0 alone, 1 its first end, 2 its last."""

    mention: Mention
    place: int = 0


def _linked(source: Source, first: Mention, second: Mention) -> bool:
    """Whether two dates are the ends of one range."""
    if second.start - first.end > 30:
        return False
    if _LINK.fullmatch(source.fold, first.end, second.start):
        return "year" not in {first.precision, second.precision} - {first.precision}
    if first.precision == second.precision and _PAIR.fullmatch(
        source.fold, first.end, second.start
    ):
        return bool(_BETWEEN.search(source.fold, max(0, first.start - 30), first.start))
    return False


def _share(first: Mention, second: Mention) -> tuple[Mention, Mention]:
    """A range whose year is written once: it counts for both, over New Year's Day if need be."""
    turns = (first.month or 0, first.day or 0) > (second.month or 0, second.day or 0)
    if first.year is None and second.year is not None:
        return replace(first, year=second.year - turns), second
    if second.year is None and first.year is not None:
        return first, replace(second, year=first.year + turns)
    return first, second


def _either(source: Source, mentions: Sequence[Mention]) -> list[Mention]:
    """The dates without the second of "December 2021/January 2022 - March 2022"."""
    kept: list[Mention] = []
    for at, mention in enumerate(mentions):
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        slashed = kept and source.fold[kept[-1].end : mention.start].strip() == "/"
        if slashed and following and _linked(source, mention, following):
            kept[-1] = replace(kept[-1], end=mention.end)
        else:
            kept.append(mention)
    return kept


def pair_ranges(source: Source, mentions: Sequence[Mention]) -> list[Dated]:
    """The dates, those that form a range marked as its ends."""
    dated: list[Dated] = []
    for mention in _either(source, mentions):
        if dated and dated[-1].place == 0 and _linked(source, dated[-1].mention, mention):
            first, second = _share(dated[-1].mention, mention)
            if not (first.year and second.year) or first.iso <= second.iso:
                dated[-1] = Dated(first, 1)
                dated.append(Dated(second, 2))
                continue
        dated.append(Dated(mention))
    return dated


def _fitting(mention: Mention, years: Sequence[int]) -> int | None:
    """The only year in which the day of the week that is named falls on this date."""
    fits = [
        year
        for year in years
        if valid(year, mention.month, mention.day) and replace(mention, year=year).weekday_fits
    ]
    return fits[0] if len(fits) == 1 else None


def _next_year(mention: Mention, after: str) -> int:
    """The first year that puts the date on or after another one."""
    year = int(after[:4])
    return (
        year
        if replace(mention, year=year).iso >= after[: 7 if not mention.day else 10]
        else year + 1
    )


def fill_years(dated: Sequence[Dated], published: str | None) -> list[Dated]:
    """The dates with the year that the publication date or all other dates imply.

    The day of the week decides where it is named. Dates whose year nothing tells are dropped;
    years that were added leave the date doubtful.
    """
    mentions = [d.mention for d in dated]
    known = sorted({m.year for m in mentions if m.year and m.precision != "year"})
    if published:
        known = sorted({*known, int(published[:4]), int(published[:4]) + 1})
    filled = []
    for one in dated:
        mention = one.mention
        if mention.year is not None:
            filled.append(one)
            continue
        if mention.day is None and not one.place:
            continue  # a month without a year, outside a range, dates nothing
        year = _fitting(mention, known) if mention.weekday is not None else None
        if year is None and published:
            year = _next_year(mention, published)
        elif year is None and len(known) == 1:
            year = known[0]
        if year is not None and valid(year, mention.month, mention.day):
            filled.append(replace(one, mention=replace(mention, year=year, doubtful=True)))
    return filled
