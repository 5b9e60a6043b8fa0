"""`mandat import-mail`: saved messages are taken in as if they had come to the mailbox."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, reason, start_django
from mandat.cli.words import _, ngettext

if TYPE_CHECKING:
    from mandat.intake.gate.receiving import Received
    from mandat.people.models import Organisation

NAME = "import-mail"


def summary() -> str:
    return _("take in applications from saved messages")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat import-mail application.eml\n"
        '  mandat import-mail mailbox.mbox --organisation "Maison des droits"\n'
        "  mandat import-mail folder/ --json > outcomes.jsonl\n"
        "\n"
        "Takes messages (.eml), mbox files, maildirs, and folders of them. The same message twice\n"
        "changes nothing. Each has one outcome: filed, completed, superseded, desk,\n"
        "clarification, auto_reply, bounce, late, excluded_channel, refused_attachment,\n"
        "duplicate, already_imported. A message arrived when our own mail host says so\n"
        "(MANDAT_MAIL_HOSTS), else now. Replies are sent by the worker.\n"
        "Exit code 0: every message has an outcome; 1: some could not be taken in, run it again;\n"
        "2: the file cannot be read."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar=_("FILE"), help=_("a message, an mbox, or a folder"))
    parser.add_argument(
        "--organisation",
        metavar=_("NAME"),
        help=_("whose calls the messages are for; without it those of all"),
    )
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object a message, one a line")
    )


def run(arguments: argparse.Namespace) -> int:
    path = Path(arguments.path)
    if not path.exists():
        raise GivenUp(
            _("%(file)s cannot be read: %(reason)s.")
            % {"file": arguments.path, "reason": _("there is no such file")}
        )
    start_django(arguments.lang)
    with database():
        organisation = _organisation(arguments.organisation)
        try:
            lost = _take_all(path, organisation, as_json=arguments.json)
        except OSError as error:
            raise GivenUp(
                _("%(file)s cannot be read: %(reason)s.")
                % {"file": arguments.path, "reason": reason(error)}
            ) from None
    return Exit.FOUND if lost else Exit.DONE


def _organisation(name: str | None) -> "Organisation | None":
    from mandat.intake.gate.house import default_organisation  # noqa: PLC0415 -- after start_django
    from mandat.people.models import Organisation  # noqa: PLC0415

    if name is None:
        if default_organisation() is None:
            raise GivenUp(
                _("There is no organisation yet. Create one: mandat add-account --help"),
                Exit.NOT_READY,
            )
        return None
    found = Organisation.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        names = ", ".join(Organisation.objects.values_list("name", flat=True))
        raise GivenUp(
            _("There is no organisation %(name)s. Known: %(names)s")
            % {"name": name, "names": names or "–"}
        )
    return found


def _take_all(path: Path, organisation: "Organisation | None", *, as_json: bool) -> int:
    """Every message; how many could not be taken in."""
    from django.utils import timezone  # noqa: PLC0415 -- after start_django

    from mandat.core.errors import RuleBroken  # noqa: PLC0415
    from mandat.intake.gate.receiving import receive_letter  # noqa: PLC0415
    from mandat.intake.gate.sources import messages_in  # noqa: PLC0415

    taken, lost = 0, 0
    for raw in messages_in(path):
        try:
            found = receive_letter(raw=raw, organisation=organisation, at=timezone.now())
        except RuleBroken as broken:
            lost += 1
            sys.stderr.write(f"{broken.message}\n")
            continue
        taken += 1
        _say(found, as_json=as_json)
    if not as_json:
        words = ngettext("%(n)d message.", "%(n)d messages.", taken)
        print(words % {"n": taken})
    return lost


def _say(found: "Received", *, as_json: bool) -> None:
    from mandat.intake.letters.words import OUTCOMES, REASONS  # noqa: PLC0415 -- after start_django

    if as_json:
        print(json.dumps(as_object(found), ensure_ascii=False), flush=True)
        return
    who = found.application.reference if found.application else "—"
    print(f"{OUTCOMES[found.outcome]} · {who} · {REASONS[found.reason]}", flush=True)


def as_object(found: "Received") -> dict[str, Any]:
    """What became of one message: codes and ids, no words of its sender."""
    waits = found.arrival is not None and found.arrival.is_open
    return {
        "message_id": found.letter.message_id.encode("utf-8", "replace").decode(),
        "outcome": found.outcome.value,
        "application": found.application.reference if found.application else None,
        "desk": bool(waits and found.is_new),
        "reason": found.reason.value,
    }
