"""`mandat check-call`: the remarks alone."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.words import _

if TYPE_CHECKING:
    from mandat.cli.reading import Reading

NAME = "check-call"


def summary() -> str:
    return _("check a file or a saved draft: the remarks alone")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat check-call terms.pdf\n"
        "  mandat check-call 01977c1e-7d2a-7cc3-98f1-0a8d6f3b52aa --json\n"
        "\n"
        "Exit code 0: nothing stands in the way of publishing; 1: something does; 2: refused."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar=_("FILE|DRAFT"), help=_("a file, - for standard input, or a draft's id")
    )
    parser.add_argument("--json", action="store_true", help=_("print a JSON list"))
    parser.add_argument(
        "--pick", type=int, metavar="N", help=_("which call, when the file holds several")
    )


def run(arguments: argparse.Namespace) -> int:
    draft = _draft_id(arguments.what)
    start_django(arguments.lang, stores_nothing=draft is None)
    from mandat.calls.checker import blocking  # noqa: PLC0415 -- after start_django
    from mandat.cli.draft_page import show_remarks  # noqa: PLC0415
    from mandat.cli.reading import read_file, remarks_json  # noqa: PLC0415
    from mandat.cli.terminal import Terminal  # noqa: PLC0415

    if draft is None:
        reading = read_file(arguments.what, pick=arguments.pick)
    else:
        reading = _read_draft(draft)
    if arguments.json:
        text = json.dumps(remarks_json(reading), ensure_ascii=False)
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    else:
        show_remarks(Terminal(), reading)
    return Exit.FOUND if blocking(reading.remarks) else Exit.DONE


def _draft_id(what: str) -> UUID | None:
    """The public id of a draft, unless a file of that name exists."""
    if Path(what).exists():
        return None
    try:
        return UUID(what)
    except ValueError:
        return None


def _read_draft(public_id: UUID) -> "Reading":
    """A saved draft as it stands; remarks that somebody set aside are left out."""
    from mandat.calls.queries import current_draft, find_call  # noqa: PLC0415 -- as above
    from mandat.calls.remarks import open_remarks  # noqa: PLC0415
    from mandat.calls.services import SourceText  # noqa: PLC0415
    from mandat.cli.reading import Reading  # noqa: PLC0415

    with database():
        call = find_call(public_id)
        if call is None:
            raise GivenUp(_("There is no draft %(id)s.") % {"id": public_id})
        draft = current_draft(call)
        remarks = tuple(now.remark for now in open_remarks(call))
        terms = call.terms
        source = SourceText(
            text=draft.text,
            sha256=terms.sha256 if terms else "",  # none when it was written here
            warnings=tuple(terms.warnings) if terms else (),
        )
        return Reading(source, draft, remarks)
