"""Files as rows: received whole or not at all, read through their policy, erased with their key."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.core.crypto import Tampered
from mandat.core.errors import RuleBroken
from mandat.core.holdings import DataClass
from mandat.documents import services
from mandat.documents.models import File
from mandat.documents.names import declared_name
from mandat.documents.policies import can_read_file, can_see_file
from mandat.documents.queries import files_of, find_file
from mandat.documents.services import (
    begin_check,
    erase_file,
    give_to_owner,
    lock_file,
    mark_safe,
    open_file,
    read_file,
    read_range,
    refuse_file,
    seal_of,
)
from mandat.documents.states import TRANSITIONS, FileState, Scan, can_move
from mandat.documents.store import SEGMENT
from mandat.documents.store.objects import object_name
from mandat.documents.uses import use_of
from tests.documents.stored import DATA, OPEN_USE, USE, actions, objects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]


def test_a_received_file_is_sealed_described_and_journalled(receive, organisation, officer):
    file = receive(name="../../etc/Offre finale.pdf", size=len(DATA))

    file.refresh_from_db()
    assert b"".join(open_file(file)) == DATA
    assert b"".join(read_range(file, SEGMENT - 5, 10)) == DATA[SEGMENT - 5 : SEGMENT + 5]
    assert (file.name, file.size, file.segments) == ("Offre finale.pdf", len(DATA), 2)
    assert (file.state, file.scan) == (FileState.RECEIVED, Scan.NOT_SCANNED)
    assert file.data_class == DataClass.CONFIDENTIAL
    entry = Entry.objects.get(action="documents.file.received")
    assert entry.subject_id == str(file.public_id)
    assert entry.actor == str(officer.public_id)
    assert "Offre" not in str(entry.details)


def test_where_a_file_lies_says_nothing_about_it(receive, organisation, tmp_path):
    file = receive(name="Amina Diallo.pdf")

    (path,) = objects(tmp_path)

    assert path.name == file.storage_key
    assert path.parent.name == file.storage_key[:2]
    assert file.public_id.hex not in str(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert {p.stat().st_mode & 0o777 for p in path.parents if "files" in p.parts} == {0o700}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a.pdf", "a.pdf"),
        ("C:\\Users\\Amina\\cv.docx", "cv.docx"),
        ("/etc/passwd", "passwd"),
        ("..", ".."),
        ("", ""),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie: x.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("  a   b .pdf ", "a b .pdf"),
    ],
)
def test_a_declared_name_becomes_one_harmless_line(given, shown):
    assert declared_name(given) == shown


def test_a_long_name_keeps_its_end():
    shown = declared_name("x" * 400 + ".tar.gz")

    assert len(shown) == 255
    assert shown == "x" * 234 + "…" + "x" * 13 + ".tar.gz"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"data": b""}, "empty_file"),
        ({"data": bytes(1_000_001)}, "file_too_large"),
        ({"data": DATA, "size": len(DATA) + 1}, "file_incomplete"),
        ({"data": DATA, "size": 2_000_000}, "file_too_large"),
    ],
)
def test_a_file_that_may_not_come_in_leaves_nothing(receive, tmp_path, values, code):
    with pytest.raises(RuleBroken) as told:
        receive(**values)

    assert told.value.code == code
    assert not File.objects.exists()
    assert objects(tmp_path) == []
    assert "documents.file.received" not in actions()


def test_a_row_that_cannot_be_written_takes_its_object_with_it(receive, tmp_path):
    class Nameless:
        public_id = uuid.uuid4()

        class _meta:  # noqa: N801 -- as on a model
            label_lower = None  # a column that may not be empty

    with pytest.raises(IntegrityError), transaction.atomic():
        receive(owner=Nameless())

    assert objects(tmp_path) == []


def test_only_those_whom_the_use_names_read_and_only_when_safe(receive, officer, stranger, reader):
    file = receive()
    assert can_see_file(officer, file)
    assert not can_read_file(officer, file)
    begin_check(file=file)
    assert not can_read_file(officer, file)

    mark_safe(file=file, media_type="application/pdf", scan=Scan.CLEAN)

    assert can_read_file(officer, file)
    for other in (stranger, reader):
        assert not can_see_file(other, file)
        with pytest.raises(PermissionDenied):
            read_file(file=file, by=other)
    assert b"".join(read_file(file=file, by=officer)) == DATA


def test_a_file_of_a_use_that_nobody_signed_up_is_for_nobody(receive, officer):
    file = receive()
    File.objects.filter(pk=file.pk).update(use="gone.room", state=FileState.SAFE)
    file.refresh_from_db()

    assert not can_see_file(officer, file)
    with pytest.raises(LookupError):
        use_of("gone.room")


@pytest.mark.parametrize(("use", "traces"), [(USE, 1), (OPEN_USE, 0)])
def test_reads_of_confidential_files_stand_in_the_journal(safe, officer, use, traces):
    file = safe(use=use)

    assert b"".join(read_file(file=file, by=officer, start=10, length=20)) == DATA[10:30]

    assert actions().count("documents.file.read") == traces


def test_nobody_reads_a_file_before_it_is_safe_nor_once_it_is_locked(receive, officer):
    file = receive()
    with pytest.raises(RuleBroken, match="file_not_safe"):
        read_file(file=file, by=officer)
    begin_check(file=file)
    mark_safe(file=file, media_type="application/pdf", scan=Scan.NOT_SCANNED)

    lock_file(file=file, reason_code="infected", by="worker", scan=Scan.INFECTED)

    file.refresh_from_db()
    assert (file.state, file.refusal_code, file.scan) == ("locked", "infected", "infected")
    with pytest.raises(RuleBroken, match="file_not_safe"):
        read_file(file=file, by=officer)
    assert "documents.file.locked" in actions()
    assert "documents.file.read" not in actions()


def test_a_damaged_file_is_an_error_before_its_first_byte(safe, officer, tmp_path):
    file = safe()
    (path,) = objects(tmp_path)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    assert next(read_file(file=file, by=officer))  # its first segment is still good
    path.write_bytes(bytes(path.stat().st_size))

    with pytest.raises(Tampered):
        read_file(file=file, by=officer)


def test_the_table_of_states_says_all_that_can_happen(receive):
    reachable = {FileState.RECEIVED}.union(*TRANSITIONS.values())
    assert reachable == set(FileState) == set(TRANSITIONS)
    assert not can_move(FileState.REFUSED, FileState.SAFE)
    assert not can_move(FileState.LOCKED, FileState.SAFE)

    file = receive()
    with pytest.raises(RuleBroken, match="file_state"):
        mark_safe(file=file, media_type="text/plain", scan=Scan.CLEAN)
    refuse_file(file=file, code="corrupt")
    with pytest.raises(RuleBroken, match="file_state"):
        refuse_file(file=file, code="corrupt")


def test_a_check_whose_worker_was_killed_begins_again(receive):
    file = receive()

    assert begin_check(file=file)
    assert begin_check(file=File.objects.get(pk=file.pk))
    refuse_file(file=file, code="corrupt")
    assert not begin_check(file=file)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "unknown"},
        {"scan": "unknown"},
        {"data_class": 5},
        {"state": "refused"},
        {"refusal_code": "corrupt"},
        {"state": "safe", "scan": "infected"},
        {"size": -1},
        {"segments": 0},
        {"sha256": ""},
        {"sha256": "ab"},
        {"wrapped_key": None},
        {"erased_at": timezone.now()},
    ],
    ids="-".join,
)
def test_the_database_refuses_rows_that_can_never_be_true(receive, values):
    file = receive()

    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(pk=file.pk).update(**values)


def test_an_erased_file_keeps_its_row_without_key_name_or_fingerprint(
    safe, officer, tmp_path, django_capture_on_commit_callbacks
):
    file = safe(name="Amina.pdf")
    before = seal_of(file)
    assert objects(tmp_path)

    with django_capture_on_commit_callbacks(execute=True):
        erase_file(file=file, by=officer)
        assert objects(tmp_path)  # not before it is certain

    assert objects(tmp_path) == []
    file.refresh_from_db()
    assert (file.name, file.sha256, file.wrapped_key, file.uploaded_by) == ("", "", None, None)
    assert file.erased_at
    assert file.size == before.size
    assert find_file(file.public_id) is None
    with pytest.raises(RuleBroken, match="file_erased"):
        read_file(file=file, by=officer)
    with pytest.raises(RuleBroken, match="file_erased"):
        open_file(file)
    erase_file(file=file, by=officer)
    assert actions().count("documents.file.erased") == 1


def test_an_erasure_that_is_rolled_back_takes_nothing(safe, officer, tmp_path):
    file = safe()

    with transaction.atomic():
        erase_file(file=file, by=officer)
        transaction.set_rollback(True)

    file = File.objects.get(pk=file.pk)
    assert b"".join(read_file(file=file, by=officer)) == DATA


def test_a_file_is_given_to_its_object_once(receive, organisation, officer, other_organisation):
    file = receive()

    give_to_owner(file=file, owner=organisation, by=officer)
    give_to_owner(file=file, owner=organisation, by=officer)

    assert list(files_of(organisation)) == [file]
    with pytest.raises(RuleBroken, match="file_owned"):
        give_to_owner(file=file, owner=other_organisation, by=officer)


def test_the_storage_has_no_address_for_anything():
    with pytest.raises(ValueError, match="no address"):
        storages["sealed"].url(object_name("ab" * 16))


def test_a_refused_file_says_why_in_the_journal(receive):
    file = receive()

    services.refuse_file(file=file, code="macros", scan=Scan.CLEAN)

    entry = Entry.objects.get(action="documents.file.refused")
    assert entry.details == {"code": "macros"}
