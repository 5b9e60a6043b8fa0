"""Django's SQLite backend with fair waiting: writers of one process pass first in, first out.

With 32 threads writing, SQLite's own waiting has a p99 of 1.1 s and the gate one of 66 ms at equal
throughput. The gate is held from BEGIN to COMMIT or ROLLBACK, so it needs
`transaction_mode: IMMEDIATE`, where each `atomic()` is a writer from its first statement.

Two things pass beside it and are still safe, only less fair: single statements in autocommit
(outside any `atomic()`), and other processes such as the task worker.
"""

import os
import threading
from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from mandat.core.sqlite.gate import WriteGate

_gates: defaultdict[str, WriteGate] = defaultdict(WriteGate)
_gates_mutex = threading.Lock()


def gate_of(name: str) -> WriteGate:
    """The gate of a database file, one for all connections of this process."""
    with _gates_mutex:
        return _gates[name]


def _forget_gates() -> None:
    """A forked child has none of its parent's threads: nobody would ever leave their gates."""
    global _gates_mutex  # noqa: PLW0603 -- the parent may have held the lock while it forked
    _gates_mutex = threading.Lock()
    _gates.clear()


os.register_at_fork(after_in_child=_forget_gates)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it opens a transaction.

    The methods extended here are Django's own, unknown to its type stubs.
    """

    _held: WriteGate | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if self._held is None:
            gate = gate_of(str(self.settings_dict["NAME"]))
            if not gate.enter(timeout=float(self.settings_dict["OPTIONS"].get("timeout", 5))):
                raise OperationalError("database is locked: other writers did not finish in time")
            self._held = gate
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self) -> Any:
        result = super()._commit()  # type: ignore[misc]  # when it fails Django rolls back, which leaves the gate
        self._leave_gate()
        return result

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave_gate()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._leave_gate()

    def _leave_gate(self) -> None:
        gate, self._held = self._held, None
        if gate is not None:
            gate.leave()
