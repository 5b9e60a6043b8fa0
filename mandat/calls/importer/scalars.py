"""The values that a call states once: dates, deadline, days, money, places, funding."""

import re
from collections.abc import Mapping

from mandat.calls.importer.budget import read_money
from mandat.calls.importer.deadline import read_deadline
from mandat.calls.importer.draft import Found
from mandat.calls.importer.duration import read_duration
from mandat.calls.importer.funding import read_funding, read_serves
from mandat.calls.importer.guard import FieldReader, plainly
from mandat.calls.importer.heads import read_head
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.limits import read_shortlist_cap, read_validity
from mandat.calls.importer.mission_dates import read_end, read_start
from mandat.calls.importer.money import find_amounts
from mandat.calls.importer.places import read_locations
from mandat.calls.importer.remote import read_remote
from mandat.calls.importer.text import Source
from mandat.calls.importer.timetable import read_dates, read_timetable
from mandat.calls.importer.working_days import read_working_days

_FUNCTION_WORDS = {
    "fr": re.compile(r"\b(?:le|la|les|des|du|et|une|pour|dans)\b"),
    "en": re.compile(r"\b(?:the|and|of|to|for|with|will|is)\b"),
    "es": re.compile(r"\b(?:el|los|las|del|una|para|con|y)\b"),
    "pt": re.compile(r"\b(?:os|as|dos|da|do|uma|para|com|e)\b"),
    "ar": re.compile(r"(?:في|من|على|الى)\b"),
}
_SAMPLE = 4000


def _language(source: Source, found: Mapping[str, Found]) -> str:
    """The language that was read, or the one whose small words are most frequent."""
    known = found.get("language")
    if known is not None and isinstance(known.value, str):
        return known.value
    sample = source.fold[:_SAMPLE]
    counts = {code: len(words.findall(sample)) for code, words in _FUNCTION_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "und"


def read_all(
    source: Source, layout: Layout, found: Mapping[str, Found], read: FieldReader = plainly
) -> dict[str, Found]:
    """The fields of dates, amounts, places and funding; `found` holds what was read before."""
    head = read_head(source)
    timetable = read_timetable(source, layout, head, _language(source, found))
    title = found["title"].spans if "title" in found else ()
    deadline = read(read_deadline, source, timetable)
    amounts = find_amounts(source)
    locations = read(read_locations, source, head, title, amounts)
    return {
        "locations": locations,
        "deadline": deadline,
        "start_date": read(read_start, timetable, deadline),
        "end_date": read(read_end, source, timetable, deadline),
        "working_days": read(read_working_days, source),
        "shortlist_cap": read(read_shortlist_cap, source),
        "offer_validity_days": read(read_validity, source),
        "remote": read(read_remote, source, head),
        "dates": read(read_dates, timetable),
        "duration": read(read_duration, source),
        "funding": read(read_funding, source, timetable),
        "serves": read(read_serves, source),
        **read_money(source, layout, head, locations.value or (), amounts),
    }
