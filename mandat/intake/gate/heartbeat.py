"""A gate's hold on a mailbox: a short lease that goes on for as long as the gate lives.

A thread beside the work renews it. A gate that is killed takes the thread with it, so that its
lease ends within `LEASE` and another gate goes on. A gate that stands still at one message for
longer than `LONGEST_STEP` renews nothing any more: somebody else may try. Should it wake up then,
it finds the mailbox taken and stops; what both took in meanwhile is known by its content, and has
one outcome.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from uuid import UUID, uuid4

from django.db import DatabaseError, connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from mandat.intake.models import Mailbox

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=40)
BEAT = timedelta(seconds=10)  # between two renewals: three may be missed
LONGEST_STEP = timedelta(minutes=5)  # longer than one message takes


class Overtaken(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """Another gate holds the mailbox now."""


class Hold:
    """What a gate has while it reads a mailbox."""

    def __init__(self, mailbox: Mailbox, lease: UUID) -> None:
        self.mailbox_pk, self.lease = mailbox.pk, lease
        self._is_lost = False
        self._stepped = monotonic()

    def step(self, **changes: object) -> None:
        """One message further, with these changes of the row; `Overtaken` when it is another's."""
        self._stepped = monotonic()
        if not self._renewed(**changes):
            raise Overtaken

    def demand(self) -> None:
        """`Overtaken` when it is known that another gate holds the mailbox."""
        if self._is_lost:
            raise Overtaken

    def let_go(self, **changes: object) -> None:
        """The mailbox is free, with these changes, unless another gate has it already."""
        self._row().update(lease=None, lease_ends_at=None, **changes)

    def beat(self) -> bool:
        """The lease goes on, unless nothing moves any more. False when another gate has it."""
        if monotonic() - self._stepped > LONGEST_STEP.total_seconds():
            return True
        try:
            self._is_lost = not self._renewed()
        except DatabaseError as error:  # away for a moment: the next beat may reach it
            logger.warning("a lease was not renewed: %s", type(error).__name__)
        return not self._is_lost

    def _renewed(self, **changes: object) -> bool:
        ends = timezone.now() + LEASE
        return bool(self._row().update(lease_ends_at=ends, **changes))

    def _row(self) -> QuerySet[Mailbox]:
        return Mailbox.objects.filter(pk=self.mailbox_pk, lease=self.lease)


@contextmanager
def holding(mailbox: Mailbox) -> Iterator[Hold | None]:
    """The mailbox is this gate's, and stays so while the block runs; None when another has it.

    Whoever does not let go leaves it to the end of the lease.
    """
    lease = _claim(mailbox)
    if lease is None:
        yield None
        return
    hold, ended = Hold(mailbox, lease), threading.Event()
    thread = threading.Thread(target=_keep, args=(hold, ended), daemon=True)
    thread.start()
    try:
        yield hold
    finally:
        ended.set()
        thread.join()


def _claim(mailbox: Mailbox) -> UUID | None:
    now, lease = timezone.now(), uuid4()
    free = Q(lease__isnull=True) | Q(lease_ends_at__lte=now)
    claimed = Mailbox.objects.filter(free, pk=mailbox.pk, is_active=True).update(
        lease=lease, lease_ends_at=now + LEASE
    )
    return lease if claimed else None


def _keep(hold: Hold, ended: threading.Event) -> None:
    try:
        while not ended.wait(BEAT.total_seconds()) and hold.beat():
            pass
    finally:
        connection.close()
