"""Help, languages, exit codes: what every command shares."""

import argparse
import sys

import pytest

from mandat.cli import main, words
from mandat.cli.exits import Exit
from mandat.cli.main import COMMANDS, make_parser
from mandat.cli.words import wanted_language


@pytest.fixture
def say(capsys):
    """Calls `mandat` in this process: for what ends before Django starts."""

    def call(*arguments):
        try:
            code = main.main(arguments)
        except SystemExit as end:
            code = end.code
        out = capsys.readouterr()
        return code, out.out, out.err

    yield call
    words.speak("en")


@pytest.mark.parametrize(
    ("arguments", "locale", "language"),
    [
        ((), "", "fr"),
        ((), "C.UTF-8", "fr"),
        ((), "POSIX", "fr"),
        ((), "fr_BE.UTF-8", "fr"),
        ((), "ar_TN", "ar"),
        ((), "en_US.UTF-8", "en"),
        ((), "de_DE.UTF-8", "en"),
        (("doctor", "--lang", "ar"), "fr_FR", "ar"),
        (("doctor", "--lang=en"), "fr_FR", "en"),
        (("doctor", "--lang"), "fr_FR", "fr"),
        (("doctor", "--lang", "xx"), "en", "en"),
    ],
)
def test_the_language_is_asked_for_or_the_terminals(arguments, locale, language):
    assert wanted_language(arguments, locale) == language


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_help_names_every_command_and_every_exit_code(say, language):
    code, out, _err = say("--help", "--lang", language)

    assert code == 0
    assert [c.NAME for c in COMMANDS if c.NAME not in out] == []
    assert [str(e.value) for e in Exit if f"\n  {e.value}  " not in out] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.NAME)
def test_every_command_explains_itself_in_every_language(say, command):
    pages = {lang: say(command.NAME, "--help", "--lang", lang) for lang in ("fr", "en", "ar")}

    assert all(code == 0 for code, _out, _err in pages.values())
    assert len({out for _code, out, _err in pages.values()}) == 3
    assert all("--lang" in out for _code, out, _err in pages.values())


def test_a_wrong_option_is_refused_with_code_2(say):
    code, _out, err = say("doctor", "--no-such-thing", "--lang", "fr")

    assert code == 2
    assert "--no-such-thing" in err
    assert "Traceback" not in err


def test_the_help_needs_no_django(mandat):
    code = (
        "import sys\n"
        "from mandat.cli.main import make_parser\n"
        "make_parser().format_help()\n"
        "print('django' in sys.modules)"
    )
    import subprocess  # noqa: PLC0415 -- only here

    done = subprocess.run(
        [sys.executable, "-c", code], env=mandat.environment, capture_output=True, check=True
    )

    assert done.stdout.strip() == b"False"


def test_settings_that_make_no_sense_end_in_one_sentence(mandat):
    answer = mandat("doctor", MANDAT_DATABASE_URL="mysql://somewhere")

    assert answer.code == 3
    assert answer.err.strip().startswith("MANDAT_DATABASE_URL must look like")
    assert len(answer.err.strip().splitlines()) == 1


def test_an_unreachable_database_ends_in_one_sentence(mandat):
    answer = mandat("migrate", MANDAT_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")

    assert answer.code == 3
    assert "mandat doctor" in answer.err
    assert "Traceback" not in answer.err


def test_a_data_folder_that_cannot_be_made_ends_in_one_sentence(mandat, tmp_path):
    (tmp_path / "file").write_text("not a folder")

    answer = mandat("migrate", MANDAT_DATA_DIR=str(tmp_path / "file" / "data"))

    assert answer.code == 3
    assert "MANDAT_DATA_DIR" in answer.err
    assert "Traceback" not in answer.err


def test_a_reader_who_has_seen_enough_ends_the_command_quietly(mandat, tmp_path):
    import subprocess  # noqa: PLC0415 -- only here

    file = tmp_path / "call.txt"
    file.write_text("Call for applications. " * 20_000)

    process = subprocess.Popen(
        [sys.executable, "-m", "mandat.cli.main", "import-call", str(file), "--json"],
        env=mandat.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()

    assert process.wait(timeout=60) == 0
    assert errors == b""


def _parsers(parser, name="mandat"):
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                yield from _parsers(inner, f"{name} {word}")


def test_every_command_and_every_part_of_one_takes_a_language():
    without = [
        name
        for name, parser in _parsers(make_parser())
        if "--lang" not in parser._option_string_actions
    ]

    assert len(list(_parsers(make_parser()))) > 15
    assert without == []
