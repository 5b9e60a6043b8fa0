from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.objectives import read_methodology, read_objectives
from mandat.calls.importer.text import Source


def objectives(text: str) -> list[tuple[str, str]]:
    source = Source(text)
    value = read_objectives(source, read_layout(source)).value or []
    return [(v["kind"], v["text"]) for v in value]


def test_general_and_specific_objectives_are_told_apart():
    text = (
        "II. Objectif général\n\nAméliorer l'accueil des jeunes.\n\nIII. Objectifs spécifiques\n\n"
        "- Former les équipes ;\n- Écrire un guide.\n\nIV. Livrables\n\nUn guide.\n"
    )

    assert objectives(text) == [
        ("general", "Améliorer l'accueil des jeunes"),
        ("specific", "Former les équipes ;"),
        ("specific", "Écrire un guide."),
    ]


def test_labels_of_objectives_are_left_out():
    text = (
        "Objetivos de la consultoría\n\n* Objetivo específico No.1: Escuchar a las jóvenes.\n"
        "* Objetivo específico No.2: Escribir una guía.\n\nProductos\n\n* Guía.\n"
    )

    assert objectives(text) == [
        ("specific", "Escuchar a las jóvenes."),
        ("specific", "Escribir una guía."),
    ]


def test_a_sentence_says_the_objective_where_no_section_does():
    text = "We hire.\n\nThe purpose of the assignment is mapping clinics. Thank you for reading us."

    assert objectives(text) == [("general", "The purpose of the assignment is mapping clinics")]


def test_a_donor_s_aim_is_not_the_objective_of_the_mission():
    assert objectives("L'objectif de la fondation est de lutter contre la faim. Merci.") == []


def test_methodology_is_read_from_entries_or_paragraphs():
    text = (
        "Méthodologie\n\nUne approche participative est attendue.\n\n"
        "Revue documentaire\n\n• Lois du pays\n• Rapports internes\n\nLivrables\n\nUn rapport.\n"
    )
    source = Source(text)

    value = read_methodology(source, read_layout(source)).value

    assert [v["text"] for v in value] == [
        "Une approche participative est attendue.",
        "Lois du pays",
        "Rapports internes",
    ]


def test_numbered_parts_with_their_own_bullets_are_the_objectives():
    text = (
        "Contexte\n\nLe réseau existe.\n\nObjectifs de la mission\n\nLa personne retenue "
        "accompagne le réseau :\n\n1. Gouvernance\n  • Construire la vision.\n  • Élire.\n"
        "2. Animation\n  • Préparer les réunions.\n\nLivrables\n\n- une note\n- un rapport\n"
    )

    assert objectives(text) == [
        ("general", "La personne retenue accompagne le réseau"),
        ("specific", "Gouvernance"),
        ("specific", "Animation"),
    ]


def test_parts_that_read_as_headings_still_hold_the_objectives():
    text = (
        "**Objectives of the assignment**\n\n**1. Governance**\n\n* Draft the charter.\n"
        "* Elect a board.\n\n**2. Training**\n\n* Hold "
        "workshops.\n\n**Deliverables**\n\n* A charter\n"
    )

    assert ("specific", "Draft the charter.") in objectives(text)
