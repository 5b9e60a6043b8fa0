"""Entries as people read them: names asked for together, and only what this reader may know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mandat.audit import words
from mandat.audit.models import Entry
from mandat.audit.rules import HOUSE
from mandat.audit.words import Named
from mandat.people.models import Account


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words. `who_id` and `object_key` let the reader ask for more of the same."""

    seq: int
    at: datetime
    who: str
    who_id: str
    act: Any
    kind: Any
    named: Named | None
    object_key: str
    details: Any
    is_house: bool


def lines_of(
    entries: Sequence[Entry], people: Mapping[str, str], *, reader: Any, zone: str
) -> list[Line]:
    """The entries in words, times in the zone (IANA name); `people` are names by public id."""
    objects = {("people.account", i): Named(name) for i, name in people.items()}
    objects |= words.names_of_objects(reader, _ids_by_label(entries))
    local = ZoneInfo(zone)
    return [_line(e, people, objects, local) for e in entries]


def accounts_in(entries: Iterable[Entry]) -> set[str]:
    """Public ids of the people who act in the entries, or to whom something was done."""
    actors = {e.actor for e in entries if not words.actor_in_words(e.actor)}
    return actors | {e.subject_id for e in entries if e.subject_label == "people.account"}


def names_of(public_ids: Iterable[str]) -> dict[str, str]:
    """What each account is called; one that was erased, or that nobody knows, says so."""
    ids = {i for i in public_ids if "-" in i}
    found = name_accounts(Account.objects.filter(public_id__in=ids)) if ids else {}
    return {i: found.get(i) or _("An account that was erased") for i in ids}


def name_accounts(accounts: QuerySet[Account]) -> dict[str, str]:
    """The names of accounts that were not closed, by public id."""
    rows = accounts.filter(closed_at__isnull=True).values_list("public_id", "name")
    return {str(public_id): name or _("A person without name") for public_id, name in rows}


def _ids_by_label(entries: Iterable[Entry]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for entry in entries:
        ids.setdefault(entry.subject_label, set()).add(entry.subject_id)
    return ids


def _line(
    entry: Entry,
    people: Mapping[str, str],
    objects: Mapping[tuple[str, str], Named],
    zone: ZoneInfo,
) -> Line:
    is_person = entry.actor in people
    about_self = entry.subject_id == entry.actor
    named = objects.get((entry.subject_label, entry.subject_id))
    return Line(
        seq=entry.seq,
        at=entry.at.astimezone(zone),
        who=people[entry.actor] if is_person else str(words.actor_in_words(entry.actor)),
        who_id=entry.actor if is_person else "",
        act=words.act_in_words(entry.action),
        kind="" if about_self else words.object_in_words(entry.subject_label),
        named=None if about_self else named,
        object_key=f"{entry.subject_label}:{entry.subject_id}" if entry.subject_id else "",
        details=words.details_in_words(entry.action, entry.details),
        is_house=entry.chain == HOUSE,
    )
