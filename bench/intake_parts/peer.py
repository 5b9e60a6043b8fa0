"""Pretalx and the bare floor, by the peer's own scripts, run from where they are.

`bench.py` of that folder installs what it needs under BENCH_HOME (its own default: a cache folder
of the user) and starts PostgreSQL and Redis of the system on loopback. Its functions are used as
they are; only its log is read here instead of being printed.
"""

import contextlib
import importlib.util
import io
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

FLOORS = {"sqlite": "sqlite", "postgresql": "pg"}
FLOOR_SERVER = "django gunicorn 2x32 gthread"
Table = dict[str, Any]


class Peer:
    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("BENCH_PY", sys.executable)
        spec = importlib.util.spec_from_file_location("peer_bench", folder / "bench.py")
        if spec is None or spec.loader is None or not (folder / "driver.py").exists():
            raise SystemExit(f"{folder} holds no bench.py with its driver.")
        self.bench: Any = importlib.util.module_from_spec(spec)
        arguments, sys.argv = sys.argv, ["bench.py"]  # without a part it explains itself
        with contextlib.redirect_stdout(io.StringIO()):
            spec.loader.exec_module(self.bench)
        sys.argv = arguments
        self.rows: list[Table] = []
        self.bench.log = lambda **row: self.rows.append(row)

    def ready(self, sizes: list[int]) -> None:
        """Installed once; a database for each number of proposals."""
        if not Path(f"{self.bench.VENV}/gunicorn").exists():
            print("installing the peer...", flush=True)
            self.bench.install()
        self.bench.services()
        for size in sizes:
            if not Path(f"{self.bench.HOME}/pt_pg_{size}.json").exists():
                self.bench.seed([size])

    def pretalx(self, already: int, clients: int, count: int) -> Table:
        """So many proposals filed to pretalx on PostgreSQL, with so many there."""
        facts = self.bench.fresh("pg", already, "pt_run")
        env = self.bench.pt_env("pg", "pt_run")
        self.bench.rush_one("bench", "pg", clients, count, 0, env, facts, self.bench.pt_serve)
        row = self.rows[-1]
        row["cpu_ms"] = row["web_cpu_ms"] + row["pg_cpu_ms"]
        return row

    def floor(self, vendor: str, clients: int, count: int) -> Table:
        """The smallest honest application for one of the files, on the same kind of database."""
        bench, kind = self.bench, FLOORS[vendor]
        shutil.rmtree(f"{bench.HOME}/floor_data", ignore_errors=True)
        if kind == "pg":
            bench.psql("DROP DATABASE IF EXISTS floor WITH (FORCE)")
            bench.psql("CREATE DATABASE floor")
        env = bench.floor_env(kind)
        bench.sh([f"{bench.TOOLS}/python", f"{bench.HERE}/floor/floor_init.py"], env=env)
        pid = bench.floor_serve(FLOOR_SERVER, env)
        try:
            bench.driver("floor", "submit", clients=4, count=40, run="warm")
            web, database = bench.cpu(pid), bench.cpu(bench.KIDS["pg"].pid)
            row: Table = bench.driver("floor", "submit", clients=clients, count=count)[0]
            web, database = bench.cpu(pid) - web, bench.cpu(bench.KIDS["pg"].pid) - database
            spent = web + (database if kind == "pg" else 0)
            return row | {"cpu_ms": spent * 1000 / count}
        finally:
            bench.stop("web")

    def drive(self, base: str, facts: str, clients: int, count: int, run: str) -> Table:
        """Our own filings by the peer's driver, as it drives the others."""
        adapter = Path(__file__).with_name("filing.py")
        env = dict(os.environ, MANDAT_BENCH_FACTS=facts)
        row: Table = self.bench.driver(
            str(adapter), "submit", base=base, env=env, clients=clients, count=count, run=run
        )[0]
        return row

    def stop(self) -> None:
        for name in list(self.bench.KIDS):
            self.bench.stop(name)


def described(folder: Path) -> str:
    """Which peer it was, without a path of this machine."""
    settings = json.dumps({"floor": FLOOR_SERVER})
    return f"{folder.name} {settings}"
