"""What each type of file yields, and how each bad one is refused."""

import hashlib
import shutil
import sys
import time
from pathlib import Path

import pytest

from mandat.documents.extraction import (
    DEFAULT,
    REFUSALS,
    WARNINGS,
    Extraction,
    Limits,
    extract,
    extract_pasted,
)
from mandat.documents.sniff import DOCX, HTML, ODT, PDF, TEXT
from tests.documents import makers
from tests.documents.outcomes import PAGE, refusal

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed"
)


# Types


def test_plain_text_keeps_its_words_and_is_known_by_its_hash():
    data = "Appel à consultance\nDate limite : 3 mai".encode()

    extraction = extract(data)

    assert extraction == Extraction(
        text=data.decode(), media_type=TEXT, sha256=hashlib.sha256(data).hexdigest()
    )


def test_a_word_file_keeps_headings_lists_and_one_line_for_each_row():
    extraction = extract(makers.word_file())

    assert extraction.media_type == DOCX
    assert extraction.warnings == ()
    assert extraction.text == (
        "Appel à consultance\n\nLivrables\n\n"
        "• Une note de 8 pages\n• avec un résumé\n\n"
        "1. Premier rapport\n2. Second rapport\n\n"
        "Critères\n\nMéthodologie proposée | 40\nExpertise | 40\nPrix | 20\n\n"
        "Écrire à appels@example.org."
    )


def test_an_opendocument_text_keeps_headings_lists_rows_and_breaks():
    extraction = extract(makers.open_document())

    assert extraction.media_type == ODT
    assert extraction.text == (
        "Appel à consultance\n\n"
        "• Une note de 8 pages\n  • avec un résumé\n\n"
        "1. Premier rapport\n2. Second rapport\n\n"
        "Méthodologie proposée | 40\nPrix | 20\n\n"
        "Écrire\nà l’adresse appels@example.org"
    )


def test_a_pdf_keeps_its_pages_rows_and_paragraphs():
    source = """
        #set page(height: 12cm)
        #set text(font: "Libertinus Serif")
        = Critères
        Les offres sont notées sur cent points par une commission de trois personnes, qui lit
        d’abord les offres techniques.

        #table(columns: (6cm, 2cm), [Méthodologie proposée par la personne candidate et son
        équipe pour mener la mission], [40], [Prix], [20])
        #pagebreak()
        Écrire à appels\\@example.org.
    """

    extraction = extract(makers.pdf(source))

    first, second = (offset for offset, _ in extraction.page_map)
    assert extraction.media_type == PDF
    assert [number for _, number in extraction.page_map] == [1, 2]
    assert extraction.text[second:] == "Écrire à appels@example.org."
    lines = extraction.text[first:second].split("\n")
    assert lines[:2] == ["Critères", ""]
    assert "Prix | 20" in lines
    wrapped = next(line for line in lines if line.endswith("| 40"))
    assert wrapped.startswith("Méthodologie proposée par la personne candidate et son équipe")


def test_an_arabic_pdf_keeps_its_letters_in_order():
    words = "تدعو المنظمة في الشرق الأوسط والاجتماعية إلى تقديم العروض قبل 15 مارس 2026"
    source = f'#set text(lang: "ar", font: "DejaVu Sans Mono", size: 8pt)\n{words}'

    assert extract(makers.pdf(source)).text == words


def test_a_web_page_keeps_its_main_part_with_every_list_and_table():
    extraction = extract(PAGE.encode())

    assert extraction.media_type == HTML
    assert extraction.warnings == ()
    assert extraction.text == (
        "Call for a facilitator\n\n"
        "We look for a person who facilitates a community of practice in six countries.\n\n"
        "1. Vision\n2. Sessions\n  • at a distance\n\n"
        "Criterion | Points\nMethod proposed | 40\n\n"
        "Deadline : 3 May 2026\n\n"
        "First line\nsecond line\n\nnew paragraph\n\n"
        "Write to us (calls@example.org)."
    )


def test_a_web_page_whose_facts_stand_beside_the_article_is_kept_whole():
    article = "".join(
        f"<p>Sentence {n} of a long article about the mission.</p>" for n in range(30)
    )
    page = (
        f"<html><body><article>{article}</article><div><table><tr><td>Working days asked of"
        "</td><td>48 days over 15 months</td></tr></table></div></body></html>"
    )

    extraction = extract(page.encode())

    assert "Working days asked of | 48 days over 15 months" in extraction.text
    assert "Sentence 29" in extraction.text
    assert extraction.warnings == ("whole_page",)


def test_a_web_page_in_a_declared_encoding_is_read_in_it():
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Żółty'
    data = page.replace("Ż", "Z").encode("iso-8859-2")

    assert extract(data).text == "Zółty"


def test_content_speaks_louder_than_the_name():
    assert extract(makers.word_file(), name="call.pdf").media_type == DOCX
    assert extract(b"Just words", name="call.docx").media_type == TEXT
    assert extract(b"a < b and <p> is a tag", name="call.txt").media_type == TEXT


def test_pasted_text_is_never_taken_for_a_file():
    extraction = extract_pasted("<html><p>%PDF-1.7 as an example")

    assert extraction.media_type == TEXT
    assert extraction.text == "<html><p>%PDF-1.7 as an example"


# Read with a warning


@pytest.mark.parametrize(
    ("data", "text", "warnings"),
    [
        ("Détail".encode("cp1252"), "Détail", ("not_utf8",)),
        (b"D\xe9tail \x81", "Détail ", ("not_utf8", "control_characters")),
        ("Détail à venir".encode() + b"\xff", "Détail à venir\ufffd", ("invalid_bytes",)),
        ("Détail".encode("utf-16"), "Détail", ()),
        (b"\xfe\xff" + "Détail".encode("utf-16-be") + b"\x00", "Détail\ufffd", ("invalid_bytes",)),
        (b"\xef\xbb\xbfAppel", "Appel", ()),
        (b"a\r\nb\rc\x0bd\x0ce", "a\nb\nc\nd\ne", ()),
        ("e\u0301te\u0301".encode(), "été", ()),
        (b"one\x00two\x07", "onetwo", ("control_characters",)),
        ("a \u202ebc\u202c d".encode(), "a \u202ebc\u202c d", ("bidi_marks",)),
        ("a\u200e b\u200f".encode(), "a\u200e b\u200f", ("bidi_marks",)),
        ("العربية\u200f".encode(), "العربية\u200f", ()),
    ],
)
def test_a_text_in_any_encoding_is_read_and_guesses_are_said(data, text, warnings):
    extraction = extract(data)

    assert extraction.text == text
    assert extraction.warnings == warnings


def test_an_endless_line_is_read_with_a_warning():
    extraction = extract(b"word " * 20_000)

    assert extraction.warnings == ("long_lines",)
    assert len(extraction.text) == 100_000


def test_a_pdf_with_one_pictured_page_is_read_with_a_warning():
    extraction = extract(makers.half_scanned_pdf())

    assert extraction.text.startswith("Terms of reference")
    assert extraction.warnings == ("pages_without_text",)
    assert len(extraction.page_map) == 2


@needs_tesseract
def test_a_scan_is_read_by_tesseract_page_by_page_when_asked():
    heard = []

    extraction = extract(
        makers.scanned_pdf([["Deadline 12 May 2026"], ["Budget 6000 EUR"]]),
        ocr=True,
        progress=lambda done, total: heard.append((done, total)),
    )

    assert "Deadline 12 May 2026" in extraction.text
    assert "Budget 6000 EUR" in extraction.text[extraction.page_map[1][0] :]
    assert extraction.warnings == ("ocr",)
    assert heard == [(1, 2), (2, 2)]


def test_every_warning_has_a_case_here():
    source = Path(__file__).read_text(encoding="utf-8")

    assert [code for code in WARNINGS if source.count(f'"{code}"') == 0] == []


# Refused


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "empty"),
        (lambda: b" \r\n\t", "empty"),
        (lambda: b"\xef\xbb\xbf", "empty"),
        (lambda: b"<html><body><script>draw()</script></body></html>", "empty"),
        (lambda: bytes(range(256)) * 4, "binary"),
        (lambda: b"\x7fELF\x02\x01\x01" + bytes(100) + b"text", "binary"),
        (makers.locked_pdf, "password_protected"),
        (makers.encrypted_zip, "password_protected"),
        (makers.encrypted_word, "password_protected"),
        (lambda: makers.rezip(makers.open_document(), {
            "META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "password_protected"),
        (lambda: makers.pdf("Words")[:400], "corrupt"),
        (lambda: b"%PDF-1.7\n" + bytes(3000), "corrupt"),
        (lambda: makers.word_file()[:9000], "corrupt"),
        (lambda: makers.rezip(makers.word_file(), {"word/document.xml": b"<w:p>"}), "corrupt"),
        (lambda: makers.rezip(makers.word_file(), {"word/document.xml": None}), "corrupt"),
        (lambda: makers.rezip(makers.open_document(), {"content.xml": b"<a><b></a>"}), "corrupt"),
        (makers.lying_zip, "corrupt"),
        (makers.zip_bomb, "zip_bomb"),
        (makers.overlapping_zip, "zip_bomb"),
        (lambda: makers.many_entries(DEFAULT.max_entries), "zip_bomb"),
        (lambda: makers.xml_bomb(makers.word_file(), "word/document.xml"), "xml_bomb"),
        (lambda: makers.xml_bomb(makers.word_file(), "_rels/.rels", "utf-16"), "xml_bomb"),
        (lambda: makers.xml_bomb(makers.open_document(), "content.xml"), "xml_bomb"),
        (lambda: makers.xml_bomb(makers.open_document(), "styles.xml"), "xml_bomb"),
        (makers.ENTITIES.encode, "xml_bomb"),
        (lambda: makers.ENTITIES.encode("utf-16"), "xml_bomb"),
        (lambda: b"<?xml version='1.0'?><feed><p>words</p></feed>", "unsupported_type"),
        (lambda: makers.OLE + bytes(1000), "unsupported_type"),
        (lambda: b"{\\rtf1 words}", "unsupported_type"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "unsupported_type"),
        (lambda: makers.rezip(makers.word_file(), {"[Content_Types].xml": None}),
         "unsupported_type"),
        (lambda: makers.rezip(makers.word_file(), {"xl/workbook.xml": b"<x/>"}),
         "unsupported_type"),
        (lambda: makers.rezip(makers.open_document(), {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "unsupported_type"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_reason(make, code):
    assert refusal(make()).code == code


def test_a_scan_is_refused_and_says_whether_it_could_be_recognised():
    refused = refusal(makers.scanned_pdf())

    assert refused.code == "no_text_layer"
    assert refused.params == {"pages": 1, "ocr_available": shutil.which("tesseract") is not None}


def test_without_tesseract_recognition_is_refused(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    refused = refusal(makers.scanned_pdf(), ocr=True)

    assert (refused.code, refused.params["ocr_available"]) == ("no_text_layer", False)


def test_a_huge_file_is_refused_by_its_size_before_it_is_read(tmp_path):
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    started = time.perf_counter()

    refused = refusal(path)

    assert refused.code == "too_large"
    assert refused.params["size"] == 200 * 1024 * 1024
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("limits", "unit"),
    [(Limits(max_bytes=100), "bytes"), (Limits(max_text=50), "characters")],
)
def test_bytes_and_characters_are_bounded(limits, unit):
    assert refusal(b"word " * 30, limits=limits).params["unit"] == unit


def test_pages_and_recognised_characters_are_bounded():
    two_pages = makers.pdf("One page with words\n#pagebreak()\nAnother page with words")

    assert refusal(two_pages, limits=Limits(max_pages=1)).params["unit"] == "pages"
    assert refusal(two_pages, limits=Limits(max_text=20)).params["unit"] == "characters"


def test_a_file_that_takes_too_long_is_stopped():
    started = time.perf_counter()

    refused = refusal(makers.endless_pdf(2_000_000), limits=Limits(seconds=1))

    assert refused.code == "timeout"
    assert time.perf_counter() - started < 8


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")
def test_a_file_that_takes_too_much_memory_is_stopped():
    refused = refusal(makers.endless_pdf(15_000_000), limits=Limits(memory=512 * 1024 * 1024))

    assert refused.code == "memory"


def test_every_refusal_has_a_case_here():
    source = Path(__file__).read_text(encoding="utf-8")

    assert [code for code in REFUSALS if source.count(f'"{code}"') == 0] == []
