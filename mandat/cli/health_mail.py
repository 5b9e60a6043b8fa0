"""What `mandat doctor` asks of the mailboxes for applications: whether they are read, and how."""

from datetime import timedelta

from mandat.cli.findings import Answers, Finding, Level
from mandat.cli.words import _

_LATE = timedelta(hours=1)  # longer than the longest pause of a gate


def mailboxes() -> Answers:
    """Nothing where there is none: not every site takes applications by mail."""
    from django.db import DatabaseError  # noqa: PLC0415 -- after start_django
    from django.utils import timezone  # noqa: PLC0415

    from mandat.intake.gate.imap import Trouble  # noqa: PLC0415
    from mandat.intake.gate.words import TROUBLES  # noqa: PLC0415
    from mandat.intake.models import Mailbox  # noqa: PLC0415

    try:
        rows = list(Mailbox.objects.filter(is_active=True).order_by("address"))
    except DatabaseError:  # said already: the tables are missing or the database is away
        return
    before = timezone.now() - _LATE
    for row in rows:
        words = {"address": row.address}
        if row.trouble:
            words["trouble"] = str(TROUBLES[Trouble(row.trouble)])
            message = _("The mailbox %(address)s is not read: %(trouble)s") % words
            yield Finding("mailbox_trouble", Level.WRONG, message)
        elif row.looked_at is None or row.looked_at < before:
            message = _("Nobody looks into the mailbox %(address)s. Run: mandat mailgate") % words
            yield Finding("mailbox_unread", Level.WRONG, message)
        else:
            yield Finding("mailbox", Level.FINE, _("The mailbox %(address)s is read.") % words)
