"""How fast the journal grows, and how fairly writers wait for SQLite.

    script/bench journal [--entries 200] [--runs 5] [--json]

Three questions, each with its floor in the same run, alternating, medians:

- 8 threads write 200 entries each, into 1 and into 4 chains, on SQLite and, where it is installed,
  on PostgreSQL; the floor is the same insert without chain. The chains are verified afterwards.
- 32 writers at once on SQLite through our gate, and through Django's own backend: each write is an
  entry; how long one waits for it (median, 99th percentile, longest) and how many pass per second.
- 100,000 entries verified.

Prints tables, and writes everything as JSON to `bench-results/journal.json`. Each database runs in
a process of its own, on data of its own in a temporary folder.
"""

import argparse
import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench-results" / "journal.json"
THREADS, WRITERS = 8, 32
LEAST_RUNS = 5
VERIFIED = 100_000
ACTION = "core.database.migrated"
Table = dict[str, Any]


def measure(*, entries: int = 200, runs: int = LEAST_RUNS) -> Table:
    """Everything, as a dict: `databases` by name, `gate`, `verify`."""
    results: Table = {"threads": THREADS, "entries": entries, "runs": runs, "databases": {}}
    results["databases"]["sqlite"] = _run("chain", entries, runs)
    with _cluster() as url:
        if url:
            results["databases"]["postgresql"] = _run("chain", entries, runs, url)
    results["gate"] = _gate(entries, runs)
    results["verify"] = _run("verify", VERIFIED, runs)
    return results


def _gate(entries: int, runs: int) -> Table:
    """Our gate and Django's own waiting take turns, on a new database each time."""
    ours, theirs = [], []
    for _turn in range(runs):
        ours.append(_run("wait", entries, 1))
        theirs.append(_run("wait", entries, 1, engine="django.db.backends.sqlite3"))
    return {"writers": WRITERS, "gate": _medians(ours), "django": _medians(theirs)}


def _medians(rows: list[Table]) -> Table:
    keys = [key for key, value in rows[0].items() if isinstance(value, int | float)]
    return {key: statistics.median(row[key] for row in rows) for key in keys}


def _run(what: str, number: int, runs: int, url: str = "", engine: str = "") -> Table:
    """One measurement in a process of its own, on an empty data folder."""
    with tempfile.TemporaryDirectory(prefix="mandat-bench-") as folder:
        environment = {
            **os.environ,
            "MANDAT_DATA_DIR": folder,
            "MANDAT_DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.prod",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, __file__, "--part", what, "--entries", str(number)]
        command += ["--runs", str(runs), *(["--engine", engine] if engine else [])]
        done = subprocess.run(  # noqa: S603 -- this file
            command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: Table = json.loads(done.stdout.splitlines()[-1])
    return found


@contextlib.contextmanager
def _cluster() -> Iterator[str]:
    """The address of a PostgreSQL of our own; empty where none is installed."""
    found = [
        shutil.which("initdb"),
        *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb"))),
    ]
    binaries = [Path(f).resolve().parent for f in found if f]
    if not binaries:
        yield ""
        return
    folder = Path(tempfile.mkdtemp(prefix="mandat-bench-postgres-"))
    as_user = _as_postgres(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = [*as_user, str(binaries[-1] / "pg_ctl"), "-D", str(folder / "data")]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    try:
        kind = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C")
        _call([*as_user, str(binaries[-1] / "initdb"), "-D", str(folder / "data"), *kind])
        _call([*server, "-w", "-l", str(folder / "log"), "-o", options, "start"])
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(  # noqa: S603 -- as above
            [*server, "-m", "immediate", "stop"],
            cwd="/",
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then its own user does."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


def _call(command: list[str]) -> None:
    subprocess.run(  # noqa: S603 -- programs of PostgreSQL, found above
        command, cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _prepare(engine: str) -> None:
    """Django with an empty, migrated database; `engine` replaces ours."""
    import django  # noqa: PLC0415 -- after the environment is set
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    if engine:
        settings.DATABASES["default"]["ENGINE"] = engine
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def _in_threads(number: int, turns: int, act: Callable[[int], None]) -> tuple[float, list[float]]:
    """Seconds for everything, and milliseconds of each act; an error ends the measurement."""
    from django.db import connection  # noqa: PLC0415 -- after _prepare

    waits: list[list[float]] = [[] for _ in range(number)]
    failed: list[BaseException] = []
    ready = threading.Barrier(number + 1)

    def work(thread: int) -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            for _turn in range(turns):
                begun = time.perf_counter()
                act(thread)
                waits[thread].append((time.perf_counter() - begun) * 1000)
        except BaseException as error:  # noqa: BLE001 -- raised again below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    ready.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    if failed:
        raise failed[0]
    return seconds, [wait for thread in waits for wait in thread]


def _floor(_thread: int) -> None:
    """The same row, alone in its transaction, in no chain."""
    from django.db import transaction  # noqa: PLC0415 -- after _prepare
    from django.utils import timezone  # noqa: PLC0415

    from mandat.audit.models import Entry  # noqa: PLC0415

    with transaction.atomic():
        Entry.objects.create(
            chain=str(uuid4()),
            seq=1,
            previous="0" * 64,
            hash="0" * 64,
            at=timezone.now(),
            actor="operator",
            action=ACTION,
            details={"applied": 1},
        )


def chain(entries: int, runs: int) -> Table:
    """Entries per second by 8 threads: the floor, one chain, four chains."""
    from mandat.audit.queries import verify_chain  # noqa: PLC0415 -- after _prepare
    from mandat.audit.services import OPERATOR, record  # noqa: PLC0415

    def writer(owners: list[UUID]) -> Callable[[int], None]:
        return lambda thread: void(
            record(
                actor=OPERATOR,
                action=ACTION,
                details={"applied": 1},
                organisation=owners[thread % len(owners)],
            )
        )

    def void(_entry: Any) -> None:
        """Nothing more is done with it."""

    rates: dict[str, list[float]] = {"floor": [], "one": [], "four": []}
    faults = 0
    for _run_number in range(runs):
        one, four = [uuid4()], [uuid4() for _ in range(4)]
        for name, act in (("floor", _floor), ("one", writer(one)), ("four", writer(four))):
            seconds, _waits = _in_threads(THREADS, entries, act)
            rates[name].append(THREADS * entries / seconds)
        verdicts = [verify_chain(str(owner)) for owner in (*one, *four)]
        faults += sum(len(v.findings) for v in verdicts)
        if sum(v.entries for v in verdicts) != 2 * THREADS * entries:
            raise SystemExit("entries are missing")
    medians = {name: statistics.median(values) for name, values in rates.items()}
    return medians | {"faults": faults}  # an error of any writer has ended the measurement


def wait(entries: int, _runs: int) -> Table:
    """How long 32 writers wait, each for its entry."""
    from mandat.audit.services import OPERATOR, record  # noqa: PLC0415 -- after _prepare

    owner = uuid4()
    turns = max(25, entries // 4)
    seconds, waits = _in_threads(
        WRITERS,
        turns,
        lambda _thread: [record(actor=OPERATOR, action=ACTION, organisation=owner)].clear(),
    )
    cut = statistics.quantiles(waits, n=100)
    return {
        "p50": statistics.median(waits),
        "p99": cut[98],
        "max": max(waits),
        "per_second": len(waits) / seconds,
    }


def verify(entries: int, runs: int) -> Table:
    """Seconds to read a chain of so many entries and compare every hash, and the memory grown."""
    import resource  # noqa: PLC0415 -- where it is needed

    from mandat.audit.queries import verify_chain  # noqa: PLC0415 -- after _prepare

    owner = uuid4()
    _fill(owner, entries)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _run_number in range(runs):
        begun = time.perf_counter()
        verdict = verify_chain(str(owner))
        seconds.append(time.perf_counter() - begun)
        if verdict.findings or verdict.entries != entries:
            raise SystemExit("the chain does not verify")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"entries": entries, "seconds": statistics.median(seconds), "megabytes": grown}


def _fill(owner: UUID, entries: int) -> None:
    from django.db import transaction  # noqa: PLC0415 -- after _prepare

    from mandat.audit.services import OPERATOR, record  # noqa: PLC0415

    for _piece in range(0, entries, 1_000):
        with transaction.atomic():
            for number in range(1_000):
                record(
                    actor=OPERATOR, action=ACTION, organisation=owner, details={"applied": number}
                )


def table(results: Table) -> str:
    """The figures for people."""
    lines = [f"{THREADS} threads x {results['entries']} entries, entries per second:", ""]
    lines.append(f"{'':12}{'no chain':>10}{'1 chain':>10}{'4 chains':>10}{'1 / none':>10}  faults")
    for name, row in results["databases"].items():
        lines.append(
            f"{name:12}{row['floor']:10.0f}{row['one']:10.0f}{row['four']:10.0f}"
            f"{row['one'] / row['floor']:10.2f}  {row['faults']}"
        )
    lines += ["", f"{WRITERS} writers on SQLite, milliseconds that each waits for its entry:", ""]
    lines.append(f"{'':12}{'p50':>8}{'p99':>8}{'max':>8}{'p99/p50':>9}{'per second':>12}")
    for name in ("gate", "django"):
        row = results["gate"][name]
        lines.append(
            f"{name:12}{row['p50']:8.1f}{row['p99']:8.1f}{row['max']:8.1f}"
            f"{row['p99'] / row['p50']:9.1f}{row['per_second']:12.0f}"
        )
    row = results["verify"]
    took = f"{row['seconds']:.1f} s, {row['megabytes']:.0f} MB of memory grown"
    return "\n".join([*lines, "", f"{row['entries']} entries verified: {took}"])


PARTS = {"chain": chain, "wait": wait, "verify": verify}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=200, help="entries of each thread")
    parser.add_argument("--runs", type=int, default=LEAST_RUNS)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--engine", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        _prepare(given.engine)
        print(json.dumps(PARTS[given.part](given.entries, given.runs)))
        return
    results = measure(entries=given.entries, runs=given.runs)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print(json.dumps(results, indent=2) if given.json else table(results))


if __name__ == "__main__":
    main()
