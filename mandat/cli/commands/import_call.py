"""`mandat import-call`: terms of reference become a structured, checked draft."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.words import _, ngettext

if TYPE_CHECKING:
    from mandat.cli.reading import Reading
    from mandat.documents.models import File
    from mandat.people.models import Organisation

NAME = "import-call"


def summary() -> str:
    return _("read a call from a file: a structured draft with remarks")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat import-call terms.pdf\n"
        "  mandat import-call terms.docx --json > draft.json\n"
        '  mandat import-call terms.odt --save --organisation "Maison des droits"\n'
        "  mandat import-call - < pasted.txt\n"
        "  mandat import-call corrected.docx --onto 0198c2f4-... --yes\n"
        "\n"
        "Reads PDF, Word (.docx), OpenDocument (.odt), web pages and plain text; old Word (.doc)\n"
        "where LibreOffice is installed. Without --save nothing is stored and no database is\n"
        "needed. Exit code 0: read, perhaps with remarks; 2: refused, and why."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("the file, or - for standard input"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.add_argument("--save", action="store_true", help=_("store it as a draft on the site"))
    parser.add_argument(
        "--organisation",
        metavar=_("NAME"),
        help=_("whose draft it is; needed when there are several"),
    )
    parser.add_argument(
        "--onto",
        metavar=_("CALL"),
        help=_("compare with this draft, by its public id; nothing is changed without --yes"),
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help=_("with --onto: take the file over; values that a person settled stay"),
    )
    parser.add_argument(
        "--pick", type=int, metavar="N", help=_("which call, when the file holds several")
    )
    parser.add_argument(
        "--ocr",
        action="store_true",
        help=_("recognise the characters of scanned pages (tesseract)"),
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.onto and (arguments.save or arguments.json):
        raise GivenUp(_("--onto goes neither with --save nor with --json."))
    start_django(arguments.lang, stores_nothing=not (arguments.save or arguments.onto))
    from mandat.cli.reading import read_file  # noqa: PLC0415 -- after start_django

    reading = read_file(arguments.file, pick=arguments.pick, ocr=arguments.ocr)
    if arguments.onto:
        return _onto(reading, arguments.onto, is_wanted=arguments.yes)
    saved = _save(reading, arguments.organisation) if arguments.save else ""
    if arguments.json:
        write_json(reading)
    else:
        _show(reading)
    _say_several(reading)
    if saved:
        sys.stderr.write(_("Saved as draft %(id)s.") % {"id": saved} + "\n")
    return Exit.DONE


def _onto(reading: "Reading", call_id: str, *, is_wanted: bool) -> int:
    """What the file changes in a draft, and the draft changed when that is wanted."""
    from mandat.cli.rereading import reread  # noqa: PLC0415 -- after start_django

    _say_several(reading)
    with database():
        reread(reading, call_id, is_wanted=is_wanted, keep=_keep)
    return Exit.DONE


def write_json(reading: "Reading") -> None:
    """The object of the reference, in UTF-8 whatever the terminal speaks."""
    from mandat.cli.reading import reading_json  # noqa: PLC0415 -- after start_django

    text = json.dumps(reading_json(reading), ensure_ascii=False)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def _show(reading: "Reading") -> None:
    from mandat.cli.draft_page import show_draft, show_remarks  # noqa: PLC0415 -- as above
    from mandat.cli.terminal import Terminal  # noqa: PLC0415

    terminal = Terminal()
    show_draft(terminal, reading)
    show_remarks(terminal, reading)


def _say_several(reading: "Reading") -> None:
    """The calls found in one file, on standard error: the draft mixes them until one is picked."""
    count = len(reading.calls)
    if not count:
        return
    message = ngettext(
        "%(n)d call was found in the file. Choose one with --pick:",
        "%(n)d calls were found in the file. Choose one with --pick:",
        count,
    )
    sys.stderr.write(message % {"n": count} + "\n")
    for number, beginning in enumerate(reading.calls, start=1):
        sys.stderr.write(f"  {number}. {beginning}\n")


def _save(reading: "Reading", name: str | None) -> str:
    from mandat.audit.services import OPERATOR  # noqa: PLC0415 -- after start_django
    from mandat.calls.services import import_call  # noqa: PLC0415

    with database():
        organisation = _organisation(name)
        file = _keep(reading, organisation)
        call = import_call(source=reading.source, organisation=organisation, by=OPERATOR, file=file)
        return str(call.public_id)


def _keep(reading: "Reading", organisation: "Organisation") -> "File":
    """The original lies sealed under the organisation's key; the worker checks it."""
    from mandat.audit.services import OPERATOR  # noqa: PLC0415 -- after start_django
    from mandat.calls.files import TERMS, destination_of  # noqa: PLC0415
    from mandat.core.errors import RuleBroken  # noqa: PLC0415
    from mandat.documents.services import receive_file  # noqa: PLC0415
    from mandat.documents.uses import use_of  # noqa: PLC0415

    try:
        return receive_file(
            use=use_of(TERMS),
            name=reading.name,
            chunks=[reading.original],
            size=len(reading.original),
            organisation=organisation,
            key_name=destination_of(organisation).key_name,
            owner=None,
            by=OPERATOR,
        )
    except RuleBroken as broken:
        raise GivenUp(str(broken.message)) from None


def _organisation(name: str | None) -> "Organisation":
    """The organisation of that name, or the only one."""
    from mandat.people.models import Organisation  # noqa: PLC0415 -- after start_django

    known = Organisation.objects.all()
    found = list((known.filter(name__iexact=name) if name else known)[:2])
    if len(found) == 1:
        return found[0]
    names = ", ".join(known.values_list("name", flat=True)[:10])
    if not names:
        raise GivenUp(_("There is no organisation yet. Create one: mandat add-account --help"))
    raise GivenUp(
        _("Say whose draft it is: --organisation NAME. Known: %(names)s") % {"names": names}
    )
