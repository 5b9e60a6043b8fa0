"""Sections of texts of many shapes."""

import pytest

from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source


def sections(text: str) -> list[tuple[str, str]]:
    source = Source(text)
    return [(s.kind, source.quote(s.heading)) for s in read_layout(source).sections]


NUMBERED_ENGLISH = """TERMS OF REFERENCE
Baseline survey in three islands

1. Background
Island Health Trust works with midwives.
2. Objectives of the survey
2.1 Overall objective
To describe the situation.
2.2 Specific objectives
- To count services
- To hear from users
3. Deliverables and timeline
a) Inception note
b) Report
4. Management of the survey
The trust names a focal point.
5. Consultant profile
- A degree in statistics
6. Submission of proposals
Write to survey@island.example.
"""


def test_numbered_headings_are_told_from_the_entries_of_lists():
    assert sections(NUMBERED_ENGLISH) == [
        ("context", "Background"),
        ("objectives", "Objectives of the survey"),
        ("objectives", "Overall objective"),
        ("objectives", "Specific objectives"),
        ("deliverables", "Deliverables and timeline"),
        ("other", "Management of the survey"),
        ("profile", "Consultant profile"),
        ("how_to_apply", "Submission of proposals"),
    ]


def test_levels_follow_the_numbering():
    source = Source(NUMBERED_ENGLISH)

    levels = [s.level for s in read_layout(source).sections]

    assert levels == [1, 1, 2, 2, 1, 1, 1, 1]


def test_a_body_runs_to_the_next_heading_without_its_number():
    source = Source(NUMBERED_ENGLISH)

    first = read_layout(source).sections[0]

    assert source.quote(first.body) == "Island Health Trust works with midwives."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("**IV. Profil de l’équipe d’évaluation**", "profile"),
        ("### 3. Actividades a realizar", "methodology"),
        ("CRITÈRES D’ATTRIBUTION", "criteria"),
        ("Modalités de dépôt des candidatures :", "how_to_apply"),
        ("VII. HONORARIOS Y FORMA DE PAGO", "budget"),
        ("6. Duração e calendário", "schedule"),
        ("٤. المخرجات المتوقعة", "deliverables"),
        ("كيفية التقديم:", "how_to_apply"),
        ("Article 3 : Étendue de la prestation", "methodology"),
        ("  • Principaux livrables", "deliverables"),
        ("Protection des données personnelles", "privacy"),
        ("What we are looking for", "profile"),
        ("Rôle et responsabilités du/de la consultant·e", "methodology"),
        ("Section 2. Scope of work", "methodology"),
        ("| Purpose of consultancy: |", "objectives"),
    ],
)
def test_a_heading_is_known_in_every_dress_and_language(line, kind):
    text = f"La mission commence bientôt.\n\n{line}\n\nUne phrase qui suit, assez longue.\n"

    assert [k for k, _ in sections(text)] == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "Les compétences requises sont les suivantes :",
        "Budget : 4 000 euros",
        "Durée de la mission : 12 jours",
        "Deadline for questions :",
        "- Expérience : cinq ans au moins",
        "methodology",
        "Méthodologie, budget et calendrier de la mission, comme dit plus haut ;",
        "Nous avons fait des consultations.",
        "2.3 Méthodologie ........ 7",
    ],
)
def test_labels_sentences_and_entries_are_no_headings(line):
    text = f"La mission commence bientôt.\n\n{line}\n\nUne phrase qui suit, assez longue.\n"

    assert sections(text) == []


def test_the_rows_of_a_grid_are_no_headings():
    text = "5. Evaluation criteria\nMethodology\n40\nExperience\n30\nBudget\n30\n"

    assert sections(text) == [("criteria", "Evaluation criteria")]


def test_documents_asked_for_are_no_headings():
    text = "How to apply\n\nSend us:\n- Methodology\n- Budget\n- Timeline\n\nThank you very much.\n"

    assert sections(text) == [("how_to_apply", "How to apply")]


def test_the_head_of_a_column_is_no_heading():
    text = (
        "4. EXPECTED OUTPUTS\nDeliverable\nDue date\n1. Note\n3 May 2025\n2. Report\n9 June 2025\n"
    )

    assert sections(text) == [("deliverables", "EXPECTED OUTPUTS")]


def test_a_table_of_contents_gives_no_sections():
    toc = "Sommaire\n1. Contexte 2\n2. Objectifs 3\n3. Budget 4\n\n"
    body = "1. Contexte\nUn texte.\n2. Objectifs\nUn autre texte.\n3. Budget\nEncore un texte.\n"

    found = sections(toc + body)

    assert [kind for kind, _ in found] == ["context", "objectives", "budget"]


def test_a_heading_shares_its_line_with_the_text_it_opens():
    text = (
        "3. Profil du candidat : pour une telle mission, le consultant aura ce profil :\n"
        "- un diplôme de santé publique ;\n- trois ans d'expérience.\n"
    )

    assert sections(text) == [("profile", "Profil du candidat")]


ONE_LINE = (
    "Terms of Reference for the review of a peer guide Location: Accra Duration: 12 days "
    "Background: Coral Network is a group of peer educators. It has met every year since 2010 and "
    "its members wrote a guide together. The guide is now ten years old and needs a review. "
    "Objectives of the review The consultant reads the guide and proposes changes to it. "
    "Scope of Work The consultant meets six members online and two in person. Deliverables: "
    "Deliverable 1: Work plan; Deliverable 2: Draft guide; Deliverable 3: Final guide. "
    "Consultant Profile Five years of work with peers; Good written English; A calm temper. "
    "Evaluation Criteria Technical offer 70 points Financial offer 30 points "
    "8. How to Apply Please write to us before 3 March 2025. We look forward to reading you all."
)


def test_a_text_on_a_single_line_keeps_its_sections():
    assert sections(ONE_LINE) == [
        ("context", "Background"),
        ("objectives", "Objectives of the review"),
        ("methodology", "Scope of Work"),
        ("deliverables", "Deliverables"),
        ("profile", "Consultant Profile"),
        ("criteria", "Evaluation Criteria"),
        ("how_to_apply", "How to Apply"),
    ]


def test_expected_results_are_deliverables_only_when_nothing_else_is():
    alone = "Contexte\n\nUn texte.\n\nRésultats attendus\n\nUn guide est publié.\n"
    beside = alone + "\nLivrables\n\nUn guide.\n"

    assert sections(alone)[1][0] == "deliverables"
    assert sections(beside)[1][0] == "objectives"


def test_a_job_board_s_own_lines_open_no_section():
    text = "Profil\n\nUn master.\n\nPOSTULER ICI\n\nJob Notifications\nSubscribe to receive news\n"

    assert sections(text) == [("profile", "Profil")]


def test_leads_are_kept_beside_the_sections():
    text = "We hire.\n\nThe skills required for the mission are :\n- drawing\n- writing\n"
    source = Source(text)

    layout = read_layout(source)

    assert layout.sections == ()
    assert [lead.kind for lead in layout.leads] == ["profile"]
    assert source.quote(layout.leads[0].body) == "- drawing - writing"


def test_headings_may_be_questions_and_speak_to_the_reader():
    text = (
        "Qui sommes-nous ?\nUn groupe de quartier.\n\nCe que vous livrerez\nUn guide illustré.\n"
        "\nVotre profil\nVous aimez écrire.\n\nPour postuler\nÉcrivez-nous avant le 2 mai 2025.\n"
    )

    assert [kind for kind, _ in sections(text)] == [
        "context",
        "deliverables",
        "profile",
        "how_to_apply",
    ]


def test_a_plain_line_between_two_lists_opens_a_section_of_another_kind():
    text = "Deliverables\n• Outline\n• Brief\nEssential skills\n• Research\nDesirable\n• Calm\n"

    assert sections(text) == [("deliverables", "Deliverables"), ("profile", "Essential skills")]


def test_the_next_entry_of_a_list_is_no_heading():
    text = (
        "4. EXPECTED OUTPUTS\n1. Note\n3 May 2025\n2. Report\n9 June 2025\n5. BUDGET\n4 000 EUR\n"
    )

    assert [kind for kind, _ in sections(text)] == ["deliverables", "budget"]
