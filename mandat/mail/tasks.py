"""What a worker does with the outbox."""

from uuid import UUID

from django.utils import timezone

from mandat.mail import queries, services


def send_posted(public_id: str) -> None:
    """A message just posted is tried at once, unless the server is known to be away.

    Then the job of the next minute asks first: a hundred tasks that each wait for a time-out
    would keep the worker from everything else.
    """
    if not queries.server_was_silent(timezone.now()):
        services.send(public_id=UUID(public_id))


def send_due() -> None:
    """Every minute: what waits, and what a killed worker left."""
    services.send_due()
