"""`mandat forget-factors`: the way back for somebody who lost every second factor."""

import argparse

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.words import _, ngettext

NAME = "forget-factors"


def summary() -> str:
    return _("remove the second factors of a person who lost them all")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat forget-factors amina@example.org\n"
        "\n"
        "Make sure first, by voice or in person, that it is they who ask: afterwards a code sent\n"
        "by e-mail is enough to come in. Every session of theirs ends. If their role needs a\n"
        "second factor, the next sign-in asks for a new one."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar=_("ADDRESS"), help=_("e-mail address of the person"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    with database():
        _forget(arguments.email)
    return Exit.DONE


def _forget(email: str) -> None:
    from mandat.audit.services import OPERATOR  # noqa: PLC0415 -- after start_django
    from mandat.people.models import Account  # noqa: PLC0415
    from mandat.people.sign_in.services import forget_factors  # noqa: PLC0415

    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        raise GivenUp(_("No account has the address %(email)s.") % {"email": email})
    count = forget_factors(account=account, by=OPERATOR)
    message = ngettext(
        "%(n)d second factor was removed, and every session ended.",
        "%(n)d second factors were removed, and every session ended.",
        count,
    )
    print(message % {"n": count})
