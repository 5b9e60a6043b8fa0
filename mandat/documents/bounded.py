"""Runs the child that reads a file, and sees to it that it ends."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from mandat.documents.limits import PROBE, Limits, Refused

_ROOT: Final = str(Path(__file__).resolve().parents[2])
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from mandat.documents.worker_process import main; main()"
)
# What tesseract and Windows need; no secret of the site's environment reaches the child.
_ENVIRONMENT: Final = ("PATH", "SYSTEMROOT", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "TMPDIR", "TEMP")
_GRACE: Final = 3.0  # seconds beside the limit, for starting and answering
_ANSWER: Final = 6  # bytes of JSON for one character of text, at most

Progress = Callable[[int, int], None]


def read_in_child(
    data: bytes, media_type: str, limits: Limits, *, ocr: bool, progress: Progress | None
) -> dict[str, Any]:
    """The answer of the child; a refusal when it fails, is too slow or takes too much."""
    request = {"media_type": media_type, "limits": limits.as_json(), "ocr": ocr}
    child = _start()
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(child)

    seconds = limits.ocr_seconds if ocr else limits.seconds
    clock = threading.Timer(seconds + _GRACE, stop)
    clock.daemon = True
    feeder = threading.Thread(target=_feed, args=(child, request, data), daemon=True)
    try:
        clock.start()
        feeder.start()
        answer = _listen(child, limits, progress)
        code = child.wait()
    finally:
        clock.cancel()
        _kill(child)
        child.wait()
        feeder.join()
        if child.stdout:
            child.stdout.close()
    if answer is None:
        raise _failure(code, late=late.is_set(), seconds=seconds)
    if "refused" in answer:
        raise Refused(answer["refused"], answer["params"])
    return answer


def confinement() -> dict[str, bool]:
    """What a child on this machine is kept from, by its own trying: for the operator."""
    answer = read_in_child(b"", PROBE, Limits(seconds=5), ocr=False, progress=None)
    return {str(name): bool(kept) for name, kept in answer["probe"].items()}


def _start() -> subprocess.Popen[bytes]:
    """A Python of its own, in a process group of its own, that knows only this package."""
    return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
        [sys.executable, "-I", "-B", "-c", _START, _ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={k: os.environ[k] for k in _ENVIRONMENT if k in os.environ},
        cwd=Path(_ROOT).anchor,
        start_new_session=True,
    )


def _feed(child: subprocess.Popen[bytes], request: dict[str, Any], data: bytes) -> None:
    """Writes the request; a child that ended early has said why, or will be found dead."""
    if child.stdin is None:
        return
    with contextlib.suppress(OSError, ValueError):
        child.stdin.write(json.dumps(request).encode("ascii") + b"\n")
        child.stdin.write(data)
    with contextlib.suppress(OSError, ValueError):
        child.stdin.close()


def _listen(
    child: subprocess.Popen[bytes], limits: Limits, progress: Progress | None
) -> dict[str, Any] | None:
    """The last line the child writes; lines before it tell of progress."""
    most = limits.max_text * _ANSWER
    while child.stdout and (line := child.stdout.readline(most)):
        try:
            answer = json.loads(line.decode("utf-8", "surrogatepass"))
        except ValueError:
            return None
        if not isinstance(answer, dict):
            return None
        if "progress" not in answer:
            return answer
        if progress:
            progress(*answer["progress"])
    return None


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
