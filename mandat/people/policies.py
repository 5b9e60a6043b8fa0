"""Who may do what with accounts."""

from typing import Any


def is_signed_in(by: Any) -> bool:
    """Everybody who has an account: their own home page, their own settings."""
    return bool(by.is_authenticated)
