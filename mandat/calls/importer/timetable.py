"""The timetable of a call: every date with its role, time and zone, in the order of the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mandat.calls.importer.date_roles import FILING, Purposed, read_roles
from mandat.calls.importer.dates import find_mentions
from mandat.calls.importer.draft import JSON, Certainty, Found, Span
from mandat.calls.importer.heads import Head
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.moments import Moment, moment_of
from mandat.calls.importer.text import Source
from mandat.calls.importer.years import fill_years, pair_ranges

# Signs of a publisher who writes the month first in figures.
_AMERICAN = re.compile(
    r"[EPC](?<![A-Za-z].)[SD]T\b|Eastern Time\b|United States\b|U\.S\.(?!A?ID)"
    r"|Washington,? D\.?C\b|,\s[A-Z]{2}\s\d{5}\b"
)
_DATELINE = re.compile(
    r"(?:^|\n)[^\n\d]{0,60}[A-ZÀ-Ý][\w'’ -]{2,30},\s{0,3}(?:le\s|on\s|el\s|em\s|the\s)?$|[([]$"
    r"|(?:^|\n)\W{0,6}(?:[Dd]ate|DATE|[Ff]echa|FECHA|[Dd]ata|DATA)\s?:[*_\s]{0,3}$"
)
_TOP = 600
_SAMPLE = 100_000


__all__ = ["FILING", "Entry", "read_dates", "read_timetable"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of the timetable."""

    role: str
    moment: Moment
    clear: bool
    firm: bool
    board: bool
    named: bool = True

    @property
    def date(self) -> str:
        return self.moment.mention.iso

    @property
    def time(self) -> str | None:
        return self.moment.clock.iso if self.moment.clock else None

    @property
    def local(self) -> str:
        """Wall time in ISO form: the date alone when no hour is given."""
        return f"{self.date}T{self.time}" if self.time else self.date

    @property
    def span(self) -> Span:
        return Span(self.moment.start, self.moment.end)

    @property
    def plain(self) -> bool:
        """Whether nothing was added or guessed in reading date and hour."""
        mention, clock = self.moment.mention, self.moment.clock
        return not mention.doubtful and mention.weekday_fits and (clock is None or clock.plain)


def _published(found: Sequence[Purposed]) -> str | None:
    """The first publication date that has a year."""
    return next(
        (p.dated.mention.iso for p in found if p.role == "publication" and p.dated.mention.year),
        None,
    )


def _dateline(source: Source, found: list[Purposed]) -> list[Purposed]:
    """The date of the letter's head, when no other date says when the call was published."""
    if any(p.role == "publication" for p in found):
        return found
    for at, one in enumerate(found):
        mention = one.dated.mention
        if mention.start > _TOP:
            break
        head = source.text[max(0, mention.start - 80) : mention.start]
        if one.role == "other" and mention.precision != "year" and _DATELINE.search(head):
            return [*found[:at], replace(one, role="publication", clear=False), *found[at + 1 :]]
    return found


def read_timetable(source: Source, layout: Layout, head: Head, language: str) -> tuple[Entry, ...]:
    """Every date of the call with what it is for."""
    order = "mdy" if language == "en" and _AMERICAN.search(source.text, 0, _SAMPLE) else "dmy"
    paired = pair_ranges(source, find_mentions(source, language, order))
    purposed = _dateline(source, read_roles(source, layout, head, paired))
    filled = fill_years([p.dated for p in purposed], _published(purposed))
    by_start = {d.mention.start: d for d in filled}
    return tuple(
        Entry(
            p.role,
            moment_of(source, by_start[p.dated.mention.start].mention),
            p.clear,
            p.firm,
            p.board,
            p.named,
        )
        for p in purposed
        if p.dated.mention.start in by_start
    )


def _item(entry: Entry) -> dict[str, JSON]:
    return {
        "role": entry.role,
        "date": entry.date,
        "time": entry.time,
        "timezone": entry.moment.zone,
        "precision": entry.moment.mention.precision,
        "firm": entry.firm,
        "spans": [entry.span],
    }


def read_dates(entries: Sequence[Entry]) -> Found:
    """All dates; sure when each has a role that its own words state."""
    kept = [e for e in entries if not (e.role == "other" and e.moment.mention.precision == "year")]
    if not kept:
        return Found()
    certain = all(e.clear and e.plain for e in kept)
    return Found(
        [_item(e) for e in kept],
        Certainty.SURE if certain else Certainty.LIKELY,
        tuple(e.span for e in kept),
    )
