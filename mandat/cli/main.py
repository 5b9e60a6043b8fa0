"""Reads the command line, calls one command, and turns errors into a sentence and an exit code."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from config import env
from mandat.cli.commands import (
    add_account,
    audit,
    backup,
    check_call,
    demo,
    doctor,
    export_ocds,
    forget_factors,
    import_call,
    import_mail,
    import_sanctions,
    keys,
    mail,
    mailgate,
    migrate,
    privacy,
    reindex,
    restore,
    serve,
    verify_receipt,
    worker,
)
from mandat.cli.exits import Exit, GivenUp
from mandat.cli.words import _, language_option, speak, wanted_language

COMMANDS = (
    serve,
    worker,
    migrate,
    demo,
    import_call,
    import_mail,
    mailgate,
    check_call,
    export_ocds,
    doctor,
    audit,
    add_account,
    forget_factors,
    mail,
    backup,
    restore,
    privacy,
    reindex,
    keys,
    verify_receipt,
    import_sanctions,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one call of `mandat`."""
    os.umask(0o077)  # the database, mail, whatever is written: for its owner alone
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = wanted_language(given, env.locale_name())
    speak(language)
    try:
        code = _dispatch(given, language)
        sys.stdout.flush()
    except GivenUp as end:
        sys.stderr.write(f"{end.sentence}\n")
        return int(end.code)
    except KeyboardInterrupt:
        return int(Exit.STOPPED)
    except BrokenPipeError:  # the reader has seen enough (`mandat ... | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.DONE)
    return code


def _dispatch(given: Sequence[str], language: str) -> int:
    parser = make_parser()
    chosen = parser.parse_args(given)
    if not chosen.command:
        parser.print_help()
        return int(Exit.DONE)
    chosen.lang = language
    for command in COMMANDS:
        if chosen.command == command.NAME:
            return int(command.run(chosen))
    raise AssertionError(chosen.command)


def make_parser() -> argparse.ArgumentParser:
    """The whole command line, in the chosen language."""
    common = language_option()
    parser = argparse.ArgumentParser(
        prog="mandat",
        description=_("From terms of reference to a position you can defend."),
        epilog=_exit_codes(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"mandat {version_in_words()}")
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))
    for command in COMMANDS:
        command.configure(
            commands.add_parser(
                command.NAME,
                help=command.summary(),
                description=command.summary(),
                epilog=command.epilog(),
                formatter_class=argparse.RawDescriptionHelpFormatter,
                parents=[common],
            )
        )
    return parser


def _exit_codes() -> str:
    return _(
        "exit codes:\n"
        "  0  done\n"
        "  1  a check found something that stands in the way\n"
        "  2  the input or the command line was refused\n"
        "  3  the site is not ready (settings, database, port)\n"
        "  130  stopped by Ctrl-C\n"
        "\n"
        "Each command has its own help: mandat import-call --help"
    )


def version_in_words() -> str:
    """The installed version, as people write it."""
    try:
        return version("mandat")
    except PackageNotFoundError:
        return "?"


if __name__ == "__main__":
    sys.exit(main())
