"""Every setting is described in the reference, and only `config/env.py` reads the environment."""

import re

import pytest

from config import env

REFERENCE = env.ROOT / "docs" / "reference" / "settings.md"
# The one exception hands the environment on to tesseract and reads nothing in it for us.
READS = re.compile(r"os\.environ\b|os\.getenv\b|\bgetenv\(")
HANDED_ON = {"mandat/documents/bounded.py", "mandat/documents/readers/ocr.py"}


def described():
    rows = re.findall(r"^\| `(MANDAT_\w+)` \|", REFERENCE.read_text(), re.MULTILINE)
    return sorted(rows)


def test_the_reference_lists_exactly_the_settings_that_exist():
    assert described() == sorted(env.SETTINGS)


@pytest.mark.parametrize("setting", env.SETTINGS.values(), ids=lambda s: s.name)
def test_the_reference_says_what_the_code_says(setting):
    assert setting.meaning in REFERENCE.read_text()


def test_only_one_module_reads_the_environment():
    found = {
        str(path.relative_to(env.ROOT))
        for folder in ("mandat", "config")
        for path in (env.ROOT / folder).rglob("*.py")
        if READS.search(path.read_text())
    }

    assert found - HANDED_ON == {"config/env.py", "config/wsgi.py"}
