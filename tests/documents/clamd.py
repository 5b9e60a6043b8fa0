"""A real clamd on a socket of its own, with one signature that is made here.

Debian ships no signatures. A database of this format (an unsigned local one, `daily.cud`) carries a
date, which clamd tells when asked for its version; a bare signature file carries none.
"""

import hashlib
import io
import os
import shutil
import socket
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

VIRUS = b"a harmless string that only this database takes for harmful: 5f2e91"
SIGNATURE = "Mandat.Test.Harmless"
_START = 30  # seconds

needs_clamd = pytest.mark.skipif(
    shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None,
    reason="clamd is not installed: apt-get install clamav-daemon",
)


@contextmanager
def running(*, dated: datetime | None, most: str = "1M", tcp: int = 0) -> Iterator[str]:
    """The address of a clamd whose signatures have that date (None: none), until the end."""
    with TemporaryDirectory(prefix="mandat-clamd-") as made:
        folder = Path(made)
        path = _write(folder, dated, most, tcp)
        program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert program is not None
        with (folder / "out").open("wb") as out:
            server = subprocess.Popen(
                [program, "--config-file", str(path)], stdout=out, stderr=subprocess.STDOUT
            )
            try:
                _wait(server, folder, tcp)
                yield f"tcp:127.0.0.1:{tcp}" if tcp else f"unix:{folder / 'socket'}"
            finally:
                server.terminate()
                server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _write(folder: Path, dated: datetime | None, most: str, tcp: int) -> Path:
    database = folder / "database"
    database.mkdir()
    if dated is None:
        (database / "own.ndb").write_bytes(_signature())
    else:
        (database / "daily.cud").write_bytes(_database(dated))
    line = f"TCPSocket {tcp}\nTCPAddr 127.0.0.1" if tcp else f"LocalSocket {folder / 'socket'}"
    user = "User root\n" if os.geteuid() == 0 else ""
    path = folder / "clamd.conf"
    path.write_text(
        f"DatabaseDirectory {database}\nForeground yes\n{user}{line}\nStreamMaxLength {most}\n"
        f"TemporaryDirectory {folder}\n"
    )
    return path


def _signature() -> bytes:
    return f"{SIGNATURE}:0:*:{VIRUS.hex()}\n".encode()


def _database(dated: datetime) -> bytes:
    """A header of 512 bytes, then a packed archive of the signatures and of what they are."""
    moment = int(dated.timestamp())
    words = time.strftime("%d %b %Y %H-%M +0000", time.gmtime(moment))
    header = f"ClamAV-VDB:{words}:1:1:90:{'0' * 32}:x:tests:{moment}"
    content = _signature()
    digest = hashlib.sha256(content).hexdigest()
    info = f"{header}\ndaily.ndb:{len(content)}:{digest}\n".encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.USTAR_FORMAT) as packed:
        for name, data in (("daily.info", info), ("daily.ndb", content)):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))
    return header.encode().ljust(512) + out.getvalue()


def _wait(server: subprocess.Popen[bytes], folder: Path, tcp: int) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        if _answers(folder, tcp):
            return
        time.sleep(0.05)
    raise AssertionError((folder / "out").read_text(errors="replace")[-2000:])


def _answers(folder: Path, tcp: int) -> bool:
    line = socket.socket(socket.AF_INET if tcp else socket.AF_UNIX, socket.SOCK_STREAM)
    with line:
        line.settimeout(2)
        try:
            line.connect(("127.0.0.1", tcp) if tcp else str(folder / "socket"))
            line.sendall(b"zPING\0")
            return line.recv(16) == b"PONG\0"
        except OSError:
            return False
