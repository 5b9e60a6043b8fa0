"""`mandat serve`: the site and its worker, in one command."""

import argparse
import socket
import sys
from pathlib import Path

from config import env
from mandat.cli.companion import Companion
from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.words import _

NAME = "serve"
_LAST_PORT = 65535
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SECONDS_TO_FINISH = 20  # for answers under way when the site is stopped


def summary() -> str:
    return _("serve the site, with its worker, until stopped")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat serve\n"
        "  mandat serve --host 0.0.0.0 --port 8080 --migrate\n"
        "\n"
        "TERM or Ctrl-C ends it once running answers are finished. Threads, processes and the\n"
        "database are settings: see docs/reference/settings.md."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help=_("address to listen on (default: %(default)s)")
    )
    parser.add_argument(
        "--port", type=int, default=8000, help=_("port to listen on (default: %(default)s)")
    )
    parser.add_argument("--no-worker", action="store_true", help=_("start no worker"))
    parser.add_argument("--migrate", action="store_true", help=_("update the database first"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    from django.db import connection  # noqa: PLC0415 -- after start_django

    from mandat.cli.commands.migrate import apply_migrations  # noqa: PLC0415
    from mandat.cli.static_files import collect_if_changed  # noqa: PLC0415

    embedded = connection.vendor == "sqlite"
    processes, threads = shape(embedded=embedded)
    probe(arguments.host, arguments.port)
    refuse_demo_in_public(arguments.host)
    if arguments.migrate:
        apply_migrations()
    with database():
        collect_if_changed()
    connection.close()
    companion = None if arguments.no_worker else Companion("worker", "--lang", arguments.lang)
    _serve(arguments.host, arguments.port, processes, threads, companion)
    return Exit.DONE


def shape(*, embedded: bool) -> tuple[int, int]:
    """Processes and threads: on SQLite one process, whose threads share the write gate."""
    try:
        processes = env.number("MANDAT_PROCESSES", 1 if embedded else 2)
        threads = env.number("MANDAT_THREADS", 64 if embedded else 32)
    except env.Misconfigured as error:
        raise GivenUp(str(error), Exit.NOT_READY) from None
    if embedded and processes > 1:
        raise GivenUp(
            _(
                "On SQLite the site runs in one process. Remove MANDAT_PROCESSES, or set "
                "MANDAT_DATABASE_URL to a PostgreSQL database."
            ),
            Exit.NOT_READY,
        )
    return processes, threads


def probe(host: str, port: int) -> None:
    """The port is free: a plain bind tells what the server itself would not."""
    if not 0 < port <= _LAST_PORT:
        raise GivenUp(_("A port lies between 1 and 65535."))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe_socket:
        probe_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe_socket.bind((host, port))
        except OSError as error:
            raise GivenUp(
                _(
                    "%(host)s:%(port)d cannot be used: %(reason)s. Choose another port, for "
                    "instance: mandat serve --port %(other)d"
                )
                % {
                    "host": host,
                    "port": port,
                    "reason": error.strerror or error,
                    "other": port + 1 if port < _LAST_PORT else port - 1,
                },
                Exit.NOT_READY,
            ) from None


def refuse_demo_in_public(host: str) -> None:
    """Demo accounts sign in by one click: never where strangers come by.

    Listening beyond this machine takes an explicit MANDAT_DEMO=1 (a container that publishes its
    port to localhost alone); a public MANDAT_URL is refused in any case.
    """
    if not env.is_demo():
        return
    if not env.answers_only_here():
        raise GivenUp(
            _(
                "This data folder holds demo data, whose accounts anybody may enter, and "
                "MANDAT_URL or MANDAT_HOSTS names a public address. Use another MANDAT_DATA_DIR."
            ),
            Exit.FOUND,
        )
    if host not in _LOOPBACK and env.read("MANDAT_DEMO") != "1":
        raise GivenUp(
            _(
                "This data folder holds demo data, whose accounts anybody may enter. Leave out "
                "--host, or set MANDAT_DEMO=1 if nobody else can reach this address."
            ),
            Exit.FOUND,
        )


def _serve(host: str, port: int, processes: int, threads: int, companion: Companion | None) -> None:
    from granian import Granian  # noqa: PLC0415 -- only this command needs it
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    server = Granian(
        "mandat.cli.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        backpressure=threads * 4,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=_SECONDS_TO_FINISH,
        working_dir=Path.cwd(),
    )
    if companion:
        companion.start()
    try:
        print(_addresses(host, port))
        sys.stdout.flush()
        server.serve()
    finally:
        if companion:
            companion.stop()


def _addresses(host: str, port: int) -> str:
    own = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104
    return _("The site answers at http://%(host)s:%(port)d - stop it with Ctrl-C.") % {
        "host": own,
        "port": port,
    }
