"""The kinds of file, the endings they go by, and the words in which files are refused."""

from pathlib import Path

import pytest
from django.utils import translation

from mandat.documents import cleaning, judging
from mandat.documents.judging import JUDGEMENTS, REFUSALS
from mandat.documents.kinds import DOCX, ENDINGS, JPEG, KINDS, PDF, TEXT, accept, kind_of_name
from mandat.documents.limits import Refused
from mandat.documents.sizes import shown_size
from mandat.documents.words import (
    KIND_LABELS,
    REMOVED,
    kind_list,
    refusal_words,
    removed_words,
    warning_words,
)

PARAMS = {
    "too_large": {"unit": "bytes", "size": 6_000_000, "limit": 5_000_000},
    "too_many_pages": {"pages": 30, "limit": 20},
    "image_too_large": {"width": 60_000, "height": 50_000},
    "not_allowed_here": {"type": "gif", "allowed": [DOCX, PDF]},
    "unsupported_type": {"type": JPEG, "allowed": [PDF]},
    "active_content": {"part": "program"},
    "archive_unsafe": {"because": "link"},
}


def test_a_name_claims_a_kind_by_its_ending_whatever_its_case():
    assert kind_of_name("CV.PDF") == PDF
    assert kind_of_name("photo.JPEG") == kind_of_name("photo.jpg") == JPEG
    assert kind_of_name("archive.tar.gz") is None
    assert kind_of_name("") is None


def test_no_ending_stands_for_two_kinds():
    endings = [ending for found in ENDINGS.values() for ending in found]

    assert len(endings) == len(set(endings))


def test_a_file_input_accepts_the_endings_of_its_kinds():
    assert accept([JPEG, PDF]) == ".pdf,.jpg,.jpeg"


def test_every_kind_has_a_label_and_they_are_listed_in_the_houses_order():
    assert set(KIND_LABELS) == KINDS
    with translation.override("en"):
        assert kind_list([TEXT, PDF]) == "PDF, plain text (.txt)"


@pytest.mark.parametrize("code", [*REFUSALS, *JUDGEMENTS])
def test_every_refusal_says_why_and_what_to_do(code):
    reason, remedy = map(str, refusal_words(code, PARAMS.get(code)))

    for sentence in (reason, remedy):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "%(" not in sentence
        assert "_" not in sentence


def test_every_form_of_a_refusal_that_the_judges_give_has_words():
    source = "".join(
        path.read_text(encoding="utf-8") for path in Path(judging.__file__).parent.glob("*.py")
    )
    forms = {
        "active_content": ("script", "form", "program", "package", "control"),
        "archive_unsafe": ("nothing", "link", "double"),
    }

    for code, given in forms.items():
        key = "part" if code == "active_content" else "because"
        for form in given:
            assert f'"{key}": "{form}"' in source
            assert str(refusal_words(code, {key: form}).reason)


def test_a_refusal_names_figures_and_kinds():
    with translation.override("en"):
        large = refusal_words("too_large", PARAMS["too_large"])
        pages = refusal_words("too_many_pages", PARAMS["too_many_pages"])
        kind = refusal_words("not_allowed_here", PARAMS["not_allowed_here"])

    assert "6 MB" in large.reason
    assert "5 MB" in large.reason
    assert "30 pages" in pages.reason
    assert kind.remedy.startswith("Taken here: PDF, Word (.docx).")


def test_a_refusal_of_an_archives_member_names_the_member():
    with translation.override("en"):
        words = refusal_words("macros", {"member": "cv.docm"})
        words = type(words)(str(words.reason), str(words.remedy))

    assert str(words.reason).startswith("In the archive, “\u2068cv.docm\u2069”: The document")


def test_words_come_in_the_language_of_the_moment():
    words = refusal_words("macros")  # found once, read by several people

    with translation.override("en"):
        assert str(words.reason).startswith("The document contains macros")
    with translation.override("fr"):
        assert str(words.reason) == translation.gettext(
            "The document contains macros: programs that run when it is opened."
        )


def test_every_warning_and_everything_removed_has_words():
    assert set(REMOVED) == set(cleaning.REMOVED)
    for code in (*judging.WARNINGS, *cleaning.LEFT_IN):
        assert str(warning_words(code)).endswith(".")
    for code in cleaning.REMOVED:
        assert str(removed_words(code))


def test_an_unknown_code_cannot_be_raised():
    with pytest.raises(ValueError, match="unknown refusal"):
        Refused("because")


@pytest.mark.parametrize(
    ("size", "english", "french"),
    [
        (0, "0 kB", "0\u202fko"),
        (12, "0.1 kB", "0,1\u202fko"),
        (5_040, "5 kB", "5\u202fko"),
        (25_000_000, "25 MB", "25\u202fMo"),
        (1_500_000_000, "1.5 GB", "1,5\u202fGo"),
    ],
)
def test_a_size_is_said_in_thousands_as_devices_say_it(size, english, french):
    with translation.override("en"):
        assert shown_size(size) == english
    with translation.override("fr"):
        assert shown_size(size) == french
