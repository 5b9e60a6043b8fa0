"""Uploads in pieces: what came is kept, what is missing is asked for, what is over is gone."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ

from mandat.core.errors import RuleBroken
from mandat.documents.keeping import sweep_storage
from mandat.documents.models import File, Upload, UploadSegment
from mandat.documents.services import CHECK, open_file
from mandat.documents.store import SEGMENT
from mandat.documents.store.objects import object_name, parts_name, stored_files, stored_parts
from mandat.documents.uploads import services as uploads
from tests.documents.faulty import Killed, away, faults, full, killed_at, torn

SIZE = 2 * SEGMENT + 1000
DATA = random.Random(7).randbytes(SIZE)  # noqa: S311 -- the same bytes each time


def piece(first, count=1):
    return DATA[first * SEGMENT : (first + count) * SEGMENT]


@pytest.fixture
def begin(evidence, organisation, officer):
    def made(**values):
        given = {"use": evidence, "target": organisation.name, "name": "a.txt", "size": SIZE}
        return uploads.begin_upload(**{**given, "by": officer, **values})

    return made


@pytest.fixture
def upload(begin):
    return begin()


@pytest.fixture
def complete(upload):
    uploads.write_piece(upload=upload, first=0, data=DATA)
    return upload


def objects_of(upload):
    """What the storage holds of this upload: parts and finished files."""
    parts = [n for folder in stored_parts() for n, key in folder if key == upload.storage_key]
    whole = [n for folder in stored_files() for n, key in folder if key == upload.storage_key]
    return parts + whole


def asked_checks():
    return [t.task["args"][1] for t in OrmQ.objects.all() if t.task["args"][0] == CHECK]


def test_pieces_in_any_order_become_the_file_that_was_sent(upload, officer):
    uploads.write_piece(upload=upload, first=1, data=DATA[SEGMENT:])
    assert uploads.missing_segments(upload) == [(0, 1)]
    uploads.write_piece(upload=upload, first=0, data=piece(0))

    file = uploads.finish_upload(upload=upload)

    assert b"".join(open_file(file)) == DATA
    assert file.sha256 == hashlib.sha256(DATA).hexdigest()
    assert (file.public_id, file.uploaded_by) == (upload.public_id, officer)
    assert asked_checks() == [str(file.public_id)]
    assert not Upload.objects.exists()
    assert objects_of(upload) == [object_name(upload.storage_key)]


def test_what_is_stored_is_sealed_from_the_first_piece_on(begin):
    upload = begin(name="Aïcha.txt", size=SEGMENT)
    secret = b"a name that nobody may read " * 9363
    uploads.write_piece(upload=upload, first=0, data=secret[:SEGMENT])

    with storages["sealed"].open(parts_name(upload.storage_key)) as part:
        stored = part.read()

    assert b"nobody may read" not in stored
    assert len(stored) == SEGMENT + 28


def test_a_piece_sent_again_with_other_bytes_replaces_the_first(upload):
    uploads.write_piece(upload=upload, first=0, data=bytes(SIZE))
    uploads.write_piece(upload=upload, first=0, data=DATA)

    file = uploads.finish_upload(upload=upload)

    assert b"".join(open_file(file)) == DATA
    assert UploadSegment.objects.count() == 0


def test_a_piece_that_the_line_changed_is_refused(upload):
    digest = hashlib.sha256(piece(0)).hexdigest()

    with pytest.raises(RuleBroken) as broken:
        uploads.write_piece(upload=upload, first=0, data=bytes(SEGMENT), digest=digest)

    assert broken.value.code == "piece_damaged"
    assert objects_of(upload) == []
    uploads.write_piece(upload=upload, first=0, data=piece(0), digest=digest)
    assert uploads.missing_segments(upload) == [(1, 2)]


@pytest.mark.parametrize(
    ("first", "length"),
    [(0, SEGMENT - 1), (0, SIZE + 1), (2, 1001), (2, 999), (3, 1), (3, 0), (0, 5 * SEGMENT)],
    ids=["short", "whole too long", "end too long", "end short", "behind", "empty", "too large"],
)
def test_no_more_and_no_less_than_was_announced_is_taken(upload, first, length):
    with pytest.raises(RuleBroken) as broken:
        uploads.write_piece(upload=upload, first=first, data=bytes(length))

    assert broken.value.code == "piece_size"
    assert objects_of(upload) == []


@pytest.mark.parametrize(("size", "code"), [(0, "empty_file"), (3_000_001, "file_too_large")])
def test_sizes_that_the_use_does_not_take_are_refused_before_anything_is_sent(begin, size, code):
    with pytest.raises(RuleBroken) as broken:
        begin(size=size)

    assert broken.value.code == code
    assert not Upload.objects.exists()


def test_an_account_has_only_so_many_uploads_under_way(begin, officer):
    for _ in range(uploads.AT_ONCE):
        begin(size=1)

    with pytest.raises(RuleBroken) as broken:
        begin(size=1)

    assert broken.value.code == "too_many_uploads"


def test_a_file_with_missing_parts_is_not_finished(upload):
    uploads.write_piece(upload=upload, first=0, data=piece(0))

    with pytest.raises(RuleBroken) as broken:
        uploads.finish_upload(upload=upload)

    assert broken.value.code == "incomplete"
    assert not File.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_finish_at_once_get_one_file(complete):
    together = Barrier(4)

    def finish(_number):
        try:
            together.wait()
            return uploads.finish_upload(upload=Upload.objects.get(pk=complete.pk)).pk
        except Upload.DoesNotExist:  # the other was done before this one began
            return File.objects.get().pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        finished = set(pool.map(finish, range(4)))

    assert finished == {File.objects.get().pk}
    assert b"".join(open_file(File.objects.get())) == DATA
    assert len(asked_checks()) == 1


# What is left when the process dies at a step: an upload that can be continued.


@pytest.mark.parametrize(
    "fault",
    [killed_at("before", "write"), torn, killed_at("after", "write")],
    ids=["before the piece", "in the middle of it", "between piece and row"],
)
def test_killed_in_a_piece_it_is_sent_again(upload, fault):
    with faults(fault), pytest.raises(Killed):
        uploads.write_piece(upload=upload, first=0, data=DATA)

    assert uploads.missing_segments(upload) == [(0, 3)]
    uploads.write_piece(upload=upload, first=0, data=DATA)
    file = uploads.finish_upload(upload=upload)
    assert b"".join(open_file(file)) == DATA
    assert objects_of(upload) == [object_name(upload.storage_key)]


@pytest.mark.parametrize(
    "fault",
    [killed_at("before", "rename"), killed_at("after", "rename"), killed_at("after", "delete")],
    ids=["before it is joined", "after", "at the end"],
)
def test_killed_while_it_is_finished_it_is_finished_again(complete, fault):
    with faults(fault), pytest.raises(Killed):
        uploads.finish_upload(upload=complete)

    assert not File.objects.exists()
    assert uploads.missing_segments(complete) == []
    file = uploads.finish_upload(upload=complete)
    assert b"".join(open_file(file)) == DATA
    assert objects_of(complete) == [object_name(complete.storage_key)]
    assert asked_checks() == [str(file.public_id)]


@pytest.mark.django_db(transaction=True)
def test_file_task_and_end_of_the_upload_are_one(complete):
    """The process dies in the transaction, after the row and before the task."""

    def die(execute, sql, params, many, context):
        if "django_q_ormq" in sql and sql.startswith("INSERT"):
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(die), pytest.raises(Killed):
        uploads.finish_upload(upload=complete)

    assert (File.objects.count(), Upload.objects.count(), asked_checks()) == (0, 1, [])
    file = uploads.finish_upload(upload=complete)
    assert asked_checks() == [str(file.public_id)]


@pytest.mark.parametrize(("fault", "code"), [(full, "storage_full"), (away, "storage_unreachable")])
def test_a_storage_in_trouble_is_said_and_the_upload_goes_on_later(upload, fault, code):
    uploads.write_piece(upload=upload, first=0, data=piece(0))
    with faults(fault), pytest.raises(RuleBroken) as broken:
        uploads.write_piece(upload=upload, first=1, data=DATA[SEGMENT:])

    assert broken.value.code == code
    assert uploads.missing_segments(upload) == [(1, 2)]
    uploads.write_piece(upload=upload, first=1, data=DATA[SEGMENT:])
    with faults(fault), pytest.raises(RuleBroken, match=code):
        uploads.finish_upload(upload=upload)
    assert b"".join(open_file(uploads.finish_upload(upload=upload))) == DATA


def test_a_part_that_was_changed_in_the_storage_is_asked_for_again(complete):
    storage = storages["sealed"]
    with open(storage.path(parts_name(complete.storage_key)), "r+b") as part:  # noqa: PTH123
        part.seek(SEGMENT + 528)
        part.write(b"x")

    with pytest.raises(RuleBroken) as broken:
        uploads.finish_upload(upload=complete)

    assert broken.value.code == "incomplete"
    assert uploads.missing_segments(complete) == [(1, 1)]
    uploads.write_piece(upload=complete, first=1, data=piece(1))
    assert b"".join(open_file(uploads.finish_upload(upload=complete))) == DATA


def test_a_part_that_is_not_the_one_acknowledged_is_asked_for_again(complete):
    """Two requests for one place: the bytes of one, the row of the other."""
    acknowledged = complete.segments.get(number=2).sha256
    uploads.write_piece(upload=complete, first=2, data=bytes(1000))
    complete.segments.filter(number=2).update(sha256=acknowledged)

    with pytest.raises(RuleBroken):
        uploads.finish_upload(upload=complete)

    assert uploads.missing_segments(complete) == [(2, 1)]


# What is over is gone: rows, objects, keys.


def test_an_upload_that_is_given_up_leaves_nothing(complete):
    assert len(objects_of(complete)) == 1

    uploads.abandon_upload(upload=complete)

    assert objects_of(complete) == []
    assert not Upload.objects.exists()
    assert not UploadSegment.objects.exists()


def test_what_nobody_continued_for_a_day_is_swept_and_the_rest_is_not(complete, begin):
    fresh = begin(size=10)
    later = timezone.now() - timedelta(hours=1)
    Upload.objects.filter(pk=complete.pk).update(expires_at=later)

    assert uploads.sweep_uploads() == 1

    assert objects_of(complete) == []
    assert list(Upload.objects.all()) == [fresh]
    assert not UploadSegment.objects.exists()


def test_each_piece_gives_another_day(upload):
    Upload.objects.filter(pk=upload.pk).update(expires_at=timezone.now() + timedelta(minutes=1))

    uploads.write_piece(upload=upload, first=0, data=piece(0))

    upload.refresh_from_db()
    assert upload.expires_at > timezone.now() + timedelta(hours=23)


def test_a_piece_that_comes_after_the_end_leaves_nothing(complete):
    late = Upload.objects.get()
    uploads.abandon_upload(upload=complete)

    with pytest.raises(RuleBroken) as broken:
        uploads.write_piece(upload=late, first=0, data=piece(0))

    assert broken.value.code == "upload_over"
    assert objects_of(late) == []


def test_the_sweeper_of_the_storage_leaves_uploads_under_way_alone(complete, time_machine_later):
    with time_machine_later(days=3):
        sweep_storage()

    assert len(objects_of(complete)) == 1
    uploads.abandon_upload(upload=complete)


@pytest.fixture
def time_machine_later():
    def later(**far):
        return time_machine.travel(timezone.now() + timedelta(**far), tick=True)

    return later
