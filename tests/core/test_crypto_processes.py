"""Pairs and several processes. What starts them imports no models, so that they can start bare."""

import multiprocessing

import pytest

from mandat.core.crypto import NotForThisProcess, as_worker, declare_worker, public_of
from mandat.core.crypto.local import LocalKeyProvider

NAME = f"arrival.{'0a' * 16}"
KEY = bytes(range(32))
AAD = b"row 1"


def _wrap(folder, gate, results):
    gate.wait()
    results.put(LocalKeyProvider(folder).wrap(NAME, KEY, AAD))


def test_processes_that_start_together_make_one_pair(tmp_path):
    keys = LocalKeyProvider(tmp_path / "keys")
    start = multiprocessing.get_context("spawn")
    gate, results = start.Barrier(5), start.Queue()
    processes = [start.Process(target=_wrap, args=(keys.folder, gate, results)) for _ in range(5)]
    for process in processes:
        process.start()
    wrapped = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(60)

    with as_worker():
        assert [keys.unwrap(NAME, w, AAD) for w in wrapped] == [KEY] * 5
    assert sorted(p.name for p in (keys.folder / NAME).iterdir()) == ["1.key", "1.pub"]
    private = bytes.fromhex((keys.folder / NAME / "1.key").read_text())
    assert public_of(private) == keys.public(NAME)


def _open(folder, wrapped, declares, results):
    if declares:
        declare_worker()
    try:
        results.put(LocalKeyProvider(folder).unwrap(NAME, wrapped, AAD))
    except NotForThisProcess:
        results.put("refused")


@pytest.mark.parametrize(
    ("declares", "answer"), [(True, KEY), (False, "refused")], ids=["worker", "other"]
)
def test_of_two_processes_only_the_one_that_is_a_worker_opens(tmp_path, declares, answer):
    wrapped = LocalKeyProvider(tmp_path).wrap(NAME, KEY, AAD)
    start = multiprocessing.get_context("spawn")
    results = start.Queue()

    process = start.Process(target=_open, args=(tmp_path, wrapped, declares, results))
    process.start()

    assert results.get(timeout=60) == answer
    process.join(60)
