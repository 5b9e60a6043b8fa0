from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.grid import read_evaluation_grid
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source


def read(text):
    source = Source(text)
    return read_evaluation_grid(source, read_layout(source))


def rows(text):
    """(label, points or weight, parent) of each criterion."""
    return [
        (e["label"], e.get("max_points", e.get("weight")), e["parent"])
        for e in read(text).value or []
    ]


def test_a_table_flattened_to_one_line_becomes_a_tree_by_its_sums():
    text = (
        "Critères de sélection L'offre sera notée ainsi : Note max Offre technique (70% de la "
        "note) 70 "
        "Démarche 30 Clarté du propos 10 Plan de travail 20 Équipe 40 Profil de la personne 25 "
        "Références 15 Offre financière (30% de la note) 30 Total 100 9. Dépôt des offres"
    )

    assert rows(text) == [
        ("Offre technique", 70, None),
        ("Démarche", 30, "Offre technique"),
        ("Clarté du propos", 10, "Démarche"),
        ("Plan de travail", 20, "Démarche"),
        ("Équipe", 40, "Offre technique"),
        ("Profil de la personne", 25, "Équipe"),
        ("Références", 15, "Équipe"),
        ("Offre financière", 30, None),
    ]
    assert read(text).value[0]["weight"] == 70
    assert read(text).certainty is Certainty.SURE


def test_a_table_flattened_to_lines_is_read_with_its_wrapped_labels():
    text = (
        "Evaluation criteria\nNo\nCriteria\nMaximum points\n1\nUnderstanding of the terms\nof "
        "reference\n15\n"
        "2\nMethodology\n45\n3\nPrice\n40\nTotal\n100\n"
    )

    assert rows(text) == [
        ("Understanding of the terms of reference", 15, None),
        ("Methodology", 45, None),
        ("Price", 40, None),
    ]


def test_a_markdown_table_keeps_points_and_weights():
    text = (
        "### 7. Evaluation\n| No | Criterion | Weight | Max points |\n|---|---|---|---|\n"
        "| A | **Technical proposal** | 70% | 70 |\n| A.1 | Methodology | | 45 |\n"
        "| A.2 | Team | | 25 |\n| B | Financial proposal | 30% | 30 |\n| | **Total** | 100% "
        "| 100 |\n"
    )

    assert rows(text) == [
        ("Technical proposal", 70, None),
        ("Methodology", 45, "Technical proposal"),
        ("Team", 25, "Technical proposal"),
        ("Financial proposal", 30, None),
    ]
    assert read(text).value[0]["weight"] == 70


@pytest.mark.parametrize(
    "text",
    [
        "Evaluation criteria\n- Methodology (60 points)\n- Price (max. 40 points)\n",
        "Evaluation criteria\n- Methodology: 60 points\n- Price – 40 points\n",
        "Evaluation criteria\n- Methodology /60\n- Price /40\n",
        "Evaluation criteria\n- Methodology 60 pts\n- Price 40 pts\n",
        "Proposals will be scored as follows: Methodology (60%), Price (40%).",
        "The proposals will be evaluated on: 60% for Methodology and 40% for Price.",
        "Evaluation criteria (points)\nMethodology 60\nPrice 40\n",
        "Evaluation criteria\nCriterion | Points\nMethodology | 60\nPrice | 40\nTotal | 100",
    ],
)
def test_the_ways_of_printing_a_grid_are_read_alike(text):
    assert rows(text) == [("Methodology", 60, None), ("Price", 40, None)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Critères de notation\nQualité de la démarche sur 60 points\nPrix sur 40 points\n",
            ["Qualité de la démarche", "Prix"],
        ),
        (
            "Criterios de evaluación:\n• Propuesta técnica 60%\n• Propuesta económica 40%\n",
            ["Propuesta técnica", "Propuesta económica"],
        ),
        (
            "Os critérios de avaliação são: proposta técnica (60 pontos) e preço (40 pontos).",
            ["proposta técnica", "preço"],
        ),
    ],
)
def test_grids_are_read_in_other_languages(text, labels):
    assert [(label, number) for label, number, _ in rows(text)] == list(
        zip(labels, (60, 40), strict=True)
    )


def test_a_share_in_percent_stands_above_its_criteria_in_points():
    text = (
        "Evaluation criteria\nTechnical proposal (70%)\n1. Approach: 60 points\n2. Team: 40 "
        "points\n"
        "Financial proposal (30%)\n"
    )

    assert rows(text) == [
        ("Technical proposal", 70, None),
        ("Approach", 60, "Technical proposal"),
        ("Team", 40, "Technical proposal"),
        ("Financial proposal", 30, None),
    ]


def test_a_subtotal_gives_its_heading_its_points():
    text = (
        "Evaluation grid\nA. Technical offer\nMethodology    50\nTeam    30\nSubtotal A    80\n"
        "B. Financial offer    20\nTotal    100\n"
    )

    assert [(number, parent) for _, number, parent in rows(text)] == [
        (80, None),
        (50, "A. Technical offer"),
        (30, "A. Technical offer"),
        (20, None),
    ]


def test_a_grid_that_does_not_add_up_is_reported_as_printed_and_not_sure():
    text = (
        "Grille de notation (points)\n1. Offre technique 80\n1.1 Démarche 20\n1.2 Méthode 25\n"
        "1.3 Équipe 40\n2. Offre financière 20\n"
    )

    found = read(text)

    assert found.certainty is Certainty.LIKELY
    assert [e["parent"] for e in found.value] == [None, *["Offre technique"] * 3, None]
    assert sum(e["max_points"] for e in found.value if e["parent"]) == 85


def test_shares_told_before_the_table_are_not_counted_twice():
    text = (
        "Evaluation criteria\nTechnical criteria 70% and financial criteria 30%.\n\n"
        "Criteria\tWeight\tPoints\nTechnical\t70%\t70\nExperience\t\t40\nMethod\t\t30\nFinancial"
        "\t30%\t30\n"
    )

    assert [label for label, *_ in rows(text)] == ["Technical", "Experience", "Method", "Financial"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Modalités de paiement\n30% à la signature\n40% au rapport\n30% à la fin\nOffres "
            "examinées."
        ),
        (
            "Critères d'évaluation : pertinence, efficacité. En 2020, 60 % des femmes et 40 % des "
            "hommes."
        ),
        "Evaluation criteria\nOnly offers with at least 70 points will be kept.",
        "Le master et 5 ans d'expérience sont des critères de sélection.",
    ],
)
def test_numbers_that_are_no_marks_make_no_grid(text):
    assert read(text).value is None


def test_each_criterion_points_at_its_place():
    text = "Evaluation criteria\n- Methodology (60 points)\n- Price (40 points)\n"

    spans = [e["spans"][0] for e in read(text).value]

    assert [text[s.start : s.end] for s in spans] == [
        "Methodology (60 points)",
        "Price (40 points)",
    ]


LABELS = ("Method", "Team quality", "Price", "References", "Work plan", "Presentation")


@given(st.lists(st.integers(1, 60), min_size=2, max_size=6))
def test_any_flat_grid_is_given_back_in_order_with_its_marks(numbers):
    lines = [f"- {label}: {n} points" for label, n in zip(LABELS, numbers, strict=False)]
    text = "Evaluation criteria\n" + "\n".join(lines) + f"\nTotal: {sum(numbers)} points\n"

    found = read(text)
    places = [e["spans"][0] for e in found.value]

    assert [e["max_points"] for e in found.value] == numbers
    assert all(a.end <= b.start for a, b in pairwise(places))


def test_criteria_told_after_the_shares_stand_under_the_share_they_add_up_to():
    text = (
        "Evaluation method: technical criteria weight: 70%; financial criteria weight: 30%.\n"
        "Criteria 1: Relevance of education – max points: 20;\n"
        "Criteria 2: Experience in the region – max points: 50.\n"
    )

    found = rows(text)

    assert [(number, parent) for _, number, parent in found] == [
        (70, None),
        (30, None),
        (20, found[0][0]),
        (50, found[0][0]),
    ]


def test_a_criterion_and_its_equals_are_not_taken_for_its_parts():
    text = (
        "Critères de sélection\nOffre technique : 70 points\nDémarche : 35 points\nÉquipe : 25 "
        "points\n"
        "Calendrier : 10 points\nOffre financière : 30 points\n"
    )

    assert [parent for *_, parent in rows(text)] == [None, *["Offre technique"] * 3, None]
