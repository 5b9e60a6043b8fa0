"""The journal as a file: every member that a hash vouches for, written while it is read.

Ids and codes only, no names: a file outlives the erasure of the people in it. With the hashes in
it, anybody can check the chain (`docs/how-to/check-the-journal.md`).
"""

import csv
import json
from collections.abc import Callable, Iterator
from typing import Any

from mandat.audit.models import Entry
from mandat.audit.queries import in_pieces
from mandat.people.models import Organisation

_COLUMNS = (
    "version",
    "chain",
    "seq",
    "public_id",
    "at",
    "organisation",
    "actor",
    "action",
    "subject_label",
    "subject_id",
    "details",
    "previous",
    "hash",
)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(organisation: Organisation) -> Iterator[str]:
    """One row for each entry, the oldest first; details as JSON."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(_COLUMNS)
    for entry in in_pieces(str(organisation.public_id)):
        row = _plain(entry)
        row["details"] = json.dumps(row["details"], sort_keys=True)
        yield writer.writerow([row[name] for name in _COLUMNS])


def as_json(organisation: Organisation) -> Iterator[str]:
    """One list of objects, the oldest first."""
    comma = "["
    for entry in in_pieces(str(organisation.public_id)):
        yield comma + "\n" + json.dumps(_plain(entry))
        comma = ","
    yield "[]\n" if comma == "[" else "\n]\n"


def _plain(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _COLUMNS} | {
        "public_id": str(entry.public_id),
        "organisation": str(entry.organisation) if entry.organisation else None,
        "at": entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }


FORMATS: dict[str, tuple[str, Callable[[Organisation], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
}
