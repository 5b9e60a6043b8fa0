"""Pairs that perhaps only the worker can make: at once where that is possible, else soon."""

from mandat.core.crypto.errors import NotForThisProcess
from mandat.core.crypto.providers import key_provider
from mandat.core.tasks import enqueue


def ensure_pair(name: str) -> None:
    """The pair `arrival.<hex>` exists, or the worker makes it once this is committed.

    Until then `wrap` raises `NotForThisProcess`. Called where the call is published;
    whoever applies to it waits for the pair, so it is made before other work.
    """
    try:
        key_provider().ensure(name)
    except NotForThisProcess:
        enqueue("mandat.core.crypto.pairs.make_pair", name, first=True)


def make_pair(name: str) -> None:
    """The worker's part. Doing it twice is no harm."""
    key_provider().ensure(name)
