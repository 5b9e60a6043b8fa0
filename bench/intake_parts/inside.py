"""What one filing costs step by step, inside one process: processor, statements, rows read.

    python -m intake_parts.inside FILINGS [PROFILE]

Runs the very requests of `filing.submit` against the application without server or sockets, and
prints one JSON object. With PROFILE the calls of all requests are written there for pstats.
"""

import asyncio
import cProfile
import json
import os
import statistics
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from intake_parts import filing

WARM = 2
Table = dict[str, Any]
_HANDLERS: dict[str, Any] = {}


class Inside:
    """The driver's browser, answered by Django's test client."""

    def __init__(self, profile: cProfile.Profile | None) -> None:
        from django.test import Client  # noqa: PLC0415 -- Django is set up

        self.client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
        self.client.handler = _HANDLERS.setdefault("one", self.client.handler)  # loaded once
        self.profile = profile
        self.steps: list[tuple[str, Table]] = []

    def _ask(self, step: str, method: str, path: str, body: bytes, **more: Any) -> Any:
        from django.db import connection  # noqa: PLC0415

        said: list[str] = []

        def count(execute: Any, sql: str, *rest: Any) -> Any:
            if not sql.startswith("BEGIN"):  # the driver's own on PostgreSQL
                said.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count), self.profile or nullcontext():
            start, wall = time.thread_time(), time.perf_counter()
            answer = self.client.generic(method, urlsplit(path).path, body, **more)
            text = answer.content
            taken = (time.thread_time() - start) * 1000, (time.perf_counter() - wall) * 1000
        row = {"cpu_ms": taken[0], "ms": taken[1], "queries": len(said), "bytes": len(text)}
        self.steps.append((step, row | {"sql": said}))
        return answer, text.decode()

    async def request(  # noqa: PLR0917 -- as the peer's driver has it
        self, method, path, step=None, data=None, body=None, ctype=None
    ):
        del data
        answer, text = self._ask(
            step or path, method, path, body or b"", content_type=ctype or "text/html"
        )
        return answer.status_code, answer.headers, text, 0.0

    async def get(self, path, step=None):
        return await self.request("GET", path, step)

    async def send(self, path, headers, data, step):
        answer, text = self._ask(
            step, "POST", path, data, headers=headers, content_type="application/octet-stream"
        )
        return answer.status_code, text


def main() -> None:
    from config import env  # noqa: PLC0415

    env.prepare()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # one request at a time, in one thread
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    profile = cProfile.Profile() if len(sys.argv) > 2 else None
    steps: dict[str, list[Table]] = {}
    whole = []
    for n in range(WARM + int(sys.argv[1])):
        browser = Inside(profile if n >= WARM else None)
        token = f"BENCH-inside {os.getpid()}-{n}"
        asyncio.run(filing.submit(browser, str(n), token, filing.small_pdf(token)))
        if n >= WARM:
            whole.append(sum(row["cpu_ms"] for _step, row in browser.steps))
            for step, row in browser.steps:
                steps.setdefault(step, []).append(row)
    if profile:
        profile.dump_stats(sys.argv[2])
    print(json.dumps(_table(steps, whole)))


def _table(steps: dict[str, list[Table]], whole: list[float]) -> Table:
    if "MANDAT_BENCH_SQL" in os.environ:
        said = {step: rows[-1]["sql"] for step, rows in steps.items()}
        Path(os.environ["MANDAT_BENCH_SQL"]).write_text(json.dumps(said, indent=1), "utf-8")
    names = ("cpu_ms", "ms", "queries", "bytes")
    return {
        "cpu_ms": statistics.median(whole),
        "requests": sum(len(rows) for rows in steps.values()) / len(whole),
        "steps": {
            step: {
                "times": len(rows) / len(whole),
                **{name: statistics.median(row[name] for row in rows) for name in names},
            }
            for step, rows in steps.items()
        },
    }


if __name__ == "__main__":
    main()
