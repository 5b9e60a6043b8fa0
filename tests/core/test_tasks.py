"""Tasks belong to the transaction that asks for them; jobs stand once in the timetable."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Task

from mandat.core import jobs, tasks

seen = []


def remember(*ids):
    seen.append(ids)


def fail(number):
    raise LookupError(f"the name of person {number}")


REMEMBER = f"{__name__}.remember"


@pytest.fixture(autouse=True)
def _nothing_seen():
    seen.clear()


@pytest.mark.django_db(transaction=True)
def test_a_task_asked_for_in_a_failed_transaction_was_never_asked_for():
    counted = []

    def ask_and_fail():
        with transaction.atomic():
            tasks.enqueue("mandat.core.jobs.clear_sessions")
            counted.append(OrmQ.objects.count())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ask_and_fail()

    assert counted == [1]
    assert OrmQ.objects.count() == 0


@pytest.mark.django_db
def test_a_task_waits_with_its_name_and_ids():
    number = uuid4()

    tasks.enqueue("mandat.core.jobs.clear_sessions", 7, number)

    waiting = OrmQ.objects.get().task
    assert waiting["func"] == "mandat.core.tasks.perform"
    assert waiting["args"] == ("mandat.core.jobs.clear_sessions", 7, str(number))


@pytest.mark.django_db
def test_a_name_that_does_not_exist_is_refused_where_it_is_written():
    with pytest.raises(ImportError):
        tasks.enqueue("mandat.core.jobs.no_such_job")

    assert OrmQ.objects.count() == 0


def test_a_task_is_called_with_its_ids():
    tasks.perform(REMEMBER, 7, "a")

    assert seen == [(7, "a")]


def test_a_failure_names_the_kind_of_error_and_nobody(caplog):
    with pytest.raises(tasks.TaskFailed) as caught:
        tasks.perform(f"{__name__}.fail", 3)

    assert str(caught.value).endswith("fail: LookupError")
    assert "the name of person" not in caplog.text
    assert caught.value.__suppress_context__


@pytest.mark.django_db
def test_the_timetable_holds_each_job_once_and_no_other():
    Schedule.objects.create(name="gone", func="mandat.core.jobs.clear_sessions")
    tasks.write_timetable()
    twin = Schedule.objects.get(name="clear_sessions")
    twin.pk = None
    twin.save()

    tasks.write_timetable()

    names = sorted(Schedule.objects.values_list("name", flat=True))
    assert names == sorted(tasks._JOBS)
    assert {"clear_sessions", "forget_results"} <= set(names)


@pytest.mark.django_db
def test_writing_the_timetable_again_keeps_the_time_of_the_next_run():
    tasks.write_timetable()
    later = timezone.now() + timedelta(minutes=30)
    Schedule.objects.filter(name="clear_sessions").update(next_run=later)

    tasks.write_timetable()

    assert Schedule.objects.get(name="clear_sessions").next_run == later


@pytest.mark.django_db
def test_a_timetable_that_nobody_keeps_is_noticed():
    tasks.write_timetable()
    assert tasks.overdue_since() is None

    Schedule.objects.update(next_run=timezone.now() - timedelta(hours=2))

    late = tasks.overdue_since()
    assert late is not None
    assert late > timedelta(hours=1)


@pytest.mark.django_db
def test_what_a_dead_worker_held_is_given_back():
    tasks.enqueue("mandat.core.jobs.clear_sessions")
    OrmQ.objects.update(lock=timezone.now() + timedelta(minutes=10))

    assert tasks.give_back_unfinished() == 1

    assert OrmQ.objects.filter(lock__lte=timezone.now()).count() == 1


@pytest.mark.django_db
def test_results_are_forgotten_after_a_week():
    now = timezone.now()
    for name, days in (("old", 8), ("new", 6)):
        Task.objects.create(
            id=name, name=name, func="f", started=now, stopped=now - timedelta(days=days)
        )

    jobs.forget_results()

    assert [t.name for t in Task.objects.all()] == ["new"]
