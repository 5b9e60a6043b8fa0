"""What `mandat doctor` looks at among the accounts: demo mode, and second factors."""

from config import env
from mandat.cli.findings import Answers, Finding, Level
from mandat.cli.site import missing_migrations
from mandat.cli.words import _, ngettext


def demo_mode() -> Answers:
    """One-click sign-in is for a machine that nobody else reaches, and for demo accounts."""
    if not env.is_demo():
        return
    if not env.answers_only_here():
        yield Finding(
            "demo_in_public",
            Level.UNSAFE,
            _(
                "Demo mode on a public address: anybody may enter the demo accounts, and they "
                "need no second factor. Unset MANDAT_DEMO, take other names than this machine's "
                "out of MANDAT_URL and MANDAT_HOSTS, and use another MANDAT_DATA_DIR than the "
                "demo's."
            ),
        )
    else:
        yield Finding("demo", Level.NOTE, _("Demo mode: accounts can be entered by one click."))


def accounts() -> Answers:
    """Real people beside the demo's, and people whose role needs a second factor they lack."""
    from django.db import DatabaseError  # noqa: PLC0415 -- after start_django

    try:
        if not env.data_dir().is_dir() or missing_migrations():
            return  # the question about the database says so
        yield from _look()
    except DatabaseError:
        return


def _look() -> Answers:
    from mandat.people.demo import is_demo_account  # noqa: PLC0415 -- after start_django
    from mandat.people.models import Account  # noqa: PLC0415
    from mandat.people.sign_in.policy import factors_of, meets_confidential_data  # noqa: PLC0415

    real = [a for a in Account.objects.filter(is_active=True) if not is_demo_account(a)]
    if env.is_demo() and real:
        message = ngettext(
            "Demo mode, and %(n)d account that is not the demo's: use another MANDAT_DATA_DIR "
            "for real people.",
            "Demo mode, and %(n)d accounts that are not the demo's: use another MANDAT_DATA_DIR "
            "for real people.",
            len(real),
        )
        yield Finding("demo_with_people", Level.UNSAFE, message % {"n": len(real)})
    without = sum(1 for a in real if meets_confidential_data(a) and not factors_of(a))
    if without:
        message = ngettext(
            "%(n)d person whose role needs a second factor has none yet; the next sign-in asks "
            "for it.",
            "%(n)d people whose role needs a second factor have none yet; their next sign-in asks "
            "for it.",
            without,
        )
        yield Finding("factors_missing", Level.NOTE, message % {"n": without})
