"""The write gate of the SQLite backend: order, no lost update, no place kept for nobody."""

import os
import threading
import time

import pytest
from django.db import OperationalError, transaction
from django.db.utils import ConnectionHandler

from mandat.core.sqlite import base
from mandat.core.sqlite.gate import WriteGate

WRITERS = 8
TURNS = 25


@pytest.fixture
def gate():
    return WriteGate()


@pytest.fixture
def connections(tmp_path, monkeypatch, django_db_blocker):
    """A database of its own in a file, reached as `default` by every thread."""
    handler = ConnectionHandler(
        {
            "default": {
                "ENGINE": "mandat.core.sqlite",
                "NAME": str(tmp_path / "gate.sqlite3"),
                "OPTIONS": {
                    "timeout": 20,
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                },
            }
        }
    )
    monkeypatch.setattr(transaction, "connections", handler)
    with django_db_blocker.unblock():  # a database of its own, not the suite's
        run(handler, "CREATE TABLE counter (n INTEGER NOT NULL)")
        run(handler, "INSERT INTO counter VALUES (0)")
        yield handler
        handler["default"].close()


def run(handler, sql):
    with handler["default"].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


def gate_of(handler):
    return base.gate_of(str(handler["default"].settings_dict["NAME"]))


def wait_until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.001)


def test_writers_pass_in_the_order_in_which_they_came(gate):
    passed = []

    def write(number):
        assert gate.enter(timeout=10)
        passed.append(number)
        gate.leave()

    assert gate.enter(timeout=0)
    threads = []
    for number in range(WRITERS):
        threads.append(threading.Thread(target=write, args=(number,)))
        threads[-1].start()
        wait_until(lambda: len(gate._waiting) == len(threads))
    gate.leave()
    for thread in threads:
        thread.join()

    assert passed == list(range(WRITERS))
    assert gate.enter(timeout=0)


def test_who_waited_too_long_keeps_no_place(gate):
    assert gate.enter(timeout=0)

    assert gate.enter(timeout=0.01) is False

    gate.leave()
    assert gate.enter(timeout=0)


def test_no_update_is_lost_among_threads(connections):
    def write():
        for _ in range(TURNS):
            with transaction.atomic():
                (n,) = run(connections, "SELECT n FROM counter")
                run(connections, f"UPDATE counter SET n = {n + 1}")  # noqa: S608 -- a number
        connections["default"].close()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert run(connections, "SELECT n FROM counter") == (WRITERS * TURNS,)


def test_a_failed_transaction_leaves_the_gate(connections):
    with pytest.raises(OperationalError), transaction.atomic():
        run(connections, "SELECT * FROM nowhere")

    assert gate_of(connections).enter(timeout=0)
    gate_of(connections).leave()


def test_a_connection_closed_in_a_transaction_leaves_the_gate(connections):
    with transaction.atomic():
        run(connections, "UPDATE counter SET n = 7")
        connections["default"].close()

    assert gate_of(connections).enter(timeout=0)
    gate_of(connections).leave()
    assert run(connections, "SELECT n FROM counter") == (0,)


def test_a_writer_who_waits_longer_than_the_time_out_is_told(connections):
    connections["default"].settings_dict["OPTIONS"]["timeout"] = 0.01
    assert gate_of(connections).enter(timeout=0)

    with pytest.raises(OperationalError, match="other writers"), transaction.atomic():
        run(connections, "UPDATE counter SET n = 7")

    gate_of(connections).leave()
    with transaction.atomic():
        run(connections, "UPDATE counter SET n = 8")
    assert run(connections, "SELECT n FROM counter") == (8,)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_a_forked_child_is_not_behind_its_parents_gate(connections):
    gate = gate_of(connections)
    assert gate.enter(timeout=0)

    child = os.fork()
    if child == 0:
        os._exit(0 if gate_of(connections).enter(timeout=0) else 1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    gate.leave()
