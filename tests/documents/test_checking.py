"""What the worker finds out about a file, done again after a kill, and told when it matters."""

import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone, translation
from django_q.models import OrmQ

from mandat.core.rooms import waiting_for
from mandat.documents import checking, services, tasks
from mandat.documents.copies import join_into_pdf, make_clean_copy
from mandat.documents.kinds import DOCX, JPEG, PDF, TEXT, ZIP
from mandat.documents.labels import file_words, page_words
from mandat.documents.models import File
from mandat.documents.plain import plain_copy
from mandat.documents.services import CHECK, open_file, receive_file
from mandat.documents.states import FileState, Making, Scan
from mandat.documents.store.objects import object_name
from mandat.documents.uses import Destination
from mandat.mail.models import Message
from mandat.people.queries import roles_anywhere
from tests.documents import makers, makers_judging, makers_traces
from tests.documents.clamd import VIRUS, needs_clamd, running
from tests.documents.conftest import key_of
from tests.documents.office import without_office


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def receive(evidence, organisation, officer):
    def received(data, name="file", **values):
        given = {"use": evidence, "organisation": organisation, "owner": None, "by": officer}
        given["key_name"] = key_of(organisation)
        return receive_file(name=name, chunks=[data], size=len(data), **{**given, **values})

    return received


def checked(file):
    tasks.check_file(str(file.public_id))
    file.refresh_from_db()
    return file


def test_a_file_that_comes_in_has_its_check_asked_for(receive):
    file = receive(b"some words")

    assert file.state == FileState.RECEIVED
    assert [t.task["args"] for t in OrmQ.objects.all()] == [(CHECK, str(file.public_id))]


def test_a_safe_file_has_its_kind_and_its_exact_pages(receive):
    file = checked(receive(makers_judging.saved(makers_judging.blank(3)), "three.pdf"))

    assert (file.state, file.media_type) == (FileState.SAFE, PDF)
    assert (file.page_count, file.page_count_exact, page_words(file)) == (3, True, "3 pages")
    assert file.scan == Scan.NOT_SCANNED  # the suite has no scanner unless a test starts one


def test_pages_that_an_office_program_counted_are_said_to_be_about(receive, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", without_office(tmp_path))

    file = checked(receive(makers_judging.with_app(makers.word_file(), 12), "report.docx"))

    assert (file.media_type, file.page_count_exact) == (DOCX, False)
    assert page_words(file) == "about 12 pages"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (makers.locked_pdf(), "locked.pdf", "password_protected"),
        (makers_judging.scripted_pdf(), "script.pdf", "active_content"),
        (makers_judging.saved(makers_judging.blank(31)), "long.pdf", "too_many_pages"),
        (b"MZ" + bytes(2000), "cv.pdf", "not_allowed_here"),
        (b"%PDF-1.7 nothing", "broken.pdf", "corrupt"),
    ],
    ids=["password", "script", "pages", "program", "broken"],
)
def test_a_refused_file_says_why_and_what_to_do_in_each_language(receive, data, name, code):
    file = checked(receive(data, name))

    assert (file.state, file.refusal_code) == (FileState.REFUSED, code)
    said = set()
    for language in ("en", "fr"):
        with translation.override(language):
            words = file_words(file)
            said |= {str(words.reason), str(words.remedy)}
    assert all(said)
    assert len(said) >= 2
    if code == "too_many_pages":
        assert any("31" in sentence and "30" in sentence for sentence in said)


def test_members_of_an_archive_become_files_that_are_checked_one_by_one(receive, officer):
    packed = makers_judging.zipped({"a.txt": b"one", "folder/b.pdf": makers_judging.scripted_pdf()})
    archive = receive(makers_judging.zipped({"a.txt": b"one", "b/c.txt": b"two"}), "all.zip")
    refused = checked(receive(packed, "bad.zip"))

    checked(archive)
    checked(archive)

    assert (archive.state, archive.media_type) == (FileState.SAFE, ZIP)
    members = {f.name: checked(f) for f in archive.made.all()}
    taken_out = (Making.MEMBER, FileState.SAFE, TEXT)
    found = {n: (f.making, f.state, f.media_type) for n, f in members.items()}
    assert found == {"a.txt": taken_out, "c.txt": taken_out}
    assert b"".join(open_file(members["c.txt"])) == b"two"
    assert refused.state == FileState.REFUSED
    assert "b.pdf" in str(file_words(refused).reason)
    assert not refused.made.exists()


def test_members_belong_to_whoever_the_archive_is_given_to(receive, organisation, officer):
    archive = receive(makers_judging.zipped({"a.txt": b"one"}), "all.zip")
    checked(archive)

    services.give_to_owner(file=archive, owner=organisation, by=officer)

    assert archive.made.get().owner_id == str(organisation.public_id)


def test_a_check_done_twice_changes_nothing(receive):
    file = checked(receive(b"some words", "a.txt"))
    before = File.objects.filter(pk=file.pk).values().get()

    checked(file)

    assert File.objects.filter(pk=file.pk).values().get() == before


def test_a_check_whose_worker_died_is_done_again(receive):
    file = receive(b"some words", "a.txt")
    services.begin_check(file=file)  # and then nothing: the worker was killed
    assert file.state == FileState.CHECKING

    assert checked(file).state == FileState.SAFE


def test_a_lost_task_is_asked_for_again(receive):
    file, young = receive(b"one", "a.txt"), receive(b"two", "b.txt")
    File.objects.filter(pk=file.pk).update(received_at=timezone.now() - timedelta(hours=1))
    OrmQ.objects.all().delete()

    tasks.check_overdue()

    assert [t.task["args"][1] for t in OrmQ.objects.all()] == [str(file.public_id)]
    assert young.state == FileState.RECEIVED


def test_an_erased_file_is_not_checked(receive, officer):
    file = receive(b"some words", "a.txt")
    services.erase_file(file=file, by=officer)

    assert checked(file).state == FileState.RECEIVED


def test_a_file_that_was_changed_in_the_storage_is_refused_in_words(receive):
    file = receive(b"some words", "a.txt")
    path = Path(storages["sealed"].path(object_name(file.storage_key)))
    path.write_bytes(path.read_bytes()[:-1] + b"\0")

    checked(file)

    assert (file.state, file.refusal_code) == (FileState.REFUSED, checking.DAMAGED)
    assert "Send it again." in str(file_words(file).remedy)


def test_the_opened_file_lies_on_no_disk_and_is_gone_afterwards(receive):
    file = receive(b"plain words", "a.txt")

    with plain_copy(file) as path:
        assert path.read_bytes() == b"plain words"
        place = os.readlink(path)  # noqa: PTH115 -- pathlib resolves no name that is not there

    assert place.startswith("/memfd:")
    assert not path.exists()


CHECK_IN_ANOTHER = """
import os, pathlib, sys, django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = os.environ["NAME"]
settings.KEYS_DIR = pathlib.Path(os.environ["KEYS"])
settings.STORAGES["sealed"]["OPTIONS"]["location"] = os.environ["FILES"]
settings.CLAMD = os.environ["SCANNER"]
from mandat.documents import checking, uses
from mandat.documents.kinds import KINDS
uses.register_use(uses.Use("tests.evidence", "", KINDS, 3_000_000, lambda by, file: True))
checking.check_file(sys.argv[1])
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_mid_check_leaves_a_file_that_is_checked_once_more(receive, settings):
    """Another process waits for a scanner that never answers, and is killed by SIGKILL there."""
    file = receive(makers_judging.saved(makers_judging.blank(3)), "three.pdf")
    with socket.socket() as scanner:
        scanner.bind(("127.0.0.1", 0))
        scanner.listen()
        scanner.settimeout(60)
        process = subprocess.Popen(
            [sys.executable, "-c", CHECK_IN_ANOTHER, str(file.public_id)],
            env={
                **os.environ,
                "NAME": str(connection.settings_dict["NAME"]),
                "KEYS": str(settings.KEYS_DIR),
                "FILES": settings.STORAGES["sealed"]["OPTIONS"]["location"],
                "SCANNER": f"tcp:127.0.0.1:{scanner.getsockname()[1]}",
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
            },
        )
        line, _address = scanner.accept()
        process.send_signal(signal.SIGKILL)
        process.wait()
        line.close()
    file.refresh_from_db()
    assert file.state == FileState.CHECKING

    assert checked(file).state == FileState.SAFE
    assert File.objects.count() == 1


# The scanner.


@pytest.fixture(scope="module")
def clamd():
    with running(dated=timezone.now().replace(microsecond=0) - timedelta(days=1)) as address:
        yield address


@needs_clamd
def test_a_virus_is_refused_and_a_clean_file_says_so(receive, settings, clamd):
    settings.CLAMD = clamd

    clean = checked(receive(b"some words", "a.txt"))
    infected = checked(receive(b"words " + VIRUS, "b.txt"))

    assert (clean.state, clean.scan) == (FileState.SAFE, Scan.CLEAN)
    assert (infected.state, infected.scan) == (FileState.REFUSED, Scan.INFECTED)
    assert infected.refusal_code == checking.INFECTED
    assert clean.scanned_at is not None


@needs_clamd
def test_a_file_found_infected_later_is_locked_and_everybody_concerned_is_told(
    receive, settings, clamd, officer, reader, stranger, organisation
):
    file = checked(receive(b"words " + VIRUS, "Aïcha Diop.txt"))
    services.give_to_owner(file=file, owner=organisation, by=officer)
    fine = checked(receive(b"other words", "b.txt"))
    long_ago = timezone.now() - timedelta(days=30)
    File.objects.update(received_at=long_ago)
    assert file.state == FileState.SAFE  # there was no scanner on that day
    settings.CLAMD = clamd

    tasks.scan_again()
    tasks.scan_again()

    file.refresh_from_db()
    fine.refresh_from_db()
    assert (file.state, file.scan) == (FileState.LOCKED, Scan.INFECTED)
    assert (fine.state, fine.scan) == (FileState.SAFE, Scan.CLEAN)
    mails = Message.objects.filter(template="documents/file_locked")
    assert sorted(m.to for m in mails) == sorted([officer.email, reader.email])
    titles = {
        a: [w.title for w in waiting_for(a, roles_anywhere(a))] for a in (officer, reader, stranger)
    }
    assert titles == {
        officer: ["Aïcha Diop.txt"],
        reader: ["Aïcha Diop.txt"],
        stranger: [],
    }


def test_without_a_scanner_nothing_is_scanned_again(receive):
    checked(receive(b"some words", "a.txt"))
    File.objects.update(received_at=timezone.now() - timedelta(days=30))

    assert checking.scan_again() == 0


def test_the_sender_of_a_refused_file_finds_it_on_the_first_page(receive, officer, organisation):
    file = checked(receive(makers.locked_pdf(), "locked.pdf", owner=organisation))

    assert [w.title for w in waiting_for(officer, roles_anywhere(officer))] == [file.name]


# Copies.


def test_a_cleaned_copy_is_a_file_of_its_own_that_says_what_went(receive, officer):
    original = checked(receive(makers_traces.word_file(), "report.docx"))
    sha256, content = original.sha256, b"".join(open_file(original))

    copy = checked(make_clean_copy(file=original, by=officer))
    again = make_clean_copy(file=original, by=officer)

    assert copy == again
    assert (copy.made_from, copy.making) == (original, Making.CLEAN_COPY)
    assert (copy.state, copy.name) == (FileState.SAFE, "report (cleaned).docx")
    assert {"properties", "comments", "tracked_changes"} <= set(copy.removed)
    assert copy.wrapped_key != original.wrapped_key
    original.refresh_from_db()
    assert (original.sha256, b"".join(open_file(original))) == (sha256, content)


def test_photos_become_one_pdf_and_are_erased(receive, evidence, officer, organisation):
    photos = [receive(makers_judging.photo(), f"{n}.jpg") for n in (1, 2)]
    destination = Destination(organisation, key_of(organisation))

    joined = join_into_pdf(
        files=photos, use=evidence, destination=destination, name="1.jpg", by=officer
    )

    checked(joined)
    assert (joined.media_type, joined.page_count, joined.name) == (PDF, 2, "1.pdf")
    for photo in photos:
        photo.refresh_from_db()
        assert photo.is_erased
    assert checked(receive(makers_judging.photo(), "p.jpg")).media_type == JPEG
