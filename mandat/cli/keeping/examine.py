"""Looks at a restored site from inside: run in a process of its own, on the scratch place.

Prints one JSON object. `python -m mandat.cli.keeping.examine BACKUP [SAMPLE]`.
"""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from mandat.cli.keeping.layout import Manifest, read_manifest
from mandat.cli.site import missing_migrations, start_django


def examine(backup: Path, sample: int) -> dict[str, Any]:
    """What the restored site is like; empty lists are good news."""
    from django.core.management import call_command  # noqa: PLC0415 -- after start_django

    missing = missing_migrations()
    if missing:  # an older backup under a newer program: it must at least come up to date
        call_command("migrate", interactive=False, verbosity=0)
    return {
        "migrated": len(missing),
        "unknown_migrations": _unknown(backup),
        "journal": list(_journal(backup)),
        "files": _files(sample, read_manifest(backup)),
        "lost": len(read_manifest(backup).lost),
    }


def _unknown(backup: Path) -> list[str]:
    """Migrations of the backup that this program does not have: it was made by a newer one."""
    from django.db import connection  # noqa: PLC0415 -- after start_django
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    known = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}
    replaced = {
        f"{app}.{name}"
        for migration in MigrationLoader(connection).disk_migrations.values()
        for app, name in migration.replaces
    }
    return sorted(set(read_manifest(backup).migrations) - known - replaced)


def _journal(backup: Path) -> Iterator[dict[str, Any]]:
    """Every chain that does not verify, or does not reach the head that the manifest names."""
    from mandat.audit.queries import chains, verify_chain  # noqa: PLC0415 -- after start_django
    from mandat.audit.verification import Point  # noqa: PLC0415

    heads = read_manifest(backup).heads
    for chain in sorted({*chains(), *heads}):
        earlier = [Point(*heads[chain])] if chain in heads else []
        verdict = verify_chain(chain, earlier)
        if verdict.findings:
            faults = sorted({f.fault.value for f in verdict.findings})
            yield {"chain": chain, "faults": faults}


def _files(sample: int, manifest: Manifest) -> dict[str, Any]:
    """Files opened with the keys and compared with the hash of what was sent, oldest and newest.

    Those that the manifest names as erased or lost are known not to be there. Sealed ones, which
    nobody here can open, are counted; their bytes were compared before.
    """
    from mandat.core.crypto.providers import ENVELOPE  # noqa: PLC0415 -- after start_django
    from mandat.documents.models import File  # noqa: PLC0415

    absent = {*manifest.erased_meanwhile, *manifest.lost}
    rows = File.objects.filter(erased_at=None).exclude(storage_key__in=absent).order_by("pk")
    sealed = rows.filter(key_name__startswith=f"{ENVELOPE}.").count()
    rows = rows.exclude(key_name__startswith=f"{ENVELOPE}.")
    half = -(-sample // 2)
    some = {f.pk: f for f in [*rows[:half], *rows.order_by("-pk")[: sample - half]]}
    found: dict[str, Any] = {
        "all": rows.count() + sealed,
        "sealed": sealed,
        "read": 0,
        "without_key": [],
        "unreadable": [],
    }
    for file in some.values():
        found[kind].append(str(file.public_id)) if (kind := _fault(file)) else None
        found["read"] += not kind
    return found


def _fault(file: Any) -> str:
    from mandat.core.crypto import KeyGone, KeyMissing, Tampered, as_worker  # noqa: PLC0415
    from mandat.documents.services import open_file  # noqa: PLC0415
    from mandat.documents.store.segments import StorageFailed  # noqa: PLC0415

    running = sha256()
    try:
        with as_worker():  # only hashes are looked at, and the worker's keys may be missing too
            for piece in open_file(file):
                running.update(piece)
    except (KeyGone, KeyMissing):  # gone since, on purpose; or the keys were left out
        return "without_key"
    except (Tampered, StorageFailed):
        return "unreadable"
    return "" if running.hexdigest() == file.sha256 else "unreadable"


def main() -> None:
    start_django("en")
    backup, sample = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    print(json.dumps(examine(backup, sample)))


if __name__ == "__main__":
    main()
