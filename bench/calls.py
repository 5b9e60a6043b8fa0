"""What calls cost when there are many, and how well they are found.

    script/bench calls [--calls 10,1000,100000] [--runs 5] [--no-quality] [--no-print] [--no-pages]

Public page and public list at each number of calls: milliseconds of processor per request, queries,
bytes, memory. The search at the largest number, beside plain FTS5 over the same words, in turn.
nDCG@10 on a hand-made relevance set in three languages, among noise, and among texts that repeat
one word of a question. Printing one call, beside WeasyPrint. The data are made from word lists of
our own, in a folder that is thrown away; with MANDAT_DATABASE_URL, in that (empty!) database: its
own processor time is then not counted, and the search is measured by the clock. Writes
`bench-results/calls.json`.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench-results" / "calls.json"
LEAST_RUNS = 5
Table = dict[str, Any]

sys.path.insert(0, str(ROOT / "bench"))
sys.path.insert(0, str(ROOT))


def prepare(folder: Path) -> None:
    """The site without its static files, over a data folder that is thrown away."""
    os.environ["MANDAT_DATA_DIR"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- set up by now
    from django.db import connection  # noqa: PLC0415

    connection.settings_dict["CONN_MAX_AGE"] = (
        None  # as in service: one connection for all requests
    )
    call_command("migrate", verbosity=0)


def one_real_call() -> str:
    """A whole call, with everything that a page can show; its token."""
    from tests.calls.published import published_call  # noqa: PLC0415 -- set up by now
    from tests.factories import make_organisation  # noqa: PLC0415

    call = published_call(make_organisation("Maison des droits"))
    return str(call.token)


def addresses(token: str) -> dict[str, str]:
    from django.urls import reverse  # noqa: PLC0415 -- set up by now

    listed = reverse("open:list_calls")
    return {
        "page": reverse("open:show_call", args=[token]),
        "list": listed,
        "list_of_a_country": f"{listed}?country=BE",
    }


def measure_pages(token: str, sizes: list[int], runs: int) -> list[Table]:
    from calls_parts import filling, pages  # noqa: PLC0415 -- set up by now

    there, table = 1, []
    for size in sizes:
        filling.fill(size - there, start=there)
        there = size
        rows = {name: pages.measure(url, runs) for name, url in addresses(token).items()}
        table.append({"calls": size, **rows})
        show_pages(table[-1])
    return table


def measure_search(runs: int) -> Table:
    from calls_parts import filling, pages, searching  # noqa: PLC0415 -- set up by now
    from django.urls import reverse  # noqa: PLC0415

    build = filling.index()
    table = searching.speed(filling.texts(), runs)
    address = reverse("open:list_calls", query={"q": "santé contraception"})
    return {"build_s": build, **table, "page": pages.measure(address, runs)}


def measure_quality() -> Table:
    from calls_parts.searching import quality  # noqa: PLC0415 -- set up by now

    return {"easy": quality(hard=False), "hard": quality(hard=True)}


def measure_print(token: str, runs: int) -> Table:
    from calls_parts import printing  # noqa: PLC0415 -- set up by now

    table = printing.measure(token, runs)
    for name, row in table.items():
        cpu, size = row["cpu_ms"], row["bytes"]
        print(
            f"PDF of a call, {name}: typst {cpu['typst']:.0f} ms of processor"
            f" ({size['typst'] / 1000:.0f} kB), WeasyPrint {cpu['weasyprint']:.0f} ms"
            f" ({size['weasyprint'] / 1000:.0f} kB): {row['times_ours']:.1f} times"
        )
    return table


def show_pages(row: Table) -> None:
    print(f"{row['calls']} calls")
    for name in ("page", "list", "list_of_a_country"):
        one = row[name]
        print(
            f"  {name:18} {one['cpu_ms']:6.1f} ms of processor   {one['queries']:2} queries"
            f"   {one['bytes'] / 1000:6.1f} kB   {one['growth_mb']:+.1f} MB"
            f" (process {one['resident_mb']:.0f} MB)"
        )


def show_search(table: Table, calls: int) -> None:
    ours, bare, plain = table["ours_ms"], table["ours_bare_ms"], table["plain_ms"]
    print(f"search over {calls} calls, {table['questions']} questions (p95 at most 100 ms)")
    print(f"  ours   p50 {ours['p50']:6.1f} ms   p95 {ours['p95']:6.1f} ms, with excerpts")
    print(f"  bare   p50 {bare['p50']:6.1f} ms   p95 {bare['p95']:6.1f} ms, keys alone")
    print(f"  plain  p50 {plain['p50']:6.1f} ms   p95 {plain['p95']:6.1f} ms, names alone")
    print(f"  p95 of the bare one: {table['times_plain_p95']:.2f} times plain FTS5")
    page = table["page"]
    print(
        f"  public list with words: {page['cpu_ms']:.1f} ms of processor,"
        f" {page['queries']} queries, {page['bytes'] / 1000:.1f} kB"
    )
    print(f"  index made in {table['build_s']:.0f} s")


def show_quality(table: Table) -> None:
    for name in ("easy", "hard"):
        one = table[name]
        print(
            f"nDCG@10, {name}: ours {one['ndcg_ours']:.3f}, plain FTS5 {one['ndcg_plain']:.3f}"
            f" ({one['ndcg_ours'] / one['ndcg_plain']:.2f} times), recall@10"
            f" {one['recall_ours']:.2f} and {one['recall_plain']:.2f}, {one['texts']} texts"
        )
        for code in ("fr", "en", "ar"):
            print(f"  {code}: {one[f'ndcg_ours_{code}']:.3f} and {one[f'ndcg_plain_{code}']:.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench calls")
    parser.add_argument("--calls", default="10,1000,100000")
    parser.add_argument("--runs", type=int, default=LEAST_RUNS)
    parser.add_argument("--no-quality", action="store_true")
    parser.add_argument("--no-print", action="store_true")
    parser.add_argument("--no-pages", action="store_true")
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be measured")
    arguments = parser.parse_args()
    runs, sizes = max(LEAST_RUNS, arguments.runs), [int(n) for n in arguments.calls.split(",")]
    folder = Path(tempfile.mkdtemp(prefix="mandat-bench-", dir=arguments.folder))
    table: Table = {"runs": runs}
    try:
        prepare(folder)
        if not arguments.no_quality:
            table["quality"] = measure_quality()
            show_quality(table["quality"])
        token = one_real_call()
        if not arguments.no_print:
            table["print"] = measure_print(token, runs)
        if not arguments.no_pages:
            table["pages"] = measure_pages(token, sizes, runs)
            table["search"] = measure_search(runs)
            show_search(table["search"], sizes[-1])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(table, indent=2) + "\n")
    print(f"\nWritten to {RESULTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
