"""Where the journal stands in the house: in the menu of the account, and in the timetable."""

from django.utils.translation import gettext_lazy as _

from mandat.core.rooms import Place, register_place
from mandat.core.tasks import Job, register_job
from mandat.people.roles import READS_JOURNAL
from mandat.web.journal.policies import can_read_own_acts


def register() -> None:
    register_place(
        Place(
            name="journal",
            order=80,
            label=_("Journal"),
            icon="clipboard-list",
            url_name="journal:list_own_acts",
            roles=frozenset(r.value for r in READS_JOURNAL),
            also=can_read_own_acts,
        )
    )
    register_job(Job("mail_daily_heads", "mandat.web.journal.mailing.mail_daily_heads", minutes=60))
