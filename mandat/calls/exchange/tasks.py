"""What a worker does with news about calls."""

from uuid import UUID

from django.utils import timezone

from mandat.calls.exchange.services import followers, tellings


def tell(public_id: str) -> None:
    """The next batch of one piece of news."""
    tellings.tell_batch(public_id=UUID(public_id))


def go_on_telling() -> None:
    """Every quarter of an hour: what stands still."""
    tellings.go_on_telling()


def forget_followers() -> None:
    """Every hour: addresses that nobody confirmed, and rows of those who left."""
    followers.forget_unproved(at=timezone.now())
