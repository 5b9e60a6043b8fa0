"""`mandat keys`: which keys there are, whether they are kept well, and renewing one."""

import argparse
import json
from typing import Any

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.terminal import Terminal
from mandat.cli.words import _

NAME = "keys"


def summary() -> str:
    return _("list the keys of files and sealed values, or renew one")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat keys\n"
        '  mandat keys rotate --organisation "Maison des droits"\n'
        "  mandat keys rotate house\n"
        "\n"
        "A renewed key gets a further version. The worker then wraps the keys of the files anew;\n"
        "the files themselves stay as they are. Save the folder of keys afterwards, apart from\n"
        "the database. Exit code 1: a key is damaged, or others than its owner can read it."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=("list", "rotate"), default="list")
    parser.add_argument("name", nargs="?", metavar=_("KEY"), help=_("name of the key"))
    parser.add_argument("--organisation", metavar=_("NAME"), help=_("the key of this organisation"))
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    if arguments.what == "rotate":
        with database():
            return _rotate(arguments)
    return _list(as_json=arguments.json)


def _list(*, as_json: bool) -> int:
    from mandat.core.crypto import key_provider  # noqa: PLC0415 -- after start_django
    from mandat.core.crypto.local import LocalKeyProvider  # noqa: PLC0415

    provider = key_provider()
    if not isinstance(provider, LocalKeyProvider):
        raise GivenUp(_("The keys are kept by another service. Ask it for the list."))
    rows = [(name, provider.versions(name)) for name in provider.names()]
    faults = provider.faults()
    if as_json:
        keys = [{"name": n, "versions": v, "destroyed": not v} for n, v in rows]
        found = [{"code": code, "path": path} for code, path in faults]
        print(json.dumps({"folder": str(provider.folder), "keys": keys, "faults": found}))
    else:
        _show(str(provider.folder), rows, faults)
    return Exit.FOUND if faults else Exit.DONE


def _show(folder: str, rows: list[tuple[str, list[int]]], faults: list[tuple[str, str]]) -> None:
    terminal = Terminal()
    terminal.line(_("Keys in %(folder)s") % {"folder": folder})
    for name, versions in rows:
        state = _("version %(n)d") % {"n": versions[-1]} if versions else _("destroyed")
        terminal.line(f"{name}  {state}")
    if not rows:
        terminal.line(_("None yet. The first is made with the first file."))
    words = {
        "open": _("others than its owner can read it: chmod go= %(path)s"),
        "damaged": _("damaged, take it from a backup: %(path)s"),
        "misplaced": _("a private key lies here, and should not: %(path)s"),
        "unpaired": _("its private half is missing, take it from a backup: %(path)s"),
    }
    for code, path in faults:
        terminal.wrapped(words[code] % {"path": path}, indent=2)


def _rotate(arguments: argparse.Namespace) -> int:
    from mandat.audit.services import OPERATOR  # noqa: PLC0415 -- after start_django
    from mandat.core.crypto import HoldersOnly, KeyGone, KeyMissing, as_worker  # noqa: PLC0415
    from mandat.documents.keeping import rotate_key  # noqa: PLC0415

    name = _wanted(arguments)
    try:
        with as_worker():  # who runs this may make the worker's keys, where their folder is
            rotate_key(name=name, by=OPERATOR)
    except HoldersOnly:
        raise GivenUp(_("Only its holders open it: this key is not renewed.")) from None
    except KeyMissing:
        raise GivenUp(
            _("The key cannot be made here. Is the folder of the worker's keys in its place?")
        ) from None
    except KeyGone:
        raise GivenUp(_("This key was destroyed. It is never made again.")) from None
    except ValueError:
        raise GivenUp(_("This is no name of a key. `mandat keys` lists them.")) from None
    Terminal().line(_("%(name)s has a new version. Save the folder of keys now.") % {"name": name})
    return Exit.DONE


def _wanted(arguments: argparse.Namespace) -> str:
    from mandat.people.models import Organisation  # noqa: PLC0415 -- after start_django

    if arguments.organisation:
        found: Any = Organisation.objects.filter(name__iexact=arguments.organisation).first()
        if found is None:
            raise GivenUp(_("There is no organisation of this name."))
        return f"organisation.{found.public_id.hex}"
    if not arguments.name:
        raise GivenUp(_("Say which key: mandat keys rotate NAME, or --organisation NAME."))
    return str(arguments.name)
