"""The ledger of erasures and endings: what is gone, by ids alone, in a file beside the keys.

A backup brings back what was erased after it was made, and lets count again what somebody had
ended: a role, a second factor, an invitation. The ledger stands outside the database, so a
restore does not take it back in time: whoever restores reads it, erases and ends again. Lines
are only ever added; each carries its own checksum, so that a line torn by a power cut is told
from a line that somebody changed.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

NAME = "erasures.jsonl"


class LedgerDamaged(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """A line that is not the last one does not agree with its checksum: somebody must look."""


@dataclass(frozen=True, slots=True)
class Erased:
    """One erasure: its id, when, for which organisation, whose account, and which objects.

    `ended` names what stays in the database and no longer counts. Its rooms say what a label
    and a key mean; of several keys with the same first word the last one counts.
    """

    erasure: str
    at: datetime
    organisation: str
    account: str
    objects: tuple[tuple[str, str], ...]
    ended: tuple[tuple[str, str], ...] = ()


def ledger_path() -> Path:
    """Where the ledger lies: the folder of the keys."""
    return Path(settings.KEYS_DIR) / NAME


def append(entry: Erased, path: Path | None = None) -> None:
    """The erasure stands in the ledger and on the disk when this returns."""
    path = path or ledger_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        start = b"" if _ends_whole(handle) else b"\n"  # a torn line stays torn, alone
        os.write(handle, start + _line(entry).encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    _sync_folder(path.parent)


def note_gone(organisation: UUID | None, label: str, *keys: str) -> None:
    """Objects were erased by themselves; it is written once the transaction has been committed.

    A backup that is put back would else bring them back: an identity that a keeper erased, a
    consent that somebody had withdrawn, a file that nobody needed any more.
    """
    _note(organisation, objects=tuple((label, key) for key in keys))


def note_ended(organisation: UUID | None, label: str, *keys: str) -> None:
    """Somebody ended these; it is written once the transaction has been committed.

    Only what a person decided: an end by date stands in the row itself and comes back with it.
    """
    _note(organisation, ended=tuple((label, key) for key in keys))


def _note(
    organisation: UUID | None,
    *,
    objects: tuple[tuple[str, str], ...] = (),
    ended: tuple[tuple[str, str], ...] = (),
) -> None:
    if not objects and not ended:
        return
    entry = Erased(
        erasure=str(uuid4()),
        at=timezone.now(),
        organisation=str(organisation or ""),
        account="",
        objects=objects,
        ended=ended,
    )
    transaction.on_commit(partial(append, entry))


def _ends_whole(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size == 0 or os.pread(handle, 1, size - 1) == b"\n"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(entry: Erased) -> str:
    body: dict[str, Any] = {
        "erasure": entry.erasure,
        "at": entry.at.isoformat(),
        "organisation": entry.organisation,
        "account": entry.account,
        "objects": [list(o) for o in entry.objects],
    }
    if entry.ended:
        body["ended"] = [list(o) for o in entry.ended]
    text = json.dumps(body, separators=(",", ":"))
    return f"{sha256(text.encode()).hexdigest()} {text}\n"


def read(path: Path | None = None) -> list[Erased]:
    """Every erasure once, in the order of writing.

    A line without its end was never finished and is left out; `append` never returned for it.
    """
    path = path or ledger_path()
    if not path.exists():
        return []
    found: dict[str, Erased] = {}
    lines = path.read_text("utf-8", errors="replace").split("\n")
    for number, line in enumerate(lines, start=1):
        entry = _parse(line)
        if entry is not None:
            found.setdefault(entry.erasure, entry)
        elif line and number < len(lines) and _is_whole(line):
            raise LedgerDamaged(f"{path.name}, line {number}")
    return list(found.values())


def _is_whole(line: str) -> bool:
    """Whether the line was written to its end: a torn one stops before the last brace."""
    return line.endswith("}")


def _parse(line: str) -> Erased | None:
    digest, _space, text = line.partition(" ")
    if not text or sha256(text.encode()).hexdigest() != digest:
        return None
    body = json.loads(text)
    return Erased(
        erasure=body["erasure"],
        at=datetime.fromisoformat(body["at"]),
        organisation=body["organisation"],
        account=body["account"],
        objects=tuple((label, key) for label, key in body["objects"]),
        ended=tuple((label, key) for label, key in body.get("ended", ())),
    )


def merge(other: Path, path: Path | None = None) -> int:
    """What another copy of the ledger knows and this one does not is added; how much it was.

    For a restore of the keys: an older copy never replaces a newer one.
    """
    known = {e.erasure for e in read(path)}
    missing = [e for e in read(other) if e.erasure not in known]
    for entry in missing:
        append(entry, path)
    return len(missing)
