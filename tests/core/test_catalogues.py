"""Compiled catalogues follow their sources."""

import gettext
import os

import pytest

from mandat.core import catalogues

PO = """msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "day"
msgid_plural "days"
msgstr[0] "jour"
msgstr[1] "jours"

#, fuzzy
msgid "doubtful"
msgstr "douteux"
"""


@pytest.fixture
def po(tmp_path):
    file = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(PO)
    return file


def test_a_catalogue_is_compiled_with_its_plurals_and_without_doubtful_ones(po, tmp_path):
    catalogues.compile_catalogue(po)

    words = gettext.translation("django", localedir=tmp_path / "locale", languages=["fr"])
    assert words.ngettext("day", "days", 1) == "jour"
    assert words.ngettext("day", "days", 2) == "jours"
    assert words.gettext("doubtful") == "doubtful"
    assert sorted(p.name for p in po.parent.iterdir()) == ["django.mo", "django.po"]


def test_only_what_changed_is_compiled_again(po, tmp_path):
    assert catalogues.stale(tmp_path) == [po]

    mo = catalogues.compile_catalogue(po)
    assert catalogues.stale(tmp_path) == []

    os.utime(po, (mo.stat().st_mtime + 5,) * 2)
    assert catalogues.stale(tmp_path) == [po]
