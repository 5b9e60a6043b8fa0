"""Server, worker and database are killed in the midst of filings, and come back.

Where the folder of the bench lies on a small disk of its own (`--folder`, under 8 GB free) that is
filled to the last byte too, for some seconds, and emptied again.

Browsers go on as people do: what may be sent twice is sent again (pages, a file under its id, the
last click with its key), anything else is given up and begun anew by somebody else. Then every
receipt that was shown must be honoured, and nothing may be filed twice.
"""

import json
import random
import shutil
import subprocess
import sys
import time
from typing import Any

FILINGS = 200
CLIENTS = 8
PAUSES = (3.0, 9.0)  # seconds between two kills
SETTLE = 60  # seconds for the worker to finish what it can
SMALL = 8 << 30  # bytes free on a disk that may be filled
FULL = 4.0  # seconds for which it stays full
Table = dict[str, Any]


def measure(bench: Any, vendor: str) -> Table:
    count = bench.given.filings or FILINGS
    site = bench.site(vendor, bench.given.already[0])
    kills = dict.fromkeys(("server", "worker", "database", "disk"), 0)
    is_small = shutil.disk_usage(site.folder).free < SMALL
    chance = random.Random(7)  # noqa: S311 -- repeatable, protects nothing
    try:
        site.start()
        command = [sys.executable, "-m", "intake_parts.driver", site.base, "--patient"]
        driver = subprocess.Popen(  # noqa: S603 -- our own module
            [*command, "--clients", str(CLIENTS), "--count", str(count), "--run", "faults"],
            env=site.env(), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        while driver.poll() is None:
            time.sleep(chance.uniform(*PAUSES))
            names = ["server", "server", "worker"] + ["database"] * (site.cluster is not None)
            kill(site, chance.choice(names + ["disk"] * is_small), kills)
        filed = json.loads(driver.communicate()[0])
        found = settled(site)
    finally:
        site.stop()
    table = {"database": vendor, "kills": kills, "filed": filed, "verified": found}
    show(table)
    return table


def kill(site: Any, name: str, kills: dict[str, int]) -> None:
    """Without a word to it, as a power cut would; then it is started again."""
    kills[name] += 1
    if name == "disk":
        fill_disk(site)
        return
    if name == "database":
        site.cluster.crash()
        return
    site.programs[name].kill()
    if name == "server":
        site.start_server()
    else:
        site.start_worker()


def fill_disk(site: Any) -> None:
    """Nobody can write one byte more, for a while. A database that gave up is started again."""
    ballast = site.folder.parent / "ballast"
    block = bytes(1 << 20)
    try:
        with ballast.open("wb", buffering=0) as file:
            while len(block) == file.write(block):
                pass
    except OSError:  # full
        pass
    time.sleep(FULL)
    ballast.unlink()
    if site.cluster:
        site.cluster.crash()


def settled(site: Any) -> Table:
    """What became of every receipt, once the worker did what it can."""
    receipts = site.receipts.read_text("utf-8")
    end = time.monotonic() + SETTLE
    while True:
        found: Table = json.loads(site.run("intake_parts.verifying", given=receipts))
        if not (found["files_to_check"] or found["mails_to_send"]) or time.monotonic() > end:
            return found
        time.sleep(3)


def show(table: Table) -> None:
    filed, found, kills = table["filed"], table["verified"], table["kills"]
    print(
        f"{table['database']}: killed {kills['server']} times the server, {kills['worker']} the"
        f" worker, {kills['database']} the database, the disk full {kills['disk']} times,"
        f" during {filed['count']} filings;"
        f" {found['receipts']} receipts given, {found['lost']} lost, {found['damaged']} damaged,"
        f" {found['doubled']} filed twice; {filed['errors']} given up;"
        f" {found['files_to_check']} files and {found['mails_to_send']} mails left to the worker",
        flush=True,
    )
