"""What a public page costs: processor, queries, bytes, memory."""

import gc
import resource
import statistics
import time
from pathlib import Path
from typing import Any

WARM, PER_RUN = 3, 5
Table = dict[str, Any]


def resident_mb() -> float:
    """Memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


def measure(address: str, runs: int) -> Table:
    """Medians of runs of `PER_RUN` requests each, after a few that warm the process up."""
    from django.db import connection  # noqa: PLC0415 -- Django is set up
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    for _ in range(WARM):
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        client.get(address)
    gc.collect()
    before = resident_mb()
    cpu = []
    for _ in range(runs):
        start = time.process_time()
        for _ in range(PER_RUN):
            response = client.get(address)
        cpu.append((time.process_time() - start) * 1000 / PER_RUN)
    gc.collect()
    return {
        "cpu_ms": statistics.median(cpu),
        "cpu_ms_runs": cpu,
        "queries": len(asked),
        "bytes": len(response.content),
        "growth_mb": resident_mb() - before,
        "resident_mb": resident_mb(),
    }
