"""`mandat demo`: the data folder holds demo data, and its accounts can be entered by one click."""

import argparse

from config import env
from mandat.cli.commands.migrate import apply_migrations
from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.terminal import Terminal, isolate
from mandat.cli.words import _

NAME = "demo"


def summary() -> str:
    return _("load demo data: organisations, people, calls")


def epilog() -> str:
    return _(
        "Running it again adds what is missing and changes nothing else. It refuses a database\n"
        "that holds anything real, and a public MANDAT_URL. Then: mandat serve"
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, default=8000, help=_("port of the links that are printed")
    )


def run(arguments: argparse.Namespace) -> int:
    if not env.is_local():
        raise GivenUp(
            _(
                "Demo accounts can be entered by anybody, and MANDAT_URL is a public address. "
                "Unset MANDAT_URL, or use another machine for the demo."
            ),
            Exit.FOUND,
        )
    start_django(arguments.lang)
    apply_migrations()
    with database():
        _load()
        _show(arguments.port)
    return Exit.DONE


def _load() -> None:
    from django.conf import settings  # noqa: PLC0415 -- after start_django

    from mandat.audit.services import OPERATOR  # noqa: PLC0415
    from mandat.calls.demo import load_demo  # noqa: PLC0415
    from mandat.people.demo_data import is_foreign_ground, load_people  # noqa: PLC0415

    marker = settings.DATA_DIR / "demo"
    if is_foreign_ground() and not marker.exists():
        raise GivenUp(
            _(
                "This database holds real organisations. Choose an empty MANDAT_DATA_DIR for the "
                "demo."
            ),
            Exit.NOT_READY,
        )
    marker.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    marker.touch()  # before anything is loaded: whatever follows is demo data
    settings.DEMO = True
    load_people(by=OPERATOR)
    load_demo(by=OPERATOR)


def _show(port: int) -> None:
    from mandat.people.demo import sign_in_links  # noqa: PLC0415 -- after start_django
    from mandat.people.queries import grants_of  # noqa: PLC0415

    terminal = Terminal()
    terminal.line(_("Demo data are in %(folder)s.") % {"folder": env.data_dir()})
    terminal.line(_("Enter by one click, once the site is served:"))
    for account, path in sign_in_links():
        grant = grants_of(account).select_related("organisation").first()
        role = f"{role_name(grant.role)}, {grant.organisation}" if grant else ""
        terminal.line()
        terminal.line(
            f"  {terminal.style(isolate(account.name), 'bold')} · {role} · {account.email}"
        )
        terminal.line(f"    {terminal.style(f'http://localhost:{port}{path}', 'cyan')}")
    terminal.line()


def role_name(role: str) -> str:
    """A role in the reader's language."""
    return {
        "administrator": _("administrator"),
        "programme_officer": _("programme officer"),
        "reader": _("reader"),
    }.get(role, role)
