"""Work of this room done by the worker."""

from mandat.privacy.services.retention import keep_retention


def keep_retention_daily() -> None:
    """What is over is erased, once a day."""
    keep_retention()
