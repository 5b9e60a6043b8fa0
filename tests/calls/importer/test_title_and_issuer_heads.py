"""Titles below a motto or beside a number, and those who call with others. All invented."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.issuer import read_issuer
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source
from mandat.calls.importer.title import read_title


def title(text):
    source = Source(text)
    return read_title(source, read_layout(source))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Research that changes lives\n\nFinal evaluation of the Bright Paths programme\n\n"
                "Bright Paths Trust is seeking an evaluator.\n"
            ),
            "Final evaluation of the Bright Paths programme",
        ),
        (
            "Des formations pour demain\n\nÉvaluation externe du projet Racines\n\nTexte.\n",
            "Évaluation externe du projet Racines",
        ),
        (
            (
                "# Growing up safe in Port Avril\n\nA call by Maris House for an evaluator\n\n"
                "## Why we ask\n\nWe run three shelters.\n"
            ),
            "Growing up safe in Port Avril",
        ),
        (
            (
                "# Étude sur les soins des saisonniers\n\n## Un appel de l'association Rivages\n\n"
                "## Le contexte\n\nTexte.\n\n## Les livrables\n\n- un guide\n"
            ),
            "Étude sur les soins des saisonniers",
        ),
        (
            "RFP-2025-044: Baseline study on school meals in Malawi\n\nBackground\n\nText.\n",
            "Baseline study on school meals in Malawi",
        ),
        (
            (
                "Call no. 2025/114\n\nThe Orchard Foundation and its partners launch this call.\n\n"
                "The subject is the final evaluation of the Wells project in Chad.\n"
            ),
            "final evaluation of the Wells project in Chad",
        ),
        (
            "Convocatoria 03/2026\n\nEvaluación externa del proyecto Raíces\n\nLugar: Quito\n",
            "Evaluación externa del proyecto Raíces",
        ),
        (
            "Health for all\n\nTerms of Reference\nAssignment: End-line study of Safe Steps\n",
            "End-line study of Safe Steps",
        ),
        (
            "Website redesign for Lantern Youth\n\nBackground\n\nText.\n\nDeliverables\n\n- one\n",
            "Website redesign for Lantern Youth",
        ),
    ],
)
def test_the_subject_is_the_title(text, expected):
    assert title(text).value == expected


@pytest.mark.parametrize("head", ["Appel n° 12/2024", "Call no. 7/2026", "Title: RFP 2026/12"])
def test_a_number_alone_is_never_a_sure_title(head):
    found = title(f"{head}\n\nContexte\n\nNous agissons dans dix villes.\n")

    assert found.certainty is not Certainty.SURE


def test_a_title_above_all_other_headings_is_no_section():
    source = Source("# Safe towns\n\n## Context\n\nText.\n\n## Deliverables\n\n- a guide\n")

    assert [s.kind for s in read_layout(source).sections] == ["context", "deliverables"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Orchard Foundation and its partners launch this call.", "Orchard Foundation"),
        ("L'association Terre et Sources et ses partenaires lancent un appel.", "Terre et Sources"),
        (
            "La Fundación Puentes Abiertos y sus socios lanzan esta convocatoria.",
            "Fundación Puentes Abiertos",
        ),
        (
            "A Associação Maré Viva e os seus parceiros procuram uma consultora.",
            "Associação Maré Viva",
        ),
        (
            "UNIT FOR RURAL WATER\n\nThe Unit for Rural Water needs a reviewer.",
            "Unit for Rural Water",
        ),
        ("Submission of proposals to Sunrise Women Collective by 5 May.", "Sunrise Women Coll"),
    ],
)
def test_one_that_calls_with_others_is_named(text, expected):
    assert expected in (read_issuer(Source(f"Gender study\n\n{text}\n")).value or "")


@pytest.mark.parametrize(
    "line",
    ["- Título universitario en sociología", "Evaluation Team", "Services and Support Required"],
)
def test_entries_and_headings_are_no_issuer(line):
    text = f"Estudio de barrio\n\nPerfil\n\n{line}\n- Cinco años de experiencia\n"

    assert read_issuer(Source(text)).value is None
