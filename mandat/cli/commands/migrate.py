"""`mandat migrate`: the database has the tables that this version needs."""

import argparse

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import missing_migrations, start_django
from mandat.cli.words import _, ngettext

NAME = "migrate"


def summary() -> str:
    return _("create or update the tables of the database")


def epilog() -> str:
    return _("Run it after every update, before `mandat serve`. Running it again does nothing.")


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    applied = apply_migrations()
    if applied:
        message = ngettext("%(n)d migration applied.", "%(n)d migrations applied.", applied)
        print(message % {"n": applied})
    else:
        print(_("The database is up to date."))
    return Exit.DONE


def apply_migrations() -> int:
    """How many migrations were applied; the data folder exists and is its owner's alone."""
    from django.conf import settings  # noqa: PLC0415 -- after start_django
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import DatabaseError, connection  # noqa: PLC0415

    from mandat.audit.services import OPERATOR, record  # noqa: PLC0415

    try:
        if connection.vendor == "sqlite":
            settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        missing = missing_migrations()
        if missing:
            call_command("migrate", interactive=False, verbosity=0)
            record(
                actor=OPERATOR, action="core.database.migrated", details={"applied": len(missing)}
            )
    except (DatabaseError, OSError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise GivenUp(
            _("The database cannot be used: %(reason)s. Ask for advice: mandat doctor")
            % {"reason": reason},
            Exit.NOT_READY,
        ) from None
    return len(missing)
