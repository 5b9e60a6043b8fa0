"""Files applications from many browsers at once: the peer's load driver, without its environment.

    python -m intake_parts.driver BASE --clients 8 --count 100 --run NAME [--kb 300]

Used where no peer is at hand, and to go on through restarts. Prints one JSON object, under the
names that the peer's driver uses.
"""

import argparse
import asyncio
import hashlib
import json
import random
import resource
import statistics
import sys
import time
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from intake_parts import filing

_NOISE = random.Random(1).randbytes(1 << 20)  # noqa: S311 -- repeatable, protects nothing
PATIENCE = 120  # seconds for one answer
ERROR = 500
REPEATED = ("/check/", "/uploads/whole/")  # the last click with its key, a file with its id


def large_pdf(token: str, size: int) -> bytes:
    """A PDF of one page that holds so many bytes that nothing can compress."""
    mark = hashlib.sha256(token.encode()).digest()
    return filing.small_pdf(token)[:-6] + b"% " + (mark + _NOISE)[:size] + b"\n%%EOF\n"


class Headers(dict[str, str]):
    """Names of headers without regard to case."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name.lower(), default)


class Browser:
    """One cookie jar over one connection that stays open; redirects are the caller's."""

    def __init__(self, base: str, *, is_patient: bool = False) -> None:
        self.is_patient = is_patient
        self.errors = 0  # answers of 500 and above
        parts = urlsplit(base)
        self.base, self.host, self.port = base, parts.hostname or "", parts.port or 80
        self.cookies: dict[str, str] = {}
        self.steps: list[tuple[str, float]] = []
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, step: str | None = None) -> Any:
        return await self.request("GET", path, step)

    async def request(  # noqa: PLR0917 -- as the peer's driver has it
        self, method, path, step=None, data=None, body=None, ctype=None
    ):
        del data
        headers = {"Content-Type": ctype} if ctype else {}
        return await self._timed(method, path, headers, body or b"", step or path)

    async def send(self, path, headers, data, step):
        headers = {**headers, "Content-Type": "application/octet-stream"}
        status, _headers, text, _taken = await self._timed("POST", path, headers, data, step)
        return status, text

    async def _timed(self, method, path, headers, body, step):
        start = time.perf_counter()
        status, said, text = await self._again_and_again(method, path, headers, body)
        taken = time.perf_counter() - start
        self.steps.append((step, taken))
        return status, said, text.decode("utf-8", "replace"), taken

    async def _again_and_again(self, method, path, headers, body):
        """What may be sent twice is, by somebody patient, until it is answered."""
        may_repeat = self.is_patient and (method == "GET" or path.endswith(REPEATED))
        end = time.monotonic() + (PATIENCE if may_repeat else 0)
        while True:
            try:
                async with asyncio.timeout(PATIENCE):
                    answer = await self._ask(method, path, headers, body)
                self.errors += answer[0] >= ERROR
                if answer[0] < ERROR or time.monotonic() > end:
                    return answer
            except (OSError, EOFError, ValueError):
                if time.monotonic() > end:
                    raise
            await asyncio.sleep(0.5)

    async def _ask(self, method, path, headers, body):
        if self.line is None:
            self.line = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.line
        sent = {
            "Host": f"{self.host}:{self.port}",
            "Accept": "text/html",
            "Accept-Language": "fr",
            "Origin": self.base,
            "Referer": self.base + path,
            "Content-Length": str(len(body)),
            **headers,
        }
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in sent.items())
        writer.write(head.encode() + b"\r\n" + body)
        try:
            return await self._answer(reader)
        except (OSError, EOFError, ValueError):
            self.close()
            raise

    async def _answer(self, reader):
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(lines[0].split()[1]), Headers()
        for line in lines[1:-2]:
            name, _colon, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                self.cookies |= {k: m.value for k, m in SimpleCookie(value).items()}
        if "content-length" in headers:
            return status, headers, await reader.readexactly(int(headers["content-length"]))
        if headers.get("transfer-encoding") != "chunked":
            return status, headers, b""
        text = b""
        while size := int(await reader.readline(), 16):
            text += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return status, headers, text

    def close(self) -> None:
        if self.line is not None:
            self.line[1].close()
            self.line = None


def percentile(values: list[float], share: float) -> float | None:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * len(ordered)))] if ordered else None


def said_times(values: list[float]) -> dict[str, Any]:
    """In milliseconds."""
    found = {f"p{n}": percentile(values, n / 100) for n in (50, 95, 99)}
    return {name: round(v * 1000, 1) for name, v in found.items() if v is not None}


async def drive(
    base: str, clients: int, count: int, run: str, size: int, *, is_patient: bool = False
) -> dict[str, Any]:
    todo = list(range(count))
    times: list[float] = []
    steps: dict[str, list[float]] = {}
    refused: dict[str, int] = {}
    failures = {"5xx": 0}

    async def work() -> None:
        while todo:
            number = todo.pop()
            token = f"BENCH-{run}- {number}"
            browser = Browser(base, is_patient=is_patient)
            start = time.perf_counter()
            try:
                await filing.submit(browser, f"{run}{number}", token, large_pdf(token, size))
                times.append(time.perf_counter() - start)
            except filing.Refused as error:
                refused[str(error)] = refused.get(str(error), 0) + 1
            except (OSError, EOFError, ValueError) as error:
                name = f"line: {type(error).__name__}"
                refused[name] = refused.get(name, 0) + 1
                await asyncio.sleep(0.2)
            finally:
                browser.close()
                failures["5xx"] += browser.errors
            for step, taken in browser.steps:
                steps.setdefault(step, []).append(taken)

    begun = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    start = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(clients)))
    wall = time.perf_counter() - start
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - begun
    return {
        "clients": clients,
        "count": count,
        "ok": len(times),
        "errors": sum(refused.values()),
        "why": refused,
        **failures,
        "wall_s": round(wall, 3),
        "per_s": round(len(times) / wall, 2),
        "ms": said_times(times),
        "steps_p50": {s: round(statistics.median(v) * 1000, 1) for s, v in steps.items()},
        "client_cpu_ms": round(cpu / max(1, count) * 1000, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("base")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--run", default="x")
    parser.add_argument("--kb", type=int, default=300)
    parser.add_argument("--patient", action="store_true", help="goes on through restarts")
    given = parser.parse_args()
    size = given.kb * 1024
    table = asyncio.run(
        drive(given.base, given.clients, given.count, given.run, size, is_patient=given.patient)
    )
    print(json.dumps(table))
    return 0


if __name__ == "__main__":
    sys.exit(main())
