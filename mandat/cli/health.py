"""What `mandat doctor` looks at: one function per question, each answering with findings."""

import json
import sqlite3
import stat
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config import env
from mandat.cli import (
    health_accounts,
    health_files,
    health_journal,
    health_keys,
    health_mail,
    health_search,
    health_storage,
)
from mandat.cli.findings import Answers, Finding, Level
from mandat.cli.site import missing_migrations
from mandat.cli.words import _, ngettext

_OLDEST_SQLITE = (3, 37, 0)
_OLDEST_BACKUP = 26  # hours
_SHORTEST_KEY = 32
_CLOCK_SLACK = 24 * 3600  # seconds; files of another machine's clock may be a little ahead
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine() -> list[Finding]:
    """Every question put to the site, in the order in which things are set up."""
    return [finding for question in QUESTIONS for finding in question()]


def python() -> Answers:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", Level.FINE, f"Python {version}")


def data_folder() -> Answers:
    folder = env.data_dir()
    if not folder.is_dir():
        yield Finding(
            "data_missing",
            Level.NOTE,
            _("The data folder %(folder)s does not exist yet; mandat migrate makes it.")
            % {"folder": folder},
        )
        return
    if stat.S_IMODE(folder.stat().st_mode) & _OTHERS:
        yield Finding(
            "data_open",
            Level.UNSAFE,
            _("Other users of this machine can enter the data folder. Run: chmod 700 %(folder)s")
            % {"folder": folder},
        )
    probe = folder / ".doctor"
    try:
        probe.touch()
        ahead = probe.stat().st_mtime - time.time()
        probe.unlink()
    except OSError as error:
        yield Finding(
            "data_read_only",
            Level.WRONG,
            _("The data folder %(folder)s cannot be written to: %(reason)s.")
            % {"folder": folder, "reason": error.strerror},
        )
        return
    yield Finding("data", Level.FINE, _("Data folder: %(folder)s") % {"folder": folder})
    yield from _clock(ahead)


def _clock(ahead: float) -> Answers:
    """Deadlines are judged by this machine's clock; the release is never later than now."""
    released = (env.ROOT / "mandat" / "__init__.py").stat().st_mtime
    if time.time() < released - _CLOCK_SLACK:
        yield Finding(
            "clock_behind",
            Level.WRONG,
            _(
                "The clock of this machine is behind the files of this program. Deadlines depend "
                "on it: set it."
            ),
        )
    elif abs(ahead) > 2:
        yield Finding(
            "clock_of_disk",
            Level.NOTE,
            _("The clock of the disk and of this machine differ by %(seconds)d seconds.")
            % {"seconds": ahead},
        )
    else:
        yield Finding(
            "clock",
            Level.FINE,
            _("Clock: %(now)s UTC") % {"now": time.strftime("%Y-%m-%d %H:%M", time.gmtime())},
        )


def database() -> Answers:
    from django.db import DatabaseError, connection  # noqa: PLC0415 -- after start_django

    try:
        if connection.vendor == "sqlite" and not env.data_dir().is_dir():
            yield Finding(
                "database_missing", Level.NOTE, _("There is no database yet. Run: mandat migrate")
            )
            return
        missing = missing_migrations()
        yield from _pragmas(connection) if connection.vendor == "sqlite" else _postgres(connection)
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        yield Finding(
            "database_unreachable",
            Level.WRONG,
            _(
                "The database cannot be reached: %(reason)s. Check MANDAT_DATABASE_URL and the "
                "rights of the data folder."
            )
            % {"reason": reason},
        )
        return
    if missing:
        message = ngettext(
            "%(n)d migration is missing. Run: mandat migrate",
            "%(n)d migrations are missing. Run: mandat migrate",
            len(missing),
        )
        yield Finding("migrations_missing", Level.WRONG, message % {"n": len(missing)})
        return
    yield Finding("migrations", Level.FINE, _("The tables are up to date."))
    yield from _worker()


def _pragmas(connection: Any) -> Answers:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        yield Finding(
            "sqlite_old",
            Level.WRONG,
            _("SQLite %(version)s is too old: 3.37 is needed. Use a newer Python.")
            % {"version": sqlite3.sqlite_version},
        )
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    for name, value in wanted.items():
        if found[name] != value:
            yield Finding(
                "sqlite_pragma",
                Level.WRONG,
                _(
                    "SQLite runs with %(name)s = %(found)s instead of %(wanted)s: the disk may "
                    "not support it. Choose another data folder."
                )
                % {"name": name, "found": found[name], "wanted": value},
            )
    yield Finding(
        "database",
        Level.FINE,
        f"SQLite {sqlite3.sqlite_version}: {connection.settings_dict['NAME']}",
    )


def _postgres(connection: Any) -> Answers:
    version = connection.pg_version // 10_000
    if version < 15:
        yield Finding(
            "postgresql_old",
            Level.WRONG,
            _("PostgreSQL %(version)d is too old: 15 is needed.") % {"version": version},
        )
    yield Finding("database", Level.FINE, f"PostgreSQL {version}")


def _worker() -> Answers:
    from mandat.core.tasks import overdue_since  # noqa: PLC0415 -- after start_django

    late = overdue_since()
    if late is None:
        yield Finding("worker", Level.FINE, _("Nothing waits for a worker."))
        return
    minutes = int(late.total_seconds() // 60)
    yield Finding(
        "worker_missing",
        Level.NOTE,
        _(
            "Periodic jobs have waited for %(minutes)d minutes: no worker runs. mandat serve "
            "starts one."
        )
        % {"minutes": minutes},
    )


def built_files() -> Answers:
    from django.conf import settings  # noqa: PLC0415 -- after start_django

    from mandat.core import catalogues  # noqa: PLC0415

    built = env.ROOT / "mandat" / "web" / "static" / "built"
    if not built.is_dir():
        yield Finding(
            "assets_missing", Level.WRONG, _("Scripts and styles were not built. Run: script/setup")
        )
    elif not (settings.STATIC_ROOT / ".collected").exists():
        yield Finding(
            "static_missing",
            Level.NOTE,
            _("Static files were not collected yet; mandat serve does it."),
        )
    else:
        yield Finding("static", Level.FINE, _("Scripts and styles are built."))
    stale = catalogues.stale()
    if stale:
        languages = ", ".join(sorted(po.parent.parent.name for po in stale))
        yield Finding(
            "catalogues_stale",
            Level.WRONG,
            _("Translations are not compiled (%(languages)s). Run: script/setup")
            % {"languages": languages},
        )
    else:
        yield Finding("catalogues", Level.FINE, _("Translations are compiled."))


def address() -> Answers:
    url = env.read("MANDAT_URL")
    local = env.is_local()
    if local or url.startswith("https://"):
        yield Finding("address", Level.FINE, _("Public address: %(url)s") % {"url": url})
    else:
        yield Finding(
            "no_https",
            Level.UNSAFE,
            _(
                "%(url)s is a public address without https: passwords and files would travel in "
                "the open. Put a proxy with a certificate before the site and write https in "
                "MANDAT_URL."
            )
            % {"url": url},
        )


def signing_key() -> Answers:
    given = env.read("MANDAT_SECRET_KEY")
    path = env.data_dir() / "secret.key"
    if given and (len(given) < _SHORTEST_KEY or len(set(given)) < 8):
        yield Finding(
            "key_weak",
            Level.UNSAFE,
            _(
                "MANDAT_SECRET_KEY can be guessed. Unset it (a key is made and kept), or use 50 "
                "random characters."
            ),
        )
    elif not given and path.exists() and stat.S_IMODE(path.stat().st_mode) & _OTHERS:
        yield Finding(
            "key_open",
            Level.UNSAFE,
            _("Other users of this machine can read the signing key. Run: chmod 600 %(file)s")
            % {"file": path},
        )
    else:
        yield Finding("key", Level.FINE, _("The signing key is kept safely."))


def mail() -> Answers:
    url = env.read("MANDAT_MAIL_URL")
    if url:
        yield Finding(
            "mail",
            Level.FINE,
            _("Mail goes out through %(host)s.") % {"host": urlsplit(url).hostname},
        )
        return
    level = Level.NOTE if env.is_local() else Level.WRONG
    yield Finding(
        "mail_folder",
        level,
        _(
            "Mail is written to %(folder)s and reaches nobody: sign-in codes are there. Set "
            "MANDAT_MAIL_URL to send it."
        )
        % {"folder": env.data_dir() / "mail"},
    )


def outbox() -> Answers:
    from django.db import DatabaseError  # noqa: PLC0415 -- after start_django
    from django.utils import timezone  # noqa: PLC0415

    from mandat.mail import queries  # noqa: PLC0415

    try:
        stuck = queries.overdue(timezone.now()).count()
        lost = queries.undelivered_since(timezone.now()).count()
    except DatabaseError:  # said already: the tables are missing or the database is away
        return
    if stuck:
        message = ngettext(
            "%(n)d mail has waited for more than an hour: see mandat mail list.",
            "%(n)d mails have waited for more than an hour: see mandat mail list.",
            stuck,
        )
        yield Finding("mail_waits", Level.WRONG, message % {"n": stuck})
    if lost:
        message = ngettext(
            "%(n)d mail of the last week reached nobody: see mandat mail list --failed.",
            "%(n)d mails of the last week reached nobody: see mandat mail list --failed.",
            lost,
        )
        yield Finding("mail_lost", Level.NOTE, message % {"n": lost})


def backups() -> Answers:
    """A site without a backup of the last 26 hours (a nightly one, and two hours to make it)."""
    marker = env.data_dir() / "last-backup.json"
    if not (env.data_dir() / "mandat.sqlite3").exists() and not env.read("MANDAT_DATABASE_URL"):
        return
    level = Level.NOTE if env.is_local() else Level.WRONG
    try:
        marks = json.loads(marker.read_text(encoding="utf-8"))
        age = datetime.now(UTC) - datetime.fromisoformat(marks["at"])
    except (OSError, ValueError, KeyError, TypeError):
        message = _("No backup was ever made. Run every night: mandat backup FOLDER --keys FOLDER")
        yield Finding("backup_missing", level, message)
        return
    hours = int(age.total_seconds() // 3600)
    if hours >= _OLDEST_BACKUP:
        message = _("The last backup is %(hours)d hours old. Run: mandat backup %(folder)s")
        folder = str(Path(marks["folder"]).parent)
        yield Finding("backup_old", level, message % {"hours": hours, "folder": folder})
    else:
        message = _("The last backup is %(hours)d hours old: %(folder)s")
        yield Finding("backup", Level.FINE, message % {"hours": hours, "folder": marks["folder"]})


QUESTIONS: tuple[Callable[[], Answers], ...] = (
    python,
    data_folder,
    database,
    health_journal.journal,
    health_search.index,
    built_files,
    address,
    health_accounts.demo_mode,
    health_accounts.accounts,
    signing_key,
    health_keys.keys,
    health_storage.storage,
    mail,
    outbox,
    health_mail.mailboxes,
    backups,
    health_files.scanner,
    health_files.tools,
)
