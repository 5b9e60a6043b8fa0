"""Work done later, by the worker process, and jobs done again and again.

A task is a row of the same database, written in the transaction of the act that asks for it: it
exists exactly when the act happened. It names a function by its dotted path, with ids only: what
it needs it reads when it runs. A task whose worker was killed is done again, so doing it twice
must do no harm. Why django-q2: `docs/adr/0002-task-queue.md`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.brokers import get_broker
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler
from django_q.tasks import async_task

from mandat.core.crypto.workers import as_worker
from mandat.core.queue import FIRST

logger = logging.getLogger(__name__)

Id = int | str | UUID


class TaskFailed(Exception):  # noqa: N818 -- reads as a sentence in the log
    """Names the task and the kind of error; never the error's own words, which may name people."""


def enqueue(name: str, *ids: Id, first: bool = False) -> None:
    """The function will be called with these ids once the current transaction is committed.

    `first` is for short work that a person waits for: it goes before all other (`core.queue`).
    """
    import_string(name)  # a name that does not exist fails here, where it is written
    async_task(
        "mandat.core.tasks.perform",
        name,
        *(_plain(i) for i in ids),
        task_name=name[-100:],
        q_options=_list_of(first=first),
    )


def _list_of(*, first: bool) -> dict[str, str]:
    return {"cluster": FIRST} if first else {}


def _plain(value: Id) -> int | str:
    return str(value) if isinstance(value, UUID) else value


def perform(name: str, *ids: int | str) -> None:
    """What the worker does with a task: call it, and keep other people's words out of failures.

    The task is the worker's work, also where a demo performs it at once.
    """
    function: Callable[..., object] = import_string(name)
    try:
        with as_worker():
            function(*ids)
    except Exception as error:  # noqa: BLE001 -- whatever it is, its words may name people
        kind = type(error).__name__
        logger.error("task %s failed: %s", name, kind)
        raise TaskFailed(f"{name}: {kind}") from None


@dataclass(frozen=True, slots=True)
class Job:
    """A function without arguments that is called every so many minutes.

    `first` is for a short one that people wait for: it goes before all other work.
    """

    name: str
    task: str
    minutes: int
    first: bool = False


_JOBS: dict[str, Job] = {}


def register_job(job: Job) -> None:
    """The job is in the timetable from the next start of a worker on. Called in `apps.py`."""
    _JOBS[job.name] = job


def write_timetable() -> None:
    """The table of periodic jobs says what is registered: nothing twice, nothing forgotten."""
    with transaction.atomic():
        known: dict[str, Schedule] = {}
        for row in Schedule.objects.select_for_update().order_by("pk"):
            if row.name in known or row.name not in _JOBS:
                row.delete()
            else:
                known[row.name] = row
        for job in _JOBS.values():
            _write_job(job, known.get(job.name))


def _write_job(job: Job, row: Schedule | None) -> None:
    row = row or Schedule(name=job.name, next_run=timezone.now())
    row.func = "mandat.core.tasks.perform"
    row.args = repr((job.task,))
    row.kwargs = repr({"q_options": _list_of(first=job.first)}) if job.first else ""
    row.schedule_type, row.minutes, row.repeats = Schedule.MINUTES, job.minutes, -1
    row.save()


def start_due_jobs() -> None:
    """Jobs whose time has come are in the queue, without waiting half a minute for a look."""
    scheduler(broker=get_broker())


def give_back_unfinished() -> int:
    """Tasks that a dead worker held, of both lists, are free again at once.

    Only for a worker that is alone.
    """
    now = timezone.now()
    return int(OrmQ.objects.filter(lock__gt=now).update(lock=now))


def overdue_since(at: timedelta = timedelta(minutes=5)) -> timedelta | None:
    """For how long the timetable has waited for a worker; None when one keeps it."""
    late = Schedule.objects.filter(next_run__lt=timezone.now() - at).order_by("next_run").first()
    return timezone.now() - late.next_run if late else None
