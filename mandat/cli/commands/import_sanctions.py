"""`mandat import-sanctions`: the names of a list that an organisation must observe."""

import argparse
from pathlib import Path
from typing import Any

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, reason, start_django
from mandat.cli.words import _

NAME = "import-sanctions"


def summary() -> str:
    return _("import the names of a sanctions list")


def epilog() -> str:
    return _(
        "examples:\n"
        '  mandat import-sanctions eu.xml --list "European Union" \\\n'
        '      --organisation "Maison des droits"\n'
        '  mandat import-sanctions names.csv --list "Own list" --organisation "Maison des droits"\n'
        "\n"
        "Reads the consolidated lists of the European Union and of the United Nations (XML), and\n"
        "CSV in UTF-8 with a column `name`. The names replace those that the list had before.\n"
        "Clerks see a match as possible; nothing is decided by it."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("the list, as its issuer publishes it"))
    parser.add_argument(
        "--list", required=True, metavar=_("NAME"), help=_("what the list is called here")
    )
    parser.add_argument(
        "--organisation", required=True, metavar=_("NAME"), help=_("name of the organisation")
    )


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    names = _read(arguments.file)
    with database():
        _import(arguments, names)
    return Exit.DONE


def _read(name: str) -> list[str]:
    from mandat.intake.desk.sanctions_reading import (  # noqa: PLC0415 -- after start_django
        Unreadable,
        names_in_list,
    )

    why = {
        "too_large": _("it is too large"),
        "too_many": _("it has too many names"),
        "too_deep": _("its elements lie too deep within each other"),
        "document_type": _("it has a document type, which such lists do not have"),
        "not_utf8": _("it is not written in UTF-8"),
        "no_xml": _("it is not whole"),
        "no_table": _("it is no table"),
        "no_column": _("no column is called “name”"),
        "no_names": _("it has no names"),
    }
    try:
        with Path(name).open("rb") as file:
            return names_in_list(file)
    except Unreadable as unreadable:
        because = why[unreadable.code]
    except OSError as error:
        because = reason(error)
    raise GivenUp(
        _("%(file)s cannot be read: %(reason)s.") % {"file": name, "reason": because}
    ) from None


def _import(arguments: argparse.Namespace, names: list[str]) -> None:
    from mandat.audit.services import OPERATOR  # noqa: PLC0415 -- after start_django
    from mandat.intake.services import sanctions  # noqa: PLC0415
    from mandat.people.models import Organisation  # noqa: PLC0415

    organisation: Any = Organisation.objects.filter(name__iexact=arguments.organisation).first()
    if organisation is None:
        raise GivenUp(
            _("There is no organisation called %(name)s.") % {"name": arguments.organisation}
        )
    title = arguments.list.strip()
    if not 0 < len(title) <= sanctions.LONGEST_LIST_NAME:
        raise GivenUp(
            _("The name of the list has 1 to %(most)d characters.")
            % {"most": sanctions.LONGEST_LIST_NAME}
        )
    count = sanctions.import_list(
        organisation=organisation, list_name=title, names=names, by=OPERATOR
    )
    print(_("%(count)d names of “%(list)s” are imported.") % {"count": count, "list": title})
