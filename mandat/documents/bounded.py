"""Runs the child that reads a file, and sees to it that it ends."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from mandat.documents.limits import PROBE, Limits, Refused

_ROOT: Final = str(Path(__file__).resolve().parents[2])
_IMPORT: Final = "import sys; sys.path.insert(0, sys.argv[1]); "
_START: Final = _IMPORT + "from mandat.documents.worker_process import main; main()"
_LAUNCH: Final = _IMPORT + "from mandat.documents.worker_process import launch; launch()"
# What tesseract and Windows need; no secret of the site's environment reaches the child.
_ENVIRONMENT: Final = ("PATH", "SYSTEMROOT", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "TMPDIR", "TEMP")
_GRACE: Final = 3.0  # seconds beside the limit, for starting and answering
_ANSWER: Final = 6  # bytes of JSON for one character of text, at most

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """What a child is to do: the name of a work of `worker_process`, and what it needs to know."""

    work: str
    options: dict[str, Any]
    limits: Limits
    seconds: int
    programs: bool = False  # whether the child may start others


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child said, and the bytes that it handed back."""

    said: dict[str, Any]
    blobs: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgramBounds:
    """What another program may take: seconds of wall clock and of processor, bytes."""

    seconds: int
    memory: int
    file_size: int


def read_in_child(
    data: bytes, media_type: str, limits: Limits, *, ocr: bool, progress: Progress | None
) -> dict[str, Any]:
    """The text of a file, by a child; a refusal when it fails, is too slow or takes too much."""
    seconds = limits.ocr_seconds if ocr else limits.seconds
    options = {"media_type": media_type, "ocr": ocr}
    task = Task("read", options, limits, seconds, programs=ocr)
    return ask_child(task, [data], progress).said


def ask_child(
    task: Task, parts: Sequence[bytes | Path], progress: Progress | None = None
) -> Answer:
    """Hands files (bytes, or paths read piece by piece) to a child, and returns its answer."""
    child = _start()
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(child)

    clock = threading.Timer(task.seconds + _GRACE, stop)
    clock.daemon = True
    feeder = threading.Thread(target=_feed, args=(child, task, parts), daemon=True)
    try:
        clock.start()
        feeder.start()
        answer = _listen(child, task.limits, progress)
        code = child.wait()
    finally:
        clock.cancel()
        _kill(child)
        child.wait()
        feeder.join()
        if child.stdout:
            child.stdout.close()
    if answer is None:
        raise _failure(code, late=late.is_set(), seconds=task.seconds)
    if "refused" in answer.said:
        raise Refused(answer.said["refused"], answer.said["params"])
    return answer


def confinement() -> dict[str, bool]:
    """What a child on this machine is kept from, by its own trying: for the operator."""
    answer = ask_child(Task(PROBE, {}, Limits(), seconds=5), [])
    return {str(name): bool(kept) for name, kept in answer.said["probe"].items()}


def _start() -> subprocess.Popen[bytes]:
    """A Python of its own, in a process group of its own, that knows only this package."""
    return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
        [sys.executable, "-I", "-B", "-c", _START, _ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=Path(_ROOT).anchor,
        start_new_session=True,
    )


def run_program(command: Sequence[str], *, folder: Path, bounds: ProgramBounds) -> int:
    """Runs a program that writes files, in `folder` as its home; returns its exit code.

    Without network where the system permits it; `Refused` when it takes too long.
    """
    order = {**asdict(bounds), "command": list(command)}
    child = subprocess.Popen(  # noqa: S603 -- our own interpreter, which becomes the program
        [sys.executable, "-I", "-B", "-c", _LAUNCH, _ROOT, json.dumps(order)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**_environment(), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"},
        cwd=folder,
        start_new_session=True,
    )
    try:
        return child.wait(timeout=bounds.seconds + _GRACE)
    except subprocess.TimeoutExpired:
        raise Refused("timeout", {"seconds": bounds.seconds}) from None
    finally:
        _kill(child)
        child.wait()


def _environment() -> dict[str, str]:
    return {k: os.environ[k] for k in _ENVIRONMENT if k in os.environ}


def _feed(child: subprocess.Popen[bytes], task: Task, parts: Sequence[bytes | Path]) -> None:
    """Writes the request; a child that ended early has said why, or will be found dead."""
    pipe = child.stdin
    if pipe is None:
        return
    with contextlib.suppress(OSError, ValueError):
        sizes = [part.stat().st_size if isinstance(part, Path) else len(part) for part in parts]
        request = {
            "work": task.work,
            "options": task.options,
            "limits": task.limits.as_json(),
            "seconds": task.seconds,
            "programs": task.programs,
            "sizes": sizes,
        }
        pipe.write(json.dumps(request).encode("ascii") + b"\n")
        for part in parts:
            if isinstance(part, Path):
                with part.open("rb") as file:
                    shutil.copyfileobj(file, pipe)
            else:
                pipe.write(part)
    with contextlib.suppress(OSError, ValueError):
        pipe.close()


def _listen(
    child: subprocess.Popen[bytes], limits: Limits, progress: Progress | None
) -> Answer | None:
    """The last line the child writes, and the bytes it announces; other lines tell of progress."""
    most = limits.max_text * _ANSWER
    while child.stdout and (line := child.stdout.readline(most)):
        try:
            said = json.loads(line.decode("utf-8", "surrogatepass"))
        except ValueError:
            return None
        if not isinstance(said, dict):
            return None
        if "progress" not in said:
            return _with_blobs(child.stdout, said, limits)
        if progress:
            progress(*said["progress"])
    return None


def _with_blobs(pipe: IO[bytes], said: dict[str, Any], limits: Limits) -> Answer | None:
    """The answer with its bytes; None when they are more than allowed, or fewer than announced."""
    sizes = [int(size) for size in said.pop("blobs", [])]
    if any(size < 0 for size in sizes) or sum(sizes) > limits.max_answer:
        return None
    blobs = tuple(pipe.read(size) for size in sizes)
    if [len(blob) for blob in blobs] != sizes:
        return None
    return Answer(said, blobs)


def _failure(code: int, *, late: bool, seconds: int) -> Refused:
    """What a child that gave no answer died of."""
    if late or -code in (getattr(signal, "SIGXCPU", 0), getattr(signal, "SIGALRM", 0)):
        return Refused("timeout", {"seconds": seconds})
    # The kernel kills what exhausts the machine; C++ aborts when it is given no memory.
    if -code in (getattr(signal, "SIGKILL", 9), signal.SIGABRT):
        return Refused("memory")
    return Refused("corrupt", {"error": f"exit {code}"})


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Ends the child and what it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
