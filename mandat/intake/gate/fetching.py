"""Mailboxes are looked into: what is new is taken in, each message once, whatever breaks between.

A lease keeps two gates from one mailbox (`heartbeat`). Where a gate is killed its lease ends within
a minute, and the next one goes on behind the last message that was taken in: the number of that
message is written only once the message is. Should it be fetched again, it is known again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from mandat.core.crypto import CryptoError
from mandat.core.errors import RuleBroken
from mandat.intake.gate.heartbeat import Hold, Overtaken, holding
from mandat.intake.gate.imap import Line, LineTrouble, Trouble, opened
from mandat.intake.gate.mailboxes import place_of
from mandat.intake.gate.receiving import receive_letter
from mandat.intake.models import Mailbox

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=1)  # between two looks
LONGEST_PAUSE = timedelta(minutes=30)  # while a trouble lasts

Stop = Callable[[], bool]


@dataclass(slots=True)
class Looked:
    """What one look at a mailbox came to. `was_free` is false when another gate had it."""

    taken: int = 0
    trouble: Trouble | None = None
    was_free: bool = True


def pause_after(looked_at: datetime, trouble_since: datetime | None) -> timedelta:
    """How long a mailbox is left alone after a look: longer and longer while a trouble lasts."""
    if trouble_since is None:
        return PAUSE
    return min(LONGEST_PAUSE, max(PAUSE, looked_at - trouble_since))


def due(at: datetime) -> list[Mailbox]:
    """The mailboxes whose pause is over, those first that wait longest."""
    rows = Mailbox.objects.filter(is_active=True).select_related("organisation")
    found = [
        row
        for row in rows
        if row.looked_at is None
        or row.looked_at + pause_after(row.looked_at, row.trouble_since) <= at
    ]
    return sorted(found, key=lambda row: row.looked_at.timestamp() if row.looked_at else 0.0)


def look_into(mailbox: Mailbox, *, stop: Stop = lambda: False) -> Looked:
    """Everything new in the mailbox is taken in. A line that breaks is made again at once as long
    as something came over it; else the next look goes on."""
    with holding(mailbox) as hold:
        if hold is None:
            return Looked(was_free=False)
        looked = Looked()
        try:
            while True:
                before = looked.taken
                looked.trouble = _look(mailbox, hold, looked, stop)
                if looked.trouble is not Trouble.DROPPED or looked.taken == before:
                    break
        except Overtaken:
            looked.trouble = None
            return looked
        _give_back(mailbox, hold, looked.trouble)
    return looked


def _give_back(mailbox: Mailbox, hold: Hold, trouble: Trouble | None) -> None:
    now = timezone.now()
    row = Mailbox.objects.get(pk=mailbox.pk)
    since = (row.trouble_since or now) if trouble else None
    hold.let_go(looked_at=now, trouble=trouble.value if trouble else "", trouble_since=since)


def _look(mailbox: Mailbox, hold: Hold, looked: Looked, stop: Stop) -> Trouble | None:
    """One line to the mailbox, until nothing is new or it breaks."""
    row = Mailbox.objects.select_related("organisation").get(pk=mailbox.pk)
    try:
        with opened(place_of(row)) as line:
            return _take_new(row, hold, line, looked, stop)
    except LineTrouble as broken:
        return broken.trouble
    except CryptoError:
        return Trouble.NO_KEY


def _take_new(row: Mailbox, hold: Hold, line: Line, looked: Looked, stop: Stop) -> Trouble | None:
    validity = line.uid_validity()
    last = row.last_uid if row.uid_validity == validity else 0
    hold.step(uid_validity=validity, last_uid=last)
    failed = False
    for uid in line.uids_after(last):
        if stop():
            break
        message = line.fetch(uid)
        hold.demand()
        if message is not None:
            taken = _take(row, message.raw, message.stamp)
            if taken is Trouble.STORAGE:
                return taken
            looked.taken += taken is None
            failed = failed or taken is not None
        # A message that could not be taken in is asked for again, and those behind it, which are
        # known then.
        hold.step(**({} if failed else {"last_uid": uid}))
    return Trouble.MESSAGE if failed else None


def _take(row: Mailbox, raw: bytes, stamp: datetime | None) -> Trouble | None:
    """The message is taken in; else what stood in the way."""
    try:
        receive_letter(
            raw=raw, organisation=row.organisation, mailbox=row, stamp=stamp, at=timezone.now()
        )
    except RuleBroken as broken:
        logger.error("mailbox %s: a message waits: %s", row.public_id, broken.code)
        return Trouble.STORAGE
    except Exception as error:  # noqa: BLE001 -- whatever it is, the other messages come in
        logger.error("mailbox %s: a message failed: %s", row.public_id, type(error).__name__)
        return Trouble.MESSAGE
    return None
