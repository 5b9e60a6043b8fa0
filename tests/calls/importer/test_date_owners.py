"""Whose start or end a date is: the mission's, its project's, a part's or the call's."""

import pytest

from mandat.calls.importer.date_owners import owner
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.scalars import read_all
from mandat.calls.importer.text import Source, fold


def roles(text: str) -> list[tuple[str, str]]:
    source = Source(text)
    found = read_all(source, read_layout(source), {})["dates"]
    return [(item["role"], item["date"]) for item in found.value or []]


@pytest.mark.parametrize(
    ("sentence", "word", "whose"),
    [
        ("The consultancy under this grant ends on", "ends", "mission"),
        ("Le projet XENIA prendra fin le", "prendra fin", "project"),
        ("Our strategic plan (2021-2025) ends on", "ends", "project"),
        ("A grant paid by Norway, which ends on", "ends", "project"),
        ("Task 2 is completed by", "completed", "part"),
        ("L'appel sera clos le", "clos", "call"),
        ("This project should be completed by", "completed", "here"),
        ("Date de fin du projet :", "fin", "project"),
        ("Date de fin :", "fin", None),
    ],
)
def test_the_nouns_of_the_sentence_tell_whose_end_it_is(sentence, word, whose):
    before = fold(sentence)
    start = before.index(word)

    assert owner(before, start + len(word), start, "") == whose


def test_a_pronoun_takes_its_noun_from_the_sentence_before():
    before, earlier = "il se terminera le", "le projet djiguiya est finance par une fondation. "

    assert owner(before, len("il se terminera"), 3, earlier) == "project"


def test_the_end_of_the_project_is_not_that_of_the_mission():
    found = roles(
        "Le projet Racines a démarré le 1er juin 2023. Il se terminera le 31 mai 2026.\n\n"
        "La prestation débutera le 3 mars 2026 et s'achèvera le 30 avril 2026.\n"
    )

    assert found == [
        ("funding_start", "2023-06-01"),
        ("funding_end", "2026-05-31"),
        ("mission_start", "2026-03-03"),
        ("mission_end", "2026-04-30"),
    ]


def test_the_closure_of_the_mission_is_no_deadline():
    found = roles(
        "La mission va du 20 janvier 2026 au 20 mars 2026. Elle sera close avant le 31/03/2026.\n\n"
        "L'inscription sera close le 5 janvier 2026.\n"
    )

    assert found[2:] == [("mission_closure", "2026-03-31"), ("application", "2026-01-05")]


def test_the_period_of_a_report_is_neither_the_mission_nor_a_due_date():
    found = roles(
        "• Livrable 1 : mai 2026. Rapport d'activités sur la période décembre 2025 à mars 2026.\n"
        "• Livrable 2 : juin 2026. Rapport d'activités sur toute la mission (décembre 25 à mai 26)."
    )

    assert found == [
        ("deliverable", "2026-05"),
        ("report_period_start", "2025-12"),
        ("report_period_end", "2026-03"),
        ("deliverable", "2026-06"),
        ("report_period_start", "2025-12"),
        ("report_period_end", "2026-05"),
    ]


def test_what_a_study_covers_is_not_when_it_is_done():
    assert roles("The evaluation will cover the period January 2023 to December 2025.") == [
        ("other", "2023-01"),
        ("other", "2025-12"),
    ]
