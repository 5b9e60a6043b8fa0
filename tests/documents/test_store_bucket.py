"""Files in an S3 store: the same promises, against a server that speaks its protocol."""

import random
import socket
import time
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import storages
from django.utils import timezone

from config import env
from mandat.core.crypto import Tampered
from mandat.core.errors import RuleBroken
from mandat.documents.keeping import sweep_storage
from mandat.documents.models import File
from mandat.documents.services import erase_file, open_file, read_range, receive_file
from mandat.documents.store import (
    SEGMENT,
    Missing,
    SealedWriter,
    StorageFailed,
    WrongSize,
    read_sealed,
    seal_stream,
)
from mandat.documents.store.bucket import BucketStorage
from mandat.documents.store.objects import object_name, part_name
from mandat.documents.uses import Use
from tests.s3 import names, unfinished

KEY_NAME = f"organisation.{'0f' * 16}"
MIB = 1024 * 1024
USE = Use("tests.bucket", "files of a test", frozenset(), 64 * MIB, lambda _by, _file: True)


@pytest.fixture
def bucket(bucket, s3, kept_in):
    """The bucket of the test, in which the site keeps its files."""
    kept_in(s3.environment)
    assert isinstance(storages["sealed"], BucketStorage)
    return bucket


def content(size, seed=1):
    return random.Random(seed).randbytes(size)  # noqa: S311 -- the same bytes each time


def stored(data):
    return seal_stream([data], row=uuid.uuid4(), key_name=KEY_NAME, max_bytes=USE.max_bytes).seal


@pytest.mark.parametrize("size", [0, 1, SEGMENT, 3 * SEGMENT + 7, 20 * MIB])
def test_a_file_comes_back_whole_and_by_ranges(bucket, size):
    data = content(size)

    seal = stored(data)

    assert b"".join(read_sealed(seal)) == data
    for start, length in ((0, 10), (SEGMENT - 3, 7), (size // 2, SEGMENT), (size, 5)):
        assert b"".join(read_sealed(seal, start, length)) == data[start : start + length]
    assert names(bucket) == [object_name(seal.storage_key)]
    if size >= 100:
        body = bucket.Object(object_name(seal.storage_key)).get()["Body"].read()
        assert data[:40] not in body


def test_objects_have_no_address_that_could_be_passed_on(bucket):
    seal = stored(b"x")

    with pytest.raises(ValueError, match="no address"):
        storages["sealed"].url(object_name(seal.storage_key))


def test_a_range_fetches_its_segments_alone(bucket):
    seal = stored(content(20 * SEGMENT))
    asked = []
    bucket_client = storages["sealed"].connection.meta.client
    bucket_client.meta.events.register(
        "before-call.s3.GetObject", lambda params, **_rest: asked.append(params["headers"]["Range"])
    )

    list(read_sealed(seal, 5 * SEGMENT + 10, 1000))

    step = SEGMENT + 28
    assert asked == [f"bytes={5 * step}-{6 * step - 1}"]


def test_a_file_sent_in_segments_is_put_together_and_leaves_no_parts(bucket):
    data = content(2 * SEGMENT + 99)
    writer = SealedWriter.begin(total_size=len(data), row=uuid.uuid4(), key_name=KEY_NAME)
    for index in (2, 0, 1, 0):
        writer.write_segment(index, data[index * SEGMENT : (index + 1) * SEGMENT])
    assert names(bucket) == [part_name(writer.seal.storage_key, i) for i in range(3)]

    sealed = SealedWriter(writer.seal).finish()

    assert b"".join(read_sealed(sealed.seal)) == data
    assert names(bucket) == [object_name(writer.seal.storage_key)]
    assert writer.finish().sha256 == sealed.sha256


def test_an_abandoned_upload_leaves_nothing(bucket):
    writer = SealedWriter.begin(total_size=SEGMENT + 1, row=uuid.uuid4(), key_name=KEY_NAME)
    writer.write_segment(0, bytes(SEGMENT))
    assert names(bucket)

    writer.abandon()

    assert names(bucket) == []


def test_a_stream_that_breaks_in_the_middle_leaves_nothing(bucket):
    def breaks():
        yield content(18 * MIB)  # some parts are on the server by then
        raise ConnectionResetError

    with pytest.raises(StorageFailed):
        seal_stream(
            breaks(), row=uuid.uuid4(), key_name=KEY_NAME, max_bytes=64 * MIB, size=20 * MIB
        )
    with pytest.raises(WrongSize):
        seal_stream(
            [content(18 * MIB)],
            row=uuid.uuid4(),
            key_name=KEY_NAME,
            max_bytes=64 * MIB,
            size=20 * MIB,
        )

    assert names(bucket) == []
    assert unfinished(bucket) == []


def test_changed_cut_and_missing_objects_are_refused(bucket):
    seal = stored(content(SEGMENT + 10))
    there = bucket.Object(object_name(seal.storage_key))
    good = there.get()["Body"].read()
    for bad in (good[:-1], good + b"x", good[:50] + b"\x00\x00\x00" + good[53:], b""):
        there.put(Body=bad)
        with pytest.raises(Tampered):
            list(read_sealed(seal))
    there.delete()

    with pytest.raises(Missing):
        read_sealed(seal)


@pytest.mark.django_db
def test_a_file_is_received_read_and_erased(
    bucket, organisation, officer, django_capture_on_commit_callbacks
):
    data = content(2 * MIB)
    file = receive_file(
        use=USE,
        name="offre.pdf",
        chunks=[data],
        organisation=organisation,
        key_name=f"organisation.{organisation.public_id.hex}",
        owner=None,
        by=officer,
    )
    assert b"".join(open_file(file)) == data
    assert b"".join(read_range(file, 1000, 10)) == data[1000:1010]

    with django_capture_on_commit_callbacks(execute=True):
        erase_file(file=file, by=officer)

    assert names(bucket) == []


@pytest.mark.django_db
def test_what_no_row_knows_is_swept_when_it_is_two_days_old(bucket):
    stored(content(10))
    writer = SealedWriter.begin(total_size=5, row=uuid.uuid4(), key_name=KEY_NAME)
    writer.write_segment(0, b"12345")
    assert sweep_storage() == 0
    assert len(names(bucket)) == 2

    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=5)):
        assert sweep_storage() == 2

    assert names(bucket) == []


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.django_db
def test_an_unreachable_store_is_told_soon_and_leaves_no_row(s3, kept_in, organisation, officer):
    kept_in(s3.environment | {"MANDAT_S3_ENDPOINT": f"http://127.0.0.1:{closed_port()}"})
    start = time.monotonic()

    with pytest.raises(RuleBroken) as told:
        receive_file(
            use=USE,
            name="offre.pdf",
            chunks=[b"%PDF-1.7"],
            organisation=organisation,
            key_name=KEY_NAME,
            owner=None,
            by=officer,
        )

    assert told.value.code == "storage_unreachable"
    assert not File.objects.exists()
    assert time.monotonic() - start < 20


def test_a_bucket_needs_a_real_address(s3, kept_in):
    with pytest.raises(env.Misconfigured, match="MANDAT_S3_ENDPOINT"):
        kept_in(s3.environment | {"MANDAT_S3_ENDPOINT": "s3.example.org"})
