"""`import-call` and `check-call` with an old Word file: by the real LibreOffice, and without it."""

import hashlib
import sqlite3
from contextlib import closing

import pytest

from tests.cli.test_calls import CALL, TWO_DEADLINES
from tests.documents import makers_judging, office
from tests.documents.office import needs_office, without_office

REASONS = {
    "en": ("cannot be opened on this site", "install LibreOffice"),
    "fr": ("ne peuvent pas être ouverts", "LibreOffice"),
    "ar": (".doc", "LibreOffice"),
}


@pytest.fixture(scope="module")
def old_terms(tmp_path_factory):
    return office.old_word(office.word_of(CALL), tmp_path_factory.mktemp("doc"))


@needs_office
def test_an_old_word_file_is_read_like_any_other(mandat, old_terms):
    answer = mandat("import-call", old_terms, "--json")

    assert answer.code == 0, answer.err
    draft = answer.json()
    assert draft["deadline"]["value"] == "2031-03-12T17:00"
    assert "outreach programme" in draft["text"]
    assert not mandat.folder.exists()


@needs_office
def test_it_may_come_from_standard_input(mandat, old_terms):
    answer = mandat("import-call", "-", "--json", text=old_terms.read_bytes())

    assert answer.json()["deadline"]["value"] == "2031-03-12T17:00"


@needs_office
def test_it_is_checked_like_any_other(mandat, old_terms, tmp_path):
    contradicting = office.old_word(office.word_of(TWO_DEADLINES), tmp_path)

    fine = mandat("check-call", old_terms, "--json")
    odd = mandat("check-call", contradicting, "--json")

    assert fine.code in (0, 1), fine.err
    assert len(odd.json()) > len(fine.json())


@needs_office
def test_a_broken_one_is_refused_in_one_sentence(mandat, old_terms, tmp_path):
    file = tmp_path / "broken.doc"
    file.write_bytes(office.broken(old_terms))

    answer = mandat("import-call", file, "--lang", "en")

    assert (answer.code, answer.out) == (2, "")
    assert "damaged" in answer.err


@pytest.mark.parametrize("command", ["import-call", "check-call"])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_without_libreoffice_it_is_refused_with_reason_and_remedy(
    mandat, tmp_path, command, language
):
    file = tmp_path / "terms.doc"
    file.write_bytes(makers_judging.old_word())

    answer = mandat(command, file, "--lang", language, PATH=without_office(tmp_path))

    assert (answer.code, answer.out) == (2, "")
    assert [word for word in REASONS[language] if word not in answer.err] == []


def test_an_old_table_is_refused_as_a_kind_that_cannot_be_imported(mandat, tmp_path):
    file = tmp_path / "budget.xls"
    file.write_bytes(makers_judging.compound({"Workbook": b"x"}))

    answer = mandat("import-call", file, "--lang", "en")

    assert answer.code == 2
    assert "cannot be imported" in answer.err


@needs_office
def test_the_original_is_kept_when_the_draft_is_saved(mandat_with_tables, old_terms):
    added = mandat_with_tables(
        "add-account", "officer@example.org", "--organisation", "Maison", "--role",
        "programme_officer",
    )  # fmt: skip

    answer = mandat_with_tables("import-call", old_terms, "--save", "--lang", "en")

    assert added.code == 0, added.err
    assert answer.code == 0, answer.err
    assert "Saved as draft" in answer.err
    with closing(sqlite3.connect(next(mandat_with_tables.folder.glob("*.sqlite3")))) as database:
        kept = database.execute("SELECT name, sha256 FROM documents_file").fetchall()
    assert kept == [("w.doc", hashlib.sha256(old_terms.read_bytes()).hexdigest())]
