"""Asks a virus scanner, clamd, whether a file is harmful: over its socket, the bytes in chunks.

    scanned = scan(Path("cv.pdf"), address="unix:/run/clamav/clamd.ctl")
    scanned.state, scanned.signature

Only `Scan.CLEAN` says that nothing known was found. A scanner whose signatures are older than a
week, or of unknown age, says less, and no scanner says nothing: both are states of their own.
Protocol: clamd(8), commands zINSTREAM and zVERSION.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Final

from mandat.documents.states import Scan

MAX_AGE: Final = timedelta(days=7)
_CHUNK: Final = 256 * 1024
_REPLY: Final = 4096  # bytes; clamd answers with one line
_CONNECT: Final = 5.0  # seconds
_ANSWER: Final = 120.0  # seconds: a large archive takes long to look through


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scanner said: `signature` names what was found, `because` why it said nothing.

    `because` is one of "", "none", "unreachable", "too_large", "error"; `dated` is the day of the
    signatures where the scanner knows it.
    """

    state: Scan
    signature: str = ""
    because: str = ""
    dated: datetime | None = None


class _NoAnswer(Exception):  # noqa: N818 -- says what happened
    """The scanner did not answer, or not in its language."""


def scan(
    path: Path,
    *,
    address: str,
    at: datetime,
    connect: float = _CONNECT,
    answer: float = _ANSWER,
) -> Scanned:
    """The state of a file by the scanner at `unix:/path` or `tcp:host:port` ("" is none).

    Never raises for what the scanner does; a file that cannot be opened raises `OSError`.
    """
    if not address:
        return Scanned(Scan.NOT_SCANNED, because="none")
    with path.open("rb") as file:
        try:
            dated = _dated(_ask(address, b"zVERSION\0", None, connect, answer))
            reply = _ask(address, b"zINSTREAM\0", file, connect, answer)
        except (OSError, _NoAnswer):
            return Scanned(Scan.NOT_SCANNED, because="unreachable")
    return _read(reply, dated, at)


def is_address(address: str) -> bool:
    """Whether an address is one that `scan` understands."""
    kind, _, rest = address.partition(":")
    if kind == "unix":
        return rest.startswith("/")
    host, _, port = rest.rpartition(":")
    return kind == "tcp" and bool(host) and port.isdigit()


def signatures_dated(address: str, *, connect: float = _CONNECT) -> datetime | None:
    """The day of the signatures; None when the scanner does not know. `OSError` without one."""
    try:
        return _dated(_ask(address, b"zVERSION\0", None, connect, connect))
    except _NoAnswer as error:
        raise ConnectionError("the scanner does not answer in its language") from error


def _read(reply: str, dated: datetime | None, at: datetime) -> Scanned:
    """`stream: OK`, `stream: <name> FOUND`, or an error such as the size limit."""
    if reply.endswith(" FOUND"):
        name = reply.removesuffix(" FOUND").partition(": ")[2]
        return Scanned(Scan.INFECTED, signature=name[:200], dated=dated)
    if reply != "stream: OK":
        because = "too_large" if "size limit exceeded" in reply else "error"
        return Scanned(Scan.NOT_SCANNED, because=because, dated=dated)
    fresh = dated is not None and at - dated <= MAX_AGE
    return Scanned(Scan.CLEAN if fresh else Scan.SIGNATURES_OLD, dated=dated)


def _ask(
    address: str, command: bytes, file: IO[bytes] | None, connect: float, answer: float
) -> str:
    with _connected(address, connect) as line:
        line.settimeout(answer)
        try:
            line.sendall(command)
            if file is not None:
                _send(line, file)
        except (BrokenPipeError, ConnectionResetError):
            pass  # clamd closes the line when a file is too large; its reason may still be read
        return _reply(line)


def _send(line: socket.socket, file: IO[bytes]) -> None:
    while chunk := file.read(_CHUNK):
        line.sendall(struct.pack(">I", len(chunk)) + chunk)
    line.sendall(struct.pack(">I", 0))


def _reply(line: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < _REPLY:
        part = line.recv(_REPLY)
        if not part:
            break
        received += part
    if not received:
        raise _NoAnswer
    return received.rstrip(b"\0\n").decode("utf-8", "replace")


@contextmanager
def _connected(address: str, seconds: float) -> Iterator[socket.socket]:
    if not is_address(address):
        raise _NoAnswer
    kind, _, rest = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with line:
            line.settimeout(seconds)
            line.connect(rest)
            yield line
        return
    host, _, port = rest.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), seconds) as line:
        yield line


def _dated(version: str) -> datetime | None:
    """`ClamAV 1.4.6/27500/Wed Nov 20 09:00:00 2024`; without a dated database the first part."""
    if not version.startswith("ClamAV"):
        raise _NoAnswer
    parts = version.split("/")
    if len(parts) < 3:
        return None
    try:
        # The scanner tells its local time; a few hours do not matter to an age in days.
        return datetime.strptime(parts[2].strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except ValueError:
        return None
