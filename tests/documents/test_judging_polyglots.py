"""Files that are two things at once: each is shown to be both, then refused."""

import io
import zipfile
import zlib

import pikepdf
import pytest

from mandat.documents.kinds import PDF, TEXT, ZIP
from tests.documents import makers
from tests.documents import makers_judging as make
from tests.documents.judged import code, refused, verdict

SCRIPT = b"<html><body><script>alert(1)</script></body></html>"


def opens_as_zip(data: bytes) -> bool:
    try:
        return zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    except zipfile.BadZipFile:
        return False


def opens_as_pdf(data: bytes) -> bool:
    try:
        return len(pikepdf.open(io.BytesIO(data)).pages) > 0
    except pikepdf.PdfError:
        return False


def archive() -> bytes:
    return make.zipped({"evil.txt": b"another text"})


def commented(data: bytes, comment: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as opened:
        opened.comment = comment
    return out.getvalue()


@pytest.mark.parametrize(
    "whole",
    [lambda: makers.pdf("Words"), lambda: make.photo("PNG"), lambda: make.photo("JPEG"),
     lambda: b"Just words. ", make.old_word, lambda: make.SUBTITLES],
    ids=["pdf", "png", "jpeg", "text", "doc", "srt"],
)  # fmt: skip
def test_an_archive_behind_another_file_is_refused(whole):
    both = whole() + archive()
    assert opens_as_zip(both)

    assert refused(both).code == "polyglot"
    assert code(whole()) == ""


def test_an_archive_within_the_last_object_of_a_pdf_is_refused():
    """Unzippers look for the directory some way before the end, so nothing need follow %%EOF."""
    inside = make.saved(make.blank()) + b"\n9 0 obj <</Length 99>> stream\n" + archive()
    both = inside + b"\nendstream endobj\n%%EOF\n"
    assert opens_as_zip(both)

    assert refused(both).params == {"other": "zip"}


@pytest.mark.parametrize("before", [SCRIPT, b"\xff\xd8\xff\xe0 junk ", b"MZ junk ", b"junk\n"])
def test_a_pdf_behind_other_bytes_is_refused(before):
    both = before + makers.pdf("Words")
    assert opens_as_pdf(both)

    assert code(both) in ("polyglot", "corrupt")
    assert code(makers.pdf("Words")) == ""


def test_a_pdf_that_goes_on_after_its_end_is_refused():
    assert refused(makers.pdf("Words") + SCRIPT).params == {"other": "behind"}
    assert verdict(makers.pdf("Words") + b"\r\n\r\n\0").media_type == PDF


def test_a_web_page_in_the_head_of_a_pdf_is_refused():
    data = makers.pdf("Words")
    at = data.index(b"\n") + 1
    both = data[:at] + b"%<script>alert(1)</script>\n" + data[at:]

    assert refused(both).params == {"other": "html"}


def test_a_web_page_behind_a_picture_is_refused():
    for kind in ("PNG", "JPEG"):
        assert refused(make.photo(kind) + SCRIPT).params == {"other": "behind"}


def test_a_web_page_or_pdf_in_the_head_of_a_picture_is_refused():
    rows = zlib.compress(b"\0" + bytes(9), 9)

    page = make.png(9, 1, rows, make.png_chunk(b"tEXt", b"Comment\0" + SCRIPT))
    pdf = make.png(9, 1, rows, make.png_chunk(b"tEXt", b"Comment\0" + makers.pdf("Words")))
    plain = make.png(9, 1, rows, make.png_chunk(b"tEXt", b"Comment\0Words"))

    assert refused(page).params == {"other": "html"}
    assert refused(pdf).params == {"other": "pdf"}
    assert code(plain) == ""


def test_a_clip_behind_a_photo_is_taken_but_not_with_an_archive_in_it():
    clip = b"\0\0\0\x18ftypmp42" + bytes(200)
    photo = make.photo("JPEG")

    assert verdict(photo + clip).warnings == ("camera_trailer",)
    assert refused(photo + clip + archive()).code == "polyglot"


def test_an_office_file_behind_other_bytes_or_with_a_comment_is_refused():
    word = makers.word_file()
    shifted = makers.pdf("Words") + word
    assert opens_as_zip(shifted)

    assert refused(shifted).code == "polyglot"
    assert refused(commented(word, SCRIPT)).params == {"other": "comment"}
    # A local entry that no directory names stands before the first.
    hidden = make.zipped({"hidden.txt": b"x"})[:50] + word
    assert refused(hidden).params == {"other": "before"}


def test_a_pdf_stored_as_the_first_part_of_an_office_file_is_refused():
    parts = {"a.bin": makers.pdf("Words")}
    with zipfile.ZipFile(io.BytesIO(makers.word_file())) as opened:
        parts |= {name: opened.read(name) for name in opened.namelist()}
    both = make.zipped(parts, stored=True)
    assert b"%PDF-" in both[:1024]

    assert refused(both).params == {"other": "pdf"}


def test_a_plain_archive_may_have_a_line_of_comment_and_no_more():
    options = {"kinds": frozenset({TEXT}), "opens_zip": True}

    assert verdict(commented(archive(), b"Sent by the clerk"), **options).media_type == ZIP
    assert refused(commented(archive(), SCRIPT), **options).code == "polyglot"
    assert refused(commented(archive(), b"x" * 2000), **options).code == "polyglot"
    assert refused(archive() + b"tail", **options).code in ("polyglot", "corrupt")


def test_a_text_that_speaks_of_pdf_files_is_a_text():
    assert verdict(b"A PDF begins with %PDF-1.7 and ends with %%EOF.").media_type == TEXT
