"""A folder of keys on this machine: a folder for each name, a file for each version.

A file appears whole or not at all: it is written under another name, synced, then linked to its
own, which fails when another process was first. Files are read each time: what is destroyed is
destroyed at once for every process.
"""

import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from mandat.core.crypto.errors import KeyGone, KeyMissing
from mandat.core.crypto.files import sync_folder, wipe, write_once
from mandat.core.crypto.providers import KEY_BYTES, check_name

KEY = ".key"
PUBLIC = ".pub"
_GRAVE = "destroyed"


class KeyFolder:
    """Files of 32 bytes in hexadecimal digits, which their owner alone can read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, name: str) -> Path:
        return self.folder / check_name(name)

    def path(self, name: str, version: int, kind: str) -> Path:
        return self.place(name) / f"{version}{kind}"

    def is_reachable(self) -> bool:
        """Whether it is there and this process may look into it."""
        return os.access(self.folder, os.R_OK | os.X_OK) and self.folder.is_dir()

    def names(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        return sorted(p.name for p in self.folder.iterdir() if p.is_dir())

    def numbers(self, name: str, kind: str) -> list[int]:
        """The versions of which there is a file of this kind, in no order."""
        place = self.place(name)
        if not place.is_dir():
            return []
        return [int(p.stem) for p in place.glob(f"*{kind}") if p.stem.isdigit()]

    def make(self, name: str) -> None:
        """The name has its folder, its owner's alone."""
        for folder in (self.folder, self.place(name)):
            if not folder.is_dir():
                folder.parent.mkdir(parents=True, exist_ok=True)
                folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(folder.parent)

    def write(self, name: str, version: int, kind: str, content: bytes) -> bool:
        """The file holds this, or what was there first (then False)."""
        return write_once(self.path(name, version, kind), content)

    def read(self, name: str, version: int, kind: str) -> bytes:
        """The 32 bytes. `KeyGone`, or `KeyMissing` when the file is not there or damaged."""
        try:
            text = self.path(name, version, kind).read_text(errors="replace")
        except FileNotFoundError:
            self.refuse_destroyed(name)
            raise KeyMissing(f"version {version} of the key {name} is not there") from None
        except PermissionError:
            raise KeyMissing(f"version {version} of the key {name} is out of reach") from None
        content = read_hex(text)
        if content is None:
            raise KeyMissing(f"version {version} of the key {name} is damaged")
        return content

    def refuse_destroyed(self, name: str) -> None:
        if self.is_destroyed(name):
            raise KeyGone(f"the key {name} was destroyed")

    def is_destroyed(self, name: str) -> bool:
        return (self.place(name) / _GRAVE).exists()

    def bury(self, name: str) -> None:
        """Whatever is done next, the key is destroyed: every process refuses it from now on."""
        self.make(name)
        write_once(self.place(name) / _GRAVE, b"")

    def wipe(self, name: str) -> None:
        """Every file of the name is gone, except for the mark that it was destroyed."""
        place = self.place(name)
        if place.is_dir():
            for path in place.iterdir():
                if path.name != _GRAVE:
                    wipe(path)
            sync_folder(place)

    def faults(self) -> Iterator[tuple[str, str]]:
        """`open`: others than the owner can read it. `damaged`: the file holds no key."""
        if not self.is_reachable():
            return
        paths = [self.folder, *sorted(self.folder.rglob("*"))]
        yield from (("open", str(p)) for p in paths if stat.S_IMODE(p.stat().st_mode) & 0o077)
        for path in paths:
            if path.suffix in (KEY, PUBLIC) and _is_damaged(path):
                yield "damaged", str(path)


def read_hex(text: str) -> bytes | None:
    """The key that a file holds, or nothing when it holds none."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def fresh_hex() -> bytes:
    """What a new file holds: a key, or the private half of a pair, which is any 32 bytes."""
    return secrets.token_hex(KEY_BYTES).encode()


def _is_damaged(path: Path) -> bool:
    return read_hex(path.read_text(errors="replace")) is None
