"""What it costs to file applications, beside pretalx and the bare floor in the same run.

    script/bench intake [--against DIR] [--runs 3] [--quick] [--already 100,2000]
                        [--databases sqlite,postgresql] [--faults] [--slow]

Complete applications come over HTTP to `mandat serve` and its worker, from the page of the call
to the receipt (`intake_parts/filing.py`), at 1, 8 and 32 clients, with 100 and 2,000 applications
there already. Printed and written to `bench-results/intake.json`: filings per second, p50, p95
and p99, processor of server and database for one filing (the worker's apart), the statements of
the last click, the peak of memory, and what was lost, damaged, filed twice or answered with an
error, read from the database and the stored files.

With `--against`, or where MANDAT_BENCH_PEERS names that folder, the peer's own scripts measure
pretalx and the floor in turn with ours, and its driver drives all three. `--faults` kills server,
worker and database in the midst of filings instead (and fills the disk, where `--folder` names a
small one); `--slow` sends files at 30 kB/s.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench-results" / "intake.json"
sys.path[:0] = [str(ROOT / "bench"), str(ROOT)]

from intake_parts.cluster import Cluster  # noqa: E402
from intake_parts.peer import Peer  # noqa: E402
from intake_parts.site import Site  # noqa: E402

CLIENTS = (1, 8, 32)
COUNTS = {1: 24, 8: 120, 32: 240}
QUICK = {1: 6, 8: 32, 32: 64}
PEER_COUNTS = {1: 6, 8: 24, 32: 48}
FLOOR_COUNT = 400
WARM = 16
Table = dict[str, Any]


class Bench:
    """One run: the folder that is thrown away, the databases, the peer when there is one."""

    def __init__(self, given: argparse.Namespace, folder: Path, peer: Peer | None) -> None:
        self.given, self.folder, self.peer = given, folder, peer
        self.counts = QUICK if given.quick else COUNTS
        self.cluster = Cluster(folder) if "postgresql" in given.databases else None
        self.prepared: dict[tuple[str, int], Site] = {}

    def site(self, vendor: str, already: int) -> Site:
        """A fresh copy of a site with so many applications, not started yet."""
        cluster = self.cluster if vendor == "postgresql" else None
        if (vendor, already) not in self.prepared:
            made = Site(self.folder, f"{vendor}_{already}", cluster)
            made.prepare(already)
            self.prepared[vendor, already] = made
        site = Site(self.folder, f"run_{vendor}", cluster)
        site.copy_of(self.prepared[vendor, already])
        return site

    def drive(self, site: Site, clients: int, count: int, run: str) -> Table:
        facts = str(site.folder / "facts.json")
        if self.peer:
            return self.peer.drive(site.base, facts, clients, count, run)
        command = [sys.executable, "-m", "intake_parts.driver", site.base, "--run", run]
        done = subprocess.run(  # noqa: S603 -- our own module
            [*command, "--clients", str(clients), "--count", str(count)],
            env=site.env(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(done.stderr[-3000:])
        table: Table = json.loads(done.stdout)
        return table

    def ours(self, vendor: str, already: int, clients: int, count: int) -> Table:
        """One measurement on a fresh copy."""
        site = self.site(vendor, already)
        try:
            site.start()
            self.drive(site, 8, WARM, "warm")
            site.reset_peaks()
            before = site.costs()
            row = self.drive(site, clients, count, "rush")
            after = site.costs()
            row |= {f"{k}_cpu_ms": (after[k] - before[k]) * 1000 / count for k in before}
            row["cpu_ms"] = row["server_cpu_ms"] + row["database_cpu_ms"]
            row["peak_mb"] = site.peak_mb()
            row["verified"] = verified(site)
        finally:
            site.stop()
        return row


def verified(site: Site) -> Table:
    """What became of every receipt that was given."""
    receipts = site.receipts.read_text("utf-8")
    found: Table = json.loads(site.run("intake_parts.verifying", given=receipts))
    return found


def median(rows: list[Table], name: str) -> float:
    return statistics.median(float(row[name]) for row in rows)


def measure(bench: Bench, already: int, clients: int) -> Table:
    """Ours on each database, pretalx and the floor, in turn, as often as asked."""
    rows: dict[str, list[Table]] = {}
    for _ in range(bench.given.runs):
        for vendor in bench.given.databases:
            rows.setdefault(vendor, []).append(
                bench.ours(vendor, already, clients, bench.counts[clients])
            )
        if bench.peer:
            count = bench.counts[clients] if clients > 1 else PEER_COUNTS[1]
            count = min(count, PEER_COUNTS[clients])
            rows.setdefault("pretalx", []).append(bench.peer.pretalx(already, clients, count))
            for vendor in bench.given.databases:
                rows.setdefault(f"floor_{vendor}", []).append(
                    bench.peer.floor(vendor, clients, FLOOR_COUNT)
                )
    table: Table = {"already": already, "clients": clients, "runs": rows}
    for name, found in rows.items():
        table[name] = {n: median(found, n) for n in ("per_s", "cpu_ms")}
        table[name] |= {"p50": median([r["ms"] for r in found], "p50")}
        table[name] |= {"p99": median([r["ms"] for r in found], "p99")}
        if "peak_mb" in found[0]:
            table[name]["peak_mb"] = max(row["peak_mb"] for row in found)
    show(table)
    return table


def show(table: Table) -> None:
    """One line for each of those that were measured, and the ratios."""
    print(f"\n{table['already']} there, {table['clients']} clients", flush=True)
    for name in table["runs"]:
        row = table[name]
        print(
            f"  {name:16} {row['per_s']:6.2f}/s   p50 {row['p50']:7.0f} ms   p99/p50"
            f" {row['p99'] / row['p50']:4.2f}   {row['cpu_ms']:6.1f} ms of processor each"
            + (f"   peak {row['peak_mb']:.0f} MB" if "peak_mb" in row else "")
        )
    for vendor in ("sqlite", "postgresql"):
        if vendor not in table["runs"]:
            continue
        bad: dict[str, int] = {}
        for row in table["runs"][vendor]:
            for name in ("lost", "doubled", "damaged"):
                bad[name] = bad.get(name, 0) + row["verified"][name]
            bad["refused"] = bad.get("refused", 0) + row["errors"]
        worker = median(table["runs"][vendor], "worker_cpu_ms")
        print(
            f"  {vendor}: worker {worker:.0f} ms each; "
            + ", ".join(f"{v} {k}" for k, v in bad.items())
        )
        if "pretalx" in table:
            floor, peer = table[f"floor_{vendor}"], table["pretalx"]
            print(
                f"  {vendor}: {table[vendor]['per_s'] / peer['per_s']:.1f} times pretalx's filings"
                f" per second; processor {table[vendor]['cpu_ms'] / floor['cpu_ms']:.0f} times the"
                f" floor's; memory {table[vendor]['peak_mb'] / peer['peak_mb']:.2f} of pretalx's"
            )


def inside(bench: Bench, vendor: str, already: int) -> Table:
    """Each request of one filing alone: processor and statements."""
    site = bench.site(vendor, already)
    try:
        site.start_links()
        table: Table = json.loads(site.run("intake_parts.inside", "8"))
    finally:
        site.stop()
    last = table["steps"]["last click POST"]
    print(
        f"{vendor}, {already} there, one process: {table['cpu_ms']:.0f} ms of processor in"
        f" {table['requests']:.0f} requests; the last click {last['cpu_ms']:.1f} ms,"
        f" {last['queries']:.0f} statements"
    )
    return table


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench intake")
    parser.add_argument("--against", type=Path, default=os.environ.get("MANDAT_BENCH_PEERS"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="few filings: an indication")
    parser.add_argument("--already", default="100,2000")
    parser.add_argument("--clients", default=",".join(map(str, CLIENTS)))
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--filings", type=int, default=0, help="of each measurement, or of faults")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be measured")
    given = parser.parse_args()
    given.databases = given.databases.split(",")
    given.already = [int(n) for n in given.already.split(",")]
    given.clients = [int(n) for n in given.clients.split(",")]
    return given


def run(bench: Bench) -> Table:
    """What was asked for."""
    given = bench.given
    if given.faults:
        from intake_parts import faults  # noqa: PLC0415 -- only then

        return {"faults": [faults.measure(bench, vendor) for vendor in given.databases]}
    if given.slow:
        from intake_parts import slow  # noqa: PLC0415 -- only then

        return {"slow": [slow.measure(bench, vendor) for vendor in given.databases]}
    if given.filings:
        bench.counts = dict.fromkeys(given.clients, given.filings)
    steps = {v: {n: inside(bench, v, n) for n in given.already} for v in given.databases}
    rows = [measure(bench, n, c) for n in given.already for c in given.clients]
    return {"inside": steps, "rush": rows}


def main() -> int:
    given = arguments()
    peer = Peer(given.against) if given.against else None
    if peer is None:
        print("Our figures alone: --against names the folder of the peer's scripts.")
    folder = Path(tempfile.mkdtemp(prefix="mandat-bench-", dir=given.folder))
    bench = None
    try:
        if peer and not given.faults:
            peer.ready(given.already)
        bench = Bench(given, folder, peer)
        table = run(bench)
    finally:
        if bench and bench.cluster:
            bench.cluster.stop()
        if peer:
            peer.stop()
        shutil.rmtree(folder, ignore_errors=True)
    RESULTS.parent.mkdir(exist_ok=True)
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    at = {"at": time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime()), "runs": given.runs}
    RESULTS.write_text(json.dumps(kept | table | {"measured": at}, indent=2) + "\n", "utf-8")
    print(f"\nWritten to {RESULTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
