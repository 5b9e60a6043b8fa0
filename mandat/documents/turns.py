"""Turns at work that costs a process of its own: few at once, and not too many for one person.

Counted in the memory of this process: it is this machine that is spared. What one server process
of several counts, the others do not.
"""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Final

_MINUTE: Final = 60.0  # seconds


class NoTurn(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """There is no turn now; `seconds` says when to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"in {seconds} s")
        self.seconds = seconds


class Turns:
    """`at_once` works at a time, for which others wait `patience` seconds; `per_minute` for one."""

    def __init__(
        self,
        *,
        at_once: int,
        per_minute: int,
        patience: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._per_minute = per_minute
        self._patience = patience
        self._clock = clock
        self._lock = threading.Lock()
        self._taken: defaultdict[Hashable, deque[float]] = defaultdict(deque)

    @contextmanager
    def taken(self, who: Hashable) -> Iterator[None]:
        """A turn of `who`; `NoTurn` when theirs are used up, or when nobody was done in time."""
        self._count(who)
        if not self._free.acquire(timeout=self._patience):
            raise NoTurn(2)
        try:
            yield
        finally:
            self._free.release()

    def _count(self, who: Hashable) -> None:
        now = self._clock()
        with self._lock:
            for one in [w for w, at in self._taken.items() if at[-1] <= now - _MINUTE]:
                del self._taken[one]
            mine = self._taken[who]
            while mine and mine[0] <= now - _MINUTE:
                mine.popleft()
            if len(mine) >= self._per_minute:
                raise NoTurn(int(mine[0] + _MINUTE - now) + 1)
            mine.append(now)
