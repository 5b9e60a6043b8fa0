"""A gate that lets one writer through at a time, in the order in which they came."""

import threading
from collections import deque


class WriteGate:
    """First in, first out: the place is handed to whoever has waited longest.

    SQLite's own waiting is a loop of sleeps, so a few writers starve while others pass
    several times. A plain lock is no cure: it may be taken again by whoever just left it.
    """

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def enter(self, timeout: float) -> bool:
        """True once the gate is ours; False when `timeout` seconds were not enough."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return True
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        try:
            if turn.acquire(timeout=timeout):
                return True
        except BaseException:  # Ctrl-C while waiting: never keep a place that nobody will use
            if not self._withdraw(turn):
                self.leave()
            raise
        return not self._withdraw(turn)

    def leave(self) -> None:
        """The next in line has the gate, or it is free."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _withdraw(self, turn: threading.Lock) -> bool:
        """True when the turn was still waiting; False when it was given in the meantime."""
        with self._mutex:
            if turn not in self._waiting:
                return False
            self._waiting.remove(turn)
            return True
