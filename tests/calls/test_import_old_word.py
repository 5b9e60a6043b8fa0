"""Terms of reference in an old Word file, imported on the site by the real LibreOffice."""

import pytest

from mandat.calls.models import Call
from mandat.documents import tasks
from mandat.documents.models import File
from mandat.documents.services import open_file
from mandat.documents.states import FileState
from tests.calls.test_files import named, send, signed_in
from tests.calls.test_services import TEXT
from tests.documents import makers_judging, office
from tests.documents.office import needs_office, without_office


@pytest.fixture(scope="module")
def old_terms(tmp_path_factory):
    made = office.old_word(office.word_of(TEXT), tmp_path_factory.mktemp("doc"))
    return made.read_bytes()


@needs_office
def test_an_old_word_file_is_imported_and_kept_as_it_came(organisation, officer, old_terms):
    answer = send(signed_in(officer), organisation, named(old_terms, "Termes.doc"))

    call = Call.objects.get()
    assert answer.status_code == 302
    lines = [line.strip() for line in TEXT.splitlines() if line.strip()]
    assert [line for line in lines if line not in call.terms.text] == []
    file = File.objects.get(made_from=None)
    assert call.terms.file == file
    assert b"".join(open_file(file)) == old_terms
    tasks.check_file(str(file.public_id))
    file.refresh_from_db()
    assert file.state == FileState.SAFE
    assert file.made.get().owner_id == str(call.public_id)


@needs_office
def test_a_broken_one_imports_nothing_and_the_page_says_why(
    organisation, officer, old_terms, tmp_path
):
    path = tmp_path / "w.doc"
    path.write_bytes(old_terms)

    answer = send(signed_in(officer), organisation, named(office.broken(path), "Termes.doc"))

    assert not Call.objects.exists()
    assert "damaged" in answer.content.decode()
    assert File.objects.get().is_erased


def test_without_libreoffice_the_page_says_why_and_what_to_do(
    organisation, officer, tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", without_office(tmp_path))

    answer = send(signed_in(officer), organisation, named(makers_judging.old_word(), "Termes.doc"))

    page = answer.content.decode()
    assert not Call.objects.exists()
    assert "Old Word files (.doc) cannot be opened on this site." in page
    assert "OpenDocument (.odt)" in page
