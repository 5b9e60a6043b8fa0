"""The queue of the worker: two lists in one table, what somebody waits for and everything else.

A person who asked for a link sits in front of the screen until the mail comes. With one list that
mail stands behind every file that waits for its check: minutes, on the evening of a deadline. So
tasks of the first list are taken before those of the ordinary one, and within a list in the order
in which they became free.

The ordinary list cannot starve: of each `MOST_IN_A_ROW + 1` tasks that a worker takes while both
lists have some, one is of the ordinary list, however many come in before it.

What a worker has taken from here is not overtaken any more. `Q_CLUSTER["queue_limit"]` keeps that
to one task in its memory, beside the one at work and the one that waits to be put there.
"""

from datetime import timedelta
from time import sleep

from django.db.models import QuerySet
from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.conf import Conf
from django_q.models import OrmQ

FIRST = "first"  # the key of the first list; the ordinary one has the name of the cluster
MOST_IN_A_ROW = 10  # of the first list, while tasks of the ordinary one wait
_LOOKED_AT = 5  # rows at once: of two workers the slower one finds another task among them

Taken = tuple[int, str]  # the number of the row, and what is to be done as it was signed


class TwoListBroker(ORM):
    """Puts tasks into the list that it was made for, and takes them out of both."""

    in_a_row = 0  # tasks of the first list taken since one of the ordinary list

    def dequeue(self) -> list[Taken] | None:
        """The next task, leased to this worker; None after a short sleep when nothing is free."""
        rows = self.get_connection()
        for key in self._keys():
            taken = self._take(rows.filter(key=key))
            if taken:
                self.in_a_row = self.in_a_row + 1 if key == FIRST else 0
                return [taken]
        sleep(Conf.POLL)
        return None

    def _keys(self) -> tuple[str, ...]:
        """The lists in the order in which they are looked into now."""
        ordinary = self.list_key or Conf.CLUSTER_NAME
        if ordinary == FIRST:
            return (FIRST,)
        if self.in_a_row >= MOST_IN_A_ROW:
            return (ordinary, FIRST)
        return (FIRST, ordinary)

    def _take(self, rows: QuerySet[OrmQ]) -> Taken | None:
        """The task that is free for the longest time. A row that changed meanwhile is another's.

        By the time since when they are free, and not by their age: a task that ends its worker
        each time goes behind the others when it is given back.
        """
        while found := list(
            rows.filter(lock__lte=timezone.now()).order_by("lock", "pk")[:_LOOKED_AT]
        ):
            for row in found:
                until = timezone.now() + timedelta(seconds=Conf.RETRY)
                if rows.filter(pk=row.pk, lock=row.lock).update(lock=until):
                    return row.pk, row.payload
        return None

    def queue_size(self) -> int:
        """How many tasks are free, in both lists."""
        return self._of_both().filter(lock__lte=timezone.now()).count()

    def lock_size(self) -> int:
        """How many tasks of both lists a worker has taken, or are to be tried again later."""
        return self._of_both().filter(lock__gt=timezone.now()).count()

    def purge_queue(self) -> tuple[int, dict[str, int]]:
        """Both lists are empty."""
        return self._of_both().delete()

    def _of_both(self) -> QuerySet[OrmQ]:
        rows: QuerySet[OrmQ] = self.get_connection().filter(key__in=self._keys())
        return rows
