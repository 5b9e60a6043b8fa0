"""Documents as LibreOffice itself writes them, and tests that need it; none is kept as a file."""

import io
import subprocess
from pathlib import Path

import docx
import pytest

from mandat.documents.conversion import converter
from mandat.documents.ole import streams

needs_office = pytest.mark.skipif(
    converter() is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer"
)


def old_word(document: bytes, folder: Path) -> Path:
    """The .doc (Word 97) of a .docx, made in `folder` by the real program."""
    (folder / "w.docx").write_bytes(document)
    subprocess.run(
        [converter(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "doc:MS Word 97", "--outdir", folder, folder / "w.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / "w.doc"


def pages_of_word(pages: int) -> bytes:
    """A .docx of so many pages, which no program has counted yet."""
    document = docx.Document()
    for number in range(pages):
        document.add_paragraph(f"Page {number}")
        if number < pages - 1:
            document.add_page_break()
    return _saved(document)


def word_of(text: str) -> bytes:
    """A .docx with a paragraph for each line of the text."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    return _saved(document)


def _saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def without_office(folder: Path) -> str:
    """A PATH on which nothing can be found."""
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    return str(empty)


def broken(path: Path) -> bytes:
    """The same .doc, in which the list of the pieces of its text is nonsense.

    LibreOffice opens it without a word, as an empty document.
    """
    data = bytearray(path.read_bytes())
    table = next(s for s in streams(bytes(data)) if s.name == "1Table")
    at = (table.start + 1) * 512
    data[at : at + table.size] = b"\xff" * table.size
    return bytes(data)
