"""The database as one file, taken while the site runs, and put back whole or not at all."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from config import env
from mandat.cli.keeping.layout import sync_file
from mandat.core.crypto.files import sync_folder

_STORED = "SELECT storage_key FROM documents_file WHERE erased_at IS NULL"
_HEADS = "SELECT chain, seq, hash FROM audit_head WHERE seq >= 1"
_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"
_VERSION = re.compile(r"\b(\d+)(?:\.\d+)?")


class DatabaseRefused(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """`code` says why; `detail` is for the sentence: a version, a tool's first line."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Facts:
    """What the copy of the database says, read from the very state that was copied."""

    storage_keys: list[str]
    heads: dict[str, tuple[int, str]]
    migrations: list[str]


def take(connection: Any, target: Path) -> Facts:
    """The database stands in `target` as it was at one instant; others went on writing."""
    facts = _take_sqlite if connection.vendor == "sqlite" else _take_postgresql
    found = facts(connection, target)
    target.chmod(0o600)
    sync_file(target)
    return found


def _take_sqlite(connection: Any, target: Path) -> Facts:
    """By SQLite's online backup: one read transaction, which in WAL mode keeps no one waiting."""
    source = f"file:{quote(str(connection.settings_dict['NAME']))}?mode=rw"
    with (
        closing(sqlite3.connect(source, uri=True, timeout=20)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if (found := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise DatabaseRefused("database_damaged", str(found))
        return _facts(lambda sql: copy.execute(sql).fetchall())


def _take_postgresql(connection: Any, target: Path) -> Facts:
    """By pg_dump, in the snapshot of a transaction that also answers our own questions."""
    from django.db import transaction  # noqa: PLC0415 -- after start_django

    tool = _tool("pg_dump", connection)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run(
            [tool, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
             f"--file={target}", *_address(connection.settings_dict)],
            connection.settings_dict,
        )  # fmt: skip

        def ask(sql: str) -> list[Any]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        return _facts(ask)


def _facts(ask: Callable[[str], list[Any]]) -> Facts:
    return Facts(
        storage_keys=[key for (key,) in ask(_STORED)],
        heads={chain: (seq, digest) for chain, seq, digest in ask(_HEADS)},
        migrations=[f"{app}.{name}" for app, name in ask(_MIGRATIONS)],
    )


def is_empty(connection: Any) -> bool:
    """Whether the database of the site holds nothing: no tables at all."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    return not connection.introspection.table_names()


def put_back(connection: Any, source: Path) -> None:
    """The site's database is the saved one; what it held before is gone. Whole or not at all."""
    if connection.vendor == "sqlite":
        connection.close()
        _put_back_sqlite(source, Path(connection.settings_dict["NAME"]))
    else:
        _put_back_postgresql(connection, source)


def _put_back_sqlite(source: Path, target: Path) -> None:
    """The copy is made beside and renamed. The old log would be played into the new file: it
    goes first, once its content is in the old file."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f".{target.name}.restoring")
    try:
        shutil.copyfile(source, draft)
        draft.chmod(0o600)
        sync_file(draft)
        if target.exists():
            with closing(sqlite3.connect(target, timeout=1)) as old:
                busy = old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                old.execute("PRAGMA journal_mode=DELETE")  # refused while others have it open
                if busy:
                    raise DatabaseRefused("database_in_use")
        draft.replace(target)
    except sqlite3.OperationalError:
        raise DatabaseRefused("database_in_use") from None
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(target.parent)


def fill(connection: Any, name: str, source: Path) -> None:
    """Another database of the same server, which is empty, holds what the dump holds."""
    values = connection.settings_dict | {"NAME": name}
    tool = _tool("pg_restore", connection)
    _run(
        [tool, "--no-owner", "--no-privileges", "--exit-on-error", *_address(values), str(source)],
        values,
    )


def _put_back_postgresql(connection: Any, source: Path) -> None:
    """One transaction: the schema is emptied and the dump played into it, or nothing happened."""
    values = connection.settings_dict
    restore, client = _tool("pg_restore", connection), _tool("psql", connection)
    connection.close()
    with _as_sql(restore, source, values) as script:
        _run(
            [client, "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
             "--output=/dev/null", f"--file={script}", *_address(values)],
            values,
        )  # fmt: skip


@contextmanager
def _as_sql(restore: str, source: Path, values: dict[str, Any]) -> Iterator[Path]:
    """The dump as a script, readable by its owner alone, gone afterwards."""
    script = Path(env.data_dir()) / f".restoring-{os.getpid()}.sql"
    script.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(script, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
            file.flush()
            _run([restore, "--no-owner", "--no-privileges", "--file=-", str(source)], values, file)
        yield script
    finally:
        script.unlink(missing_ok=True)


def _tool(name: str, connection: Any) -> str:
    """The program's path. It must not be older than the server: pg_dump refuses that anyway."""
    path = shutil.which(name)
    if path is None:
        raise DatabaseRefused("tool_missing", name)
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = _VERSION.search(said)
    server = connection.pg_version // 10_000
    if found is None or int(found.group(1)) < server:
        raise DatabaseRefused("tool_old", f"{name} {found.group(1) if found else '?'} < {server}")
    return path


def _address(values: dict[str, Any]) -> list[str]:
    given = {"host": values["HOST"], "port": values["PORT"], "username": values["USER"]}
    return [f"--{k}={v}" for k, v in given.items() if v] + [f"--dbname={values['NAME']}"]


def _run(command: list[str], values: dict[str, Any], output: Any = subprocess.DEVNULL) -> None:
    """A tool of PostgreSQL's; the password goes by its environment, which others cannot read."""
    done = subprocess.run(  # noqa: S603 -- a fixed program and our own settings
        command,
        env=env.handed_on(PGPASSWORD=values["PASSWORD"], LC_ALL="C"),
        stdout=output,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["?"]
        raise DatabaseRefused("tool_failed", words[0])
