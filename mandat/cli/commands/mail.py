"""`mandat mail`: the outbox from the terminal, and the way in for returned mail."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, reason, start_django
from mandat.cli.words import _, language_option

if TYPE_CHECKING:
    from mandat.mail.models import Message

NAME = "mail"
_MOST = 50


def summary() -> str:
    return _("list outgoing mail, try it again, record returned mail")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat mail list --failed\n"
        "  mandat mail retry 0190a1b2-0000-7000-8000-000000000000\n"
        "  mandat mail bounce - < returned.eml\n"
        "\n"
        "Addresses and words of mail are not printed. `bounce` takes what a mail server pipes to\n"
        "it; a mail that returns nothing of ours is ignored, with exit code 0."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    common = language_option()
    acts = parser.add_subparsers(dest="act", metavar=_("ACT"), required=True)
    listed = acts.add_parser(
        "list", help=_("the latest messages and their state"), parents=[common]
    )
    listed.add_argument(
        "--failed", action="store_true", help=_("only what was given up or came back")
    )
    listed.add_argument("--json", action="store_true", help=_("print a JSON list"))
    retried = acts.add_parser(
        "retry", help=_("send a message again that failed or came back"), parents=[common]
    )
    retried.add_argument("id", metavar="ID", type=UUID, help=_("the message, as listed"))
    returned = acts.add_parser("bounce", help=_("record a returned mail"), parents=[common])
    returned.add_argument("file", metavar=_("FILE"), help=_("the file, or - for standard input"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    acts = {"list": _list, "retry": _retry, "bounce": _bounce}
    with database():
        acts[arguments.act](arguments)
    return Exit.DONE


def _list(arguments: argparse.Namespace) -> None:
    from mandat.mail import queries  # noqa: PLC0415 -- after start_django

    found = queries.undelivered() if arguments.failed else queries.latest()
    rows = [_row(message) for message in found[:_MOST]]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not rows:
        print(_("There is no such mail."))
    else:
        for row in rows:
            why = " ".join(filter(None, (row["error"], row["reply"])))
            words = _state(row["state"])
            print(f"{row['id']}  {row['posted_at'][:16]}  {words}  {row['template']}  {why}")


def _row(message: "Message") -> dict[str, Any]:
    return {
        "id": str(message.public_id),
        "template": message.template,
        "state": message.state,
        "posted_at": message.posted_at.isoformat(timespec="seconds"),
        "attempts": message.attempts,
        "error": message.error,
        "reply": message.reply,
    }


def _state(state: str) -> str:
    """A state in the reader's language."""
    return {
        "waiting": _("waiting"),
        "sending": _("being sent"),
        "sent": _("sent"),
        "failed": _("given up"),
        "bounced": _("came back"),
        "cancelled": _("cancelled"),
    }[state]


def _retry(arguments: argparse.Namespace) -> None:
    from mandat.audit.services import OPERATOR  # noqa: PLC0415 -- after start_django
    from mandat.core.errors import RuleBroken  # noqa: PLC0415
    from mandat.mail.services import retry  # noqa: PLC0415

    try:
        retry(public_id=arguments.id, by=OPERATOR)
    except RuleBroken as error:
        raise GivenUp(str(error.message)) from None
    print(_("The mail waits for the worker, which sends it within a minute."))


def _bounce(arguments: argparse.Namespace) -> None:
    from mandat.mail.bounces import LARGEST  # noqa: PLC0415 -- after start_django
    from mandat.mail.services import note_bounce  # noqa: PLC0415

    message = note_bounce(_read(arguments.file, LARGEST))
    if message is None:
        print(_("This returns no mail of ours, or only says that it is delayed."))
    else:
        print(_("Recorded: %(id)s came back.") % {"id": message.public_id})


def _read(name: str, most: int) -> bytes:
    """What is returned may be cut: what matters comes first."""
    if name == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(name).open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise GivenUp(
            _("%(file)s cannot be read: %(reason)s.") % {"file": name, "reason": reason(error)}
        ) from None
