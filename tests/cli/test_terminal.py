"""Other people's texts are shown and never obeyed."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.cli.terminal import Terminal, clean, isolate, shorten


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    return Terminal(io.StringIO())


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text):
    left = clean(text)

    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in left)
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") & set(left)


@given(st.text(), st.integers(10, 200))
def test_shortened_text_fits(text, length):
    assert len(shorten(text, length)) <= length


def test_arabic_keeps_its_own_direction_among_other_words():
    assert isolate("دعوة") == "\u2068دعوة\u2069"
    assert isolate("call") == "call"


def test_long_lines_are_wrapped_under_their_beginning(terminal):
    terminal.wrapped("word " * 40, indent=6, first="1. ")

    lines = terminal.stream.getvalue().splitlines()
    assert lines[0].startswith("   1. word")
    assert all(line.startswith("      word") for line in lines[1:])
    assert max(map(len, lines)) < 60


def test_a_file_gets_no_colours(terminal):
    assert terminal.style("a", "red") == "a"


def test_colours_can_be_refused(monkeypatch):
    class Screen(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Terminal(Screen()).style("a", "red") == "\x1b[31ma\x1b[0m"

    monkeypatch.setenv("NO_COLOR", "1")
    assert Terminal(Screen()).style("a", "red") == "a"
