"""Reads spoilt calls without end: nothing raises, nothing is slow, every span lies in its text.

script/fuzz importer --runs 100000
"""

import random
import sys
import time
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(include=["mandat.calls.importer"]):
    from mandat.calls.importer import read_call

from tests.fuzz.checks import check_draft
from tests.fuzz.mutations import mutated


class Runs:
    """Counts the inputs read and keeps the slowest."""

    def __init__(self) -> None:
        self.count = 0
        self.slowest = 0.0
        self.began = time.monotonic()

    def __call__(self, data: bytes) -> None:
        picks = random.Random(data)  # noqa: S311 - the bytes decide, again and again the same
        text = mutated(picks.randrange)
        start = time.process_time()
        draft = read_call(text)
        taken = time.process_time() - start
        self.count += 1
        self.slowest = max(self.slowest, taken)
        check_draft(text, draft, taken)

    def say(self) -> None:
        took = time.monotonic() - self.began
        print(f"{self.count} inputs in {took:.0f} s, the slowest {self.slowest * 1000:.0f} ms")


def main() -> None:
    runs = Runs()
    wanted = next((int(a.split("=")[1]) for a in sys.argv if a.startswith("-runs=")), 0)

    def one(data: bytes) -> None:
        runs(data)
        if runs.count % 10_000 == 0 or runs.count == wanted:
            runs.say()
            sys.stdout.flush()

    # Inputs are seeds of a chance, so that long ones say no more than short ones.
    atheris.Setup([*sys.argv, "-max_len=32", "-len_control=0", "-print_final_stats=0"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
