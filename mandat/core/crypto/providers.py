"""Where keys come from: a folder of this machine, or another service with the same few verbs."""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

KEY_BYTES = 32  # AES-256

# The house's own key, or one of a thing with a public id. Nothing else becomes a file's name.
_NAME = re.compile(r"house|[a-z]{3,20}\.[0-9a-f]{32}")


# Names whose key is a pair: all seal to its public half, few open with the private one.
ARRIVAL = "arrival"  # the worker alone opens
ENVELOPE = "envelope"  # its holders alone open: this site has no private half
_PAIRED = (f"{ARRIVAL}.", f"{ENVELOPE}.")


def check_name(name: str) -> str:
    """The name itself, if it is one of a key; anything else is a mistake of the program."""
    if not _NAME.fullmatch(name):
        raise ValueError("a key is called `house` or `<word>.<32 hexadecimal digits>`")
    return name


def envelope_name(public: bytes) -> str:
    """A name for the envelope of this public half alone.

    A pair whose making was rolled back, or that a restored database no longer knows, then stands
    in nobody's way, and nothing is sealed to it by mistake.
    """
    return f"{ENVELOPE}.{sha256(public).hexdigest()[:32]}"


def is_paired(name: str) -> bool:
    """Whether the key of this name is a pair."""
    return name.startswith(_PAIRED)


def is_envelope(name: str) -> bool:
    """Whether the private half of this name is its holders' alone."""
    return name.startswith(f"{ENVELOPE}.")


class KeyProvider(Protocol):
    """Keeps the keys that wrap other keys. They never leave it, and it stands outside the database.

    Names say what a key is for: `organisation.<hex>`, `compartment.<hex>`, `house`. Every method
    raises `ValueError` for any other shape of name. What was wrapped says which version of the
    key wrapped it, so that old versions keep opening after a rotation.

    Under `arrival.<hex>` and `envelope.<hex>` stand pairs (X25519): `wrap` needs the public half
    alone. The private half of an arrival is the worker's: elsewhere `unwrap` raises
    `NotForThisProcess`. That of an envelope is nowhere here: `unwrap` raises `HoldersOnly`.
    """

    def ensure(self, name: str) -> None:
        """The key exists; made if it did not. `KeyGone` when it was destroyed: never again.

        An arrival's pair may be the worker's to make: `NotForThisProcess`, see `pairs.ensure_pair`.
        An envelope's public half is given, not made: `KeyMissing` when it was not.
        """

    def exists(self, name: str) -> bool:
        """Whether the key can be used: made, and not destroyed."""

    def wrap(self, name: str, key: bytes, aad: bytes) -> bytes:
        """The key of a file or a value, sealed under the newest version; made if it must be."""

    def unwrap(self, name: str, wrapped: bytes, aad: bytes) -> bytes:
        """What was wrapped. `KeyGone`, `KeyMissing`, or `Tampered` when it does not verify.

        For names of pairs also `NotForThisProcess` and `HoldersOnly`.
        """

    def put_public(self, name: str, public: bytes) -> None:
        """The public half of an envelope, for good: `AnotherKeyThere` when it has another one.

        Doing it twice is no harm. `ValueError` for any other name, and for what is no half.
        """

    def public(self, name: str) -> bytes:
        """The newest public half of a pair. `KeyMissing` when there is none."""

    def unwrap_with(self, name: str, private: bytes, wrapped: bytes, aad: bytes) -> bytes:
        """What was wrapped under a pair, opened with a private half in hand, in any process."""

    def rotate(self, name: str) -> None:
        """From now on a new version wraps. The old ones stay, to unwrap.

        `HoldersOnly` for an envelope: what its holders hold opens no other version.
        """

    def is_current(self, name: str, wrapped: bytes) -> bool:
        """Whether the newest version wrapped it."""

    def digest(self, name: str, data: bytes) -> str:
        """A keyed hash (HMAC-SHA-256, hexadecimal), to look something up that is kept sealed.

        Always under the first version of the key: a rotation leaves what was looked up findable.
        `ValueError` for names of pairs: what all can compute finds nothing out of reach.
        """

    def destroy(self, name: str) -> None:
        """Every version is gone for ever, and the name remembers it. Doing it twice is no harm."""


@lru_cache(maxsize=8)
def _provider(path: str, folder: Path, worker_folder: Path | None) -> KeyProvider:
    return cast("KeyProvider", import_string(path)(folder, worker_folder))


def key_provider() -> KeyProvider:
    """The provider that the settings name: `KEY_PROVIDER`, a class.

    It is given `KEYS_DIR` and `WORKER_KEYS_DIR`, which is None when the worker has no own folder.
    """
    worker_folder = getattr(settings, "WORKER_KEYS_DIR", None)
    return _provider(
        settings.KEY_PROVIDER,
        Path(settings.KEYS_DIR),
        Path(worker_folder) if worker_folder else None,
    )
