"""Which process may use the private halves that are the worker's alone.

This keeps the program from a mistake: no page and no command opens what only the worker should.
It does not stop somebody who runs programs as the site's user; for that the worker's folder of
keys (`MANDAT_WORKER_KEYS_DIR`) is one that the pages' process cannot reach.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_declared = False
_lent: ContextVar[bool] = ContextVar("as_worker", default=False)


def declare_worker() -> None:
    """This process is a worker, and so are those that it forks. Called by `mandat worker`."""
    global _declared  # noqa: PLW0603 -- what a process is, it is as a whole
    _declared = True


@contextmanager
def as_worker() -> Iterator[None]:
    """What is done within is the worker's work: this thread's alone, other threads stay outside."""
    token = _lent.set(True)
    try:
        yield
    finally:
        _lent.reset(token)


def is_worker() -> bool:
    """Whether the worker's private halves may be used here and now."""
    return _declared or _lent.get()
