"""A second `mandat` that `mandat serve` keeps alive beside itself."""

import subprocess
import sys
import threading

from mandat.core.processes import die_with_parent

_PAUSE = 5.0  # seconds before one that ended by itself is started again
_SECONDS_TO_FINISH = 20


class Companion:
    """Starts `mandat <arguments>`, starts it again when it dies, stops it with us.

    One thread does all the starting and lives to the end: the kernel ties the child to the thread
    that started it. The child has a session of its own, so that Ctrl-C reaches it through us.
    """

    def __init__(self, *arguments: str) -> None:
        self._command = [sys.executable, "-m", "mandat.cli.main", *arguments]
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="companion", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """The companion has ended: by itself within twenty seconds, else by force."""
        self._stopping.set()
        self._thread.join(timeout=_SECONDS_TO_FINISH * 2)

    def _keep(self) -> None:
        while not self._stopping.is_set():
            process = subprocess.Popen(  # noqa: S603 -- our own program
                self._command,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 -- one prctl call, no locks
            )
            while process.poll() is None and not self._stopping.wait(0.2):
                pass
            if self._stopping.is_set():
                _end(process)
            else:
                self._stopping.wait(_PAUSE)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=_SECONDS_TO_FINISH)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
