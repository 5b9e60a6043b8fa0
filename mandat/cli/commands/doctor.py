"""`mandat doctor`: what is configured, what is missing, what is unsafe."""

import argparse
import json
from typing import TYPE_CHECKING

from config import env
from mandat.cli.exits import Exit
from mandat.cli.site import start_django
from mandat.cli.words import _

if TYPE_CHECKING:
    from mandat.cli.findings import Finding
    from mandat.cli.terminal import Terminal

NAME = "doctor"


def summary() -> str:
    return _("say what is configured, missing or unsafe")


def epilog() -> str:
    return _(
        "It changes nothing. Exit code 0: the site can run; 1: something is wrong or unsafe;\n"
        "3: the settings cannot be read at all. Notes do not count."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print a JSON list"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang, stores_nothing=not _has_data())
    from mandat.cli.findings import Level  # noqa: PLC0415
    from mandat.cli.health import examine  # noqa: PLC0415 -- after start_django
    from mandat.cli.terminal import Terminal  # noqa: PLC0415

    findings = examine()
    if arguments.json:
        rows = [{"code": f.code, "level": f.level, "message": f.message} for f in findings]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        terminal = Terminal()
        for finding in findings:
            _show(terminal, finding)
    bad = (Level.WRONG, Level.UNSAFE)
    return Exit.FOUND if any(f.level in bad for f in findings) else Exit.DONE


def _has_data() -> bool:
    """Whether there is a data folder: without one the doctor makes none."""
    return env.data_dir().is_dir()


def _show(terminal: "Terminal", finding: "Finding") -> None:
    marks = {
        "fine": ("✓", "green", ""),
        "note": ("·", "cyan", ""),
        "wrong": ("✖", "red", _("wrong")),
        "unsafe": ("✖", "red", _("unsafe")),
    }
    mark, colour, word = marks[finding.level]
    first = f"{mark} {word}{': ' if word else ''}"
    terminal.wrapped(finding.message, indent=2, first=first, first_style=colour)
