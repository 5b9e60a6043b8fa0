"""Old Word files in the worker's hands, and pages counted by the real LibreOffice."""

import hashlib

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mandat.documents import counting, tasks
from mandat.documents.bounded import ProgramBounds
from mandat.documents.counting import with_exact_pages
from mandat.documents.extraction import extract
from mandat.documents.judging import judge
from mandat.documents.kinds import DOC, DOCX, ODT, PDF
from mandat.documents.labels import file_words, page_words
from mandat.documents.limits import MIB, Refused
from mandat.documents.models import File
from mandat.documents.old_word import readable
from mandat.documents.ole import content, streams
from mandat.documents.services import open_file, receive_file
from mandat.documents.states import FileState, Making
from tests.documents import makers, makers_judging, office
from tests.documents.conftest import key_of
from tests.documents.office import needs_office, without_office


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def old_word(tmp_path_factory):
    return office.old_word(makers.word_file(), tmp_path_factory.mktemp("doc"))


@pytest.fixture
def receive(evidence, organisation, officer):
    def received(data, name, *, owner=None):
        return receive_file(
            use=evidence,
            name=name,
            chunks=[data],
            size=len(data),
            organisation=organisation,
            key_name=key_of(organisation),
            owner=owner,
            by=officer,
        )

    return received


def checked(file):
    tasks.check_file(str(file.public_id))
    file.refresh_from_db()
    return file


# The worker's conversion


@needs_office
def test_an_old_word_file_is_safe_and_has_a_copy_that_can_be_read(
    receive, old_word, organisation, reader
):
    data = old_word.read_bytes()
    original = checked(receive(data, "Offre Diop.doc", owner=organisation))

    copy = checked(original.made.get())

    assert (original.state, original.media_type) == (FileState.SAFE, DOC)
    assert original.sha256 == hashlib.sha256(data).hexdigest()
    assert b"".join(open_file(original)) == data
    assert (copy.state, copy.media_type, copy.making) == (
        FileState.SAFE,
        DOCX,
        Making.CONVERTED,
    )
    assert (copy.name, copy.owner_id) == ("Offre Diop.docx", str(organisation.public_id))
    assert copy.wrapped_key != original.wrapped_key
    client = Client(headers={"accept-language": "en"})
    client.force_login(reader)
    given = b"".join(client.get(reverse("documents:serve_file", args=[copy.public_id])))
    assert "Appel à consultance" in extract(given).text
    page = client.get(reverse("documents:show_file", args=[copy.public_id])).content.decode()
    assert "Converted from an old Word file" in page


@needs_office
def test_a_check_done_again_converts_into_the_same_file(receive, old_word):
    original = receive(old_word.read_bytes(), "cv.doc")
    checked(original)
    File.objects.filter(pk=original.pk).update(state=FileState.CHECKING)

    checked(original)

    assert original.made.count() == 1


@needs_office
def test_a_broken_old_word_file_is_refused_and_not_taken_for_an_empty_one(receive, old_word):
    """LibreOffice alone would make an empty document of it."""
    file = checked(receive(office.broken(old_word), "cv.doc"))

    assert (file.state, file.refusal_code) == (FileState.REFUSED, "corrupt")
    words = file_words(file)
    assert "damaged" in str(words.reason)
    assert words.remedy
    assert not file.made.exists()


def test_one_that_is_cut_off_is_refused(receive):
    file = checked(receive(makers_judging.old_word()[:3000], "cv.doc"))

    assert (file.state, file.refusal_code) == (FileState.REFUSED, "corrupt")


@needs_office
def test_one_that_libreoffice_does_not_open_is_refused_with_reason_and_remedy(
    receive, old_word, tmp_path, monkeypatch
):
    failing = tmp_path / "soffice"
    failing.write_text("#!/bin/sh\nexit 1\n")
    failing.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    file = checked(receive(old_word.read_bytes(), "cv.doc"))

    assert (file.state, file.refusal_code) == (FileState.REFUSED, "not_converted")
    assert "could not be converted" in str(file_words(file).reason)
    assert "PDF" in str(file_words(file).remedy)


def test_without_libreoffice_it_is_refused_with_a_remedy(receive, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", without_office(tmp_path))

    file = checked(receive(makers_judging.old_word(), "cv.doc"))

    assert (file.state, file.refusal_code) == (FileState.REFUSED, "no_converter")
    assert "(.docx)" in str(file_words(file).remedy)


@needs_office
@pytest.mark.parametrize("pages", [1, 40])
def test_a_short_old_word_file_is_read_like_a_long_one(tmp_path, pages):
    """Below 4096 bytes its text lies in the sectors for small streams."""
    path = office.old_word(office.pages_of_word(pages), tmp_path)
    data = path.read_bytes()
    body = next(s for s in streams(data) if s.name == "WordDocument")

    assert judge(path, kinds=frozenset({DOC}), max_bytes=MIB).media_type == DOC
    assert len(content(data, body)) == body.size
    assert f"Page {pages - 1}" in extract(readable(data)).text


def test_other_files_are_read_as_they_are_and_other_old_files_are_not_read():
    assert readable(b"some words") == b"some words"
    with pytest.raises(Refused, match="unsupported_type"):
        readable(makers_judging.compound({"Workbook": b"x"}))
    with pytest.raises(Refused, match="password_protected"):
        readable(makers_judging.old_word(flags=0x0100))
    with pytest.raises(Refused, match="macros"):
        readable(makers_judging.old_word("Macros"))


# Pages counted


@needs_office
@pytest.mark.parametrize("kind", [DOCX, ODT, DOC])
def test_pages_of_a_text_are_counted_by_laying_it_out(receive, tmp_path, kind):
    if kind == DOC:
        data, count = office.old_word(office.pages_of_word(4), tmp_path).read_bytes(), 4
    elif kind == DOCX:  # what the program noted is wrong
        data, count = makers_judging.with_app(office.pages_of_word(4), 12), 4
    else:
        data, count = makers.open_document(), 1

    file = checked(receive(data, "report"))

    assert (file.media_type, file.page_count, file.page_count_exact) == (kind, count, True)
    assert page_words(file) == ("1 page" if count == 1 else "4 pages")


@needs_office
def test_a_noted_count_over_the_limit_is_forgotten_when_the_pages_are_counted(receive):
    file = checked(receive(makers_judging.with_app(office.pages_of_word(2), 99), "report.docx"))

    assert (file.state, file.page_count, file.warnings) == (FileState.SAFE, 2, [])


@needs_office
def test_a_count_over_the_limit_warns_and_does_not_refuse(receive):
    """Word may break the pages elsewhere: whoever sent 30 pages must not be shut out for 31."""
    file = checked(receive(office.pages_of_word(31), "report.docx"))

    assert (file.state, file.page_count) == (FileState.SAFE, 31)
    assert file.warnings == ["pages_over_laid_out"]


@needs_office
def test_a_text_that_takes_too_long_keeps_the_count_that_was_noted(tmp_path):
    path = tmp_path / "w"
    path.write_bytes(makers_judging.with_app(office.pages_of_word(4), 12))
    verdict = judge(path, kinds=frozenset({DOCX}), max_bytes=MIB)

    late = with_exact_pages(
        path, verdict, max_pages=None, bounds=ProgramBounds(0, 4096 * MIB, 256 * MIB)
    )

    assert (late.page_count, late.page_count_exact) == (12, False)
    assert with_exact_pages(path, verdict, max_pages=None).page_count == 4


def test_other_kinds_are_not_laid_out(tmp_path, monkeypatch):
    started = []
    monkeypatch.setattr(counting, "count_pages", lambda *given, **_named: started.append(given))
    path = tmp_path / "p"
    path.write_bytes(makers_judging.saved(makers_judging.blank(3)))
    verdict = judge(path, kinds=frozenset({PDF}), max_bytes=MIB)

    assert with_exact_pages(path, verdict, max_pages=1) is verdict
    assert started == []
