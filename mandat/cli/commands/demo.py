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
    return _("load demo data: organisations, people, calls, applications")


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
    from mandat.intake.demo import load_applications  # noqa: PLC0415
    from mandat.people.demo_data import is_foreign_ground, load_people  # noqa: PLC0415
    from mandat.privacy.demo import load_requests  # noqa: PLC0415
    from mandat.vault.demo import load_vault  # noqa: PLC0415

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
    organisations = load_people(by=OPERATOR)
    load_demo(by=OPERATOR)
    load_vault(organisations)
    load_requests(organisations)
    load_applications(organisations)


def _show(port: int) -> None:
    """Those who show the site, by organisation; the others, one for each role, are on its pages."""
    from mandat.people.demo import sign_in_links  # noqa: PLC0415 -- after start_django
    from mandat.people.demo_data import is_guide  # noqa: PLC0415

    terminal = Terminal()
    terminal.line(_("Demo data are in %(folder)s.") % {"folder": env.data_dir()})
    terminal.line(_("Enter by one click, once the site is served:"))
    links = sign_in_links()
    heading = ""
    for account, path in links:
        grant = next(iter(account.grants.all()), None)
        if grant is None or not is_guide(account):
            continue
        if heading != grant.organisation.name:
            heading = grant.organisation.name
            terminal.line()
            terminal.line(f"  {terminal.style(isolate(heading), 'bold')}")
        terminal.line(f"    {isolate(account.name)} · {role_name(grant.role)}")
        terminal.line(f"    {terminal.style(f'http://localhost:{port}{path}', 'cyan')}")
    others = sum(not is_guide(account) for account, _path in links)
    terminal.line()
    terminal.line(
        _("%(count)s more people, one for each role, are on the sign-in page.") % {"count": others}
    )


def role_name(role: str) -> str:
    """A role in the reader's language."""
    from mandat.people.labels import ROLE_LABELS  # noqa: PLC0415 -- after start_django
    from mandat.people.roles import Role  # noqa: PLC0415

    return str(ROLE_LABELS[Role(role)])
