from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source
from mandat.calls.importer.themes import read_themes


def read(text, title=None):
    source = Source(text)
    found = {}
    if title:
        at = text.index(title)
        found["title"] = Found(title, Certainty.SURE, (Span(at, at + len(title)),))
    return read_themes(source, read_layout(source), found)


def test_the_themes_of_the_title_are_read():
    title = "Stratégie de plaidoyer sur la réduction des risques"

    found = read(f"{title}\n\nContexte\nUne association.", title)

    assert set(found.value) == {"advocacy", "harm_reduction"}
    assert found.certainty is Certainty.LIKELY


def test_a_subject_of_the_objectives_is_a_theme_and_a_word_of_the_context_is_not():
    text = (
        "Context\nThe region hosts refugees.\n\nObjectives\nMap the safe abortion networks; "
        "support abortion providers and their safety.\n"
    )

    assert read(text).value == ["abortion"]


def test_a_text_about_something_else_has_no_theme():
    assert read("A new website for the harbour. It will show the tides.").value is None
