"""One site: `mandat serve` and its worker as in production, on a copy of prepared data."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from intake_parts.cluster import WORKER, Cluster
from intake_parts.processes import Program, cpu_s, free_port, peak_mb, reset_peaks

BENCH = Path(__file__).resolve().parent.parent
ROOT = BENCH.parent


class Site:
    """The folder holds data, keys and files; on PostgreSQL the rows lie in a database of the
    cluster under the same name.
    """

    def __init__(self, folder: Path, name: str, cluster: Cluster | None) -> None:
        self.folder, self.name, self.cluster = folder / name, name, cluster
        self.port, self.links_port = free_port(), free_port()
        self.programs: dict[str, Program] = {}
        self.base = f"http://127.0.0.1:{self.port}"
        # What applicants hold does not lie on the disk of the site.
        self.receipts = Path(tempfile.gettempdir(), f"mandat-receipts-{os.getpid()}-{name}.jsonl")

    @property
    def vendor(self) -> str:
        return "postgresql" if self.cluster else "sqlite"

    def env(self, **more: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MANDAT_")}
        url = {"MANDAT_DATABASE_URL": self.cluster.url(self.name)} if self.cluster else {}
        return {
            **kept,
            "MANDAT_DATA_DIR": str(self.folder / "data"),
            "MANDAT_URL": self.base,
            "MANDAT_BENCH_FACTS": str(self.folder / "facts.json"),
            "PYTHONPATH": f"{ROOT}:{BENCH}",
            **url,
            **more,
        }

    def prepare(self, count: int) -> None:
        """A new site with so many applications there."""
        (self.folder / "data").mkdir(parents=True)
        if self.cluster:
            self.cluster.sql(f"CREATE DATABASE {self.name}")
        self.run("intake_parts.filling", str(count))
        if self.cluster:
            self.cluster.sql("VACUUM ANALYZE", self.name)

    def copy_of(self, source: "Site") -> None:
        """The same data again, which the runs before did not touch."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(source.folder, self.folder)
        if self.cluster:
            self.cluster.copy(self.name, source.name)
        facts = json.loads((source.folder / "facts.json").read_text("utf-8"))
        facts |= {"links": f"127.0.0.1:{self.links_port}"}
        facts |= {"receipts": str(self.receipts)}
        (self.folder / "facts.json").write_text(json.dumps(facts), "utf-8")

    def run(self, module: str, *arguments: str, given: str = "") -> str:
        """One of the bench's own programs that needs the site's database and keys."""
        done = subprocess.run(  # noqa: S603 -- our own modules
            [sys.executable, "-m", module, *arguments],
            env=self.env(), input=given, capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{module}: {done.stderr[-3000:]}")
        return done.stdout

    def _start(self, name: str, command: list[str], **more: str) -> Program:
        log = self.folder / f"{name}.log"
        program = Program(command, env=self.env(**more), log=log, cwd=ROOT)
        self.programs[name] = program
        return program

    def start_links(self) -> None:
        self._start(
            "links", [sys.executable, "-m", "intake_parts.links", str(self.links_port)]
        ).wait_for(f"http://127.0.0.1:{self.links_port}/")

    def start_server(self) -> None:
        command = [sys.executable, "-m", "mandat.cli.main", "serve", "--no-worker"]
        server = self._start("server", [*command, "--port", str(self.port)])
        server.wait_for(f"{self.base}/")

    def start_worker(self) -> None:
        self._start("worker", [sys.executable, "-m", "mandat.cli.main", "worker"], PGAPPNAME=WORKER)

    def start(self) -> None:
        self.start_links()
        self.start_server()
        self.start_worker()

    def stop(self) -> None:
        for name in reversed(list(self.programs)):
            self.programs.pop(name).stop()
        self.receipts.unlink(missing_ok=True)

    def costs(self) -> dict[str, float]:
        """Seconds of processor so far: of the server, of the database for it, of the worker."""
        whole, for_worker = self.cluster.cpu_s() if self.cluster else (0.0, 0.0)
        return {
            "server": cpu_s(self.programs["server"].pid),
            "database": whole - for_worker,
            "worker": cpu_s(self.programs["worker"].pid) + for_worker,
        }

    def reset_peaks(self) -> None:
        reset_peaks(self.programs["server"].pid)

    def peak_mb(self) -> float:
        return peak_mb(self.programs["server"].pid)
