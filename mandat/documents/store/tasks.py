"""What the worker does for the store: keys wrapped anew, keys destroyed, leftovers swept."""

from mandat.core.tasks import enqueue
from mandat.documents import keeping

REWRAP = "mandat.documents.store.tasks.rewrap_files"
DESTROY = "mandat.documents.store.tasks.destroy_key"


def rewrap_files(key_name: str, after: int) -> None:
    """The next batch of files of this key is wrapped by its newest version; then the next."""
    last = keeping.rewrap_batch(key_name=key_name, after=after)
    if last is not None:
        enqueue(REWRAP, key_name, last)


def destroy_key(key_name: str) -> None:
    """The key is gone, also when the process died right after the commit that asked for it."""
    keeping.destroy_key_now(key_name)


def sweep_storage() -> None:
    """Objects that no row knows are taken away."""
    keeping.sweep_storage()
