"""What the worker does for applications."""

from uuid import UUID

from django.utils import timezone

from mandat.intake.gate import by_text
from mandat.intake.services import ending, proving, starting


def forget_unproved() -> None:
    """Drafts whose address nobody proved in time are gone."""
    starting.forget_unproved(at=timezone.now())


def expire_proofs() -> None:
    """Requests for proof whose own deadline is over are closed."""
    proving.expire_proofs(at=timezone.now())


def destroy_spent_keys() -> None:
    """Keys of calls that are over for good are destroyed."""
    ending.destroy_spent_keys(at=timezone.now())


def sort_by_text(public_id: str) -> None:
    """An attachment that came by mail is sorted by what it says."""
    by_text.sort_by_text(UUID(public_id))
