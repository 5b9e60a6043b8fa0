"""How well and how fast calls are read, beside a floor of plain regular expressions.

    script/bench importer [--corpus FOLDER] [--split all|dev|seeds] [--runs 5] [--no-speed]

The corpus is a folder of calls with hand-made truth and its `score.py`; its `baseline.py`, if there
is one, is the floor. Both are loaded from there. Ours and the floor alternate in one run; times are
seconds of processor, medians of at least five. Prints tables, and writes everything as JSON to
`bench-results/importer.json`.

Figures of the development set say that nothing got worse. They do not say how well other calls are
read: the rules were written in sight of those texts. For that, give a corpus nobody has looked at.
"""

import argparse
import contextlib
import importlib.util
import io
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from mandat.calls.importer import read_call
from mandat.calls.importer.draft import FIELDS, Certainty, draft_json

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SET = ROOT.parent / "shared" / "corpus"
RESULTS = ROOT / "bench-results" / "importer.json"
PAGE = 3_000  # characters of a printed page of terms of reference
TWENTY_PAGES, FIVE_MB = 20 * PAGE, 5_000_000
LEAST_RUNS = 5
Table = dict[str, Any]

PARAGRAPHS = (
    """{n}. Context of part {n}
The network accompanies community workers in {n} districts. Their teams report monthly, and their
partners meet each quarter to compare what they learn.""",
    """Objectives of part {n}
- Describe how the teams of district {n} organise their outreach.
- Compare at least {n} ways of working with peers, and say what each of them costs.""",
    """Deliverables of part {n}
- An inception note of {n} pages, due on 3 March 2031.
- A report of {n} pages with an annex of tables, due on 28 November 2031.""",
    """Profile of part {n}
- At least {n} years of experience in evaluation.
- Written French; Arabic is a plus.
Applications are sent before 12 January 2031 at 17:00 (Brussels time).""",
)


def long_call(characters: int) -> str:
    """Terms of reference of this length: numbered parts, each of other words and figures."""
    parts = ["Terms of reference: a study in many parts\n"]
    size = number = 0
    while size < characters:
        parts.append(PARAGRAPHS[number % len(PARAGRAPHS)].format(n=2 + number // len(PARAGRAPHS)))
        size += len(parts[-1]) + 2
        number += 1
    return "\n\n".join(parts)[:characters]


def load(path: Path) -> ModuleType:
    """A module of the corpus, by its file."""
    spec = importlib.util.spec_from_file_location(f"corpus_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_floor(corpus: Path) -> ModuleType | None:
    path = corpus / "baseline.py"
    return load(path) if path.exists() else None


def ours(path: Path) -> Table:
    """The draft of a text, in its JSON form."""
    return draft_json(read_call(path.read_text(encoding="utf-8")))


def floor(baseline: ModuleType | None, path: Path) -> Table:
    """What the regular expressions of the corpus find in it."""
    if baseline is None:
        return {}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        baseline.main(str(path))
    answer: Table = json.loads(out.getvalue())
    return answer


def only_sure(draft: Table) -> Table:
    """The draft as if only values called `sure` had been given."""
    return {n: draft[n] for n in FIELDS if draft[n]["certainty"] == Certainty.SURE}


def quality(corpus: Path, split: str) -> Table:
    """Precision, recall and F1 of ours and of the floor, by field, and the precision of `sure`."""
    score, baseline = load(corpus / "score.py"), load_floor(corpus)
    tallies = {"ours": score.Tally(), "floor": score.Tally(), "sure": score.Tally()}
    calls = score.load_truth(split, None)
    for _name, text, truth in calls:
        draft = ours(Path(text))
        tallies["ours"].merge(score.score(truth["fields"], draft))
        tallies["sure"].merge(score.score(truth["fields"], only_sure(draft)))
        tallies["floor"].merge(score.score(truth["fields"], floor(baseline, Path(text))))
    fields = {who: by_field(score, tally) for who, tally in tallies.items()}
    right = sum(a[0] for a in tallies["sure"].values())
    wrong = sum(a[1] for a in tallies["sure"].values())
    return {
        "calls": len(calls),
        "fields": fields,
        "macro_f1": {who: macro(fields[who]) for who in ("ours", "floor")},
        "sure": {"right": right, "wrong": wrong, "precision": right / max(1, right + wrong)},
    }


def by_field(score: ModuleType, tally: Any) -> Table:
    rows = {name: score.prf(counts) for name, counts in sorted(tally.items()) if any(counts)}
    return {n: {"precision": p, "recall": r, "f1": f} for n, (p, r, f) in rows.items()}


def macro(fields: Table) -> float:
    return statistics.fmean(row["f1"] for row in fields.values()) if fields else 0.0


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def speed(corpus: Path | None, split: str, runs: int) -> Table:
    """Medians of the times: the corpus (ours and the floor in turn), 20 pages, 5 MB, loading."""
    twenty, large = long_call(TWENTY_PAGES), long_call(FIVE_MB)
    table: Table = {"runs": runs}
    if corpus:
        baseline, score = load_floor(corpus), load(corpus / "score.py")
        paths = [Path(text) for _name, text, _truth in score.load_truth(split, None)]
        times: dict[str, list[float]] = {"ours": [], "floor": []}
        for _ in range(runs):
            times["ours"].append(seconds(lambda: [ours(p) for p in paths]))
            times["floor"].append(seconds(lambda: [floor(baseline, p) for p in paths]))
        median = {who: statistics.median(t) for who, t in times.items()}
        table["documents_per_second"] = len(paths) / median["ours"]
        if baseline:
            table["times_the_floor"] = median["ours"] / median["floor"]
    table["twenty_pages_s"] = statistics.median(
        seconds(lambda: read_call(twenty)) for _ in range(runs)
    )
    table["five_mb_s"] = statistics.median(seconds(lambda: read_call(large)) for _ in range(runs))
    per_character = table["twenty_pages_s"] / len(twenty), table["five_mb_s"] / len(large)
    table["per_character_five_mb_to_twenty_pages"] = per_character[1] / per_character[0]
    table["load_s"] = statistics.median(loading() for _ in range(runs))
    table["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return table


def loading() -> float:
    """Seconds that a fresh Python takes to import the importer."""
    code = (
        "import time; t = time.process_time()\n"
        "from mandat.calls.importer.whole import read_call\n"
        "print(time.process_time() - t)"
    )
    done = subprocess.run(  # noqa: S603 -- this very Python
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def show_quality(table: Table) -> None:
    print(f"{table['calls']:4} calls{'':14} precision  recall     F1   floor's F1")
    for name, row in table["fields"]["ours"].items():
        below = table["fields"]["floor"].get(name, {}).get("f1", 0.0)
        print(
            f"{name:24} {row['precision']:9.3f} {row['recall']:7.3f} {row['f1']:6.3f} {below:12.3f}"
        )
    mean = table["macro_f1"]
    ratio = mean["ours"] / mean["floor"] if mean["floor"] else float("inf")
    print(
        f"{'macro F1':42} {mean['ours']:6.3f} {mean['floor']:12.3f}   {ratio:.1f} times the floor"
    )
    sure = table["sure"]
    total = sure["right"] + sure["wrong"]
    print(f"precision of sure: {sure['precision']:.4f} ({sure['right']} of {total})\n")


def show_speed(table: Table) -> None:
    print(f"medians of {table['runs']} runs, seconds of processor")
    if "documents_per_second" in table:
        print(f"documents per second: {table['documents_per_second']:.1f}")
    if "times_the_floor" in table:
        print(f"time of the floor: ours takes {table['times_the_floor']:.1f} times as long")
    print(f"20 pages: {table['twenty_pages_s'] * 1000:.0f} ms (at most 100)")
    print(f"5 MB: {table['five_mb_s']:.2f} s (at most 10)")
    print(
        "time per character, 5 MB against 20 pages:"
        f" {table['per_character_five_mb_to_twenty_pages']:.2f} (1 is linear)"
    )
    print(f"loading: {table['load_s']:.2f} s (at most 1)")
    print(f"peak memory: {table['peak_memory_mb']:.0f} MB")


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench importer")
    parser.add_argument("--corpus", type=Path, default=DEVELOPMENT_SET)
    parser.add_argument("--split", choices=("all", "dev", "seeds"), default="all")
    parser.add_argument("--runs", type=int, default=LEAST_RUNS)
    parser.add_argument("--no-speed", action="store_true")
    arguments = parser.parse_args()
    corpus = arguments.corpus if (arguments.corpus / "score.py").exists() else None
    results: Table = {}
    if corpus:
        results["quality"] = quality(corpus, arguments.split)
        show_quality(results["quality"])
        if arguments.corpus == DEVELOPMENT_SET:
            print("This is the development set: how well other calls are read, it does not say.\n")
    else:
        print(f"No corpus at {arguments.corpus}: quality is left out (--corpus FOLDER).\n")
    if not arguments.no_speed:
        results["speed"] = speed(corpus, arguments.split, max(LEAST_RUNS, arguments.runs))
        show_speed(results["speed"])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    print(f"\nWritten to {RESULTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
