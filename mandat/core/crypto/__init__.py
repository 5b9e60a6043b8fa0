"""Sealing: values and files under keys that stand outside the database.

`docs/explanation/how-files-are-kept.md` says what this protects against, and what it does not.
"""

from mandat.core.crypto.binding import bind
from mandat.core.crypto.errors import CryptoError, KeyGone, KeyMissing, Tampered
from mandat.core.crypto.providers import KEY_BYTES, KeyProvider, key_provider
from mandat.core.crypto.values import open_sealed, rewrap_sealed, seal

__all__ = [
    "KEY_BYTES",
    "CryptoError",
    "KeyGone",
    "KeyMissing",
    "KeyProvider",
    "Tampered",
    "bind",
    "key_provider",
    "open_sealed",
    "rewrap_sealed",
    "seal",
]
