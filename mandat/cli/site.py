"""Starting Django for a command, and saying in a sentence when it cannot start."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from config import env
from mandat.cli.exits import Exit, GivenUp
from mandat.cli.words import _


def start_django(language: str, *, stores_nothing: bool = False) -> None:
    """Django is ready and speaks `language`; with `stores_nothing` it makes nothing on disk."""
    env.prepare(stores_nothing=stores_nothing)
    warnings.simplefilter("ignore")  # a developer's matter: the suite turns them into errors
    import django  # noqa: PLC0415 -- half a second that `--help` does not need
    from django.utils import translation  # noqa: PLC0415

    try:
        django.setup()
    except env.Misconfigured as error:
        raise GivenUp(str(error), Exit.NOT_READY) from None
    except OSError as error:
        raise GivenUp(
            _(
                "The data folder %(folder)s cannot be used: %(reason)s. Make it writable, or set "
                "MANDAT_DATA_DIR to another folder."
            )
            % {"folder": env.data_dir(), "reason": error.strerror or error},
            Exit.NOT_READY,
        ) from None
    translation.activate(language)


@contextmanager
def database() -> Iterator[None]:
    """Errors of the database become sentences; the tables are there."""
    from django.db import DatabaseError  # noqa: PLC0415 -- after start_django

    try:
        if missing_migrations():
            raise GivenUp(_("The database is not up to date. Run: mandat migrate"), Exit.NOT_READY)
        yield
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise GivenUp(
            _("The database cannot be used: %(reason)s. Ask for advice: mandat doctor")
            % {"reason": reason},
            Exit.NOT_READY,
        ) from None


def missing_migrations() -> list[str]:
    """The migrations that were not applied yet."""
    from django.db import connection  # noqa: PLC0415 -- after start_django
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def reason(error: OSError) -> str:
    """Why the system refused, in the reader's language where it is a common refusal."""
    match error:
        case FileNotFoundError():
            return _("there is no such file")
        case IsADirectoryError():
            return _("it is a folder")
        case PermissionError():
            return _("you may not open it")
    return error.strerror or str(error)
