"""Files and their keys over time: renewed, destroyed, swept, asked for, erased, expired."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from mandat.core import erasures
from mandat.core.crypto import KeyGone, key_provider
from mandat.core.holdings import Subject
from mandat.documents import privacy
from mandat.documents.keeping import destroy_key, register_claims, rotate_key, sweep_storage
from mandat.documents.models import File
from mandat.documents.services import (
    erase_file,
    open_file,
    refuse_file,
)
from mandat.documents.store import SealedWriter, seal_stream
from mandat.documents.store.objects import stored_files, stored_parts
from mandat.documents.store.tasks import rewrap_files
from tests.documents.stored import DATA, actions, nobody_holds, objects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]


def test_rotating_a_key_wraps_its_files_anew_in_batches(
    receive, organisation, officer, monkeypatch
):
    name = f"organisation.{organisation.public_id.hex}"
    monkeypatch.setattr("mandat.documents.keeping.BATCH", 2)
    files = [receive(data=bytes([n]) * 9) for n in range(1, 6)]
    gone = receive()
    erase_file(file=gone, by=officer)
    before = {f.pk: bytes(f.wrapped_key) for f in files}
    asked = []
    monkeypatch.setattr("mandat.documents.store.tasks.enqueue", lambda *ids: asked.append(ids))

    rotate_key(name=name, by=officer)
    assert b"".join(open_file(files[0])) == b"\x01" * 9  # an old wrapping still opens
    rewrap_files(name, 0)
    while asked:
        _task, key_name, last = asked.pop()
        rewrap_files(key_name, last)

    for number, file in enumerate(files, 1):
        file.refresh_from_db()
        assert bytes(file.wrapped_key) != before[file.pk]
        assert key_provider().is_current(name, bytes(file.wrapped_key))
        assert b"".join(open_file(file)) == bytes([number]) * 9
    assert "documents.key.rotated" in actions()


def test_destroying_a_key_erases_its_files_and_no_others(
    receive, officer, tmp_path, django_capture_on_commit_callbacks
):
    name = f"compartment.{uuid.uuid4().hex}"
    theirs, other = receive(key_name=name), receive()
    wrapped = bytes(theirs.wrapped_key)

    with django_capture_on_commit_callbacks(execute=True):
        count = destroy_key(name=name, by=officer)

    theirs.refresh_from_db()
    assert count == 1
    assert theirs.is_erased
    assert b"".join(open_file(other)) == DATA
    assert len(objects(tmp_path)) == 1
    with pytest.raises(KeyGone):
        key_provider().unwrap(name, wrapped, b"")


def test_sweeping_takes_what_no_row_knows_and_leaves_what_is_young_or_claimed(
    receive, officer, tmp_path
):
    kept = receive()
    orphan = seal_stream([b"x"], row=uuid.uuid4(), key_name="house", max_bytes=10).seal.storage_key
    under_way = SealedWriter.begin(total_size=1, row=uuid.uuid4(), key_name="house")
    under_way.write_segment(0, b"x")
    forgotten = SealedWriter.begin(total_size=1, row=uuid.uuid4(), key_name="house")
    forgotten.write_segment(0, b"x")
    draft = tmp_path / "files" / "files" / orphan[:2] / ".0011223344556677.new"
    draft.write_bytes(b"half a file")
    register_claims("tests", lambda keys: keys & {under_way.seal.storage_key})

    assert sweep_storage() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        swept = sweep_storage()
    register_claims("tests", lambda _keys: set())

    assert swept == 3
    assert [k for f in stored_files() for _n, k in f] == [kept.storage_key]
    assert [k for f in stored_parts() for _n, k in f] == [under_way.seal.storage_key]
    assert b"".join(open_file(kept)) == DATA


def test_a_person_is_told_which_files_they_sent(receive, officer, stranger):
    file = receive(name="cv.pdf")
    receive(name="theirs.pdf", by=stranger)
    gone = receive(name="gone.pdf")
    erase_file(file=gone, by=officer)

    found = list(privacy.HOLDING.gather(Subject(officer.email, officer.public_id)))

    assert [f.subject_id for f in found] == [str(file.public_id)]
    assert found[0].data["name"] == "cv.pdf"
    assert list(privacy.HOLDING.gather(Subject("nobody@example.org"))) == []


def test_a_persons_erasure_takes_their_loose_files_and_leaves_those_of_objects_and_holds(
    receive, officer, organisation
):
    loose, held, owned = receive(), receive(), receive(owner=organisation)
    subject = Subject(officer.email, officer.public_id)

    outcomes = list(
        privacy.HOLDING.erase(subject, lambda _label, identity: identity == str(held.public_id))
    )

    assert {(o.subject_id, o.done, o.reason) for o in outcomes} == {
        (str(loose.public_id), True, ""),
        (str(held.public_id), False, "legal_hold"),
    }
    left = File.objects.filter(erased_at=None)
    assert set(left) == {held, owned}


def test_what_was_made_of_a_persons_file_is_theirs_too(receive, officer, other_organisation):
    file = receive()
    copy = receive(by="worker", data=b"copy")
    part = receive(by="worker", data=b"part of the copy")
    elsewhere = receive(organisation=other_organisation)
    File.objects.filter(pk=copy.pk).update(made_from=file, making="clean_copy")
    File.objects.filter(pk=part.pk).update(made_from=copy, making="member")
    subject = Subject(officer.email, officer.public_id, file.organisation.public_id)

    found = [f.subject_id for f in privacy.HOLDING.gather(subject)]
    outcomes = list(privacy.HOLDING.erase(subject, nobody_holds))

    ids = {str(f.public_id) for f in (file, copy, part)}
    assert set(found) == {o.subject_id for o in outcomes if o.done} == ids
    assert set(File.objects.filter(erased_at=None)) == {elsewhere}


def test_refused_and_abandoned_files_go_after_thirty_days(receive, organisation, tmp_path):
    abandoned, refused = receive(), receive(owner=organisation)
    kept = receive(owner=organisation)
    refuse_file(file=refused, code="corrupt")
    now = timezone.now()

    early = list(privacy.HOLDING.expire(now + timedelta(days=29), nobody_holds))
    outcomes = list(privacy.HOLDING.expire(now + timedelta(days=31), nobody_holds))

    assert early == []
    assert {o.subject_id for o in outcomes} == {str(abandoned.public_id), str(refused.public_id)}
    assert set(File.objects.filter(erased_at=None)) == {kept}


def test_a_file_that_a_restore_brought_back_is_forgotten_again(receive):
    file = receive()

    assert privacy.HOLDING.forget("documents.file", str(file.public_id))

    file.refresh_from_db()
    assert file.is_erased
    assert not privacy.HOLDING.forget("documents.file", str(file.public_id))
    assert not privacy.HOLDING.forget("documents.other", str(file.public_id))


def test_an_erased_file_stands_in_the_ledger_for_the_day_of_a_restore(
    receive, officer, django_capture_on_commit_callbacks
):
    file = receive()

    with django_capture_on_commit_callbacks(execute=True):
        erase_file(file=file, by=officer)

    gone = [o for entry in erasures.read() for o in entry.objects]
    assert ("documents.file", str(file.public_id)) in gone
