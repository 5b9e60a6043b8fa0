"""`import-call --onto`: a corrected file beside a draft, on the command line."""

import sqlite3
from contextlib import closing

import pytest

from tests.cli.test_calls import CALL

CORRECTED = CALL.replace("2031", "2032")


@pytest.fixture
def corrected(tmp_path):
    file = tmp_path / "corrected.txt"
    file.write_text(CORRECTED)
    return file


@pytest.fixture
def saved(mandat_with_tables, tmp_path):
    """The command, and the id of a draft that it stored."""
    mandat = mandat_with_tables
    assert mandat("add-account", "a@example.org", "--organisation", "Maison des droits").code == 0
    file = tmp_path / "terms.txt"
    file.write_text(CALL)
    answer = mandat("import-call", file, "--save")
    assert answer.code == 0, answer.err
    return mandat, answer.err.strip().rstrip(".").split()[-1]


def texts(mandat):
    with closing(sqlite3.connect(next(mandat.folder.glob("*.sqlite3")))) as database:
        rows = database.execute("SELECT number, text FROM calls_termsofreference ORDER BY number")
        return rows.fetchall()


def deadline(mandat):
    with closing(sqlite3.connect(next(mandat.folder.glob("*.sqlite3")))) as database:
        row = database.execute("SELECT value FROM calls_draftfield WHERE name = 'deadline'")
        return row.fetchone()[0]


def test_the_differences_are_shown_and_nothing_is_changed(saved, corrected):
    mandat, call_id = saved

    answer = mandat("import-call", corrected, "--onto", call_id)

    assert answer.code == 0, answer.err
    assert "2031" in answer.out
    assert "2032" in answer.out
    assert [number for number, _text in texts(mandat)] == [1]


def test_with_yes_the_file_is_taken_over_and_the_one_before_stays(saved, corrected):
    mandat, call_id = saved

    answer = mandat("import-call", corrected, "--onto", call_id, "--yes")

    assert answer.code == 0, answer.err
    assert [number for number, _text in texts(mandat)] == [1, 2]
    assert "2032" in deadline(mandat)


def test_the_same_text_again_says_so(saved, tmp_path):
    mandat, call_id = saved

    answer = mandat("import-call", tmp_path / "terms.txt", "--onto", call_id, "--yes")

    assert answer.code == 0, answer.err
    assert len(texts(mandat)) == 1


@pytest.mark.parametrize("wrong", ["nonsense", "0198c2f4-0000-7000-8000-000000000000"])
def test_a_call_that_is_not_there_is_refused_in_words(saved, corrected, wrong):
    mandat, _call_id = saved

    answer = mandat("import-call", corrected, "--onto", wrong)

    assert answer.code == 2
    assert wrong in answer.err


def test_what_contradicts_itself_is_refused(mandat, corrected):
    assert mandat("import-call", corrected, "--onto", "x", "--save").code == 2
    assert not mandat.folder.exists()
