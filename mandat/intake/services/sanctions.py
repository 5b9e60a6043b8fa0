"""Names of a sanctions list: imported when an organisation must observe one, and compared.

A match is a question for a person, and never a decision: names are shared, and lists have errors.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from mandat.audit.services import record
from mandat.intake.models import SanctionedName
from mandat.intake.rules.duplicates import plain_name
from mandat.people.models import Organisation

LONGEST_LIST_NAME = 100
_LONGEST = 300
_BATCH = 2_000


@transaction.atomic
def import_list(
    *, organisation: Organisation, list_name: str, names: Iterable[str], by: Any
) -> int:
    """The list stands as it is given: the names that it had before are gone. How many it has."""
    now, seen, count = timezone.now(), set(), 0
    SanctionedName.objects.filter(organisation=organisation, list_name=list_name).delete()
    batch: list[SanctionedName] = []
    for name in names:
        shown, folded = name.strip()[:_LONGEST], plain_name(name)[:_LONGEST]
        if not folded or folded in seen:
            continue
        seen.add(folded)
        batch.append(
            SanctionedName(
                organisation=organisation,
                list_name=list_name,
                name=shown,
                folded=folded,
                imported_at=now,
            )
        )
        if len(batch) >= _BATCH:
            SanctionedName.objects.bulk_create(batch)
            count, batch = count + len(batch), []
    SanctionedName.objects.bulk_create(batch)
    count += len(batch)
    record(
        actor=by,
        action="intake.sanctions.imported",
        organisation=organisation,
        details={"count": count},
    )
    return count


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the application that a list has too, however it is written."""

    theirs: str
    listed: str
    list_name: str


def names_in(words: Mapping[str, Any]) -> dict[str, str]:
    """The names of people and firms of an application, each under its folded form.

    A single word is compared for a firm alone: one given name is too many people's.
    """
    people = [words.get("lead", {}), *words.get("members", [])]
    found: dict[str, str] = {}
    for person in people:
        if not isinstance(person, Mapping):
            continue
        name, firm = str(person.get("name") or ""), str(person.get("firm") or "")
        if " " in plain_name(name):
            found.setdefault(plain_name(name), name)
        if plain_name(firm):
            found.setdefault(plain_name(firm), firm)
    return found


def possible_matches(organisation: Organisation, words: Mapping[str, Any]) -> list[Match]:
    """The names of the application that stand on a list of the organisation; one query."""
    names = names_in(words)
    rows = SanctionedName.objects.filter(organisation=organisation, folded__in=list(names))
    return [Match(names[r.folded], r.name, r.list_name) for r in rows.order_by("folded")[:50]]
