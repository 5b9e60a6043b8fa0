"""What happens to files when the disk is full, the power goes, or the process is killed."""

import errno
import os
import resource
import signal
import subprocess
import sys
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest

from mandat.core.crypto import Tampered
from mandat.core.errors import RuleBroken
from mandat.documents.models import File
from mandat.documents.services import receive_file
from mandat.documents.store import (
    SEGMENT,
    Missing,
    SealedWriter,
    StorageFailed,
    read_sealed,
    seal_stream,
)
from mandat.documents.store.objects import object_name, parts_name
from mandat.documents.uses import Use

KEY_NAME = f"organisation.{'1a' * 16}"
USE = Use("tests.faults", "files of a test", frozenset(), 64_000_000, lambda _by, _file: True)
DATA = bytes(range(256)) * 3000  # three segments


FOLDER = "mandat.documents.store.folder.FolderStorage"
FULL_DISK = "tests.documents.full_disk.FullDisk"


@pytest.fixture
def store(settings, tmp_path):
    """The folder of the sealed objects of this test."""
    settings.KEYS_DIR = tmp_path / "keys"
    return use_storage(settings, FOLDER, tmp_path / "files")


def use_storage(settings, backend, folder):
    sealed = {"BACKEND": backend, "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "sealed": sealed}
    return folder


def objects(folder):
    return sorted(p for p in folder.rglob("*") if p.is_file())


def stored(chunks, size=None):
    return seal_stream(
        chunks, row=uuid.uuid4(), key_name=KEY_NAME, max_bytes=USE.max_bytes, size=size
    )


@contextmanager
def no_file_larger_than(size):
    """The kernel itself refuses to write further, in the middle of a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("said", [None, len(DATA)])
def test_a_write_that_the_kernel_cuts_leaves_nothing(store, said):
    with no_file_larger_than(300_000), pytest.raises(StorageFailed) as failed:
        stored([DATA], size=said)

    assert failed.value.full
    assert objects(store) == []
    assert b"".join(read_sealed(stored([DATA], size=said).seal)) == DATA


@pytest.mark.django_db
def test_a_full_disk_is_told_in_words_and_leaves_nothing(
    store, settings, tmp_path, organisation, officer
):
    use_storage(settings, FULL_DISK, store)

    with pytest.raises(RuleBroken) as told:
        receive_file(
            use=USE,
            name="offre.pdf",
            chunks=[DATA],
            organisation=organisation,
            key_name=KEY_NAME,
            owner=None,
            by=officer,
        )

    assert told.value.code == "storage_full"
    assert objects(store) == []
    assert not File.objects.exists()


def test_a_disk_that_fills_while_segments_come_costs_none_of_those_before(store):
    writer = SealedWriter.begin(total_size=len(DATA), row=uuid.uuid4(), key_name=KEY_NAME)
    writer.write_segment(0, DATA[:SEGMENT])
    with no_file_larger_than(SEGMENT + 100_000), pytest.raises(StorageFailed) as failed:
        writer.write_segment(1, DATA[SEGMENT : 2 * SEGMENT])
    assert failed.value.full
    with pytest.raises(Tampered):
        writer.finish()

    writer.write_segments(1, DATA[SEGMENT:])
    sealed = SealedWriter(writer.seal).finish()

    assert b"".join(read_sealed(sealed.seal)) == DATA
    assert [p.relative_to(store) for p in objects(store)] == [
        Path(object_name(writer.seal.storage_key))
    ]


def test_a_sender_that_goes_away_leaves_nothing(store):
    def leaves():
        yield DATA[:400_000]
        raise ConnectionResetError(errno.ECONNRESET, "gone")

    for said in (None, len(DATA)):
        with pytest.raises((StorageFailed, ConnectionResetError)):
            stored(leaves(), size=said)

    assert objects(store) == []


KILLED = """
import sys, uuid
from django.conf import settings
settings.configure(
    STORAGES={"sealed": {"BACKEND": sys.argv[1], "OPTIONS": {"location": sys.argv[2]}}},
    KEY_PROVIDER="mandat.core.crypto.local.LocalKeyProvider",
    KEYS_DIR=sys.argv[3],
)
from mandat.documents.store import seal_stream
def chunks():
    yield bytes(600_000)
    print("half", flush=True)
    sys.stdin.read()
    yield bytes(168_000)
seal_stream(chunks(), row=uuid.uuid4(), key_name="house", max_bytes=10**6, size=768_000)
"""


def test_a_process_killed_in_the_middle_leaves_no_file_that_could_be_taken_for_whole(store):
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, FOLDER, str(store), str(store.parent / "keys")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            said = process.stdout.readline()
            half = objects(store)
        finally:
            process.send_signal(signal.SIGKILL)

    assert said == b"half\n"
    assert [p.suffix for p in half] == [".new"]  # some of it was on the disk
    assert process.returncode == -signal.SIGKILL
    assert objects(store) == half  # a draft, which the sweep takes after two days


def test_a_finish_that_was_killed_is_done_again_with_the_same_result(store):
    writer = SealedWriter.begin(total_size=len(DATA), row=uuid.uuid4(), key_name=KEY_NAME)
    writer.write_segments(0, DATA)
    part = store / parts_name(writer.seal.storage_key)
    content = part.read_bytes()
    first = writer.finish()
    part.write_bytes(content)  # as if it had been killed before the parts were cleared

    again = SealedWriter(writer.seal).finish()

    assert again == first
    assert [p.name for p in objects(store)] == [writer.seal.storage_key]
    assert not part.exists()


def test_segments_that_never_came_or_were_torn_are_seen_and_mended_by_sending_them(store):
    writer = SealedWriter.begin(total_size=len(DATA), row=uuid.uuid4(), key_name=KEY_NAME)
    with pytest.raises(Missing):
        writer.finish()
    for index in (0, 2):
        writer.write_segment(index, DATA[index * SEGMENT : (index + 1) * SEGMENT])
    with pytest.raises(Missing):
        writer.finish()
    writer.write_segment(1, DATA[SEGMENT : 2 * SEGMENT])
    part = store / parts_name(writer.seal.storage_key)
    with part.open("r+b") as file:
        file.seek(SEGMENT + 1000)
        file.write(bytes(5000))
    with pytest.raises(Tampered):
        writer.finish()
    assert not (store / object_name(writer.seal.storage_key)).exists()

    writer.write_segment(1, DATA[SEGMENT : 2 * SEGMENT])

    assert b"".join(read_sealed(writer.finish().seal)) == DATA


def test_segments_that_were_added_to_cut_or_swapped_are_not_put_together(store):
    writer = SealedWriter.begin(total_size=3 * SEGMENT, row=uuid.uuid4(), key_name=KEY_NAME)
    writer.write_segments(0, DATA[:SEGMENT] * 3)
    (part,) = objects(store)
    good = part.read_bytes()
    step = len(good) // 3
    for bad in (good + b"x", good[:-1], good[step : 2 * step] + good[:step] + good[2 * step :]):
        part.write_bytes(bad)
        with pytest.raises(Tampered):
            writer.finish()

    writer.abandon()
    assert objects(store) == []


def test_what_waits_to_be_counted_is_never_readable_on_the_disk(store, monkeypatch, tmp_path):
    secret = b"The name of the person. "
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    seen = []

    def chunks():
        for _ in range(40):
            yield secret * 5000

        for path in Path("/proc/self/fd").iterdir():
            try:
                target = str(path.readlink())
            except OSError:
                continue
            if target.startswith(str(folder)):
                seen.append(os.pread(int(path.name), 10_000_000, 0))

    sealed = stored(chunks())

    assert len(b"".join(seen)) > 1_000_000
    assert secret not in b"".join(seen)
    assert list(folder.iterdir()) == []
    assert b"".join(read_sealed(sealed.seal)) == secret * 200_000
