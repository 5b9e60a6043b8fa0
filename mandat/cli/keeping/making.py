"""Making a backup: the database first, then every file that it names, then the keys, apart."""

import json
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from mandat.cli.keeping import databases
from mandat.cli.keeping.layout import (
    DATABASES,
    KEYS,
    WORKER_KEYS,
    Damaged,
    Manifest,
    backups_in,
    made_at,
    read_manifest,
    read_sums,
    sha256_of,
    stamp_of,
    sync_file,
    whole_folder,
    write_manifest,
    write_sums,
)

KEYS_KEPT = timedelta(days=7)  # as long as an erased thing could be opened from backups
MARKER = "last-backup.json"
_PAUSES = (1, 4)  # seconds before an object is asked for again


class PlaceRefused(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """Keys and data would lie in one another."""


class WorkerKeysAway(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The worker's own keys cannot be saved from here: their folder is not there, or closed."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is to be saved: the database's connection, and three places of the disk."""

    connection: Any
    data_dir: Path
    keys_dir: Path
    version: str
    worker_keys_dir: Path | None = None  # when the worker's own keys lie apart


def check_places(root: Path, keys: Path | None) -> None:
    """Who gets hold of one backup must not have the keys with it."""
    if keys is None:
        return
    one, other = root.resolve(), keys.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise PlaceRefused


def check_worker_keys(site: Site) -> None:
    """A copy of the keys without the worker's would look whole and open nothing of theirs."""
    from mandat.core.crypto.folders import KeyFolder  # noqa: PLC0415 -- after start_django
    from mandat.core.crypto.providers import ARRIVAL  # noqa: PLC0415

    if site.worker_keys_dir is None or KeyFolder(site.worker_keys_dir).is_reachable():
        return
    if any(name.startswith(f"{ARRIVAL}.") for name in KeyFolder(site.keys_dir).names()):
        raise WorkerKeysAway


def make_backup(site: Site, root: Path, keys: Path | None, at: datetime) -> tuple[Path, Manifest]:
    """A complete backup stands in `root`, and one of the keys in `keys`. Nothing of it is half.

    Every object that the copy of the database names is in the storage, since objects are written
    before their rows and never change. One that is missing was erased while we copied, or is
    lost: the database still names it. A backup is made all the same, and says which.
    """
    check_places(root, keys)
    if keys is not None:
        check_worker_keys(site)
    name = stamp_of(at)
    before = backups_in(root)
    with whole_folder(root, name) as folder:
        manifest = _fill(site, folder, before[-1] if before else None, at, with_keys=bool(keys))
    if keys is not None:
        _save_keys(site, keys, name)
    _mark(site.data_dir, root / name, at, with_keys=keys is not None)
    return root / name, manifest


def _fill(
    site: Site, folder: Path, before: Path | None, at: datetime, *, with_keys: bool
) -> Manifest:
    database = folder / DATABASES[site.connection.vendor]
    facts = databases.take(site.connection, database)
    sums = {database.name: sha256_of(database)}
    absent, size = _copy_files(facts.storage_keys, folder, before, sums)
    lost = _still_named(absent)
    manifest = Manifest(
        made_at=at.isoformat(),
        version=site.version,
        vendor=site.connection.vendor,
        database_bytes=database.stat().st_size,
        file_count=len(sums) - 1,
        file_bytes=size,
        erased_meanwhile=[key for key in absent if key not in lost],
        heads=facts.heads,
        migrations=facts.migrations,
        sums_sha256=write_sums(folder, sums),
        with_keys=with_keys,
        lost=sorted(lost),
    )
    write_manifest(folder, manifest)
    return manifest


def _copy_files(
    storage_keys: Iterable[str], folder: Path, before: Path | None, sums: dict[str, str]
) -> tuple[list[str], int]:
    """The objects, with their hashes added to `sums`; what is not there; bytes in all.

    An object that the backup before holds is linked, not copied again: it never changes.
    """
    from mandat.documents.store.objects import object_name  # noqa: PLC0415 -- after start_django

    known = _sums_of(before)
    absent, size = [], 0
    for key in storage_keys:
        name = object_name(key)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest = _linked(before, name, target, known) or _copied(name, target)
        if digest is None:
            absent.append(key)
        else:
            sums[name] = digest
            size += target.stat().st_size
    return absent, size


def _still_named(absent: list[str]) -> set[str]:
    """Those of the absent objects that the site's database names now: nobody erased them."""
    from mandat.documents.models import File  # noqa: PLC0415 -- after start_django

    rows = File.objects.filter(storage_key__in=absent, erased_at=None)
    return set(rows.values_list("storage_key", flat=True))


def _sums_of(backup: Path | None) -> dict[str, str]:
    """The hashes of the backup before; none when it is damaged: then everything is copied."""
    try:
        return read_sums(backup, read_manifest(backup).sums_sha256) if backup else {}
    except Damaged:
        return {}


def _linked(before: Path | None, name: str, target: Path, known: dict[str, str]) -> str | None:
    """The hash of the object, now shared with the backup before; None when that has none."""
    if before is None or name not in known:
        return None
    try:
        os.link(before / name, target)
    except OSError:  # lost, or a disk without links
        return None
    return known[name]


def _copied(name: str, target: Path) -> str | None:
    """The hash of the object, now copied; None when the storage has no such object (any more)."""
    from mandat.documents.store.objects import size_of  # noqa: PLC0415 -- after start_django
    from mandat.documents.store.segments import Missing, StorageFailed  # noqa: PLC0415

    for pause in (*_PAUSES, None):
        try:
            size = size_of(name)
            return None if size is None else _fetched(name, target, size)
        except Missing:
            target.unlink(missing_ok=True)
            return None
        except StorageFailed:  # a line that broke once shall not cost the whole night's backup
            target.unlink(missing_ok=True)
            if pause is None:
                raise
            time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def _fetched(name: str, target: Path, size: int) -> str:
    """The hash of the object, which is on the disk now. `StorageFailed` when it came cut."""
    from mandat.documents.store.objects import get  # noqa: PLC0415 -- after start_django
    from mandat.documents.store.segments import StorageFailed  # noqa: PLC0415

    running, taken = sha256(), 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in get(name, 0, size):
            running.update(piece)
            taken += file.write(piece)
    if taken != size:
        raise StorageFailed("storage: cut short")
    sync_file(target)
    return running.hexdigest()


def _save_keys(site: Site, keys: Path, name: str) -> None:
    """The folder of keys, with the ledger of erasures in it, and the key that signs sessions.

    The worker's own keys too, when they lie apart.
    """
    with whole_folder(keys, name) as folder:
        for place, source in ((KEYS, site.keys_dir), (WORKER_KEYS, site.worker_keys_dir)):
            if source is not None and source.is_dir():
                shutil.copytree(source, folder / place, ignore=shutil.ignore_patterns(".*.new"))
        signing = site.data_dir / "secret.key"
        if signing.exists():
            shutil.copyfile(signing, folder / signing.name)
        for path in folder.rglob("*"):
            if path.is_file():
                sync_file(path)


def _mark(data_dir: Path, folder: Path, at: datetime, *, with_keys: bool) -> None:
    """When the last backup was made, for `mandat doctor`."""
    marker = data_dir / MARKER
    marks = {"at": at.isoformat(), "folder": str(folder), "with_keys": with_keys}
    draft = marker.with_name(f".{MARKER}.new")
    draft.write_text(json.dumps(marks) + "\n", encoding="utf-8")
    sync_file(draft)
    draft.replace(marker)


def prune(root: Path, keep: int) -> list[Path]:
    """Only the newest backups are kept; those that went."""
    old = backups_in(root)[:-keep]
    for folder in old:
        shutil.rmtree(folder)
    return old


def prune_keys(root: Path, at: datetime) -> list[Path]:
    """Copies of keys older than a week are gone, the newest one apart: erased means erased."""
    old = [f for f in backups_in(root)[:-1] if at - made_at(f) > KEYS_KEPT]
    for folder in old:
        shutil.rmtree(folder)
    return old
