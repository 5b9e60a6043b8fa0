"""A confined process tries what it must not be able to do: the proof that the bounds hold here."""

import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any


def probe_here(*_: object) -> tuple[dict[str, Any], list[bytes]]:
    """The probe as a work of the child."""
    return {"probe": probe()}, []


def probe() -> dict[str, bool]:
    """What a confined process cannot do, found out by trying."""
    return {
        "no_sockets": _refused(lambda: socket.socket().close()),
        "no_files": _refused(lambda: Path(tempfile.gettempdir(), "mandat-probe").write_text("")),
        "no_programs": _refused(lambda: subprocess.run([sys.executable, "-V"], check=False)),
        "no_interfaces": _interfaces() == {"lo"},
        "memory_limited": _refused(lambda: bytearray(1 << 40)),
    }


def _refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except (OSError, MemoryError):
        return True
    return False


def _interfaces() -> set[str]:
    """The network interfaces of this process's namespace, where the system tells."""
    try:
        lines = Path("/proc/self/net/dev").read_text(encoding="ascii").splitlines()[2:]
    except OSError:
        return set()
    return {line.partition(":")[0].strip() for line in lines}
