"""`mandat export-ocds`: shared calls as a release package of open contracting data."""

import argparse
import json
import sys
from typing import Any
from uuid import UUID

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.words import _

NAME = "export-ocds"


def summary() -> str:
    return _("print shared calls as open contracting data (OCDS 1.1)")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat export-ocds 0190a1b2-0000-7000-8000-000000000000 > call.json\n"
        "  mandat export-ocds --all > calls.json\n"
        "\n"
        "Only calls that are shared are printed: organisation and author said so, and the call is\n"
        "not sensitive. What is printed names the buyer and nobody else."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("call", metavar=_("CALL"), nargs="?", help=_("the id of the call"))
    which.add_argument("--all", action="store_true", help=_("every call that is shared"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    with database():
        if arguments.all:
            _print_all()
        else:
            _print_one(arguments.call)
    return Exit.DONE


def _print_one(call_id: str) -> None:
    from mandat.calls.ocds.sharing import package_of_call, shared_calls  # noqa: PLC0415

    try:
        call = shared_calls().filter(public_id=UUID(call_id)).first()
    except ValueError:
        call = None
    if call is None:
        raise GivenUp(_("No shared call has this id: %(id)s") % {"id": call_id})
    package = package_of_call(call)
    _refuse_faulty(package)
    print(json.dumps(package, ensure_ascii=False, indent=1))


def _refuse_faulty(package: dict[str, Any]) -> None:
    from mandat.calls.ocds.profile import faults_of  # noqa: PLC0415 -- after start_django

    if faults := faults_of(package):
        listed = "\n".join(f"  {fault.path}: {fault.code}" for fault in faults)
        raise GivenUp(
            _("The data do not keep to the profile, so nothing was printed:") + f"\n{listed}"
        )


def _print_all() -> None:
    """Everything is checked, then printed, one call at a time: memory stays flat."""
    from mandat.calls.ocds.sharing import head_of_all, shared_packages  # noqa: PLC0415

    latest = ""
    for package in shared_packages():
        _refuse_faulty(package)
        latest = max(latest, package["publishedDate"])
    head = json.dumps(head_of_all(latest), ensure_ascii=False)
    sys.stdout.write(head.removesuffix("]}"))  # the releases stand last
    comma = ""
    for package in shared_packages():
        for release in package["releases"]:
            sys.stdout.write(f"{comma}\n{json.dumps(release, ensure_ascii=False)}")
            comma = ","
    sys.stdout.write("]}\n")
