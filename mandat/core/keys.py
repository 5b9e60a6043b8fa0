"""Public ids: what stands in addresses instead of row numbers."""

import secrets
import sys
import time
import uuid


def new_public_id() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562): ordered by time, 74 random bits, unguessable."""
    if sys.version_info >= (3, 14):
        return uuid.uuid7()
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62))


def new_token() -> str:
    """22 characters with 128 random bits: an address that nobody guesses, and no order in time."""
    return secrets.token_urlsafe(16)
