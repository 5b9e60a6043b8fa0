"""What the worker does for the index."""

from mandat.search import services


def catch_up() -> None:
    """The index knows what it lacked; nothing to do, most of the time."""
    services.catch_up()
