"""Where keys come from: a folder of this machine, or another service with the same few verbs."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

KEY_BYTES = 32  # AES-256

# The house's own key, or one of a thing with a public id. Nothing else becomes a file's name.
_NAME = re.compile(r"house|[a-z]{3,20}\.[0-9a-f]{32}")


def check_name(name: str) -> str:
    """The name itself, if it is one of a key; anything else is a mistake of the program."""
    if not _NAME.fullmatch(name):
        raise ValueError("a key is called `house` or `<word>.<32 hexadecimal digits>`")
    return name


class KeyProvider(Protocol):
    """Keeps the keys that wrap other keys. They never leave it, and it stands outside the database.

    Names say what a key is for: `organisation.<hex>`, `compartment.<hex>`, `house`. Every method
    raises `ValueError` for any other shape of name. What was wrapped says which version of the
    key wrapped it, so that old versions keep opening after a rotation.
    """

    def ensure(self, name: str) -> None:
        """The key exists; made if it did not. `KeyGone` when it was destroyed: never again."""

    def exists(self, name: str) -> bool:
        """Whether the key can be used: made, and not destroyed."""

    def wrap(self, name: str, key: bytes, aad: bytes) -> bytes:
        """The key of a file or a value, sealed under the newest version; made if it must be."""

    def unwrap(self, name: str, wrapped: bytes, aad: bytes) -> bytes:
        """What was wrapped. `KeyGone`, `KeyMissing`, or `Tampered` when it does not verify."""

    def rotate(self, name: str) -> None:
        """From now on a new version wraps. The old ones stay, to unwrap."""

    def is_current(self, name: str, wrapped: bytes) -> bool:
        """Whether the newest version wrapped it."""

    def digest(self, name: str, data: bytes) -> str:
        """A keyed hash (HMAC-SHA-256, hexadecimal), to look something up that is kept sealed.

        Always under the first version of the key: a rotation leaves what was looked up findable.
        """

    def destroy(self, name: str) -> None:
        """Every version is gone for ever, and the name remembers it. Doing it twice is no harm."""


@lru_cache(maxsize=8)
def _provider(path: str, folder: Path) -> KeyProvider:
    return cast("KeyProvider", import_string(path)(folder))


def key_provider() -> KeyProvider:
    """The provider that the settings name (`KEY_PROVIDER`, a class given its `KEYS_DIR`)."""
    return _provider(settings.KEY_PROVIDER, Path(settings.KEYS_DIR))
