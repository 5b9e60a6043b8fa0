"""Folders of work that a killed process left behind: told by the number of the process, removed.

No Django here: what converts files uses it as well.
"""

import os
import shutil
from pathlib import Path


def own_prefix(prefix: str) -> str:
    """How the name of a folder begins that this process makes and that others may sweep."""
    return f"{prefix}{os.getpid()}-"


def sweep(place: Path, prefix: str) -> None:
    """Folders of processes that are no more are gone from `place`."""
    for left in place.glob(f"{prefix}*"):
        pid = left.name.removeprefix(prefix).partition("-")[0]
        if pid.isdigit() and not _lives(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
