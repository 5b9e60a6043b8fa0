"""A plain ZIP: opened one level deep, its members judged one by one, its paths ignored."""

import hashlib

import pytest

from mandat.documents.kinds import DOCX, JPEG, PDF, TEXT, ZIP
from tests.documents import makers
from tests.documents import makers_judging as make
from tests.documents.judged import code, refused, verdict

TAKEN = {"kinds": frozenset({PDF, DOCX, TEXT, JPEG}), "opens_zip": True}


def test_the_members_are_judged_one_by_one_and_handed_over():
    pdf, word = makers.pdf("One\n#pagebreak()\nTwo"), makers.word_file()

    found = verdict(make.zipped({"offer/cv.pdf": pdf, "offer/letter.docx": word}), **TAKEN)

    assert found.media_type == ZIP
    assert [member.name for member in found.members] == ["cv.pdf", "letter.docx"]
    assert [member.data for member in found.members] == [pdf, word]
    first = found.members[0].verdict
    assert (first.media_type, first.page_count, first.size) == (PDF, 2, len(pdf))
    assert first.sha256 == hashlib.sha256(pdf).hexdigest()


def test_an_archive_is_refused_where_its_use_opens_none():
    refusal = refused(make.zipped({"a.txt": b"words"}), kinds=frozenset({TEXT}))

    assert (refusal.code, refusal.params["type"]) == ("not_allowed_here", ZIP)


def test_an_archive_that_is_kept_whole_is_judged_all_the_same():
    kept = frozenset({ZIP, TEXT})

    assert verdict(make.zipped({"a.txt": b"words"}), kinds=kept).members == ()
    assert code(make.zipped({"a.bin": b"\x7fELF" + bytes(9)}), kinds=kept) == "not_allowed_here"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("/srv/keys/keys.txt", "keys.txt"),
        ("C:\\Users\\jane\\cv.txt", "cv.txt"),
        ("a/b/" + "x" * 300 + ".txt", "x" * 140 + ".txt"),
        ("invoice\u202etxt.exe.txt", "invoicetxt.exe.txt"),
        ("cv\r\nX-Header: 1.txt", "cvX-Header: 1.txt"),
        ("folder/...", "file"),
    ],
)
def test_a_name_is_its_last_part_without_marks_that_deceive(path, name):
    found = verdict(make.zipped({path: b"words"}), **TAKEN)

    assert [member.name for member in found.members] == [name]


def test_members_of_one_name_from_two_folders_stay_apart():
    found = verdict(make.zipped({"a/cv.txt": b"one", "b/CV.txt": b"two"}), **TAKEN)

    assert [(m.name, m.data) for m in found.members] == [("cv.txt", b"one"), ("CV (2).txt", b"two")]


def test_what_an_operating_system_adds_is_left_out():
    added = {"__MACOSX/._cv.txt": b"\0\5\x16\7", ".DS_Store": b"\0\0\0\1", "cv.txt": b"words"}

    found = verdict(make.zipped(added), **TAKEN)

    assert [member.name for member in found.members] == ["cv.txt"]
    assert found.warnings == ("members_left_out",)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (lambda: make.zipped({"in.zip": make.zipped({"a.txt": b"x"})}), "nested_archive"),
        (lambda: make.zipped({"in.txt": make.zipped({"a.txt": b"x"})}), "nested_archive"),
        (lambda: make.zipped({"in.gz": b"\x1f\x8b\x08" + bytes(20)}), "nested_archive"),
        (lambda: make.zipped({"in.rar": b"Rar!\x1a\x07\x01\x00"}), "nested_archive"),
        (make.zip_with_link, "archive_unsafe"),
        (make.zip_of_doubles, "archive_unsafe"),
        (lambda: make.zipped({}), "archive_unsafe"),
        (lambda: make.zipped({"folder/": b""}), "archive_unsafe"),
        (lambda: make.zipped({"a.txt": b""}), "empty"),
        (lambda: make.zipped({"run.exe": b"MZ\x90\0" + bytes(20)}), "not_allowed_here"),
        (lambda: make.zipped({"page.html": make.PAGE}), "not_allowed_here"),
        (lambda: make.zipped({"a.pdf": makers.locked_pdf()}), "password_protected"),
        (lambda: make.zipped({"a.docx": makers.rezip(
            makers.word_file(), {"word/vbaProject.bin": b"x"})}), "macros"),
        (lambda: make.zipped({"a.docx": makers.zip_bomb()}, stored=True), "zip_bomb"),
        (lambda: make.zipped({"a.pdf": b"<html>" + makers.pdf("x")}), "polyglot"),
    ],
)  # fmt: skip
def test_one_bad_member_refuses_the_archive_and_is_named(made, expected):
    refusal = refused(made(), **TAKEN)

    assert refusal.code == expected
    if expected != "archive_unsafe":
        assert refusal.params["member"]


def test_limits_of_a_use_hold_for_each_member():
    pages = make.zipped({"a.pdf": make.saved(make.blank(5))})
    large = make.zipped({"a.txt": b"word " * 1000})

    assert refused(pages, max_pages=4, **TAKEN).code == "too_many_pages"
    refusal = refused(large, max_bytes=len(large) + 100, **TAKEN)
    assert (refusal.code, refusal.params["member"]) == ("too_large", "a.txt")
