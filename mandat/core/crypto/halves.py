"""Where the halves of pairs lie: public ones with the keys, private ones perhaps elsewhere.

    <keys>/arrival.0192…/1.pub      the public half, 64 hexadecimal digits
    <worker>/arrival.0192…/1.key    the private half, in the worker's own folder if there is one
    <keys>/envelope.0193…/1.pub     nothing else: the private half is with its holders

Without a folder of the worker's own, private halves lie beside the public ones. Those that lie
there since before it was set up still open.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mandat.core.crypto.boxes import public_of, seal_to
from mandat.core.crypto.errors import AnotherKeyThere, HoldersOnly, KeyMissing, NotForThisProcess
from mandat.core.crypto.folders import KEY, PUBLIC, KeyFolder, fresh_hex, read_hex
from mandat.core.crypto.providers import ENVELOPE, is_envelope, is_paired
from mandat.core.crypto.workers import is_worker

_AWAY = "the worker's folder of keys is not there"


class Halves:
    """The pairs of a `LocalKeyProvider`."""

    def __init__(self, keys: KeyFolder, worker: KeyFolder | None) -> None:
        self._keys = keys
        self._worker = worker

    @property
    def _home(self) -> KeyFolder:
        """Where private halves are put."""
        return self._worker or self._keys

    @property
    def _homes(self) -> list[KeyFolder]:
        """Where private halves may lie."""
        return [self._worker, self._keys] if self._worker else [self._keys]

    def newest(self, name: str) -> int:
        """The number of the newest version; the first is made when there is none."""
        self._keys.refuse_destroyed(name)
        found = self._keys.numbers(name, PUBLIC)
        if not found:
            self.make(name, 1)
        return max(found, default=1)

    def public(self, name: str, version: int) -> bytes:
        return self._keys.read(name, version, PUBLIC)

    def private(self, name: str, version: int) -> bytes:
        """The private half, for the worker alone."""
        self.refuse_opening(name)
        for home in self._homes:
            with suppress(KeyMissing):
                return home.read(name, version, KEY)
        raise KeyMissing(f"the private half {version} of {name} is not there, or is damaged")

    def refuse_opening(self, name: str) -> None:
        """Nobody opens an envelope here, and nobody but the worker an arrival."""
        if is_envelope(name):
            raise HoldersOnly(f"only its holders open {name}")
        if not is_worker():
            raise NotForThisProcess(f"only the worker opens {name}")

    def make(self, name: str, version: int) -> None:
        """The version exists, made by us or by a process that was first.

        The public half is computed from what is on the disk: whoever was killed in between, or
        was second, ends with the same.
        """
        if is_envelope(name):
            raise KeyMissing(f"the public half of {name} was not given yet")
        if self._worker is not None:
            self._refuse_making(name, self._worker)
        home = self._home
        home.make(name)
        self._keys.make(name)
        with suppress(FileNotFoundError):  # destroyed at this very moment
            home.write(name, version, KEY, fresh_hex())
            public = public_of(home.read(name, version, KEY))
            self._keys.write(name, version, PUBLIC, public.hex().encode())
        self._keys.refuse_destroyed(name)

    def _refuse_making(self, name: str, worker: KeyFolder) -> None:
        """A folder that is not mounted is not made: what it held would be lost unnoticed."""
        if not is_worker():
            raise NotForThisProcess(f"only the worker makes {name}")
        if not worker.is_reachable():
            raise KeyMissing(_AWAY)

    def put_public(self, name: str, public: bytes) -> None:
        if not is_envelope(name):
            raise ValueError(f"a public half is given to names `{ENVELOPE}.…` alone")
        seal_to(public, b"", b"")  # ValueError when it is none
        self._keys.refuse_destroyed(name)
        self._keys.make(name)
        self._keys.write(name, 1, PUBLIC, public.hex().encode())
        self._keys.refuse_destroyed(name)
        if self.public(name, 1) != public:
            raise AnotherKeyThere(f"{name} has another public half, and keeps it")

    def wipe(self, name: str) -> None:
        """Private halves are gone. A process that cannot reach them leaves them to the worker."""
        if self._worker is None or not is_paired(name) or is_envelope(name):
            return
        if self._worker.is_reachable():
            self._worker.wipe(name)
        elif is_worker():
            raise KeyMissing(_AWAY)

    def put_back(self, name: str, saved: list[KeyFolder]) -> int:
        """The versions of saved folders that are not here; how many.

        A private half is only put back beside the public half that belongs to it.
        """
        count = 0
        for version in saved[0].numbers(name, PUBLIC):
            self._keys.make(name)
            content = saved[0].path(name, version, PUBLIC).read_bytes()
            count += self._keys.write(name, version, PUBLIC, content)
            if not is_envelope(name):
                self._put_private_back(name, version, saved)
        return count

    def _put_private_back(self, name: str, version: int, saved: list[KeyFolder]) -> None:
        for folder in saved:
            path = folder.path(name, version, KEY)
            if path.exists() and self._belongs(name, version, path):
                self._home.make(name)
                self._home.write(name, version, KEY, path.read_bytes())

    def _belongs(self, name: str, version: int, path: Path) -> bool:
        """Whether the file holds the private half of the public one that is here."""
        private = read_hex(path.read_text(errors="replace"))
        with suppress(KeyMissing):
            return private is not None and public_of(private) == self.public(name, version)
        return False

    def faults(self) -> Iterator[tuple[str, str]]:
        """`misplaced`: a private half where it should not lie. `unpaired`: a half without its own.

        Halves out of this process's reach are not judged.
        """
        for name in filter(is_paired, self._keys.names()):
            if is_envelope(name) or self._worker is not None:
                for version in sorted(self._keys.numbers(name, KEY)):
                    yield "misplaced", str(self._keys.path(name, version, KEY))
            if not is_envelope(name) and self._home.is_reachable():
                for version in sorted(self._keys.numbers(name, PUBLIC)):
                    paths = [home.path(name, version, KEY) for home in self._homes]
                    if not any(p.exists() and self._belongs(name, version, p) for p in paths):
                        yield "unpaired", str(self._keys.path(name, version, PUBLIC))
