"""The explanations name functions that exist."""

import re
from importlib import import_module
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs" / "explanation").glob("*.md"))
NAME = re.compile(r"`(mandat(?:\.\w+)+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_name_cited_can_be_imported(page):
    names = set(NAME.findall(page.read_text(encoding="utf-8")))

    assert names
    for name in names:
        module, _dot, attribute = name.rpartition(".")
        assert hasattr(import_module(module), attribute), name
