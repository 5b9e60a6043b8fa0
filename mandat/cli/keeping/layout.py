"""What a backup looks like on the disk.

    <folder>/2029-03-03T120000Z/manifest.json     what it is, and the hash of SHA256SUMS
    <folder>/2029-03-03T120000Z/SHA256SUMS        every other part, as `sha256sum -c` reads it
    <folder>/2029-03-03T120000Z/database.sqlite3  or database.dump (PostgreSQL, custom format)
    <folder>/2029-03-03T120000Z/files/ab/ab12…    sealed objects, as the storage names them
    <keys>/2029-03-03T120000Z/keys/…              in another folder: the keys, the ledger of
    <keys>/2029-03-03T120000Z/secret.key          erasures, and the key that signs sessions
    <keys>/2029-03-03T120000Z/worker-keys/…       the worker's own keys, when they lie apart

A folder under its final name is complete; while it is made its name begins with a point.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from mandat.core.crypto.files import sync_folder

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
KEYS = "keys"
WORKER_KEYS = "worker-keys"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")
_DRAFT = re.compile(r"\.\d{4}-\d\d-\d\dT\d{6}Z\.part")
_FORMAT = 1


class Damaged(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """A part of a backup is missing or not what it was; names the part."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `heads` are the journal's: chain -> (number, hash)."""

    made_at: str
    version: str  # of mandat
    vendor: str  # sqlite or postgresql
    database_bytes: int
    file_count: int
    file_bytes: int
    erased_meanwhile: list[str]  # storage keys that the database named and the storage lost
    heads: dict[str, tuple[int, str]]
    migrations: list[str]
    sums_sha256: str
    with_keys: bool
    lost: list[str] = field(default_factory=list)  # named, not erased, and not in the storage
    format: int = field(default=_FORMAT)


def stamp_of(at: datetime) -> str:
    """The name of a backup made at this instant."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def made_at(folder: Path) -> datetime:
    """When the backup was made, by its name."""
    return datetime.strptime(folder.name, "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)


def backups_in(root: Path) -> list[Path]:
    """The complete backups of a folder, the oldest first."""
    if not root.is_dir():
        return []
    return sorted(p for p in root.iterdir() if p.is_dir() and _STAMP.fullmatch(p.name))


def latest(place: Path) -> Path | None:
    """The folder itself when it is a backup, else the newest one in it."""
    if _STAMP.fullmatch(place.name) and place.is_dir():
        return place
    found = backups_in(place)
    return found[-1] if found else None


@contextmanager
def whole_folder(root: Path, name: str) -> Iterator[Path]:
    """A folder to fill, its owner's alone, which has its name once it is on the disk, or never."""
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in root.iterdir():
        if _DRAFT.fullmatch(left.name):  # of a backup that was killed
            shutil.rmtree(left)
    draft = root / f".{name}.part"
    draft.mkdir(mode=0o700)
    try:
        yield draft
        for path in draft.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
            if path.is_dir():
                sync_folder(path)
        sync_folder(draft)
        draft.rename(root / name)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync_folder(root)


def sync_file(path: Path) -> None:
    """What was written is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    sync_file(folder / MANIFEST)


def read_manifest(folder: Path) -> Manifest:
    """`Damaged` when there is none that can be read."""
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**values)
    except (OSError, ValueError, TypeError):
        raise Damaged(MANIFEST) from None
    if manifest.format != _FORMAT:
        raise Damaged(MANIFEST)
    return manifest


def write_sums(folder: Path, sums: dict[str, str]) -> str:
    """The hashes of all parts, and the hash of their list."""
    path = folder / SUMS
    path.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())))
    sync_file(path)
    return sha256_of(path)


def read_sums(folder: Path, expected: str) -> dict[str, str]:
    """Part -> hash. `Damaged` when the list is not the one of the manifest."""
    try:
        if sha256_of(folder / SUMS) != expected:
            raise Damaged(SUMS)
        lines = (folder / SUMS).read_text().splitlines()
    except OSError:
        raise Damaged(SUMS) from None
    return {name: digest for digest, _blanks, name in (line.partition("  ") for line in lines)}


def check_parts(folder: Path) -> Manifest:
    """Every part is there and is what it was. `Damaged` names the first that is not."""
    manifest = read_manifest(folder)
    for name, digest in read_sums(folder, manifest.sums_sha256).items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != digest:
            raise Damaged(name)
    return manifest
