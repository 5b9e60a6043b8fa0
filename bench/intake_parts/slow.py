"""Files that come at 30 kB/s, and how long somebody else waits for an ordinary page meanwhile.

Each sender has an application of their own and sends one file of 300 kB; whoever is told that the
site is busy sends it again later, as the page's script does.
"""

import asyncio
import os
import time
import uuid
from typing import Any
from urllib.parse import quote

from intake_parts import filing
from intake_parts.driver import Browser, large_pdf, said_times

RATE = 30 * 1024  # bytes in a second
STEP = 0.1  # seconds between two packets
SIZE = 300 * 1024
SENDERS = (16, 100)
VISITS, EVERY = 40, 0.25  # pages asked for, seconds between them
PATIENCE = 240  # seconds for all files
BUSY, CREATED = 503, 201
Table = dict[str, Any]


def measure(bench: Any, vendor: str) -> Table:
    site = bench.site(vendor, bench.given.already[0])
    os.environ["MANDAT_BENCH_FACTS"] = str(site.folder / "facts.json")
    filing.facts.cache_clear()
    try:
        site.start()
        table = asyncio.run(all_of_it(site.base))
    finally:
        site.stop()
    print(f"{vendor}: a visitor's page, p95 without slow senders {table['alone']['p95']:.0f} ms")
    for row in table["senders"]:
        more = row["visitor"]["p95"] - table["alone"]["p95"]
        print(
            f"  {row['senders']:3} senders: p95 {row['visitor']['p95']:.0f} ms ({more:+.0f} ms),"
            f" {row['stored']} of {row['senders']} stored in {row['seconds']:.0f} s,"
            f" told {row['busy']} times to try later",
            flush=True,
        )
    return {"database": vendor, **table}


async def all_of_it(base: str) -> Table:
    page = f"/open/{filing.facts()['call']}/"
    await visits(base, page)  # warm
    alone = said_times(await visits(base, page))
    rows = []
    for senders in SENDERS:
        browsers = await asyncio.gather(*(ready(base, f"{senders}-{n}") for n in range(senders)))
        start, said = time.perf_counter(), {"busy": 0}
        jobs = [asyncio.create_task(send(*browser, said)) for browser in browsers]
        await asyncio.sleep(0.5)
        waited = await visits(base, page)
        stored = await asyncio.wait_for(asyncio.gather(*jobs), PATIENCE)
        seconds = time.perf_counter() - start
        row = {"senders": senders, "visitor": said_times(waited), "stored": sum(stored)}
        rows.append(row | {"seconds": seconds, **said})
    return {"alone": alone, "senders": rows}


async def visits(base: str, page: str) -> list[float]:
    """Somebody asks for a page again and again, without waiting for the one before."""

    async def ask() -> float:
        browser = Browser(base)
        taken = (await browser.get(page))[3]
        browser.close()
        return float(taken)

    jobs = []
    for _ in range(VISITS):
        jobs.append(asyncio.create_task(ask()))
        await asyncio.sleep(EVERY)
    return list(await asyncio.gather(*jobs))


async def ready(base: str, name: str) -> tuple[Browser, str, str]:
    """A browser that holds the pass of an application; its target, and the page's token."""
    browser, token = Browser(base), f"SLOW-{uuid.uuid4().hex}- {name}"
    mine = await filing.begin(browser, token)
    html = (await browser.get(f"{mine}documents/"))[2]
    browser.close()
    target = mine.strip("/").rpartition("/")[2].replace("-", "")
    return browser, f"{target}/0", filing.value(html, "csrfmiddlewaretoken")


async def send(browser: Browser, target: str, csrf: str, said: dict[str, int]) -> bool:
    """The file is there; however often it had to begin again."""
    data, wait = large_pdf(target, SIZE), 1.0
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        status = await send_once(browser, target, csrf, data)
        if status == CREATED:
            return True
        said["busy"] += status == BUSY
        await asyncio.sleep(wait)
        wait = min(8, wait * 2)
    return False


async def send_once(browser: Browser, target: str, csrf: str, data: bytes) -> int:
    """As the page's script sends it, at the rate of a poor line."""
    names = {
        "Host": f"{browser.host}:{browser.port}",
        "Origin": browser.base,
        "X-CSRFToken": csrf,
        "Cookie": "; ".join(f"{k}={v}" for k, v in browser.cookies.items()),
        "Content-Type": "application/octet-stream",
        "Content-Length": str(len(data)),
        "X-Upload-Use": "intake.piece",
        "X-Upload-Target": quote(target, safe=""),
        "X-Upload-Name": "lent.pdf",
        "Connection": "close",
    }
    head = "POST /files/uploads/whole/ HTTP/1.1\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in names.items())
    try:
        reader, writer = await asyncio.open_connection(browser.host, browser.port)
        answer = asyncio.create_task(reader.readline())
        writer.write(head.encode() + b"\r\n")
        step = int(RATE * STEP)
        for start in range(0, len(data), step):
            if answer.done():
                break
            writer.write(data[start : start + step])
            await asyncio.sleep(STEP)
        line = await asyncio.wait_for(answer, PATIENCE)
        writer.close()
        return int(line.split()[1])
    except (OSError, IndexError, ValueError):
        return 0
