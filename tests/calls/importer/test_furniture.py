from mandat.calls.importer.draft import Span
from mandat.calls.importer.furniture import clean, furniture
from mandat.calls.importer.text import Source


def dropped(text: str) -> list[str]:
    source = Source(text)
    starts = furniture(source)
    return [text[li.start : li.end] for li in source.lines if li.start in starts]


def test_repeated_addresses_and_page_numbers_are_the_page_s():
    text = (
        "Un texte.\nAvenue du Port 12\nPage 1 sur 3\nLa suite.\nAvenue du Port 12\nPage 2 sur 3\n"
    )

    assert dropped(text) == [
        "Avenue du Port 12",
        "Page 1 sur 3",
        "Avenue du Port 12",
        "Page 2 sur 3",
    ]


def test_points_of_a_grid_and_lines_said_twice_are_the_text_s():
    assert dropped("Méthode\n40\nÉquipe\n40\nRapport final\nRapport final\n") == []


def test_a_text_is_quoted_without_the_page_s_lines():
    text = "Une phrase qui\nPage 4 / 9\ncontinue."

    assert clean(Source(text), Span(0, len(text))) == "Une phrase qui continue."


def test_a_running_foot_that_ends_in_its_page_s_number_is_the_page_s():
    text = (
        "Réseau / Aube, 1 / 2\nUn texte.\nDune Aid – ToR – Page 2\nRéseau / Aube, 2 / 2\n"
        "CV : voir page 3\n"
    )

    assert dropped(text) == [
        "Réseau / Aube, 1 / 2",
        "Dune Aid – ToR – Page 2",
        "Réseau / Aube, 2 / 2",
    ]
