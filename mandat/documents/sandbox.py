"""What the child process gives up before it looks at a file: network, memory, files, time.

Linux has all of it. macOS has no network namespace and does not enforce an address space limit;
Windows has neither and no signals: there the parent's clock, the size limits and the audit hook
remain.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

_RUNNERS = ("subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system")
_WRITING = os.O_WRONLY | os.O_RDWR


def confine(*, memory: int, seconds: int, programs: bool) -> None:
    """From here on this process is bounded; `programs` allows it to start others (tesseract)."""
    _cut_network()
    _limit_resources(memory, seconds)
    sys.addaudithook(_guard(programs=programs))


def confine_program(*, memory: int, seconds: int, file_size: int) -> None:
    """The same for a program that is about to take this process's place, and must write files.

    No audit hook outlives that; the namespace, the limits and the alarm do.
    """
    _cut_network()
    _limit_resources(memory, seconds, file_size=file_size, files=1024)


def _cut_network() -> None:
    """Leaves for a network namespace without interfaces, where the kernel permits it."""
    if not hasattr(os, "unshare"):
        return
    # An administrator may unshare the network alone; others need a user namespace with it.
    for flags in (os.CLONE_NEWNET, os.CLONE_NEWUSER | os.CLONE_NEWNET):
        try:
            os.unshare(flags)
        except OSError:
            continue
        return


def _limit_resources(memory: int, seconds: int, *, file_size: int = 0, files: int = 64) -> None:
    try:
        import resource  # noqa: PLC0415 -- absent on Windows
    except ImportError:
        return
    for name, soft, hard in (
        ("RLIMIT_AS", memory, memory),
        ("RLIMIT_CPU", seconds, seconds + 1),
        ("RLIMIT_FSIZE", file_size, file_size),  # at 0 no file grows: pipes are not files
        ("RLIMIT_NOFILE", files, files),
        ("RLIMIT_CORE", 0, 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (soft, hard))
        except (AttributeError, OSError, ValueError):
            continue  # macOS refuses some; an operator may have set lower ones
    # An orphan whose parent was killed ends as well.
    signal.setitimer(signal.ITIMER_REAL, seconds + 5)


def _guard(*, programs: bool) -> Callable[[str, tuple[Any, ...]], None]:
    """Refuses sockets, writing to files, and (unless `programs`) starting programs.

    An audit hook cannot be taken back, and sees what Python code does; what a C library does
    on its own is held by the namespace and the resource limits.
    """

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith("socket."):
            raise PermissionError("no network here")
        if not programs and event in _RUNNERS:
            raise PermissionError("no other programs here")
        if event == "open" and _writes(args):
            raise PermissionError("no files here")

    return hook


def _writes(args: tuple[Any, ...]) -> bool:
    path, _, flags = (*args, None, None, None)[:3]
    if isinstance(path, int) or path == os.devnull:
        return False
    return isinstance(flags, int) and bool(flags & _WRITING)
