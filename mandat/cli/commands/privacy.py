"""`mandat privacy`: the register of processing, the annex of the impact assessment, retention."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.terminal import Terminal
from mandat.cli.words import _

NAME = "privacy"


def summary() -> str:
    return _("write the register of processing and the impact annex, or keep retention")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat privacy register --json > register.json\n"
        "  mandat privacy impact annex/\n"
        "  mandat privacy retention --dry-run\n"
        "\n"
        "register and impact read the code's declarations and no data. retention erases what is\n"
        "over, as the worker does once a day; with --dry-run it only says what that would be.\n"
        "Exit code 1: a room failed and erased nothing."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("register", "impact", "retention"))
    parser.add_argument(
        "folder", nargs="?", metavar=_("FOLDER"), help=_("impact: where the documents are written")
    )
    parser.add_argument("--json", action="store_true", help=_("print JSON"))
    parser.add_argument(
        "--dry-run", action="store_true", help=_("retention: say what would be erased")
    )


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang, stores_nothing=arguments.what != "retention")
    if arguments.what == "register":
        return _register(as_json=arguments.json)
    if arguments.what == "impact":
        return _impact(arguments.folder, as_json=arguments.json)
    return _retention(dry_run=arguments.dry_run, as_json=arguments.json)


def _print_json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(text.encode() + b"\n")


def _register(*, as_json: bool) -> int:
    from mandat.privacy.register import activities, as_csv, as_rows  # noqa: PLC0415

    rows = as_rows(activities())
    if as_json:
        _print_json({"activities": rows})
    else:
        sys.stdout.write(as_csv(rows))
    return Exit.DONE


def _impact(folder: str | None, *, as_json: bool) -> int:
    from mandat.privacy.impact import annex, write_annex  # noqa: PLC0415

    if as_json:
        _print_json(annex())
        return Exit.DONE
    if not folder:
        raise GivenUp(_("Name the folder for the documents: mandat privacy impact annex/"))
    terminal = Terminal()
    for path in write_annex(Path(folder)):
        terminal.line(str(path))
    return Exit.DONE


def _retention(*, dry_run: bool, as_json: bool) -> int:
    from mandat.audit.services import OPERATOR  # noqa: PLC0415 -- after start_django
    from mandat.privacy.services.retention import counts_of, keep_retention  # noqa: PLC0415

    with database():
        turns = keep_retention(dry_run=dry_run, by=OPERATOR)
    failed = [t.room for t in turns if t.failed]
    if as_json:
        _print_json({"dry_run": dry_run, "rooms": counts_of(turns), "failed": failed})
    else:
        _show(turns, dry_run=dry_run)
    return Exit.FOUND if failed else Exit.DONE


def _show(turns: list[Any], *, dry_run: bool) -> None:
    from mandat.privacy.words import reason_in_words  # noqa: PLC0415 -- after start_django

    terminal = Terminal()
    if dry_run:
        terminal.line(_("Nothing was changed. A run would do this now:"))
    said = False
    for turn in turns:
        if turn.failed:
            terminal.line(_("%(room)s: failed, nothing was erased") % {"room": turn.room})
        elif turn.outcomes:
            terminal.line(_("%(room)s: %(n)d erased") % {"room": turn.room, "n": turn.erased})
            for reason, count in sorted(turn.kept.items()):
                words = reason_in_words(reason)
                line = _("%(n)d kept: %(reason)s") % {"n": count, "reason": words}
                terminal.wrapped(line, indent=2)
        said = said or turn.failed or bool(turn.outcomes)
    if not said:
        terminal.line(_("Nothing is over."))
