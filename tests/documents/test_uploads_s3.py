"""Uploads in pieces whose segments wait in an S3 store: the same promises as in a folder."""

import hashlib
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.core.crypto import key_provider
from mandat.documents import uses
from mandat.documents.keeping import sweep_storage
from mandat.documents.kinds import KINDS
from mandat.documents.models import File, Upload
from mandat.documents.services import open_file
from mandat.documents.store import SEGMENT
from mandat.documents.store.objects import object_name, part_name
from mandat.documents.uploads import services as uploads
from mandat.documents.uses import Destination, Use, register_use
from mandat.people.models import Organisation
from tests.documents.conftest import key_of
from tests.s3 import BUCKET, names, unfinished

SMALL = 5 * SEGMENT + 777
LARGE = 36 * SEGMENT + 777  # over 8 MiB: the store is given it in pieces of its own
BYTES = random.Random(5).randbytes(LARGE)  # noqa: S311 -- the same bytes each time
DATA = BYTES[:SMALL]
PIECE = 4 * SEGMENT


@pytest.fixture
def bucket(bucket, s3, kept_in):
    kept_in(s3.environment)
    return bucket


@pytest.fixture
def use():
    """Whoever names the organisation sends there; larger files than most uses take."""

    def send_to(_by, target):
        organisation = Organisation.objects.get(name=target)
        return Destination(organisation, key_of(organisation))

    large = Use("tests.large", "x", KINDS, 12_000_000, lambda *_: True, send_to=send_to)
    register_use(large)
    yield large
    uses._USES.pop(large.code)


class Sender:
    """A program that sends one file by the addresses of uploads."""

    def __init__(self, account, organisation, data):
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(account)
        self.data = data
        said = self.client.post(
            reverse("documents:begin_upload"),
            {"use": "tests.large", "target": organisation.name, "name": "a", "size": len(data)},
        ).json()
        self.address = said["address"]

    def put(self, first, data=None):
        part = self.data[first * SEGMENT :][:PIECE] if data is None else data
        digest = hashlib.sha256(part).hexdigest()
        return self.client.put(
            f"{self.address}{first}/",
            part,
            content_type="application/octet-stream",
            headers={"X-Piece-SHA256": digest},
        )

    def missing(self):
        return self.client.get(self.address).json()["missing"]

    def send_missing(self):
        for begin, count in self.missing():
            for first in range(begin, begin + count, 4):
                part = self.data[first * SEGMENT : min(first + 4, begin + count) * SEGMENT]
                assert self.put(first, part).status_code == 204

    def finish(self):
        return self.client.post(self.address)


@pytest.fixture
def sender(bucket, use, organisation, officer):
    return Sender(officer, organisation, DATA)


@pytest.fixture
def large(bucket, use, organisation, officer):
    """A large file, of which all was sent."""
    sending = Sender(officer, organisation, BYTES)
    sending.send_missing()
    return sending


def key():
    return Upload.objects.get().storage_key


def content_of(file):
    return b"".join(open_file(file))


def test_a_file_sent_in_pieces_stands_in_the_bucket_as_one_sealed_object(bucket, s3, sender):
    assert sender.put(4).status_code == 204
    assert sender.missing() == [[0, 4]]
    assert sender.finish().json()["code"] == "incomplete"
    assert names(bucket) == [part_name(key(), 4), part_name(key(), 5)]
    waiting = bucket.Object(part_name(key(), 4)).get()["Body"].read()
    assert DATA[4 * SEGMENT :][:40] not in waiting
    storage_key = key()

    sender.put(0)
    first, again = sender.finish().json(), sender.finish().json()

    file = File.objects.get()
    assert first == again
    assert first["finished"]
    assert (content_of(file), file.sha256) == (DATA, hashlib.sha256(DATA).hexdigest())
    assert names(bucket) == [object_name(storage_key)]


def test_a_large_file_is_put_together_and_read_back_from_each_segment_once(bucket, s3, large):
    storage_key = key()
    s3.asked.clear()

    assert large.finish().status_code == 200

    read = [path for method, path, _query in s3.asked if method == "GET" and "/parts/" in path]
    assert len(read) == len(set(read)) == 37
    assert content_of(File.objects.get()) == BYTES
    assert names(bucket) == [object_name(storage_key)]
    assert unfinished(bucket) == []


def test_after_a_break_only_what_is_missing_is_sent(bucket, s3, sender, organisation, officer):
    sender.put(0)
    s3.asked.clear()
    again = Client()  # the page was loaded again: nothing of the first program is left
    again.force_login(officer)

    sender.client = again
    sender.send_missing()

    written = {path for method, path, _query in s3.asked if method == "PUT"}
    assert written == {f"/{BUCKET}/{part_name(key(), n)}" for n in (4, 5)}
    sender.finish()
    assert content_of(File.objects.get()) == DATA


TROUBLE = {
    "overloaded": ("503 SlowDown", "storage_unreachable"),
    "line cut": ("gone", "storage_unreachable"),
    "not allowed": ("403 AccessDenied", "storage_unreachable"),
    "bucket gone": ("404 NoSuchBucket", "storage_unreachable"),
    "full": ("507 XMinioStorageFull", "storage_full"),
    "quota": ("403 QuotaExceeded", "storage_full"),
}


@pytest.mark.parametrize(("answer", "code"), TROUBLE.values(), ids=TROUBLE)
def test_a_store_in_trouble_is_said_and_what_was_acknowledged_stays(
    bucket, s3, sender, answer, code
):
    sender.put(0)
    with s3.in_trouble(lambda _environ: answer):
        told = sender.put(4)
        missing_meanwhile = sender.missing()

    assert (told.status_code, told["Retry-After"]) == (503, "30")
    assert told.json()["code"] == code
    assert "What was sent so far is kept" in told.json()["message"]
    assert missing_meanwhile == sender.missing() == [[4, 2]]
    sender.send_missing()
    with s3.in_trouble(lambda _environ: answer):
        assert sender.finish().status_code == 503
    assert sender.missing() == []
    assert sender.finish().status_code == 200
    assert content_of(File.objects.get()) == DATA
    assert len(names(bucket)) == 1


def test_a_store_that_goes_away_while_the_file_is_put_together_shows_no_half_of_it(
    bucket, s3, large
):
    def from_the_second_piece_on(environ):
        is_late = "partNumber=2" in environ["QUERY_STRING"] or s3.asked[-1][0] == "DELETE"
        return "503 SlowDown" if is_late else None

    with s3.in_trouble(from_the_second_piece_on):
        assert large.finish().status_code == 503

    assert unfinished(bucket) == [object_name(key())]  # it could not even be given up
    assert object_name(key()) not in names(bucket)
    storage_key = key()
    assert large.finish().status_code == 200
    assert content_of(File.objects.get()) == BYTES
    assert names(bucket) == [object_name(storage_key)]
    assert unfinished(bucket) == []


def test_a_store_that_lists_no_unfinished_objects_still_takes_files(bucket, s3, large):
    def refuses(environ):
        is_listing = "uploads" in environ["QUERY_STRING"] and environ["REQUEST_METHOD"] == "GET"
        return "403 AccessDenied" if is_listing else None

    with s3.in_trouble(refuses):
        assert large.finish().status_code == 200

    assert content_of(File.objects.get()) == BYTES


def test_an_upload_given_up_leaves_nothing_in_the_bucket(bucket, s3, large):
    bucket.Object(object_name(key())).initiate_multipart_upload()  # of a process that was killed
    assert len(names(bucket)) == 37

    assert large.client.delete(large.address).status_code == 204

    assert names(bucket) == unfinished(bucket) == []
    assert not Upload.objects.exists()
    assert large.client.get(large.address).status_code == 404


def test_an_upload_whose_key_was_destroyed_is_given_up_all_the_same(bucket, sender, organisation):
    sender.put(0)
    key_provider().destroy(key_of(organisation))
    assert sender.put(4).json()["code"] == "upload_over"

    assert sender.client.delete(sender.address).status_code == 204

    assert names(bucket) == []


def test_what_could_not_be_taken_away_while_the_store_was_gone_is_swept(bucket, s3, sender):
    sender.put(0)
    with s3.in_trouble(lambda _environ: "503 SlowDown"):
        assert sender.client.delete(sender.address).status_code == 204
    assert len(names(bucket)) == 4
    assert not Upload.objects.exists()

    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=5)):
        assert sweep_storage() == 4

    assert names(bucket) == []


def test_objects_that_were_never_finished_are_swept_after_two_days_and_others_are_not(bucket):
    bucket.Object("files/ab/ab12").initiate_multipart_upload()
    bucket.Object("of-another-program/x").initiate_multipart_upload()
    assert sweep_storage() == 0
    assert len(unfinished(bucket)) == 2

    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=5)):
        assert sweep_storage() == 1

    assert unfinished(bucket) == ["of-another-program/x"]


def test_uploads_nobody_continued_for_a_day_leave_nothing(bucket, sender):
    sender.put(0)
    Upload.objects.update(expires_at=timezone.now() - timedelta(hours=1))

    assert uploads.sweep_uploads() == 1

    assert names(bucket) == []


def test_all_segments_that_were_lost_or_changed_are_asked_for_at_once(bucket, sender):
    sender.send_missing()
    for number in (0, 5):
        bucket.Object(part_name(key(), number)).delete()
    changed = bucket.Object(part_name(key(), 2))
    body = changed.get()["Body"].read()
    changed.put(Body=body[:99] + bytes([body[99] ^ 1]) + body[100:])

    assert sender.finish().json()["code"] == "incomplete"

    assert sender.missing() == [[0, 1], [2, 1], [5, 1]]
    assert object_name(key()) not in names(bucket)
    sender.send_missing()
    assert sender.finish().status_code == 200
    assert content_of(File.objects.get()) == DATA


def at_once(*acts):
    """All of them begin at the same instant, each in a thread of its own."""
    together = threading.Barrier(len(acts))

    def run(act):
        try:
            together.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(run, act) for act in acts]]


@pytest.mark.django_db(transaction=True)
def test_pieces_that_come_at_once_are_all_kept(bucket, sender):
    other = DATA[:PIECE][::-1]

    answers = at_once(lambda: sender.put(0), lambda: sender.put(0, other), lambda: sender.put(4))

    assert {answer.status_code for answer in answers} == {204}
    assert sender.missing() == []
    assert sender.finish().status_code == 200
    file = File.objects.get()
    assert content_of(file) in (DATA, other + DATA[PIECE:])
    assert file.sha256 == hashlib.sha256(content_of(file)).hexdigest()
    assert len(names(bucket)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_piece_that_comes_while_the_file_is_finished_harms_nothing(bucket, sender):
    sender.send_missing()

    at_once(sender.finish, sender.finish, lambda: sender.put(0, DATA[:PIECE]))

    sender.send_missing() if not File.objects.exists() else None
    assert sender.finish().status_code == 200
    assert content_of(File.objects.get()) == DATA
    assert len(names(bucket)) == 1
