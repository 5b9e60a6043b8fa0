"""Files handed out: whole or in part, to those who may, verified, as a download alone."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.core.crypto import Tampered
from mandat.documents import tasks
from mandat.documents.kinds import DOCX, PDF
from mandat.documents.models import File
from mandat.documents.names import attachment, served_name
from mandat.documents.services import lock_file, receive_file
from mandat.documents.serving import NoSuchRange, Span, asked_span
from mandat.documents.states import FileState
from mandat.documents.store import SEGMENT
from mandat.documents.store.objects import object_name
from mandat.people.roles import Role
from tests.documents.conftest import key_of
from tests.factories import make_account

DATA = b"".join(b"%07d\n" % n for n in range(80_000))  # 640,000 bytes: three segments


@pytest.fixture
def file(evidence, organisation, officer):
    received = receive_file(
        use=evidence,
        name="Évaluation à mi-parcours.txt",
        chunks=[DATA],
        organisation=organisation,
        key_name=key_of(organisation),
        owner=organisation,
        by=officer,
    )
    tasks.check_file(str(received.public_id))
    received.refresh_from_db()
    assert received.state == FileState.SAFE
    return received


def asked(account, file, method="get", name="documents:serve_file", **headers):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return getattr(client, method)(reverse(name, args=[file.public_id]), headers=headers)


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_safe_file_is_a_download_and_nothing_else(file, reader):
    answer = asked(reader, file)

    assert body(answer) == DATA
    assert {
        h: answer[h] for h in ("Content-Length", "X-Content-Type-Options", "Cache-Control")
    } == {
        "Content-Length": str(len(DATA)),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Disposition"] == (
        'attachment; filename="Evaluation a mi-parcours.txt"; '
        "filename*=UTF-8''%C3%89valuation%20%C3%A0%20mi-parcours.txt"
    )


@pytest.mark.parametrize(
    ("asked_for", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        (f"bytes={SEGMENT - 3}-{SEGMENT + 2}", SEGMENT - 3, SEGMENT + 3),
        ("bytes=639990-", 639_990, 640_000),
        ("bytes=-10", 639_990, 640_000),
        ("bytes=639990-9999999", 639_990, 640_000),
    ],
)
def test_a_part_is_given_when_it_is_asked_for(file, reader, asked_for, start, end):
    answer = asked(reader, file, range=asked_for)

    assert answer.status_code == 206
    assert body(answer) == DATA[start:end]
    assert answer["Content-Range"] == f"bytes {start}-{end - 1}/640000"
    assert answer["Content-Length"] == str(end - start)


@pytest.mark.parametrize("header", ["bytes=640000-", "bytes=-0"])
def test_a_part_behind_the_end_is_refused(file, reader, header):
    answer = asked(reader, file, range=header)

    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */640000")


@pytest.mark.parametrize("header", ["", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-", "x"])
def test_what_is_no_single_part_is_the_whole(header):
    assert asked_span(header, 100) == Span(0, 100, partial=False)


def test_an_empty_range_of_a_file_is_never_given():
    with pytest.raises(NoSuchRange):
        asked_span("bytes=100-", 100)


def test_a_part_of_another_version_is_the_whole(file, reader):
    tag = asked(reader, file)["ETag"]

    same = asked(reader, file, range="bytes=0-9", if_range=tag)
    other = asked(reader, file, range="bytes=0-9", if_range='"another"')

    assert (body(same), body(other)) == (DATA[:10], DATA)


def test_the_head_says_how_long_it_is_and_leaves_no_trace_of_a_reading(file, reader):
    answer = asked(reader, file, "head")

    assert (answer.status_code, answer["Content-Length"]) == (200, "640000")
    assert answer.content == b""
    assert not Entry.objects.filter(action="documents.file.read").exists()


def test_reading_a_confidential_file_stands_in_the_journal(file, reader):
    body(asked(reader, file))

    entry = Entry.objects.get(action="documents.file.read")
    assert (entry.subject_id, entry.organisation) == (
        str(file.public_id),
        file.organisation.public_id,
    )


@pytest.mark.parametrize("name", ["serve_file", "show_line", "show_file"])
def test_the_neighbours_learn_nothing(file, stranger, name):
    assert asked(stranger, file, name=f"documents:{name}").status_code == 404
    assert asked(make_account(), file, name=f"documents:{name}").status_code == 404


@pytest.mark.parametrize("state", [FileState.RECEIVED, FileState.CHECKING, FileState.REFUSED])
def test_what_is_not_safe_is_given_to_nobody_its_sender_included(file, officer, reader, state):
    File.objects.filter(pk=file.pk).update(
        state=state, refusal_code="corrupt" if state == FileState.REFUSED else ""
    )

    assert asked(officer, file).status_code == 404
    assert asked(reader, file).status_code == 404
    assert asked(officer, file, name="documents:show_file").status_code == 200


def test_a_locked_file_says_why_and_is_given_to_nobody(file, reader):
    lock_file(file=file, reason_code="infected", by="worker")

    page = asked(reader, file, name="documents:show_file").content.decode()

    assert asked(reader, file).status_code == 404
    assert "A virus was found in the file." in page


def test_a_file_changed_in_its_first_segment_is_a_page_that_says_so(file, reader):
    _spoil(file, at=100)

    answer = asked(reader, file)

    assert answer.status_code == 409
    assert "not as it was stored" in answer.content.decode()


def test_of_a_changed_segment_no_byte_leaves(file, reader):
    _spoil(file, at=2 * (SEGMENT + 28) + 100)
    given = []

    with pytest.raises(Tampered):
        given.extend(asked(reader, file).streaming_content)

    assert b"".join(given) == DATA[: 2 * SEGMENT]


def _spoil(file, at):
    path = Path(storages["sealed"].path(object_name(file.storage_key)))
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_only_those_who_may_change_it_have_a_copy_made(file, officer, reader):
    auditor = make_account(role=Role.AUDITOR, organisation=file.organisation)

    for other in (reader, auditor):
        assert asked(other, file, "post", "documents:make_clean_copy").status_code == 404
    refused = asked(officer, file, "post", "documents:make_clean_copy")

    assert refused.status_code == 409  # plain text says nothing of its makers
    assert not file.made.exists()


@pytest.mark.parametrize(
    ("name", "media_type", "served"),
    [
        ("report.pdf", PDF, "report.pdf"),
        ("report.PDF", PDF, "report.PDF"),
        ("cv.exe", PDF, "cv.exe.pdf"),
        ("cv.pdf", DOCX, "cv.pdf.docx"),
        ("..hidden", PDF, "hidden.pdf"),
        ("", PDF, "fallback.pdf"),
    ],
)
def test_the_ending_is_that_of_what_the_file_is(name, media_type, served):
    assert served_name(name, media_type, "fallback") == served


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ('a"b\\c.pdf', "a_b_c.pdf"),
        ("é\r\nSet-Cookie: x.pdf", "e__Set-Cookie_ x.pdf"),
        ("تقرير.pdf", "_____.pdf"),
        ("a;b%41.pdf", "a_b_41.pdf"),
    ],
)
def test_no_name_gets_out_of_its_header(name, plain):
    header = attachment(name)

    assert header.startswith(f'attachment; filename="{plain}"; ')
    assert header.isascii()
    assert header.isprintable()
