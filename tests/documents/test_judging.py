"""What a file is, and why it may not come in."""

import hashlib
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandat.documents.judging import JUDGEMENTS, REFUSALS, WARNINGS
from mandat.documents.kinds import (
    BIBTEX,
    DOC,
    DOCX,
    EML,
    HTML,
    JPEG,
    KINDS,
    ODT,
    PDF,
    PNG,
    PPTX,
    QDPX,
    RIS,
    SRT,
    TEXT,
    VTT,
    XLSX,
    ZIP,
)
from tests.documents import makers
from tests.documents import makers_judging as make
from tests.documents.judged import ALL, code, refused, verdict

# Kinds

ONE_OF_EACH = {
    PDF: lambda: makers.pdf("Words"),
    DOCX: makers.word_file,
    XLSX: make.excel_file,
    PPTX: make.slides,
    ODT: makers.open_document,
    DOC: make.old_word,
    HTML: lambda: make.PAGE,
    TEXT: lambda: b"Just words",
    PNG: lambda: make.photo("PNG"),
    JPEG: lambda: make.photo("JPEG"),
    VTT: lambda: make.CAPTIONS,
    SRT: lambda: make.SUBTITLES,
    RIS: lambda: make.REFERENCES,
    BIBTEX: lambda: make.BIBLIOGRAPHY,
    EML: lambda: make.MESSAGE,
    QDPX: make.project,
}


def test_every_kind_is_told_by_its_content_whatever_it_is_called():
    told = {kind: verdict(made(), "upload.bin").media_type for kind, made in ONE_OF_EACH.items()}

    assert told == {kind: kind for kind in KINDS - {ZIP}}


def test_a_wrong_ending_does_not_change_what_a_file_is():
    for kind, made in ONE_OF_EACH.items():
        wrong = "file.pdf" if kind != PDF else "file.docx"
        assert verdict(made(), wrong).media_type == kind


def test_a_kind_that_its_use_does_not_take_is_refused_and_both_are_named():
    for kind, made in ONE_OF_EACH.items():
        # Special forms of text may still come in as plain text.
        others = ALL - {kind} - ({TEXT} if kind in (VTT, SRT, RIS, BIBTEX, EML) else set())
        refusal = refused(made(), kinds=others)
        assert (refusal.code, refusal.params["type"]) == ("not_allowed_here", kind)
        assert refusal.params["allowed"] == sorted(others)


def test_a_name_chooses_between_readings_of_the_same_bytes():
    texts = frozenset({TEXT, SRT})

    assert verdict(make.SUBTITLES, "talk.srt", kinds=texts).media_type == SRT
    assert verdict(make.SUBTITLES, "talk.txt", kinds=texts).media_type == TEXT
    assert verdict(make.SUBTITLES, "talk.srt", kinds=frozenset({TEXT})).media_type == TEXT
    assert verdict(make.PAGE, "source.txt").media_type == TEXT
    assert code(make.PAGE, "source.html", kinds=frozenset({TEXT})) == "not_allowed_here"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "gif"),
        (b"{\\rtf1 words}", "rtf"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "program"),
        (b"MZ\x90\x00" + bytes(100), "program"),
        (b"#!/bin/sh\necho", "program"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "rar"),
        (b"<?xml version='1.0'?><feed><p>words</p></feed>", "xml"),
        (make.compound({"Workbook": b"x"}), "xls"),
        (make.compound({"PowerPoint Document": b"x"}), "ppt"),
        (makers.rezip(makers.open_document(), {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "spreadsheet"),
        (make.zipped({"META-INF/MANIFEST.MF": b"Main-Class: x"}), "jar"),
    ],
)  # fmt: skip
def test_what_no_use_takes_is_refused_by_its_kind(data, kind):
    refusal = refused(data)

    assert (refusal.code, refusal.params["type"]) == ("not_allowed_here", kind)


def test_words_that_begin_like_a_program_are_words():
    assert verdict(b"MZUNGU is a word").media_type == TEXT


# Size, digest, pages


def test_a_verdict_tells_size_and_digest_of_the_bytes():
    data = makers.pdf("Words")

    found = verdict(data)

    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (found.page_count, found.page_count_exact, found.warnings) == (1, True, ())


def test_pages_of_a_pdf_and_slides_are_exact():
    assert verdict(make.saved(make.blank(37))).page_count == 37
    shown = verdict(make.slides(3))
    assert (shown.page_count, shown.page_count_exact) == (3, True)


def test_pages_that_an_office_program_noted_are_indicative():
    noted = verdict(make.with_app(makers.word_file(), 12))
    statistic = (
        b'<?xml version="1.0"?><office:document-meta xmlns:office="urn:o" xmlns:meta="urn:m">'
        b'<office:meta><meta:document-statistic meta:page-count="7"/></office:meta>'
        b"</office:document-meta>"
    )
    opened = verdict(makers.rezip(makers.open_document(), {"meta.xml": statistic}))

    assert (noted.page_count, noted.page_count_exact) == (12, False)
    assert (opened.page_count, opened.page_count_exact) == (7, False)


def test_an_exact_count_over_the_cap_refuses_and_an_indicative_one_warns():
    refusal = refused(make.saved(make.blank(3)), max_pages=2)
    noted = verdict(make.with_app(makers.word_file(), 3), max_pages=2)

    assert (refusal.code, refusal.params) == ("too_many_pages", {"pages": 3, "limit": 2})
    assert noted.warnings == ("pages_over_indicative",)


def test_a_page_tree_that_claims_too_few_pages_is_counted_by_walking_it():
    found = verdict(make.lying_pdf(30))

    assert (found.page_count, found.warnings) == (30, ("page_counts_differ",))
    assert code(make.lying_pdf(30), max_pages=10) == "too_many_pages"


def test_size_is_refused_before_a_byte_is_read():
    refusal = refused(b"x" * 1000, max_bytes=999)

    assert refusal.code == "too_large"
    assert refusal.params == {"unit": "bytes", "size": 1000, "limit": 999}


# What is refused


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (lambda: b"", "empty"),
        (lambda: b" \r\n\t", "empty"),
        (lambda: bytes(range(256)) * 4, "binary"),
        # passwords
        (makers.locked_pdf, "password_protected"),
        (makers.encrypted_zip, "password_protected"),
        (lambda: make.compound({"EncryptedPackage": b"x"}), "password_protected"),
        (lambda: make.old_word(flags=0x0100), "password_protected"),
        (lambda: makers.rezip(makers.open_document(), {
            "META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "password_protected"),
        # macros
        (lambda: makers.rezip(makers.word_file(), {"word/vbaProject.bin": b"x"}), "macros"),
        (lambda: makers.rezip(make.excel_file(), {"xl/macrosheets/s1.xml": b"<x/>"}), "macros"),
        (lambda: make.retyped(makers.word_file(),
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            b"vnd.ms-word.document.macroEnabled.main"), "macros"),
        (lambda: make.retyped(make.excel_file(),
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
            b"vnd.ms-excel.sheet.macroEnabled.main"), "macros"),
        (lambda: make.retyped(make.slides(),
            b"vnd.openxmlformats-officedocument.presentationml.presentation.main",
            b"vnd.ms-powerpoint.presentation.macroEnabled.main"), "macros"),
        (lambda: makers.rezip(makers.word_file(), {
            "word/embeddings/o.bin": make.compound({"x": b"x"}, ("_VBA_PROJECT",))}), "macros"),
        (lambda: make.old_word("Macros"), "macros"),
        (lambda: make.old_word("_VBA_PROJECT_CUR"), "macros"),
        (lambda: makers.rezip(makers.open_document(), {
            "Basic/Standard/Module1.xml": b"<x/>"}), "macros"),
        (lambda: makers.rezip(makers.open_document(), {"Scripts/python/a.py": b"x"}), "macros"),
        # active content
        (make.scripted_pdf, "active_content"),
        (make.launching_pdf, "active_content"),
        (make.form_pdf, "active_content"),
        (lambda: make.pdf_with_file("tool.exe", b"x"), "active_content"),
        (lambda: make.pdf_with_file("notes.txt", b"MZ\x90"), "active_content"),
        (lambda: makers.rezip(makers.word_file(), {"word/activeX/a1.xml": b"<x/>"}),
         "active_content"),
        (lambda: makers.rezip(makers.word_file(), {
            "word/embeddings/o.bin": make.compound({"\x01Ole10Native": b"x"})}),
         "active_content"),
        (lambda: makers.rezip(make.project(), {"sources/x": b"\x7fELF"}), "active_content"),
        # broken
        (lambda: makers.pdf("Words")[:400], "corrupt"),
        (lambda: b"%PDF-1.7\n" + bytes(3000), "corrupt"),
        (lambda: makers.word_file()[:9000], "corrupt"),
        (lambda: makers.rezip(makers.word_file(), {"word/document.xml": b"<w:p>"}), "corrupt"),
        (lambda: makers.rezip(makers.word_file(), {"word/document.xml": None}), "corrupt"),
        (lambda: makers.rezip(makers.open_document(), {"content.xml": b"<a><b></a>"}), "corrupt"),
        (lambda: makers.OLE + bytes(1000), "corrupt"),
        (lambda: make.photo("PNG")[:-30], "corrupt"),
        (lambda: make.photo("JPEG")[:-30], "corrupt"),
        (lambda: b"\xff\xd8\xff\xd9" + bytes(50), "corrupt"),
        (makers.lying_zip, "corrupt"),
        # bombs
        (makers.zip_bomb, "zip_bomb"),
        (lambda: makers.many_entries(5_000), "zip_bomb"),
        (lambda: makers.xml_bomb(makers.word_file(), "word/styles.xml"), "xml_bomb"),
        (lambda: makers.xml_bomb(makers.open_document(), "content.xml", "utf-16"), "xml_bomb"),
        (makers.ENTITIES.encode, "xml_bomb"),
        (lambda: make.pictured_pdf(10, 10, 40 * 1024 * 1024), "zip_bomb"),
        (lambda: make.pictured_pdf(60_000, 60_000, 100), "image_too_large"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_reason(made, expected):
    assert refused(made()).code == expected


def test_a_clean_file_with_the_same_parts_is_taken():
    """What makes a macro a macro is what the tests above added, nothing else."""
    assert verdict(makers.rezip(makers.word_file(), {"word/other.bin": b"x"})).media_type == DOCX
    assert verdict(make.old_word("ObjectPool")).warnings == ("embedded_objects",)
    listed = {"Basic/script-lc.xml": b"<x/>", "Basic/Standard/script-lb.xml": b"<x/>"}
    assert verdict(makers.rezip(makers.open_document(), listed)).media_type == ODT


@pytest.mark.parametrize(
    ("made", "warning"),
    [
        (lambda: make.pdf_with_file("table.csv", b"a;b"), "attachments"),
        (make.restricted_pdf, "restricted"),
        (lambda: make.PAGE.replace(b"<p>", b"<script>run()</script><p>"), "scripts"),
        (lambda: make.MESSAGE.replace(
            b"\r\n\r\n", b"\r\n\r\nContent-Disposition: attachment\r\n"), "attachments"),
        (lambda: make.related(makers.word_file(), '<Relationship Id="x9" Type="urn:attachedTemplate'
            '" Target="https://example.org/t.dotx" TargetMode="External"/>'),
         "external_references"),
        (lambda: makers.rezip(makers.word_file(), {"word/embeddings/s.xlsx": make.excel_file()}),
         "embedded_objects"),
        (lambda: make.photo("JPEG") + make.photo("JPEG"), "camera_trailer"),
    ],
)  # fmt: skip
def test_what_is_odd_but_harmless_is_taken_with_a_warning(made, warning):
    assert warning in verdict(made()).warnings
    assert warning in WARNINGS


def test_links_that_one_clicks_are_no_reason_to_warn():
    linked = make.related(
        makers.word_file(),
        '<Relationship Id="x9" Type="urn:relationships/hyperlink" Target="https://example.org/" '
        'TargetMode="External"/>',
    )

    assert verdict(linked).warnings == ()


# Any bytes


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from((*ONE_OF_EACH, ZIP)))
def test_arbitrary_bytes_are_taken_or_refused_by_a_known_code(data, kind):
    known = {"", *REFUSALS, *JUDGEMENTS}

    assert code(data, opens_zip=kind == ZIP) in known


def test_damaged_files_of_every_kind_are_taken_or_refused_by_a_known_code():
    known = {"", *REFUSALS, *JUDGEMENTS}

    for (_, made), cut in itertools.product(ONE_OF_EACH.items(), (2, 3)):
        whole = made()
        place = len(whole) * cut // 4
        damaged = whole[:place] + bytes(cut * 9) + whole[place + cut * 9 :]
        assert code(damaged, opens_zip=True) in known
