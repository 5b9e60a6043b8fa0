"""Putting a backup back: into the site, or into a scratch place where it is looked at."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from config import env
from mandat.cli.keeping import databases
from mandat.cli.keeping.databases import DatabaseRefused
from mandat.cli.keeping.layout import (
    DATABASES,
    KEYS,
    WORKER_KEYS,
    Damaged,
    Manifest,
    check_parts,
    read_manifest,
    read_sums,
    sync_file,
)
from mandat.cli.keeping.making import Site


class Refused(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """`code` says why a backup is not put back."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    manifest: Manifest
    files: int  # objects that were not in the storage
    keys: int  # versions of keys that were not there
    erasures: int  # objects erased again, because the ledger names them
    ended: dict[str, int]  # what ended again, by the label of the ledger


def restore_into(backup: Path, scratch: Path, keys: Path | None = None) -> dict[str, str]:
    """A backup of SQLite stands in the scratch folder; the environment in which it is the site.

    The live site is not touched. Files are read from the backup itself. `keys` is a saved folder
    of keys, as `mandat backup --keys` makes it.
    """
    scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
    source = backup / DATABASES["sqlite"]
    if source.exists():
        shutil.copyfile(source, scratch / "mandat.sqlite3")
    if keys is not None:
        _put_keys_back(keys, scratch / "keys")
    return env.handed_on(
        MANDAT_DATA_DIR=str(scratch),
        MANDAT_KEYS_DIR=str(scratch / "keys"),
        MANDAT_WORKER_KEYS_DIR="",  # they lie with the others there
        MANDAT_FILES_DIR=str(backup),  # objects bear the names that the storage gives them
        MANDAT_S3_BUCKET="",
        MANDAT_DATABASE_URL="",
        MANDAT_SECRET_KEY=token_hex(32),
        MANDAT_MAIL_URL="",
        DJANGO_SETTINGS_MODULE="config.settings.prod",
    )


def check(site: Site, backup: Path, keys: Path | None, scratch: Path, sample: int) -> Any:
    """Every part compared with its hash, then a site restored from it and looked at.

    Gives what `examine` found. `Damaged` names a part; `Refused` says why it cannot be tried.
    """
    manifest = check_parts(backup)
    environment = restore_into(backup, scratch, keys)
    if manifest.vendor == "sqlite":
        return _examined(backup, environment, sample)
    if site.connection.vendor != manifest.vendor:
        raise Refused("other_database")
    with _scratch_database(site.connection, backup) as url:
        return _examined(backup, environment | {"MANDAT_DATABASE_URL": url}, sample)


def _examined(backup: Path, environment: dict[str, str], sample: int) -> Any:
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "mandat.cli.keeping.examine", str(backup), str(sample)],
        env=environment | {"PYTHONPATH": str(env.ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Damaged(DATABASES[read_manifest(backup).vendor])
    return json.loads(done.stdout)


@contextmanager
def _scratch_database(connection: Any, backup: Path) -> Iterator[str]:
    """A database of its own on the same server, filled from the dump, dropped afterwards."""
    from django.db import DatabaseError  # noqa: PLC0415 -- after start_django

    name = f"mandat_check_{token_hex(6)}"
    quoted = connection.ops.quote_name(name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    except DatabaseError:
        raise Refused("no_scratch_database") from None
    try:
        databases.fill(connection, name, backup / DATABASES["postgresql"])
        yield _url(connection.settings_dict | {"NAME": name})
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def _url(values: dict[str, Any]) -> str:
    who = quote(values["USER"], safe="")
    secret = f":{quote(values['PASSWORD'], safe='')}" if values["PASSWORD"] else ""
    where = f"{values['HOST']}:{values['PORT']}" if values["PORT"] else values["HOST"]
    return f"postgresql://{who}{secret}@{where}/{values['NAME']}"


def restore(site: Site, backup: Path, keys: Path | None, *, replace: bool) -> Restored:
    """The site is as it was when the backup was made, except for what was erased since.

    Everything is checked first. Then files and keys are added, which harms nothing if it ends
    there; then the database is put back, whole or not at all. Objects of files are only ever
    added, keys never replace what is here, and a key that was destroyed stays destroyed.
    """
    manifest = check_parts(backup)
    if manifest.vendor != site.connection.vendor:
        raise Refused("other_database")
    if not replace and not databases.is_empty(site.connection):
        raise Refused("not_empty")
    versions = _put_keys_back(keys, site.keys_dir, site.worker_keys_dir) if keys else 0
    if keys:
        _put_signing_key_back(keys, site.data_dir)
    files = _put_files_back(backup)
    databases.put_back(site.connection, backup / DATABASES[manifest.vendor])
    return Restored(manifest, files, versions, *_settle())


def _put_keys_back(saved: Path, target: Path, worker_target: Path | None = None) -> int:
    from mandat.core import erasures  # noqa: PLC0415 -- after start_django
    from mandat.core.crypto.local import LocalKeyProvider  # noqa: PLC0415

    if not (saved / KEYS).is_dir():
        return 0
    apart = saved / WORKER_KEYS
    provider = LocalKeyProvider(target, worker_target)
    count = provider.put_back(saved / KEYS, apart if apart.is_dir() else None)
    erasures.merge(saved / KEYS / erasures.NAME, target / erasures.NAME)
    return count


def _put_signing_key_back(saved: Path, data_dir: Path) -> None:
    """The saved one takes the place of the one that this command itself has just made."""
    if not (saved / "secret.key").exists():
        return
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = data_dir / ".secret.key.new"
    shutil.copyfile(saved / "secret.key", draft)
    draft.chmod(0o600)
    sync_file(draft)
    draft.replace(data_dir / "secret.key")


def _put_files_back(backup: Path) -> int:
    """Objects of the backup that the storage lacks, or holds with other bytes."""
    from mandat.documents.store.objects import put  # noqa: PLC0415 -- after start_django

    sums = read_sums(backup, read_manifest(backup).sums_sha256)
    count = 0
    for path in sorted(p for p in (backup / "files").rglob("*") if p.is_file()):
        name, size = path.relative_to(backup).as_posix(), path.stat().st_size
        if name in sums and not _is_stored(name, size, sums[name]):
            put(name, _pieces(path), size)
            count += 1
    return count


def _is_stored(name: str, size: int, digest: str) -> bool:
    """Whether the storage holds this very object; read whole, so that damage is mended."""
    from mandat.documents.store.objects import get, size_of  # noqa: PLC0415 -- after start_django

    if size_of(name) != size:
        return False
    running = sha256()
    for piece in get(name, 0, size):
        running.update(piece)
    return running.hexdigest() == digest


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            yield piece


def _settle() -> tuple[int, dict[str, int]]:
    """The restored site is brought up to now: tables, sessions, what was erased or ended since."""
    from django.core.management import call_command  # noqa: PLC0415 -- after start_django

    from mandat.audit.services import OPERATOR, record  # noqa: PLC0415
    from mandat.people.models import Session  # noqa: PLC0415
    from mandat.privacy.services.replay import replay_erasures  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    Session.objects.all().delete()  # some had been ended since
    replayed = replay_erasures()
    record(
        actor=OPERATOR,
        action="core.backup.restored",
        details={
            "erasures": replayed.erasures,
            "objects": replayed.objects,
            "ended": sum(replayed.ended.values()),
        },
    )
    return replayed.objects, replayed.ended


__all__ = ["Damaged", "DatabaseRefused", "Refused", "Restored", "check", "restore", "restore_into"]
