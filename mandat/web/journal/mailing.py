"""Heads of the journal go out by mail: a copy elsewhere shows when everything here was rewritten.

The job lives here because the journal stands below mail and people.
"""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mandat.audit.heads import HeadLine
from mandat.audit.models import Head
from mandat.audit.rules import HOUSE
from mandat.audit.services import write_daily_head
from mandat.audit.verification import Point
from mandat.mail.addresses import Sender
from mandat.mail.services import post
from mandat.mail.values import Link, Trusted
from mandat.people.models import Account, Organisation
from mandat.people.queries import find_organisation, in_force
from mandat.web.journal.policies import COUNTERSIGNS


def mail_daily_heads() -> None:
    """Yesterday's heads (UTC) are kept and mailed, each with its mails in one transaction.

    Done again it finds them kept and does nothing.
    """
    yesterday = timezone.now().date() - timedelta(days=1)
    for chain in Head.objects.order_by("chain").values_list("chain", flat=True):
        _close_day(chain, yesterday)


@transaction.atomic
def _close_day(chain: str, day: date) -> None:
    head = write_daily_head(chain=chain, day=day)
    if head is not None:
        mail_head(HeadLine(head.day, chain, Point(head.seq, head.hash)))


@transaction.atomic
def mail_head(line: HeadLine) -> int:
    """A mail to each person who countersigns in the organisation; how many. None for the house's:
    nobody's role reaches there, the operator prints it.
    """
    organisation = None if line.chain == HOUSE else find_organisation(UUID(line.chain))
    if organisation is None:
        return 0
    people = _readers(organisation)
    for person in people:
        post(
            template="web/journal_head",
            to=person,
            language=person.language or settings.LANGUAGE_CODE,
            organisation=Sender(organisation.public_id, organisation.name),
            day=line.day,
            number=line.point.seq,
            line=Trusted(str(line)),
            organisation_name=organisation.name,
            link=Link("journal:list_heads", {"public_id": organisation.public_id}),
        )
    return len(people)


def _readers(organisation: Organisation) -> list[Account]:
    grants = organisation.grants.filter(in_force(timezone.now()), role__in=COUNTERSIGNS)
    accounts = Account.objects.filter(pk__in=grants.values("account"), is_active=True)
    return list(accounts.order_by("pk"))
