"""What people look for stands first: a hand-made set in three languages, among distractors."""

import json
import math
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from mandat.core.holdings import DataClass
from mandat.search import kinds, services
from mandat.search.kinds import PUBLIC, Entry, Kind
from mandat.search.queries import find

SET = json.loads(Path(__file__).with_name("relevance.json").read_text(encoding="utf-8"))
LEAST = {"fr": 0.9, "en": 0.9, "ar": 0.9}


def _texts():
    """The set, and for each word of a question ten texts that repeat it among unknown words."""
    for name, text in SET["documents"].items():
        yield name, text["language"], text["title"], text["text"]
    numbers = count()
    for query in SET["queries"]:
        words = [w for w in query["text"].split() if len(w) > 2 and " " in query["text"]]
        for word in words:
            for _ in range(10):
                number = next(numbers)
                body = f"{word} xyla{number} {word} yvor{number} {word} zuneb{number}"
                yield f"distractor{number}", query["language"], f"Wutro {number}", body


@pytest.fixture
def library(db):
    texts = {UUID(int=number): text for number, text in enumerate(_texts(), start=1)}
    at = datetime(2026, 1, 1, tzinfo=UTC)

    def entries(keys):
        for key in keys:
            _name, language, title, body = texts[key]
            access = frozenset({PUBLIC})
            yield key, Entry(language, title, body, access, DataClass.PUBLIC, at)

    kind = Kind("sample", "", lambda a: frozenset(), str, lambda: iter(texts), entries)
    kinds.register_kind(kind)
    list(services.rebuild(kind))
    yield {key: text[0] for key, text in texts.items()}
    kinds._KINDS.pop("sample")


def _ndcg(found, relevant):
    gain = sum(relevant.get(name, 0) / math.log2(i + 2) for i, name in enumerate(found))
    best = sorted(relevant.values(), reverse=True)
    return gain / sum(value / math.log2(i + 2) for i, value in enumerate(best))


def test_the_set_is_whole():
    names = set(SET["documents"])
    asked = {name for query in SET["queries"] for name in query["relevant"]}

    assert len(names) >= 60
    assert len(SET["queries"]) >= 24
    assert asked <= names


def test_relevant_texts_stand_first_in_each_language(library):
    marks = {language: [] for language in LEAST}
    for query in SET["queries"]:
        results = find(query["text"], [PUBLIC], kinds=["sample"], limit=10)
        found = [library[hit.object_id] for hit in results.hits]
        marks[query["language"]].append(_ndcg(found, query["relevant"]))

    means = {language: sum(values) / len(values) for language, values in marks.items()}
    assert all(means[language] >= least for language, least in LEAST.items()), means
