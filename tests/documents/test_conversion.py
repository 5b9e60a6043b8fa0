"""Old Word files and page counts by a real LibreOffice, and what happens without it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mandat.documents import bounded, conversion
from mandat.documents.bounded import ProgramBounds, run_program
from mandat.documents.conversion import count_pages, doc_to_docx, to_pdf
from mandat.documents.extraction import extract
from mandat.documents.judging import judge
from mandat.documents.kinds import DOC, DOCX, ODT
from mandat.documents.limits import MIB, Refused
from tests.documents import makers, office
from tests.documents.office import needs_office

SMALL = ProgramBounds(seconds=30, memory=1024 * MIB, file_size=MIB)


@pytest.fixture(scope="module")
def old_word(tmp_path_factory):
    """A .doc as Word 97 wrote it, made by LibreOffice from a document of ours."""
    return office.old_word(makers.word_file(), tmp_path_factory.mktemp("doc"))


def long_word(path: Path, pages: int) -> Path:
    path.write_bytes(office.pages_of_word(pages))
    return path


@needs_office
def test_an_old_word_file_is_told_by_its_content_and_becomes_a_docx(old_word, tmp_path):
    verdict = judge(old_word, kinds=frozenset({DOC}), max_bytes=1_000_000, name="x.bin")
    assert verdict.media_type == DOC

    data = doc_to_docx(old_word)

    path = tmp_path / "made.docx"
    path.write_bytes(data)
    assert judge(path, kinds=frozenset({DOCX}), max_bytes=1_000_000).media_type == DOCX
    text = extract(data).text
    assert "Appel à consultance" in text
    assert "Expertise | 40" in text


@needs_office
def test_pages_are_counted_as_they_are_laid_out(tmp_path):
    word = long_word(tmp_path / "w", 4)
    (tmp_path / "o").write_bytes(makers.open_document())

    assert count_pages(word, DOCX) == 4
    assert count_pages(tmp_path / "o", ODT) == 1
    converted = to_pdf(word, DOCX)
    assert converted.data.startswith(b"%PDF-")
    assert "Page 3" in extract(converted.data).text


@needs_office
def test_nothing_is_left_behind_and_no_name_reaches_a_command_line(old_word, tmp_path, monkeypatch):
    monkeypatch.setattr(conversion, "_IN_MEMORY", tmp_path)
    named = tmp_path / "--help; rm -rf x.doc"
    named.write_bytes(old_word.read_bytes())

    doc_to_docx(named)

    assert [path.name for path in tmp_path.iterdir()] == [named.name]


@needs_office
def test_where_memory_has_no_room_the_document_lies_where_temporary_files_go(
    old_word, tmp_path, monkeypatch
):
    monkeypatch.setattr(conversion, "_IN_MEMORY", tmp_path / "absent")
    monkeypatch.setattr(conversion.tempfile, "tempdir", str(tmp_path))

    assert conversion._place(1) == tmp_path
    assert doc_to_docx(old_word)
    assert list(tmp_path.iterdir()) == []


@needs_office
def test_what_a_killed_process_left_open_is_swept_by_the_next(old_word, tmp_path, monkeypatch):
    monkeypatch.setattr(conversion, "_IN_MEMORY", tmp_path)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f"mandat-office-{dead.pid}-abc"
    left.mkdir()
    (left / "document.doc").write_bytes(b"left open")
    mine = tmp_path / f"mandat-office-{os.getpid()}-abc"
    mine.mkdir()

    doc_to_docx(old_word)

    assert list(tmp_path.iterdir()) == [mine]


@needs_office
def test_a_web_page_that_calls_itself_a_word_file_is_not_converted(tmp_path):
    """LibreOffice would open it and fetch what it links to; the reader is named, so it does not."""
    path = tmp_path / "page.doc"
    path.write_bytes(b"<html><body><img src='http://127.0.0.1:9/x.png'>words</body></html>")

    with pytest.raises(Refused, match="not_converted"):
        doc_to_docx(path)


@needs_office
def test_an_office_that_hangs_is_stopped_with_all_that_it_started(tmp_path):
    path = long_word(tmp_path / "w", 2)
    started = time.monotonic()

    with pytest.raises(Refused, match=r"timeout|not_converted"):
        count_pages(path, DOCX, bounds=ProgramBounds(0, 4096 * MIB, 256 * MIB))

    assert time.monotonic() - started < 20
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert [row for row in listed.stdout.splitlines() if "mandat-office-" in row] == []


def test_without_libreoffice_an_old_word_file_is_refused_with_a_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    path = tmp_path / "w.doc"
    path.write_bytes(makers.OLE)

    with pytest.raises(Refused, match="no_converter"):
        doc_to_docx(path)


# The process in which other programs run


def script(tmp_path: Path, words: str) -> list[str]:
    path = tmp_path / "act.py"
    path.write_text(words)
    return [sys.executable, "-I", "-B", str(path)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has network namespaces")
def test_another_program_has_no_network(tmp_path):
    # Some containers permit no namespace: where this machine does, the program must be in one.
    try:
        subprocess.run(["unshare", "--user", "--net", "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine permits no network namespace")
    act = "from pathlib import Path\nPath('seen').write_text(open('/proc/net/dev').read())"

    run_program(script(tmp_path, act), folder=tmp_path, bounds=SMALL)

    seen = (tmp_path / "seen").read_text().splitlines()[2:]
    assert {row.partition(":")[0].strip() for row in seen} == {"lo"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems confine less")
def test_another_program_writes_no_large_file_and_takes_no_large_memory(tmp_path):
    file = "open('large', 'wb').write(bytes(3 * 1024 * 1024))"
    memory = "bytearray(2 << 30)"

    assert run_program(script(tmp_path, file), folder=tmp_path, bounds=SMALL) != 0
    assert (tmp_path / "large").stat().st_size <= MIB
    assert run_program(script(tmp_path, memory), folder=tmp_path, bounds=SMALL) != 0
    assert run_program(script(tmp_path, "pass"), folder=tmp_path, bounds=SMALL) == 0


def test_the_secrets_of_the_site_do_not_reach_another_program(tmp_path, monkeypatch):
    monkeypatch.setenv("MANDAT_SECRET_KEY", "do not tell")
    act = "import os\nopen('seen', 'w').write(repr(dict(os.environ)))"

    run_program(script(tmp_path, act), folder=tmp_path, bounds=SMALL)

    seen = (tmp_path / "seen").read_text()
    assert "do not tell" not in seen
    assert str(tmp_path) in seen


def test_a_program_that_hangs_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded, "_GRACE", 0.2)
    act = "import time, os\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(60)"

    with pytest.raises(Refused, match="timeout"):
        run_program(
            script(tmp_path, act), folder=tmp_path, bounds=ProgramBounds(1, 1024 * MIB, MIB)
        )

    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
