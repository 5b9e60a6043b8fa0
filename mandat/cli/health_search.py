"""What `mandat doctor` looks at in the search: whether the index goes with what it was made of."""

from config import env
from mandat.cli.findings import Answers, Finding, Level
from mandat.cli.site import missing_migrations
from mandat.cli.words import _, ngettext


def index() -> Answers:
    """Objects that cannot be found, or by words that are no longer theirs."""
    from django.db import DatabaseError, connection  # noqa: PLC0415 -- after start_django

    if connection.vendor == "sqlite" and not env.data_dir().is_dir():
        return
    try:
        if not missing_migrations():
            yield _answer()
    except DatabaseError:
        return  # `database` has said it


def _answer() -> Finding:
    from mandat.search.kinds import kinds  # noqa: PLC0415 -- after start_django
    from mandat.search.queries import index_is_whole, lag_of  # noqa: PLC0415

    behind = sum(lag_of(kind).behind for kind in kinds())
    if not index_is_whole():
        message = _("The index of the search is damaged. Run: mandat reindex")
        return Finding("index_damaged", Level.WRONG, message)
    if behind:
        message = ngettext(
            "The search is behind by %(n)d entry. Run: mandat reindex",
            "The search is behind by %(n)d entries. Run: mandat reindex",
            behind,
        )
        return Finding("index_behind", Level.NOTE, message % {"n": behind})
    return Finding("index", Level.FINE, _("The search knows everything."))
