"""Keys in a folder of this machine, readable by its owner alone.

    <folder>/organisation.0192…/1.key      64 hexadecimal digits, mode 0600
    <folder>/organisation.0192…/2.key      after a rotation
    <folder>/compartment.0193…/destroyed   nothing else: its keys are gone, and stay so

The newest version is the highest number. How files come and go: `folders.py`; where the halves
of pairs lie: `halves.py`.
"""

import hmac
import os
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mandat.core.crypto.binding import bind
from mandat.core.crypto.boxes import BOX_BYTES, open_box, seal_to
from mandat.core.crypto.errors import HoldersOnly, KeyMissing, Tampered
from mandat.core.crypto.folders import KEY, PUBLIC, KeyFolder, fresh_hex
from mandat.core.crypto.halves import Halves
from mandat.core.crypto.providers import is_envelope, is_paired

_FORMAT = 1  # wrapped by a key
_FORMAT_BOX = 2  # sealed to the public half of a pair
_HEAD = 5  # bytes: the format, and the version of the key in four
_NONCE = 12
_TAG = 16


class LocalKeyProvider:
    """A `KeyProvider` over a folder. Safe with several processes and threads at once.

    `worker_folder` holds the private halves that only the worker opens; None: the same folder.
    """

    def __init__(self, folder: Path, worker_folder: Path | None = None) -> None:
        self.folder = folder
        self.worker_folder = None if worker_folder == folder else worker_folder
        self._keys = KeyFolder(folder)
        self._worker = KeyFolder(self.worker_folder) if self.worker_folder else None
        self._halves = Halves(self._keys, self._worker)

    def ensure(self, name: str) -> None:
        self._newest(name)

    def exists(self, name: str) -> bool:
        return bool(self.versions(name)) and not self._keys.is_destroyed(name)

    def wrap(self, name: str, key: bytes, aad: bytes) -> bytes:
        version = self._newest(name)
        head = _head(name, version)
        bound = _bound(name, head, aad)
        if is_paired(name):
            return head + seal_to(self._halves.public(name, version), key, bound)
        nonce = os.urandom(_NONCE)
        sealed = AESGCM(self._keys.read(name, version, KEY)).encrypt(nonce, key, bound)
        return head + nonce + sealed

    def unwrap(self, name: str, wrapped: bytes, aad: bytes) -> bytes:
        self._keys.refuse_destroyed(name)
        if is_paired(name):
            self._halves.refuse_opening(name)
            version, bound, sealed = _parts(name, wrapped, aad)
            return open_box(self._halves.private(name, version), sealed, bound)
        version, bound, sealed = _parts(name, wrapped, aad)
        key = self._keys.read(name, version, KEY)
        try:
            return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
        except InvalidTag:
            raise Tampered("the wrapped key does not verify") from None

    def put_public(self, name: str, public: bytes) -> None:
        self._halves.put_public(name, public)

    def public(self, name: str) -> bytes:
        _only_for_pairs(name)
        return self._halves.public(name, self._newest(name))

    def unwrap_with(self, name: str, private: bytes, wrapped: bytes, aad: bytes) -> bytes:
        _only_for_pairs(name)
        self._keys.refuse_destroyed(name)
        _version, bound, sealed = _parts(name, wrapped, aad)
        return open_box(private, sealed, bound)

    def rotate(self, name: str) -> None:
        if is_envelope(name):
            self._keys.refuse_destroyed(name)
            raise HoldersOnly(f"what its holders hold opens no further version of {name}")
        version = self._newest(name) + 1
        if is_paired(name):
            self._halves.make(name, version)
        else:
            self._keys.write(name, version, KEY, fresh_hex())

    def is_current(self, name: str, wrapped: bytes) -> bool:
        self._keys.refuse_destroyed(name)
        newest = max(self.versions(name), default=0)
        return wrapped[:_HEAD] == _head(name, newest)

    def digest(self, name: str, data: bytes) -> str:
        if is_paired(name):
            raise ValueError("a pair makes no keyed hash")
        self._newest(name)  # made if it must be, refused when it was destroyed
        return hmac.new(self._keys.read(name, 1, KEY), b"digest" + data, "sha256").hexdigest()

    def destroy(self, name: str) -> None:
        """The grave is dug first: killed half-way, nothing opens any more, and this goes on.

        Of an envelope only the public half is here: nothing more is sealed to it, nothing here
        opens it, and its holders are to destroy what they hold.
        """
        self._keys.bury(name)
        self._halves.wipe(name)
        self._keys.wipe(name)

    def names(self) -> list[str]:
        """Every key there is or was, for a look from outside."""
        return self._keys.names()

    def versions(self, name: str) -> list[int]:
        """The versions that are here, the oldest first; none once it was destroyed."""
        return sorted(self._keys.numbers(name, PUBLIC if is_paired(name) else KEY))

    def faults(self) -> list[tuple[str, str]]:
        """What is wrong with the folders: (code, name in it), for a look at the site's health.

        Codes: `open`, `damaged` (see `KeyFolder`); `misplaced`, `unpaired` (see `Halves`).
        """
        own = [] if self._worker is None else list(self._worker.faults())
        return [*self._keys.faults(), *own, *self._halves.faults()]

    def put_back(self, saved: Path, saved_worker: Path | None = None) -> int:
        """Keys of saved folders are here again, except those that were destroyed since.

        A version that is here is never replaced, and what the saved folder says was destroyed
        is destroyed here too. Returns the number of versions put back.
        """
        folders = [KeyFolder(f) for f in (saved, saved_worker) if f is not None]
        count = 0
        for name in folders[0].names():
            if folders[0].is_destroyed(name):
                self.destroy(name)
            if self._keys.is_destroyed(name):
                continue
            if is_paired(name):
                count += self._halves.put_back(name, folders)
            else:
                count += self._put_versions_back(name, folders[0])
        return count

    def _put_versions_back(self, name: str, saved: KeyFolder) -> int:
        count = 0
        for version in saved.numbers(name, KEY):
            self._keys.make(name)
            content = saved.path(name, version, KEY).read_bytes()
            count += self._keys.write(name, version, KEY, content)
        return count

    def _newest(self, name: str) -> int:
        """The number of the newest version; the first is made when there is none."""
        if is_paired(name):
            return self._halves.newest(name)
        self._keys.refuse_destroyed(name)
        found = self._keys.numbers(name, KEY)
        if not found:
            self._keys.make(name)
            with suppress(FileNotFoundError):  # destroyed at this very moment
                self._keys.write(name, 1, KEY, fresh_hex())
            self._keys.refuse_destroyed(name)
            found = self._keys.numbers(name, KEY)
        if not found:
            raise KeyMissing(f"the key {name} cannot be made")
        return max(found)


def _only_for_pairs(name: str) -> None:
    if not is_paired(name):
        raise ValueError("only names of pairs have halves")


def _parts(name: str, wrapped: bytes, aad: bytes) -> tuple[int, bytes, bytes]:
    """The version, what the wrapping is bound to, and what is sealed."""
    wrapped = bytes(wrapped)
    head, sealed = wrapped[:_HEAD], wrapped[_HEAD:]
    least = BOX_BYTES if is_paired(name) else _NONCE + _TAG
    if len(sealed) < least or head[:1] != _head(name, 0)[:1]:
        raise Tampered("what wraps the key is no wrapped key")
    return int.from_bytes(head[1:], "big"), _bound(name, head, aad), sealed


def _head(name: str, version: int) -> bytes:
    return bytes([_FORMAT_BOX if is_paired(name) else _FORMAT]) + version.to_bytes(4, "big")


def _bound(name: str, head: bytes, aad: bytes) -> bytes:
    return bind("key", name, "wrapped", head.hex()) + aad
