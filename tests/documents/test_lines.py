"""Visual lines of a page become paragraphs, rows and whole words again."""

import pytest

from mandat.documents.readers.lines import Line, merge_rows, page_text

WIDTH = 400


def line(
    text: str, top: float, left: float = 50, size: float = 10, cell: float | None = None
) -> Line:
    return Line(text, top, size, left, left + 5 * len(text), cell)


def test_more_room_than_usual_begins_a_paragraph():
    lines = [line("one", 700), line("two", 687), line("three", 674), line("four", 652)]

    assert page_text(lines, WIDTH) == "one\ntwo\nthree\n\nfour"


def test_a_heading_in_larger_letters_stands_alone_and_on_one_line():
    body = [line(f"body {n}", 600 - 13 * n) for n in range(5)]
    lines = [line("A long", 680, size=16), line("heading", 660, size=16), *body]

    assert page_text(lines, WIDTH).split("\n")[:3] == ["A long heading", "", "body 0"]


def test_a_line_that_was_full_goes_on_and_one_that_had_room_ends():
    lines = [
        line("a paragraph of words that fills the whole line", 700),
        line("and goes on", 687),
        line("Address: 3 street", 674),
        line("• an item that is nearly as long as the line is", 661),
        line("and its end", 648, left=60),
        line("• next", 635),
    ]

    assert page_text(lines, WIDTH) == (
        "a paragraph of words that fills the whole line and goes on\nAddress: 3 street\n"
        "• an item that is nearly as long as the line is and its end\n• next"
    )


def test_lines_from_right_to_left_are_full_at_the_left():
    lines = [
        Line("سطر كامل يصل إلى الهامش", 700, 10, 55, 350),
        Line("وتتمته", 687, 10, 310, 350),
        Line("سطر قصير", 674, 10, 300, 350),
        Line("سطر آخر", 661, 10, 310, 350),
    ]

    assert page_text(lines, WIDTH) == "سطر كامل يصل إلى الهامش وتتمته\nسطر قصير\nسطر آخر"


def test_items_of_a_list_stand_together_however_far_apart_they_are():
    lines = [line("prose", 700), line("prose", 687), line("• one", 660), line("• two", 630)]

    assert page_text(lines, WIDTH) == "prose\nprose\n\n• one\n• two"


def test_a_cell_of_several_lines_is_joined_with_the_next_one():
    lines = [line("Quality of the", 700), line("method", 688), line("25", 700, left=300)]

    assert [row.text for row in merge_rows(lines)] == ["Quality of the method | 25"]


def test_a_last_cell_of_several_lines_stays_in_its_row():
    lines = [
        line("Report | covers the", 700, cell=200),
        line("whole mission", 688, left=200),
        line("Prose below", 660),
    ]

    assert [row.text for row in merge_rows(lines)] == [
        "Report | covers the whole mission",
        "Prose below",
    ]


def test_a_second_column_of_the_page_is_no_cell_of_the_first():
    left = [line(f"left column line {n}", 700 - 12 * n) for n in range(40)]
    right = [line(f"right {n}", 700 - 12 * n, left=300) for n in range(40)]

    assert merge_rows([*left, *right]) == [*left, *right]


@pytest.mark.parametrize(
    ("end", "start", "text"),
    [
        ("trans\x02", "frontière", "transfrontière"),
        ("trans\ufffe", "frontière", "transfrontière"),
        ("Sud\x02", "Sud", "Sud-Sud"),
        ("2020\x02", "2021", "2020-2021"),
        ("plain", "words", "plain\nwords"),
        ("left\x02", "", "left-"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_made_whole(end, start, text):
    assert page_text([line(end, 700), line(start, 688)], WIDTH) == text


def test_a_page_without_lines_has_no_text():
    assert page_text([], WIDTH) == ""
