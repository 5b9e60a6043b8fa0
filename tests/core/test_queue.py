"""Two lists of tasks: what somebody waits for goes first, and nothing waits for ever."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.models import OrmQ, Schedule
from django_q.signing import SignedPackage

from mandat.core import tasks
from mandat.core.queue import FIRST, MOST_IN_A_ROW, TwoListBroker

pytestmark = pytest.mark.django_db
TASK = "mandat.core.jobs.clear_sessions"


def ask(*numbers, first=False):
    for number in numbers:
        tasks.enqueue(TASK, number, first=first)


def taken(broker, count):
    """The ids of the tasks that a worker would do next, done."""
    numbers = []
    for _ in range(count):
        [(row, payload)] = broker.dequeue()
        numbers.append(SignedPackage.loads(payload)["args"][1])
        broker.acknowledge(row)
    return numbers


@pytest.fixture
def broker():
    return get_broker()


@pytest.fixture
def _impatient(monkeypatch):
    monkeypatch.setattr(Conf, "POLL", 0)


def test_the_site_asks_this_broker(broker):
    assert isinstance(broker, TwoListBroker)
    assert broker.list_key == "mandat"


def test_what_somebody_waits_for_is_taken_before_what_waited_longer(broker):
    ask(*range(200))
    ask("a link", first=True)
    ask("another", first=True)

    assert taken(broker, 4) == ["a link", "another", 0, 1]


def test_the_ordinary_list_has_its_turn_however_much_comes_before_it(broker):
    ask("ordinary 1", "ordinary 2")
    ask(*range(3 * MOST_IN_A_ROW), first=True)

    done = taken(broker, 2 * MOST_IN_A_ROW + 2)

    assert done[MOST_IN_A_ROW] == "ordinary 1"
    assert done[2 * MOST_IN_A_ROW + 1] == "ordinary 2"
    assert [n for n in done if isinstance(n, int)] == list(range(2 * MOST_IN_A_ROW))


@pytest.mark.usefixtures("_impatient")
def test_an_empty_ordinary_list_holds_nothing_up(broker):
    ask(*range(2 * MOST_IN_A_ROW + 3), first=True)

    assert len(taken(broker, 2 * MOST_IN_A_ROW + 3)) == 2 * MOST_IN_A_ROW + 3
    assert broker.dequeue() is None


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("first", [True, False])
def test_a_task_whose_worker_died_is_free_again_when_its_lease_ends(broker, first):
    ask("begun", first=first)
    now = timezone.now()
    broker.dequeue()

    with time_machine.travel(now + timedelta(seconds=Conf.RETRY - 5)):
        before = broker.dequeue()
    with time_machine.travel(now + timedelta(seconds=Conf.RETRY + 5)):
        after = taken(broker, 1)

    assert before is None
    assert after == ["begun"]


def test_a_worker_that_is_alone_gives_back_tasks_of_both_lists_to_the_list_they_came_from(broker):
    ask("begun")
    ask("begun first", first=True)
    broker.dequeue()
    broker.dequeue()
    ask("new")

    given_back = tasks.give_back_unfinished()

    assert given_back == 2
    assert taken(broker, 3) == ["begun first", "new", "begun"]


def test_the_counts_know_both_lists(broker):
    ask(1, 2)
    ask(3, first=True)
    broker.dequeue()

    assert (broker.queue_size(), broker.lock_size()) == (2, 1)

    broker.purge_queue()
    assert OrmQ.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_that_people_wait_for_is_put_into_the_first_list():
    tasks.write_timetable()

    tasks.start_due_jobs()

    first = {row.task["args"] for row in OrmQ.objects.filter(key=FIRST)}
    ordinary = {row.task["args"] for row in OrmQ.objects.filter(key="mandat")}
    assert first == {("mandat.mail.tasks.send_due",)}
    assert ("mandat.core.jobs.clear_sessions",) in ordinary
    assert len(first | ordinary) == Schedule.objects.count() == len(tasks._JOBS)


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_each_task_once():
    ask(*range(20))
    ask(*range(20, 40), first=True)
    done, together = [], threading.Barrier(2)

    def work():
        broker = TwoListBroker("mandat")
        together.wait()
        while OrmQ.objects.filter(lock__lte=timezone.now()).exists():
            for _row, payload in broker.dequeue() or []:
                done.append(SignedPackage.loads(payload)["args"][1])
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]

    assert sorted(done) == list(range(40))
