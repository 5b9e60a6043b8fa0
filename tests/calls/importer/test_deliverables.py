import pytest

from mandat.calls.importer.deliverables import read_deliverables
from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source


def dates(text, *moments):
    """The `dates` field as the reader of dates gives it."""
    value = []
    for words, date in moments:
        at = text.index(words)
        precision = "day" if date.count("-") == 2 else "month"
        value.append({"date": date, "precision": precision, "spans": [Span(at, at + len(words))]})
    return {"dates": Found(value, Certainty.SURE)}


def read(text, *moments):
    source = Source(text)
    return read_deliverables(source, read_layout(source), dates(text, *moments))


def test_a_list_gives_texts_forms_pages_and_sessions():
    value = read(
        "Livrables attendus\n- Une note de cadrage de 8 pages\n- Un rapport final (30 pages "
        "maximum)\n"
        "- Deux ateliers de restitution\n- Une présentation PowerPoint de 15 diapositives\n"
    ).value

    assert value["count"] == 4
    assert [(i["format"], i["pages"], i["sessions"]) for i in value["items"]] == [
        ("note", 8, None),
        ("report", 30, None),
        ("sessions", None, 2),
        ("slides", 15, None),
    ]


def test_labelled_deliverables_on_one_line_have_dues_and_periods():
    text = (
        "Livrables : Livrable 1 : Mars 2031 Une note de méthode Livrable 2 : Juin 2031 Rapport "
        "couvrant la "
        "période allant de janvier 2031 à mai 2031"
    )

    items = read(
        text,
        ("Mars 2031", "2031-03"),
        ("Juin 2031", "2031-06"),
        ("janvier 2031", "2031-01"),
        ("mai 2031", "2031-05"),
    ).value["items"]

    assert [(i["text"], i["due"], i["due_precision"]) for i in items] == [
        ("Une note de méthode", "2031-03", "month"),
        ("Rapport couvrant la période allant de janvier 2031 à mai 2031", "2031-06", "month"),
    ]
    assert (items[1]["period_start"], items[1]["period_end"]) == ("2031-01", "2031-05")


def test_a_table_gives_its_rows_without_its_head():
    text = (
        "## Deliverables\n| No | Deliverable | Due date | Payment |\n|---|---|---|---|\n"
        "| 1 | Inception report | 10 March 2031 | 20% |\n| 2 | Final report | 15 May 2031 | 80% |\n"
    )

    items = read(text, ("10 March 2031", "2031-03-10"), ("15 May 2031", "2031-05-15")).value[
        "items"
    ]

    assert [(i["text"], i["due"]) for i in items] == [
        ("Inception report", "2031-03-10"),
        ("Final report", "2031-05-15"),
    ]


def test_a_date_that_is_no_deadline_is_not_a_due_date():
    text = "Deliverables\n- A study of the law of 3 May 2020\n- A report by 9 June 2031\n"

    items = read(text, ("3 May 2020", "2020-05-03"), ("9 June 2031", "2031-06-09")).value["items"]

    assert [i["due"] for i in items] == [None, "2031-06-09"]


def test_details_under_a_deliverable_are_not_counted():
    text = (
        "Deliverables\n1. Inception report, with:\n   - a work plan\n   - the tools\n2. Final "
        "report\n"
    )

    assert read(text).value["count"] == 2


def test_a_sentence_that_lists_things_is_told_apart():
    text = "Livrables\n\nUn plan détaillé, la tenue de deux ateliers et un rapport de 15 pages.\n"

    found = read(text)

    assert [i["text"] for i in found.value["items"]] == [
        "Un plan détaillé",
        "la tenue de deux ateliers",
        "un rapport de 15 pages",
    ]
    assert found.certainty is Certainty.LIKELY


@pytest.mark.parametrize(
    "text",
    [
        "Dawn seeks a consultant to prepare a detailed mapping of safe houses. Due in July.",
        "Aube recherche un·e consultant·e pour réaliser une étude sur les refuges.",
    ],
)
def test_a_short_card_tells_its_one_deliverable(text):
    found = read(text)

    assert found.value["count"] == 1
    assert found.certainty is Certainty.LIKELY


def test_a_text_without_deliverables_gives_none():
    assert read("Profil\n- Master\n- Cinq ans d'expérience\n").value is None


def test_labels_and_shares_of_the_price_are_not_part_of_a_deliverable():
    items = read("Productos\nP1. Plan de trabajo - 30 %\nP2. Informe final - 70 %\n").value["items"]

    assert [i["text"] for i in items] == ["Plan de trabajo", "Informe final"]
