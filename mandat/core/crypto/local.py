"""Keys in a folder of this machine, readable by its owner alone.

    <folder>/organisation.0192…/1.key      64 hexadecimal digits, mode 0600
    <folder>/organisation.0192…/2.key      after a rotation
    <folder>/compartment.0193…/destroyed   nothing else: its keys are gone, and stay so

A file appears whole or not at all: it is written under another name, synced, then linked to its
own, which fails when another process was first. The newest version is the highest number. Keys
are read each time: what is destroyed here is destroyed at once for every process.
"""

import hmac
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mandat.core.crypto.binding import bind
from mandat.core.crypto.errors import KeyGone, KeyMissing, Tampered
from mandat.core.crypto.files import sync_folder, wipe, write_once
from mandat.core.crypto.providers import KEY_BYTES, check_name

_FORMAT = 1
_HEAD = 5  # bytes: the format, and the version of the key in four
_NONCE = 12
_TAG = 16
_GRAVE = "destroyed"


class LocalKeyProvider:
    """A `KeyProvider` over a folder. Safe with several processes and threads at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ensure(self, name: str) -> None:
        self._newest(name)

    def exists(self, name: str) -> bool:
        place = self._place(name)
        return bool(_versions(place)) and not (place / _GRAVE).exists()

    def wrap(self, name: str, key: bytes, aad: bytes) -> bytes:
        version = self._newest(name)
        head, nonce = _head(version), os.urandom(_NONCE)
        sealed = AESGCM(self._key(name, version)).encrypt(nonce, key, _bound(name, head, aad))
        return head + nonce + sealed

    def unwrap(self, name: str, wrapped: bytes, aad: bytes) -> bytes:
        head, nonce, sealed = wrapped[:_HEAD], wrapped[_HEAD : _HEAD + _NONCE], wrapped[_HEAD:]
        self._refuse_destroyed(name)
        if len(wrapped) < _HEAD + _NONCE + _TAG or head[0] != _FORMAT:
            raise Tampered("what wraps the key is no wrapped key")
        key = self._key(name, _version(head))
        try:
            return AESGCM(key).decrypt(nonce, sealed[_NONCE:], _bound(name, head, aad))
        except InvalidTag:
            raise Tampered("the wrapped key does not verify") from None

    def rotate(self, name: str) -> None:
        version = self._newest(name) + 1
        write_once(self._place(name) / f"{version}.key", _fresh())

    def is_current(self, name: str, wrapped: bytes) -> bool:
        self._refuse_destroyed(name)
        newest = max(_versions(self._place(name)), default=0)
        return wrapped[:_HEAD] == _head(newest)

    def digest(self, name: str, data: bytes) -> str:
        self._newest(name)  # made if it must be, refused when it was destroyed
        return hmac.new(self._key(name, 1), b"digest" + data, "sha256").hexdigest()

    def destroy(self, name: str) -> None:
        """The grave is dug first: killed half-way, nothing opens any more, and this goes on."""
        place = self._place(name)
        self._make(place)
        write_once(place / _GRAVE, b"")
        for path in place.iterdir():
            if path.name != _GRAVE:
                wipe(path)
        sync_folder(place)

    def names(self) -> list[str]:
        """Every key there is or was, for a look from outside."""
        if not self.folder.is_dir():
            return []
        return sorted(p.name for p in self.folder.iterdir() if p.is_dir())

    def versions(self, name: str) -> list[int]:
        """The versions that are here, the oldest first; none once it was destroyed."""
        return sorted(_versions(self._place(name)))

    def faults(self) -> list[tuple[str, str]]:
        """What is wrong with the folder: (code, name in it), for a look at the site's health.

        `open`: others than the owner can read it. `damaged`: the file holds no key.
        """
        if not self.folder.is_dir():
            return []
        paths = [self.folder, *sorted(self.folder.rglob("*"))]
        found = [("open", str(p)) for p in paths if stat.S_IMODE(p.stat().st_mode) & 0o077]
        keys = [p for p in paths if p.suffix == ".key"]
        return found + [
            ("damaged", str(p)) for p in keys if _read(p.read_text(errors="replace")) is None
        ]

    def put_back(self, saved: Path) -> int:
        """Keys of a saved folder are here again, except those that were destroyed since.

        A version that is here is never replaced, and what the saved folder says was destroyed
        is destroyed here too. Returns the number of versions put back.
        """
        count = 0
        for place in sorted(p for p in saved.iterdir() if p.is_dir()):
            name = check_name(place.name)
            if (place / _GRAVE).exists():
                self.destroy(name)
            if (self._place(name) / _GRAVE).exists():
                continue
            for version in _versions(place):
                self._make(self._place(name))
                content = (place / f"{version}.key").read_bytes()
                count += write_once(self._place(name) / f"{version}.key", content)
        return count

    def _place(self, name: str) -> Path:
        return self.folder / check_name(name)

    def _make(self, place: Path) -> None:
        for folder in (self.folder, place):
            if not folder.is_dir():
                folder.parent.mkdir(parents=True, exist_ok=True)
                folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(folder.parent)

    def _newest(self, name: str) -> int:
        """The number of the newest version; the first is made when there is none."""
        place = self._place(name)
        self._refuse_destroyed(name)
        found = _versions(place)
        if not found:
            self._make(place)
            with suppress(FileNotFoundError):  # destroyed at this very moment
                write_once(place / "1.key", _fresh())
            self._refuse_destroyed(name)
            found = _versions(place)
        if not found:
            raise KeyMissing(f"the key {name} cannot be made")
        return max(found)

    def _key(self, name: str, version: int) -> bytes:
        try:
            text = (self._place(name) / f"{version}.key").read_text(errors="replace")
        except FileNotFoundError:
            self._refuse_destroyed(name)
            raise KeyMissing(f"version {version} of the key {name} is not there") from None
        key = _read(text)
        if key is None:
            raise KeyMissing(f"version {version} of the key {name} is damaged")
        return key

    def _refuse_destroyed(self, name: str) -> None:
        if (self._place(name) / _GRAVE).exists():
            raise KeyGone(f"the key {name} was destroyed")


def _versions(place: Path) -> list[int]:
    return [int(p.stem) for p in place.glob("*.key") if p.stem.isdigit()] if place.is_dir() else []


def _read(text: str) -> bytes | None:
    """The key that a file holds, or nothing when it holds none."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def _fresh() -> bytes:
    return secrets.token_hex(KEY_BYTES).encode()


def _head(version: int) -> bytes:
    return bytes([_FORMAT]) + version.to_bytes(4, "big")


def _version(head: bytes) -> int:
    return int.from_bytes(head[1:], "big")


def _bound(name: str, head: bytes, aad: bytes) -> bytes:
    return bind("key", name, "wrapped", head.hex()) + aad
