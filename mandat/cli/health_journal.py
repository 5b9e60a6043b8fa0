"""What `mandat doctor` looks at in the journal: its guards, and its last check."""

from config import env
from mandat.cli.findings import Answers, Finding, Level
from mandat.cli.site import missing_migrations
from mandat.cli.words import _


def journal() -> Answers:
    """Whether the database guards the journal, and when the chains were checked last."""
    from django.db import DatabaseError, connection  # noqa: PLC0415 -- after start_django

    if connection.vendor == "sqlite" and not env.data_dir().is_dir():
        return
    try:
        if not missing_migrations():
            yield from _guards()
            yield from _last_check()
    except DatabaseError:
        return  # `database` has said it


def _guards() -> Answers:
    from django.db import connection  # noqa: PLC0415 -- after start_django

    from mandat.audit import triggers  # noqa: PLC0415

    if gone := triggers.missing(connection):
        yield Finding(
            "journal_unguarded",
            Level.WRONG,
            _(
                "The database no longer refuses changes to the journal; missing: %(names)s. Find "
                "out who took them away and run: mandat audit verify"
            )
            % {"names": ", ".join(gone)},
        )
        return
    yield Finding("journal_guarded", Level.FINE, _("The database refuses changes to the journal."))


def _last_check() -> Answers:
    from mandat.audit.queries import last_entry  # noqa: PLC0415 -- after start_django

    whole = last_entry(action="audit.journal.verified")
    broken = last_entry(action="audit.journal.found_broken")
    if broken and (whole is None or whole.seq < broken.seq):
        yield Finding(
            "journal_broken",
            Level.UNSAFE,
            _("The last check found that the journal was changed. Run: mandat audit verify"),
        )
    elif whole is None:
        yield Finding(
            "journal_unchecked",
            Level.NOTE,
            _("The journal was never checked. Run: mandat audit verify"),
        )
    else:
        yield Finding(
            "journal",
            Level.FINE,
            _("The journal was checked on %(day)s: it is whole.") % {"day": whole.at.date()},
        )
