"""Why a backup was not made or not put back, and what is wrong with one, in sentences."""

from collections.abc import Iterator
from typing import Any

from mandat.cli.keeping.databases import DatabaseRefused
from mandat.cli.keeping.layout import Damaged
from mandat.cli.keeping.making import PlaceRefused, WorkerKeysAway
from mandat.cli.words import _, ngettext


def refusal(error: Exception) -> str:
    """What happened and what to do."""
    if isinstance(error, PlaceRefused):
        return _(
            "Keys and data may not lie in one another: who finds one backup would have both. "
            "Choose a folder on another disk for --keys."
        )
    if isinstance(error, WorkerKeysAway):
        return _(
            "The worker's own keys are out of reach (MANDAT_WORKER_KEYS_DIR): without them the "
            "saved keys are not whole. Make the backup as the worker's user, or where the worker "
            "runs."
        )
    if isinstance(error, Damaged):
        return _("The backup is damaged: %(part)s is missing or was changed. Use another one.") % {
            "part": error
        }
    code = getattr(error, "code", "storage")
    detail = (
        error.detail if isinstance(error, DatabaseRefused) else str(error).removeprefix("storage: ")
    )
    return _sentences()[code] % {"detail": detail}


def _sentences() -> dict[str, str]:
    return {
        "storage": _("The storage of files does not answer: %(detail)s."),
        "tool_missing": _(
            "%(detail)s is not installed. Install the client programs of PostgreSQL (Debian: "
            "postgresql-client)."
        ),
        "tool_old": _(
            "%(detail)s: this program is older than the server. Install the client programs of the "
            "server's version."
        ),
        "tool_failed": _("PostgreSQL refused: %(detail)s."),
        "database_damaged": _("The database itself is damaged: %(detail)s. Restore a backup."),
        "database_in_use": _("The database is in use. Stop the site, then try again."),
        "site_runs": _("The site runs. Stop it, then try again."),
        "backup_runs": _("Another backup into this folder is under way."),
        "not_empty": _(
            "This site holds data already. With --replace they are given up for the backup's."
        ),
        "other_database": _(
            "This backup is of the other kind of database (SQLite, PostgreSQL). Set or unset "
            "MANDAT_DATABASE_URL."
        ),
        "no_scratch_database": _(
            "A database to try the backup in cannot be made. Allow it (ALTER ROLE … CREATEDB), or "
            "check on another server."
        ),
    }


def lost_files(count: int) -> str:
    """What a backup says of files that the storage had lost when it was made."""
    message = ngettext(
        "%(n)d file is not in the storage, though nobody erased it: it is not in the backup.",
        "%(n)d files are not in the storage, though nobody erased them: they are not in the "
        "backup.",
        count,
    )
    return message % {"n": count}


def faults(found: dict[str, Any]) -> Iterator[str]:
    """What stands in the way of this backup becoming a whole site."""
    if found["unknown_migrations"]:
        yield _("It was made by a newer version of mandat. Update this one first.")
    for chain in found["journal"]:
        yield _("The journal is not whole in chain %(chain)s: %(faults)s.") % {
            "chain": chain["chain"],
            "faults": ", ".join(chain["faults"]),
        }
    if found["lost"]:
        yield lost_files(found["lost"])
    for file in found["files"]["unreadable"]:
        yield _("The file %(id)s is not what was sent.") % {"id": file}
