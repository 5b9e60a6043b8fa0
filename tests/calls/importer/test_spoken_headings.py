"""Headings in the words of speech, of articles and of scans; lines that only look like headings."""

import pytest

from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source


def sections(text: str) -> list[tuple[str, str]]:
    source = Source(text)
    return [(s.kind, source.quote(s.heading)) for s in read_layout(source).sections]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("The Opportunity", "context"),
        ("Why this consultancy", "context"),
        ("Company Description", "context"),
        ("What we need", "objectives"),
        ("¿Qué buscamos?", "objectives"),
        ("Mission confiée", "objectives"),
        ("What you will do", "methodology"),
        ("Ce qui est attendu", "deliverables"),
        ("What you will deliver", "deliverables"),
        ("You have", "profile"),
        ("Nice to have", "profile"),
        ("Team qualifications", "profile"),
        ("Qui recherchons-nous ?", "profile"),
        ("الملمح المطلوب", "profile"),
        ("Vigência e valor", "budget"),
        ("Valor y forma de pago", "budget"),
        ("Enveloppe budgétaire", "budget"),
        ("Jugement des offres", "criteria"),
        ("How we select", "criteria"),
        ("Remise des offres", "how_to_apply"),
        ("Inscrição", "how_to_apply"),
        ("Sending your application", "how_to_apply"),
        ("كيفية المشاركة", "how_to_apply"),
    ],
)
def test_a_heading_in_the_words_of_speech_has_its_kind(heading, kind):
    text = f"Livrables\n\n- un guide\n- une note\n\n{heading}\n\nThis is a line of words "
    "that goes on.\n"

    assert (kind, heading.rstrip(" ?")) in [(k, h.rstrip(" ?")) for k, h in sections(text)]


def test_an_article_keeps_its_number_in_the_heading():
    text = "Article 1 – Objet\nFaire une étude.\n\nArticle 2 – Durée\nTrois mois en tout.\n"

    assert sections(text) == [
        ("objectives", "Article 1 – Objet"),
        ("schedule", "Article 2 – Durée"),
    ]


def test_roman_numbers_that_a_scan_misread_number_headings():
    text = "l. CONTEXTE\nUn texte ici.\n\nll. OBJECTIFS\nUn autre texte.\n"

    assert sections(text) == [("context", "CONTEXTE"), ("objectives", "OBJECTIFS")]


@pytest.mark.parametrize(
    "text",
    [
        "Expression of interest: help Coral Aid to write its position on care at home\n\nText.",
        "Lieu : Dakar\n\nLangues : français, anglais\n\nNombre de jours : 12 jours en tout\n",
        "Country: Nepal\nDescription of the assignment: Legal review of the labour law\nDays: 3\n",
        "Reports to: Director of Programmes and Partnerships in the Region\nText follows.\n",
    ],
)
def test_a_title_and_the_labels_of_a_head_open_no_section(text):
    assert sections(text) == []


def test_an_entry_that_begins_with_an_article_opens_no_section():
    text = (
        "Comment postuler\n\nLes dossiers comprennent :\n\n1. Une offre technique :\n  • une note\n"
        "2. Une offre financière :\n  • un tableau\n"
    )

    assert sections(text) == [("how_to_apply", "Comment postuler")]
