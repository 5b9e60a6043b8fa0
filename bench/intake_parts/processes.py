"""Programs that the bench starts, what they cost, and how they end: by their ids, no others."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 60  # seconds that a program may take to start or to end


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Program:
    """One program with what it started, in a group of its own, its words in a file."""

    def __init__(
        self, command: list[str], *, env: dict[str, str], log: Path, **options: Any
    ) -> None:
        with log.open("ab") as file:
            self.process = subprocess.Popen(  # noqa: S603 -- our own programs
                command, env=env, stdout=file, stderr=file, start_new_session=True, **options
            )
        self.log = log

    @property
    def pid(self) -> int:
        return self.process.pid

    def wait_for(self, url: str) -> None:
        """It answers there."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(url, timeout=5).read()  # noqa: S310 -- loopback
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise SystemExit(f"{self.log.stem} does not answer: {self.log.read_text()[-2000:]}")

    def stop(self, with_signal: int = signal.SIGTERM) -> None:
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """All of it at once, as a power cut of these processes would."""
        for pid in tree(self.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()


def _stat(pid: int) -> list[str]:
    """The fields of the kernel's line on a process, from its state on."""
    return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()


def tree(pid: int) -> list[int]:
    """The process and all that it started and that still run."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                children.setdefault(int(_stat(int(entry.name))[1]), []).append(int(entry.name))
            except OSError:
                continue
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += children.get(one, [])
    return found


def cpu_s(pid: int) -> float:
    """Seconds of processor of the process, of what it started, and of what of that has ended."""
    ticks = 0
    for one in tree(pid):
        try:
            ticks += sum(int(t) for t in _stat(one)[11:15])
        except OSError:
            continue
    return ticks / TICKS


def own_cpu_s(pid: int) -> float:
    """Seconds of processor of this process alone."""
    try:
        return sum(int(t) for t in _stat(pid)[11:13]) / TICKS
    except OSError:
        return 0.0


def reset_peaks(pid: int) -> None:
    """Peaks of memory are counted anew from here."""
    for one in tree(pid):
        try:
            Path(f"/proc/{one}/clear_refs").write_text("5")
        except OSError:
            continue


def peak_mb(pid: int) -> float:
    """The peak of resident memory of the largest process of the tree."""
    peaks = [0.0]
    for one in tree(pid):
        try:
            lines = Path(f"/proc/{one}/status").read_text().splitlines()
        except OSError:
            continue
        peaks += [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]
    return max(peaks)
