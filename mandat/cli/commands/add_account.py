"""`mandat add-account`: the way in for the first real person."""

import argparse

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.words import _
from mandat.people.roles import Role

NAME = "add-account"
_ROLES = tuple(role.value for role in Role)


def summary() -> str:
    return _("give a person an account and a role in an organisation")


def epilog() -> str:
    return _(
        "examples:\n"
        '  mandat add-account amina@example.org --name "Amina Diallo" \\\n'
        '      --organisation "Maison des droits" --role programme_officer\n'
        "\n"
        "The organisation is created if it does not exist. The person signs in with a code sent\n"
        "by e-mail; no password is made. An account that exists only gains the role."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar=_("ADDRESS"), help=_("e-mail address of the person"))
    parser.add_argument("--name", default="", help=_("the person's name"))
    parser.add_argument(
        "--organisation", required=True, metavar=_("NAME"), help=_("name of the organisation")
    )
    parser.add_argument(
        "--role",
        choices=_ROLES,
        default=Role.PROGRAMME_OFFICER.value,
        help=_("role (default: %(default)s)"),
    )


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    with database():
        _add(arguments)
    return Exit.DONE


def _add(arguments: argparse.Namespace) -> None:
    from django.core.exceptions import ValidationError  # noqa: PLC0415 -- after start_django
    from django.db import transaction  # noqa: PLC0415

    from mandat.audit.services import OPERATOR  # noqa: PLC0415
    from mandat.core.addresses import absolute  # noqa: PLC0415
    from mandat.people.models import Account  # noqa: PLC0415
    from mandat.people.services import (  # noqa: PLC0415
        add_account,
        find_or_add_organisation,
        grant_role,
    )

    try:
        with transaction.atomic():
            organisation = find_or_add_organisation(name=arguments.organisation, by=OPERATOR)
            account = Account.objects.filter(email__iexact=arguments.email).first()
            if account is None:
                account = add_account(
                    email=arguments.email,
                    name=arguments.name,
                    language=arguments.lang,
                    by=OPERATOR,
                )
            grant_role(
                account=account,
                organisation=organisation,
                role=Role(arguments.role),
                by=OPERATOR,
            )
    except ValidationError as error:
        raise GivenUp(" ".join(error.messages)) from None
    print(
        _("%(email)s can sign in at %(url)s, with a code sent by e-mail.")
        % {"email": account.email, "url": absolute("account_login")}
    )
