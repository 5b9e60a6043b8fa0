"""What is tried by a door that the call shuts is noted, and not considered."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import record
from mandat.calls.models import Call
from mandat.intake.services.common import APPLICANT

MOST_AN_HOUR = 20  # of one call: a robot fills no journal
_ACT = "intake.channel.excluded"


@transaction.atomic
def note_excluded(*, call: Call, channel: str = "portal") -> bool:
    """Somebody wanted to apply by a way that the call shuts; who, is not kept.

    Whether it stands in the journal: beyond some an hour the journal has what it needs.
    """
    since = timezone.now() - timedelta(hours=1)
    known = Entry.objects.filter(
        organisation=call.organisation.public_id,
        action=_ACT,
        subject_id=str(call.public_id),
        at__gt=since,
    )
    if known.count() >= MOST_AN_HOUR:
        return False
    record(
        actor=APPLICANT,
        action=_ACT,
        subject=call,
        organisation=call.organisation,
        details={"channel": channel},
    )
    return True
