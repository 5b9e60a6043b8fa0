"""How well and how fast words are found, beside plain FTS5 over the same texts."""

import json
import math
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from calls_parts.words import LANGUAGES, LISTS, Maker, Text

SET = Path(__file__).resolve().parents[2] / "tests" / "search" / "relevance.json"
NOISE, DISTRACTORS = 10_000, 6_000
QUESTIONS = 1_000
_SPACE = UUID("6f6b0d6e-6d61-4e64-8174-000000000000")
Table = dict[str, Any]


class Plain:
    """The floor: FTS5 with `unicode61 remove_diacritics 2`, the same title weight, the same
    "every word first, then some", and no analysis of ours."""

    def __init__(self, path: str = ":memory:") -> None:
        self.connection = sqlite3.connect(path)
        self.connection.execute(
            "CREATE VIRTUAL TABLE plain USING fts5(name UNINDEXED, title, body,"
            " tokenize='unicode61 remove_diacritics 2')"
        )

    def add(self, rows: Iterator[tuple[str, str, str]]) -> None:
        self.connection.executemany("INSERT INTO plain VALUES (?, ?, ?)", rows)
        self.connection.commit()

    def find(self, text: str, limit: int = 10) -> list[str]:
        words = [f'"{word}"' for word in text.replace('"', " ").split()]
        found: dict[str, None] = {}
        for joint in (" AND ", " OR "):
            if len(found) < limit:
                rows = self.connection.execute(
                    "SELECT name FROM plain WHERE plain MATCH ?"
                    " ORDER BY bm25(plain, 0, 4.0, 1.0) LIMIT 200",
                    [joint.join(words)],
                )
                found.update(dict.fromkeys(name for (name,) in rows))
        return list(found)[:limit]


def library(*, hard: bool) -> dict[str, Text]:
    """The relevance set among noise; the hard one with texts that repeat one word of a question."""
    known = json.loads(SET.read_text(encoding="utf-8"))
    texts = {n: Text(d["language"], d["title"], d["text"]) for n, d in known["documents"].items()}
    maker = Maker(seed=11, without=asked_for(known["queries"]))
    for number in range(NOISE):
        texts[f"noise{number}"] = maker.text(LANGUAGES[number % 3], 30)
    if hard:
        words = [
            (word, query["language"])
            for query in known["queries"]
            for word in query["text"].split()
            if len(word) > 2 and " " in query["text"]
        ]
        for number in range(DISTRACTORS):
            word, language = words[number % len(words)]
            base = maker.text(language, 24)
            repeated = " ".join([word] * (2 + number % 3))
            texts[f"distractor{number}"] = Text(language, base.title, f"{repeated} {base.body}")
    return texts


def asked_for(queries: Sequence[Table]) -> set[str]:
    """The words of the lists that a question asks for: noise that holds them would be relevant."""
    from mandat.search.analyser import forms_of, question  # noqa: PLC0415 -- Django is set up

    forms = {f for query in queries for word in question(query["text"]) for f in word.forms}
    listed = [(word, code) for code, text in LISTS.items() for word in text.split()]
    return {word for word, code in listed if forms.intersection(forms_of(word, code))}


def ndcg(found: Sequence[str], relevant: dict[str, int], at: int = 10) -> float:
    """Normalised discounted cumulative gain: 1 when the best stand first."""
    gain = sum(relevant.get(n, 0) / math.log2(i + 2) for i, n in enumerate(found[:at]))
    best = sorted(relevant.values(), reverse=True)[:at]
    return gain / sum(g / math.log2(i + 2) for i, g in enumerate(best))


def recall(found: Sequence[str], relevant: dict[str, int], at: int = 10) -> float:
    return len(set(found[:at]) & set(relevant)) / len(relevant)


class Ours:
    """The search of the site, over texts that are no calls."""

    def __init__(self, texts: dict[str, Text]) -> None:
        # Only here: Django is set up by then.
        from mandat.core.holdings import DataClass  # noqa: PLC0415
        from mandat.search import kinds, queries, services  # noqa: PLC0415

        self.queries, self.names = queries, {uuid5(_SPACE, name): name for name in texts}
        at = datetime(2026, 1, 1, tzinfo=UTC)

        def entries(keys: Sequence[UUID]) -> Iterator[tuple[UUID, Any]]:
            for key in keys:
                text = texts[self.names[key]]
                access = frozenset({kinds.PUBLIC})
                yield (
                    key,
                    kinds.Entry(text.language, text.title, text.body, access, DataClass.PUBLIC, at),
                )

        kind = kinds.Kind(
            "sample", "", lambda _account: frozenset(), str, lambda: iter(self.names), entries
        )
        kinds.register_kind(kind)
        start = time.perf_counter()
        for _count in services.rebuild(kind):
            pass
        self.build_s = time.perf_counter() - start

    def find(self, text: str, language: str, limit: int = 10) -> list[str]:
        found = self.queries.find(
            text, ["public"], kinds=["sample"], language=language, limit=limit
        )
        return [self.names[hit.object_id] for hit in found.hits]

    def away(self) -> None:
        from mandat.search import kinds  # noqa: PLC0415
        from mandat.search.models import SearchEntry  # noqa: PLC0415

        SearchEntry.objects.filter(kind="sample").delete()
        kinds._KINDS.pop("sample")


def quality(*, hard: bool) -> Table:
    """nDCG@10 and recall@10 of ours and of the floor, over all questions and by language."""
    texts = library(hard=hard)
    ours, plain = Ours(texts), Plain()
    plain.add((name, text.title, text.body) for name, text in texts.items())
    rows = []
    for query in json.loads(SET.read_text(encoding="utf-8"))["queries"]:
        relevant = query["relevant"]
        found = {
            "ours": ours.find(query["text"], query["language"]),
            "plain": plain.find(query["text"]),
        }
        rows.append(
            {
                "text": query["text"],
                "language": query["language"],
                **{f"ndcg_{who}": ndcg(names, relevant) for who, names in found.items()},
                **{f"recall_{who}": recall(names, relevant) for who, names in found.items()},
            }
        )
    ours.away()
    table: Table = {"texts": len(texts), "questions": len(rows), "rows": rows}
    for measure in ("ndcg_ours", "ndcg_plain", "recall_ours", "recall_plain"):
        table[measure] = statistics.fmean(row[measure] for row in rows)
        for code in LANGUAGES:
            mine = [row[measure] for row in rows if row["language"] == code]
            table[f"{measure}_{code}"] = statistics.fmean(mine)
    return table


def milliseconds(work: Callable[[], object]) -> float:
    """Of processor where the database runs in this process; else of waiting."""
    from django.db import connection  # noqa: PLC0415 -- Django is set up

    clock = time.thread_time if connection.vendor == "sqlite" else time.perf_counter
    start = clock()
    work()
    return (clock() - start) * 1000


def percentiles(times: list[float]) -> Table:
    ordered = sorted(times)
    return {"p50": statistics.median(ordered), "p95": ordered[int(len(ordered) * 0.95)]}


def speed(texts: Iterator[tuple[str, str, str]], runs: int) -> Table:
    """Milliseconds of a question over all calls, ours and the floor in turn (`milliseconds`).

    Ours finds, and cuts titles and excerpts with the words marked; the bare one leaves that out,
    as the floor does.
    """
    from mandat.calls.finding import search_public_calls  # noqa: PLC0415 -- Django is set up

    plain = Plain()
    plain.add(texts)
    maker = Maker(seed=5)
    questions = [maker.question() for _ in range(QUESTIONS)]
    ours: list[float] = []
    bare: list[float] = []
    floor: list[float] = []
    per_run = []
    for _ in range(runs):
        times = []
        for text, language in questions[: QUESTIONS // runs]:
            times.append(
                milliseconds(lambda t=text, c=language: search_public_calls(t, language=c))
            )
            bare.append(
                milliseconds(lambda t=text, c=language: search_public_calls(t, language=c, limit=0))
            )
            floor.append(milliseconds(lambda t=text: plain.find(t, 20)))
        questions = questions[QUESTIONS // runs :]
        ours += times
        per_run.append(percentiles(times)["p95"])
    table: Table = {"questions": len(ours), "ours_ms": percentiles(ours)}
    table |= {"ours_bare_ms": percentiles(bare), "plain_ms": percentiles(floor)}
    table["p95_of_runs"] = per_run
    table["times_plain_p95"] = table["ours_bare_ms"]["p95"] / table["plain_ms"]["p95"]
    return table
