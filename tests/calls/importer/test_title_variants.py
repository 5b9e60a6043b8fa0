"""The title of a call, wherever and however it stands. All missions are invented."""

import pytest

from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source
from mandat.calls.importer.title import read_title

BODY = (
    "\n\nBackground\n\nThe organisation works in ten countries and has done so for many years, "
    "with partners.\n\nObjectives\n\n- one\n- two\n"
)


def title(text):
    source = Source(text)
    return read_title(source, read_layout(source)).value


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "TERMS OF REFERENCE\nFor the\nEnd-term evaluation of the Dawn project\nin Lunaria",
            "End-term evaluation of the Dawn project in Lunaria",
        ),
        (
            "# TERMES DE REFERENCE\n\n## PRESTATAIRE POUR LA CONCEPTION D'UN SITE",
            "PRESTATAIRE POUR LA CONCEPTION D'UN SITE",
        ),
        (
            "# [Terms of Reference (ToR) Fragile towns study](https://board.example/x)\n### Dune",
            "Fragile towns study",
        ),
        (
            "TERMS OF REFERENCE (TOR)\n\nCONSULTANCY TO WRITE A SAFEGUARDING\nPOLICY FOR CLUBS",
            "CONSULTANCY TO WRITE A SAFEGUARDING POLICY FOR CLUBS",
        ),
        ("RFP No. 2026/12 - Legal aid mapping", "Legal aid mapping"),
        ("Request for Proposals – Communications support", "Communications support"),
        (
            "Job Title:\n\nNational consultant on data\n\nDuty Station:\n\nAmman",
            "National consultant",
        ),
        ("Objet : Recrutement d'un consultant pour l'étude AVENIR", "Recrutement d'un consultant"),
        (
            (
                "Asunto: Solicitud para la contratación de un consultor para: Formulación de\n"
                "Planes de Sostenibilidad"
            ),
            "Formulación de Planes de Sostenibilidad",
        ),
        (
            (
                "Mise en concurrence – Marché de prestations intellectuelles\n\n"
                "Évaluation du dispositif « Haltes »"
            ),
            "Évaluation du dispositif « Haltes »",
        ),
        (
            (
                "INDIVIDUAL CONSULTANT PROCUREMENT NOTICE\n\nDate: 1 May 2026\n"
                "Description of the assignment: Legal review of labour law"
            ),
            "Legal review of labour law",
        ),
        (
            "Home > Jobs > Consultancies\n\nSenior Evaluation Consultant – Girls' Programme",
            "Senior Evaluation Consultant – Girls' Programme",
        ),
        (
            "ToR_Final_2026.docx\n\nTermes de référence\nÉvaluation finale du projet PASREL",
            "Évaluation finale du projet PASREL",
        ),
        (
            "TERMES DE REFERENCE\n\nEVALUATION A MI-PARCOURS DU PROJET\n\n« ACCES AUX SOINS »",
            "EVALUATION A MI-PARCOURS DU PROJET « ACCES AUX SOINS »",
        ),
        ("| TERMS OF REFERENCE | |\n| Title: | Peer training expert |", "Peer training expert"),
    ],
)
def test_the_title_is_found_among_the_lines_of_the_head(head, expected):
    found = title(head + BODY)

    assert " ".join(found.split()).startswith(expected) or found.endswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Dune Aid recherche un consultant pour la réalisation d'une étude de base sur les "
                "marchés, dans trois provinces. Il travaillera trente jours avec les "
                "équipes du pays "
                "et rendra un rapport complet de son étude aux responsables.\n"
            ),
            "étude de base sur les marchés",
        ),
        (
            (
                "Request for Quotations RFQ-2026-031 Open Health Citizens (OHC), Tbilisi, invites "
                "quotations from individuals or firms for the facilitation of a training on access "
                "to care, to be held in Kutaisi on 10-12 June 2026. The trainer will "
                "prepare a plan "
                "and submit a narrative report. Bidders must have four years of experience."
            ),
            "facilitation of a training on access to care",
        ),
        (
            (
                "We are an organisation of ten people who work on health in three countries, with "
                "many partners and friends. Read on to know more about the work that we do.\n"
                "Terms of Reference - Harbour Final Evaluation\nBackground: The project began.\n"
            ),
            "Harbour Final Evaluation",
        ),
    ],
)
def test_prose_that_seeks_somebody_gives_the_mission(text, expected):
    assert expected in title(text)


def test_the_next_call_of_a_board_lends_no_title():
    text = (
        "CONSULTORIA PARA LA EVALUACIÓN DEL PROYECTO RAÍZ\n\nSimilar jobs\n\n"
        "Consultoría: Producción de videos\n\nTérminos de Referencia\nServicios profesionales\n"
    )

    assert title(text) == "CONSULTORIA PARA LA EVALUACIÓN DEL PROYECTO RAÍZ"
