"""Processes that end with the process that started them."""

import ctypes
import fcntl
import signal
import sys
import time
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent() -> None:
    """On Linux the kernel ends this process (TERM) when its parent ends, even by kill -9.

    Elsewhere nothing happens: there the parent's orderly stop has to do.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def lock_file(path: Path, *, seconds: float) -> IO[str] | None:
    """The file, locked for this process and those it forks; None when others keep the lock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a")
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                file.close()
                return None
            time.sleep(0.05)
        else:
            return file
