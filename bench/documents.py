"""How fast files are stored encrypted and read back, beside a plain copy in the same run.

    script/bench documents [--megabytes 64] [--runs 5] [--folder FOLDER] [--no-journal]

Ours seals, hashes, writes, syncs and renames; the plain copy hashes, writes and syncs. Read back,
ours opens and verifies; the plain one reads, once as it is and once with its hash. Both are
measured in turn on the same bytes and the same disk: medians of at least five runs, in MB
(10^6 bytes) per second of wall clock. The ratio counts, since disks differ. Where the journal's
own measurement stands beside (`bench/journal.py`), it runs after. Everything is written as JSON
to `bench-results/documents.json`.
"""

import argparse
import hashlib
import importlib
import json
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench-results" / "documents.json"
LEAST_RUNS = 5
MB = 1_000_000
PIECE = 1024 * 1024  # bytes that a sender or reader hands on at once
SMALL = 200_000  # bytes: a letter of two pages with its logo
SMALL_FILES = 40
KEY_NAME = "house"
Table = dict[str, Any]


def pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PIECE):
        yield data[start : start + PIECE]


def plain_write(path: Path, data: bytes) -> str:
    """The floor: hashed, written, on the disk."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in pieces(data):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def plain_read(path: Path, *, hashed: bool = False) -> int:
    """The floor: read, and verified by its hash when asked."""
    count, digest = 0, hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while piece := file.read(PIECE):
            count += len(piece)
            if hashed:
                digest.update(piece)
    return count


class Ours:
    """The sealed store as the site uses it, in the folder of the measurement."""

    def __init__(self) -> None:
        # Only here: Django is set up by then.
        from mandat.documents import store  # noqa: PLC0415

        self.store = store

    def write(self, data: bytes, *, said: bool = True) -> Any:
        return self.store.seal_stream(
            pieces(data),
            row=uuid.uuid4(),
            key_name=KEY_NAME,
            max_bytes=len(data),
            size=len(data) if said else None,
        )

    def write_in_chunks(self, data: bytes, segments: int) -> Any:
        """As from a phone: each chunk of so many segments is synced when it came."""
        writer = self.store.SealedWriter.begin(
            total_size=len(data), row=uuid.uuid4(), key_name=KEY_NAME
        )
        step = self.store.SEGMENT * segments
        for index, start in enumerate(range(0, len(data), step)):
            writer.write_segments(index * segments, data[start : start + step])
        return writer.finish()

    def read(self, sealed: Any) -> int:
        return sum(len(piece) for piece in self.store.read_sealed(sealed.seal))

    def read_range(self, sealed: Any, start: int) -> int:
        return sum(len(piece) for piece in self.store.read_sealed(sealed.seal, start, 1000))

    def remove(self, sealed: Any) -> None:
        self.store.SealedWriter(sealed.seal).abandon()


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def rates(times: dict[str, list[float]], size: int) -> Table:
    return {name: size / MB / statistics.median(t) for name, t in times.items()}


def measure_large(ours: Ours, folder: Path, size: int, runs: int) -> Table:
    """One large file: stored and read back, ours and the floor in turn."""
    times: dict[str, list[float]] = {}
    ranges = []

    def note(name: str, work: Callable[[], Any]) -> Any:
        taken, result = seconds(work)
        times.setdefault(name, []).append(taken)
        return result

    for run in range(runs):
        data = os.urandom(size)
        path = folder / f"plain-{run}"
        digest = note("plain_write", lambda p=path, d=data: plain_write(p, d))
        sealed = note("write", lambda d=data: ours.write(d))
        if sealed.sha256 != digest:
            raise SystemExit("The two did not store the same bytes.")
        counted = note("write_uncounted", lambda d=data: ours.write(d, said=False))
        small = note("write_in_256_kib", lambda d=data: ours.write_in_chunks(d, 1))
        big = note("write_in_1_mib", lambda d=data: ours.write_in_chunks(d, 4))
        back = note("plain_read", lambda p=path: plain_read(p))
        note("plain_read_hashed", lambda p=path: plain_read(p, hashed=True))
        if note("read", lambda s=sealed: ours.read(s)) != back:
            raise SystemExit("The two did not read the same number of bytes.")
        ranges += [
            seconds(lambda s=sealed, at=at: ours.read_range(s, at))[0]
            for at in range(0, size - 1000, max(1, size // 20))
        ]
        path.unlink()
        for done in (sealed, counted, small, big):
            ours.remove(done)
    mb_s = rates(times, size)
    writes = ("write", "write_uncounted", "write_in_256_kib", "write_in_1_mib")
    return {
        "bytes": size,
        "mb_per_s": mb_s,
        "of_plain": {
            **{name: mb_s[name] / mb_s["plain_write"] for name in writes},
            "read": mb_s["read"] / mb_s["plain_read"],
            "read_to_hashed": mb_s["read"] / mb_s["plain_read_hashed"],
        },
        "range_of_1000_bytes_ms": statistics.median(ranges) * 1000,
    }


def measure_small(ours: Ours, folder: Path, runs: int) -> Table:
    """Many small files, where syncing counts for more than sealing.

    As on a site that has stood for a while: the folders of the fan are there.
    """
    from django.conf import settings  # noqa: PLC0415 -- set up by then

    location = Path(settings.STORAGES["sealed"]["OPTIONS"]["location"])
    for fan in range(256):
        (location / "files" / f"{fan:02x}").mkdir(parents=True, exist_ok=True)
    times: dict[str, list[float]] = {"plain_write": [], "write": []}
    for _ in range(runs):
        files = [os.urandom(SMALL) for _ in range(SMALL_FILES)]
        paths = [folder / f"plain-{n}" for n in range(SMALL_FILES)]
        for data, path in zip(files, paths, strict=True):
            times["plain_write"].append(seconds(lambda p=path, d=data: plain_write(p, d))[0])
            taken, sealed = seconds(lambda d=data: ours.write(d))
            times["write"].append(taken)
            path.unlink()
            ours.remove(sealed)
    median = {name: statistics.median(t) * 1000 for name, t in times.items()}
    return {
        "bytes": SMALL,
        "ms_per_file": median,
        "times_plain": median["write"] / median["plain_write"],
    }


def measure_memory(ours: Ours, size: int) -> Table:
    """How much the process grows when a file of this size passes through, piece by piece."""
    piece = os.urandom(PIECE)
    count = size // PIECE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sealed = ours.store.seal_stream(
        (piece for _ in range(count)),
        row=uuid.uuid4(),
        key_name=KEY_NAME,
        max_bytes=size,
        size=count * PIECE,
    )
    ours.read(sealed)
    ours.remove(sealed)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"bytes": count * PIECE, "peak_mb": after / 1024, "growth_mb": (after - before) / 1024}


def measure_journal() -> Table | None:
    """The journal's own figures, where its measurement is there."""
    if not (ROOT / "bench" / "journal.py").exists():
        return None
    sys.path.insert(0, str(ROOT / "bench"))
    figures: Table = importlib.import_module("journal").measure()
    return figures


def show(table: Table) -> None:
    large, small, memory = table["large"], table["small"], table["memory"]
    rate, ratio = large["mb_per_s"], large["of_plain"]
    print(f"one file of {large['bytes'] / MB:.0f} MB, medians of {table['runs']} runs")
    print(f"  plain copy (write, SHA-256, fsync) {rate['plain_write']:8.0f} MB/s")
    for name, words in (
        ("write", "stored encrypted, size announced"),
        ("write_uncounted", "stored encrypted, size not announced"),
        ("write_in_256_kib", "stored in synced chunks of 256 KiB"),
        ("write_in_1_mib", "stored in synced chunks of 1 MiB"),
    ):
        print(f"  {words:36} {rate[name]:6.0f} MB/s   {ratio[name]:.2f} of plain")
    print(f"  {'plain read, from the cache':36} {rate['plain_read']:6.0f} MB/s")
    print(f"  {'plain read and SHA-256':36} {rate['plain_read_hashed']:6.0f} MB/s")
    print(
        f"  {'read back and verified':36} {rate['read']:6.0f} MB/s   {ratio['read']:.2f} of plain, "
        f"{ratio['read_to_hashed']:.2f} of plain with SHA-256"
    )
    print(f"  a range of 1,000 bytes: {large['range_of_1000_bytes_ms']:.2f} ms")
    per_file = small["ms_per_file"]
    print(
        f"files of {small['bytes'] / 1000:.0f} kB: {per_file['write']:.1f} ms each, plain "
        f"{per_file['plain_write']:.1f} ms ({small['times_plain']:.2f} times)"
    )
    print(
        f"memory: {memory['bytes'] / MB:.0f} MB stored and read back make the process grow by "
        f"{memory['growth_mb']:.0f} MB (peak {memory['peak_mb']:.0f} MB)"
    )
    if table.get("journal"):
        print("journal:\n" + json.dumps(table["journal"], indent=2))


def prepare(folder: Path) -> None:
    """The site's own settings, over a data folder that is thrown away."""
    os.environ["MANDAT_DATA_DIR"] = str(folder / "data")
    for name in ("MANDAT_KEYS_DIR", "MANDAT_FILES_DIR", "MANDAT_S3_BUCKET"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.prod"
    django.setup()


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench documents")
    parser.add_argument("--megabytes", type=int, default=64)
    parser.add_argument("--runs", type=int, default=LEAST_RUNS)
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be measured")
    parser.add_argument("--no-journal", action="store_true")
    arguments = parser.parse_args()
    runs = max(LEAST_RUNS, arguments.runs)
    folder = Path(tempfile.mkdtemp(prefix="mandat-bench-", dir=arguments.folder))
    try:
        prepare(folder)
        ours = Ours()
        table: Table = {
            "runs": runs,
            "memory": measure_memory(ours, 256 * PIECE),
            "large": measure_large(ours, folder, arguments.megabytes * MB, runs),
            "small": measure_small(ours, folder, runs),
            "journal": None if arguments.no_journal else measure_journal(),
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    show(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(table, indent=2) + "\n")
    print(f"\nWritten to {RESULTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
