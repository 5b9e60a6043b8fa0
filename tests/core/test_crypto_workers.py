"""What is the worker's alone is refused elsewhere, in other threads too."""

from threading import Thread

import pytest

from mandat.core import tasks
from mandat.core.crypto import as_worker, is_worker

seen = []


def look():
    seen.append(is_worker())


def test_nobody_is_the_worker_unasked():
    assert not is_worker()
    with as_worker():
        assert is_worker()
        with as_worker():
            assert is_worker()
        assert is_worker()
    assert not is_worker()


def test_a_failure_within_gives_the_right_back():
    with pytest.raises(LookupError), as_worker():
        raise LookupError

    assert not is_worker()


def test_a_task_is_the_workers_work_and_nothing_after_it():
    seen.clear()

    tasks.perform(f"{__name__}.look")

    assert seen == [True]
    assert not is_worker()


def test_another_thread_is_not_the_worker_while_a_task_is_done():
    seen.clear()
    with as_worker():
        thread = Thread(target=look)
        thread.start()
        thread.join()

    assert seen == [False]
