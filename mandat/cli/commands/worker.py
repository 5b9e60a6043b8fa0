"""`mandat worker`: does the tasks that wait in the database, and the periodic jobs."""

import argparse
import os

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.words import _

NAME = "worker"
_NICE = 10  # of 19: pages go before checks and counts where both want the processor
_PATIENCE = 5.0  # seconds that a killed worker's children may take to end


def summary() -> str:
    return _("do waiting tasks and periodic jobs until stopped")


def epilog() -> str:
    return _(
        "`mandat serve` starts one itself. On PostgreSQL further ones may run, on any machine;\n"
        "on SQLite there is one. TERM or Ctrl-C ends it once the current task is done."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    from django.conf import settings  # noqa: PLC0415 -- after start_django
    from django.db import connection  # noqa: PLC0415

    from mandat.core import processes, tasks  # noqa: PLC0415
    from mandat.core.crypto import declare_worker  # noqa: PLC0415

    declare_worker()
    os.nice(_NICE)
    alone = connection.vendor == "sqlite"
    lock = None
    if alone:
        lock = processes.lock_file(settings.DATA_DIR / "worker.lock", seconds=_PATIENCE)
        if lock is None:
            raise GivenUp(
                _("A worker is at work on this database already; on SQLite one is enough."),
                Exit.NOT_READY,
            )
    with database():
        if alone:
            tasks.give_back_unfinished()
        tasks.write_timetable()
        tasks.start_due_jobs()
    connection.close()
    _work()
    return Exit.DONE


def _work() -> None:
    """Runs the cluster of django-q2; its processes end with this one, whatever ends it."""
    from django_q.cluster import Cluster  # noqa: PLC0415 -- after start_django

    from mandat.core.processes import die_with_parent  # noqa: PLC0415

    os.register_at_fork(after_in_child=die_with_parent)
    cluster = Cluster()
    cluster.start()
    cluster.sentinel.join()
