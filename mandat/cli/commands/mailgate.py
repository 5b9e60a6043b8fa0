"""`mandat mailgate`: looks into the mailboxes for applications until stopped."""

import argparse
import signal
import sys
import threading
from collections.abc import Callable

from mandat.cli.exits import Exit
from mandat.cli.site import database, start_django
from mandat.cli.words import _

NAME = "mailgate"
_LOOK = 5.0  # seconds between two looks at the table of mailboxes


def summary() -> str:
    return _("look into the mailboxes for applications until stopped")


def epilog() -> str:
    return _(
        "Mailboxes are set up on the page of the organisation. Each is looked into every minute,\n"
        "less often while it is in trouble. Nothing is marked, moved or deleted there. Several\n"
        "gates may run: a mailbox is read by one at a time. TERM or Ctrl-C ends it after the\n"
        "current message.\n"
        "Exit code with --once: 0 every mailbox was read; 1 one could not be."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--once", action="store_true", help=_("look into every mailbox once, and end")
    )


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: ended.set())
    with database():
        if arguments.once:
            return _once(ended.is_set)
        while not ended.is_set():
            _look(ended.is_set)
            ended.wait(_LOOK)
    return Exit.DONE


def _once(stop: Callable[[], bool]) -> int:
    """Every mailbox, also those whose pause is not over."""
    from mandat.intake.gate.fetching import look_into  # noqa: PLC0415 -- after start_django
    from mandat.intake.gate.words import TROUBLES  # noqa: PLC0415
    from mandat.intake.models import Mailbox  # noqa: PLC0415

    wrong = 0
    rows = Mailbox.objects.filter(is_active=True).select_related("organisation").order_by("pk")
    for mailbox in rows:
        looked = look_into(mailbox, stop=stop)
        print(_("%(address)s: %(n)d new.") % {"address": mailbox.address, "n": looked.taken})
        if looked.trouble is not None:
            wrong += 1
            sys.stderr.write(f"{mailbox.address}: {TROUBLES[looked.trouble]}\n")
    return Exit.FOUND if wrong else Exit.DONE


def _look(stop: Callable[[], bool]) -> None:
    """Those mailboxes whose pause is over. The table may be away for a while: the gate stays."""
    from django.db import DatabaseError, connection  # noqa: PLC0415 -- after start_django
    from django.utils import timezone  # noqa: PLC0415

    from mandat.intake.gate.fetching import due, look_into  # noqa: PLC0415

    try:
        for mailbox in due(timezone.now()):
            if not stop():
                look_into(mailbox, stop=stop)
    except DatabaseError:
        sys.stderr.write(_("The database does not answer; the gate tries again.") + "\n")
    finally:
        connection.close()
