"""Every act that the code records can be read by people, in each language of the site."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from mandat.audit import words

ROOT = Path(__file__).resolve().parents[2] / "mandat"
ROOM = r"(?:audit|calls|core|documents|intake|mail|people|privacy|vault|web)"
ACT = re.compile(ROOM + r"(?:\.[a-z_]+){2}")
BEGINNING = re.compile(ROOM + r"\.(?:[a-z_]+\.)?")


def _nodes():
    """Every piece of the code but the words themselves, with the file where it stands."""
    for path in sorted(ROOT.rglob("*.py")):
        if "migrations" in path.parts or path.name in ("acts.py", "words.py"):
            continue
        where = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield node, where


@cache
def written_acts() -> dict[str, str]:
    """Each act that stands as a text in the code."""
    return {
        node.value: where
        for node, where in _nodes()
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and ACT.fullmatch(node.value)
    }


@cache
def composed_acts() -> dict[str, str]:
    """Each act that is put together when it is recorded, as a pattern: `people.role.{what}`."""
    found = {}
    for node, where in _nodes():
        if not isinstance(node, ast.keyword) or node.arg != "action":
            continue
        for part in ast.walk(node.value):
            if isinstance(part, ast.JoinedStr):
                pieces = [p.value if isinstance(p, ast.Constant) else None for p in part.values]
                if BEGINNING.match(str(pieces[0])):
                    found["".join("[a-z_]+" if p is None else re.escape(p) for p in pieces)] = where
    return found


def test_acts_are_found_in_the_code():
    assert {"calls.call.imported", "calls.sample.loaded", "people.account.added"} <= set(
        written_acts()
    )
    assert r"privacy\.hold\.[a-z_]+" in composed_acts()


def test_every_act_of_the_code_has_words():
    without = {act: where for act, where in written_acts().items() if act not in words.acts()}
    known = "\n".join(words.acts())
    wordless = {p: where for p, where in composed_acts().items() if not re.search(p, known)}

    assert without == {}
    assert wordless == {}


def test_no_words_are_kept_for_acts_that_nobody_records():
    left = set(words.acts()) - set(written_acts())

    assert {act for act in left if not any(re.fullmatch(p, act) for p in composed_acts())} == set()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_words_are_there_in_each_language(language):
    with translation.override(language):
        said = {act: str(word) for act, word in words.acts().items()}
    with translation.override("en"):
        english = {act: str(word) for act, word in words.acts().items()}

    assert said
    same = {act for act in said if language != "en" and said[act] == english[act]}
    assert same == set()
