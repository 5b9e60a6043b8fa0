"""Sealing: values and files under keys that stand outside the database.

`docs/explanation/how-files-are-kept.md` says what this protects against, and what it does not.
"""

from mandat.core.crypto.binding import bind
from mandat.core.crypto.boxes import Pair, new_pair, open_box, public_of, seal_to
from mandat.core.crypto.errors import (
    AnotherKeyThere,
    CryptoError,
    HoldersOnly,
    KeyGone,
    KeyMissing,
    NotForThisProcess,
    Tampered,
)
from mandat.core.crypto.providers import KEY_BYTES, KeyProvider, envelope_name, key_provider
from mandat.core.crypto.shares import join, split
from mandat.core.crypto.values import (
    open_sealed,
    open_sealed_with,
    rewrap_sealed,
    rewrap_under,
    seal,
)
from mandat.core.crypto.workers import as_worker, declare_worker, is_worker

__all__ = [
    "KEY_BYTES",
    "AnotherKeyThere",
    "CryptoError",
    "HoldersOnly",
    "KeyGone",
    "KeyMissing",
    "KeyProvider",
    "NotForThisProcess",
    "Pair",
    "Tampered",
    "as_worker",
    "bind",
    "declare_worker",
    "envelope_name",
    "is_worker",
    "join",
    "key_provider",
    "new_pair",
    "open_box",
    "open_sealed",
    "open_sealed_with",
    "public_of",
    "rewrap_sealed",
    "rewrap_under",
    "seal",
    "seal_to",
    "split",
]
