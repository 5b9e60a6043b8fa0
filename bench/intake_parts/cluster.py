"""A PostgreSQL of our own in a folder that is thrown away: durable settings, loopback only."""

import glob
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from intake_parts.processes import Program, cpu_s, free_port, own_cpu_s, tree

WORKER = "mandat-worker"  # the name under which the worker's connections are known


class Cluster:
    def __init__(self, folder: Path) -> None:
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))  # noqa: PTH207 -- a list of names
        initdb = shutil.which("initdb")
        if not found and not initdb:
            raise SystemExit("PostgreSQL is missing: install Debian's package postgresql.")
        self.bin = found[-1] if found else str(Path(initdb or "").resolve().parent)
        self.folder, self.port = folder / "pg", free_port()
        self.options: dict[str, Any] = {}
        self.folder.mkdir(parents=True)
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            folder.chmod(0o755)
            shutil.chown(self.folder, "postgres", "postgres")
            self.options = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self._run("initdb", "-D", str(self.folder), "-A", "trust", "-U", "postgres", "-E", "UTF8",
                  "--locale", "C.UTF-8", **self.options)  # fmt: skip
        self.program = self._started()

    def _run(self, name: str, *arguments: str, **options: Any) -> str:
        done = subprocess.run(  # noqa: S603 -- PostgreSQL's own programs
            [f"{self.bin}/{name}", *arguments],
            check=True, capture_output=True, text=True, cwd="/", **options,
        )  # fmt: skip
        return done.stdout.strip()

    def _started(self) -> Program:
        command = [f"{self.bin}/postgres", "-D", str(self.folder), "-p", str(self.port),
                   "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200",
                   "-c", f"unix_socket_directories={self.folder}"]  # fmt: skip
        log = self.folder.parent / "pg.log"
        program = Program(command, env=dict(os.environ), log=log, cwd="/", **self.options)
        for _ in range(200):
            if subprocess.run(  # noqa: S603
                [f"{self.bin}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)],
                check=False, timeout=10,
            ).returncode == 0:  # fmt: skip
                return program
            time.sleep(0.1)
        raise SystemExit(f"PostgreSQL does not start: {log.read_text()[-2000:]}")

    def sql(self, words: str, database: str = "postgres") -> str:
        return self._run("psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres",
                         "-d", database, "-Atqc", words)  # fmt: skip

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def copy(self, database: str, source: str) -> None:
        self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.sql(f"CREATE DATABASE {database} TEMPLATE {source}")

    def cpu_s(self) -> tuple[float, float]:
        """Seconds of processor of all of it, and of that for the worker's connections."""
        asked = "SELECT pid FROM pg_stat_activity WHERE application_name = "
        pids = self.sql(f"{asked}'{WORKER}'").split()
        return cpu_s(self.program.pid), sum(own_cpu_s(int(pid)) for pid in pids)

    def crash(self) -> None:
        """Every process of it is killed; it comes back and recovers."""
        for pid in reversed(tree(self.program.pid)):
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        self.program.process.wait()
        self.program = self._started()

    def stop(self) -> None:
        self.program.stop(2)  # SIGINT: fast shutdown
